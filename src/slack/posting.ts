import type { Fetch } from '../http/network.ts';
import type { Credentials } from '../settings/settings.ts';
import type { SlackFailure } from './failure.ts';

/** What a post needs besides the message. */
export interface Posting {
  /** Waits so many ms; tests let time pass faster. */
  readonly pause: (ms: number) => Promise<void>;
  /** Tells the reader of the log what is waited for. */
  readonly note: (text: string) => void;
  /** For one answer of Slack, in ms. */
  readonly answerMs: number;
  readonly fetch: Fetch;
  readonly credentials: Credentials;
}

/** All waiting for Slack's rate limit and for a connection together, in ms. */
const patienceMs = 60_000;

/**
 * Posts, and repeats only what surely was not posted: after a rate limit as long as Slack asks, or where no
 * connection came about. Slack has no key against double posts, so an unclear outcome is never repeated.
 */
export async function postOnce<T>(
  attempt: () => Promise<T>,
  readFailure: (error: unknown) => SlackFailure,
  { pause, note }: Posting,
): Promise<{ readonly posted: T } | { readonly failure: SlackFailure }> {
  let left = patienceMs;
  for (let wait = 1000; ; wait *= 2) {
    try {
      return { posted: await attempt() };
    } catch (error) {
      const failure = readFailure(error);
      if (failure.kind !== 'limited' && !(failure.kind === 'not sent' && failure.passes)) return { failure };
      const next = failure.kind === 'limited' ? Math.max(failure.waitMs, 1) : wait;
      left -= next;
      if (left < 0) return { failure };
      note(
        `Slack: ${failure.kind === 'limited' ? 'too many posts' : 'no connection'}; asking again in ${Math.ceil(next / 1000)} s`,
      );
      await pause(next);
    }
  }
}
