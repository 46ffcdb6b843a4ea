import type { Fetch } from '../http/network.ts';
import type { Credentials } from '../settings/declarations.ts';
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
  readonly credentials: Omit<Credentials, 'githubToken'>;
}

export type Result<T> = { readonly answer: T } | { readonly failure: SlackFailure };

/** For all requests and pauses of one delivery together, in ms. */
export const retryBudgetMs = 60_000;
/** For a check, which nothing depends on. */
const checkRetryBudgetMs = 30_000;
/** Slack counts reads by the minute, for all channels together (docs: rate limits, tier 3). */
const readRetryBudgetMs = 90_000;
const shortestWait = 1000;

/** What may be repeated: a post where surely nothing was posted; a read, and an edit, also where its answer was lost. */
const repeatable = {
  post: { kinds: ['limited', 'not sent'], ms: retryBudgetMs, repeats: 6 },
  read: { kinds: ['limited', 'not sent', 'unknown'], ms: readRetryBudgetMs, repeats: 3 },
  check: { kinds: ['limited', 'not sent', 'unknown'], ms: checkRetryBudgetMs, repeats: 3 },
  edit: { kinds: ['limited', 'not sent', 'unknown'], ms: retryBudgetMs, repeats: 3 },
} as const satisfies Record<string, { kinds: readonly SlackFailure['kind'][]; ms: number; repeats: number }>;

/**
 * Repeats requests within bounds. Slack has no key against double posts, so a post whose outcome is unclear is
 * never repeated. It waits as long as Slack asks, at least 1 s and twice as long each time: relays were seen to
 * ask for 0 s, for -1 s, or for nothing. One for each delivery.
 */
export class Retries {
  readonly #posting: Posting;
  readonly #kinds: ReadonlySet<SlackFailure['kind']>;
  #left: number;
  readonly #repeats: number;
  #repeated = 0;
  #wait = shortestWait;

  constructor(posting: Posting, kind: keyof typeof repeatable) {
    const { kinds, ms, repeats } = repeatable[kind];
    this.#posting = posting;
    this.#kinds = new Set(kinds);
    this.#left = ms;
    this.#repeats = repeats;
  }

  async run<T>(attempt: () => Promise<T>, readFailure: (error: unknown) => SlackFailure): Promise<Result<T>> {
    for (;;) {
      const start = performance.now();
      try {
        return { answer: await attempt() };
      } catch (error) {
        const failure = readFailure(error);
        this.#left -= performance.now() - start;
        if (!(await this.#waitsFor(failure))) return { failure };
      }
    }
  }

  /** Waits where it may be repeated, and says whether. */
  async #waitsFor(failure: SlackFailure): Promise<boolean> {
    if (!this.#kinds.has(failure.kind)) return false;
    const wait = failure.kind === 'limited' ? Math.max(failure.waitMs, this.#wait) : this.#wait;
    this.#left -= wait;
    const most = failure.kind === 'not sent' ? Math.min(failure.repeats, this.#repeats) : this.#repeats;
    if (this.#left < 0 || this.#repeated >= most) return false;
    this.#repeated++;
    this.#wait *= 2;
    const { note, pause } = this.#posting;
    note(`Slack: ${reasonOf(failure)}; asking again in ${Math.ceil(wait / 1000)} s`);
    await pause(wait);
    return true;
  }
}

/** Our own words only: what a server said stands in the problem, if it comes to one. */
function reasonOf(failure: SlackFailure): string {
  switch (failure.kind) {
    case 'not sent':
      return `no connection (${failure.what.about})`;
    case 'unknown':
      return `no clear answer (${failure.what.about})`;
    default:
      return 'too many requests';
  }
}
