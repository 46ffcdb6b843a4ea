import type { Instant, PullRequest } from './pull-request.ts';
import type { ClockStart } from './rules.ts';

/** From when a pull request waits, and what happened then. */
export interface Start {
  readonly at: Instant;
  readonly how: 'was opened' | 'left draft' | 'was reopened';
}

/**
 * When the clock starts (contract, section 2): `created` is the opening; `ready` the latest of opened, last
 * reopened and last marked ready for review. A change of base, a push or a comment does not move it.
 */
export function startOf(pullRequest: PullRequest, clockStart: ClockStart): Start {
  const { createdAt, restarted } = pullRequest;
  return clockStart === 'ready' && restarted && restarted.at > createdAt
    ? { at: restarted.at, how: restarted.how }
    : { at: createdAt, how: 'was opened' };
}

/** The time waited, in ms; never negative, even where GitHub's clock is ahead of ours. */
export function waitedSince(start: Instant, now: Instant): number {
  return Math.max(0, now - start);
}
