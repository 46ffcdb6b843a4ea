import { isSameName } from '../values/name.ts';
import { waitsAgainSince } from './counting.ts';
import type { Instant, PullRequest, Requested, Unknown } from './pull-request.ts';
import type { Rules } from './rules.ts';

/** From when a pull request waits, and what happened then. */
export interface Start {
  readonly at: Instant;
  readonly how:
    | 'was opened'
    | 'left draft'
    | 'was reopened'
    | 'asked for a review'
    | 'asked for a review again'
    | 'was force-pushed'
    | 'got its newest commit';
}

/**
 * When the clock starts (docs/rules.md): `created` is the opening; `ready` the latest of opened, last
 * reopened and last marked ready for review; `review-requested` the latest of `ready` and the earliest request
 * still open. With `fresh-reviews-only` a push starts it anew, with `re-requests` asking again those whose reviews
 * made it reviewed. A change of base or a comment does not move it.
 */
export function startOf(pullRequest: PullRequest, rules: Rules, now: Instant): Start {
  return startsOf(pullRequest, rules, now).reduce((latest, start) => (start.at > latest.at ? start : latest));
}

/** All that starts the clock under these rules; the latest one counts. */
export function startsOf(pullRequest: PullRequest, rules: Rules, now: Instant): [Start, ...Start[]] {
  const { clockStart, freshReviewsOnly } = rules;
  const { createdAt, restarted } = pullRequest;
  const starts: [Start, ...Start[]] = [{ at: createdAt, how: 'was opened' }];
  const again = waitsAgainSince(pullRequest, rules);
  // Nobody is to review a draft, however the first wait was counted.
  if (restarted && (clockStart !== 'created' || again !== undefined)) starts.push(restarted);
  if (again !== undefined) starts.push({ at: again, how: 'asked for a review again' });
  const requestedAt = clockStart === 'review-requested' ? earliestRequest(pullRequest) : undefined;
  if (requestedAt !== undefined) starts.push({ at: requestedAt, how: 'asked for a review' });
  if (freshReviewsOnly) starts.push(...pushes(pullRequest).filter(({ at }) => at <= now));
  return starts;
}

/** What GitHub left out that could start the clock at another time. */
export function unknownOfClock(pullRequest: PullRequest, rules: Rules): Unknown | undefined {
  const { requested, requestEvents = [], unknown = [] } = pullRequest;
  const { clockStart, freshReviewsOnly } = rules;
  const waitsAgain = waitsAgainSince(pullRequest, rules) !== undefined;
  const matters = (one: Unknown) => {
    switch (one) {
      case 'labels':
      case 'further labels':
      case 'assignees':
        return false;
      case 'restarts':
        return clockStart !== 'created' || waitsAgain;
      case 'pushes':
        return freshReviewsOnly;
      case 'requested':
        return clockStart === 'review-requested';
      case 'requests':
        return (clockStart === 'review-requested' && people(requested).length > 0) || waitsAgain;
      case 'older requests': {
        const isSeen = (name: string) => requestEvents.some((event) => isSameName(event.name, name));
        return clockStart === 'review-requested' && people(requested).some(({ name }) => !isSeen(name));
      }
    }
  };
  return unknown.find(matters);
}

/** Requests to bots do not count. */
function people(requested: readonly Requested[] | undefined): readonly Requested[] {
  return (requested ?? []).filter(({ kind }) => kind !== 'bot');
}

/**
 * The earliest request still open; one that was taken back and made again starts at its latest event. A request
 * whose event is not known counts from the opening.
 */
function earliestRequest({ createdAt, requested, requestEvents = [] }: PullRequest): Instant | undefined {
  const instants = people(requested).map(({ name }) =>
    Math.max(createdAt, ...requestEvents.filter((event) => isSameName(event.name, name)).map(({ at }) => at)),
  );
  return instants.length > 0 ? Math.min(...instants) : undefined;
}

function pushes({ head }: PullRequest): Start[] {
  return [
    ...(head?.forcePushedAt === undefined
      ? []
      : [{ at: head.forcePushedAt, how: 'was force-pushed' } as const]),
    ...(head?.committedAt === undefined
      ? []
      : [{ at: head.committedAt, how: 'got its newest commit' } as const]),
  ];
}
