import { isSameName } from '../values/name.ts';
import { selects } from '../values/pattern-list.ts';
import type { Instant, PullRequest, Review, Unknown } from './pull-request.ts';
import type { Rules } from './rules.ts';

/** Why a review does not count, in the order in which it is asked. */
export type Discount = 'own' | 'bot' | 'ignored' | 'state' | 'stale' | 'assigned' | 'asked again';

/**
 * Why this review does not count on this pull request, or undefined when it counts (docs/rules.md).
 * A review in a thread is, to GitHub, a COMMENTED review: also the author's own answers.
 */
export function discountOf(review: Review, pullRequest: PullRequest, rules: Rules): Discount | undefined {
  // On a deleted author's pull request a deleted account's review may be his own: both are `ghost`.
  if (isSameName(review.author.login, pullRequest.author.login)) return 'own';
  if (review.author.kind === 'bot' && !botCounts(review.author.login, rules)) return 'bot';
  if (rules.ignoreReviewers && selects(rules.ignoreReviewers, review.author.login)) return 'ignored';
  if (!rules.countsAsReview.includes(review.state)) return 'state';
  if (rules.freshReviewsOnly && !isOnHead(review, pullRequest)) return 'stale';
  if (rules.independentReview && isAssigned(review, pullRequest)) return 'assigned';
  return rules.reRequests && askedAgainAt(review, pullRequest) !== undefined ? 'asked again' : undefined;
}

/** Whether a bot's review counts. */
export function botCounts(login: string, { botsThatCount }: Pick<Rules, 'botsThatCount'>): boolean {
  return botsThatCount !== undefined && selects(botsThatCount, login);
}

/**
 * The earliest review that counts of each account, the earliest first: an account counts once, and deleted ones
 * cannot be told apart. The order of the reviews is of no matter.
 */
export function countingReviews(pullRequest: PullRequest, rules: Rules): readonly Review[] {
  const counting = pullRequest.reviews
    .filter((review) => discountOf(review, pullRequest, rules) === undefined)
    .sort(byTime);
  return [...Map.groupBy(counting, ({ author }) => author.login.toLowerCase()).values()].flatMap(
    ([first]) => first ?? [],
  );
}

/** Whether so many accounts as are needed have reviewed it. */
export function isReviewed(pullRequest: PullRequest, rules: Rules): boolean {
  return countingReviews(pullRequest, rules).length >= rules.reviewsNeeded;
}

/** Whether its reviewer is assigned to this bot's pull request: who commissioned an agent looks at his own work. */
export function isAssigned({ author }: Review, { author: own, assignees }: PullRequest): boolean {
  return own.kind === 'bot' && assignees.some((login) => isSameName(login, author.login));
}

/** When its reviewer was last asked again, if that was after this review and the request is open. */
function askedAgainAt(
  { author, submittedAt }: Review,
  { requested = [], requestEvents = [] }: PullRequest,
): Instant | undefined {
  if (!requested.some(({ name }) => isSameName(name, author.login))) return undefined;
  const last = Math.max(
    ...requestEvents.filter(({ name }) => isSameName(name, author.login)).map(({ at }) => at),
  );
  // A review ends the request: one that is open, of the same second, came after it.
  return last >= submittedAt ? last : undefined;
}

/**
 * Where it waits only since reviewers were asked again: the latest of these requests. One that lacks reviewers
 * anyway waits for them.
 */
export function waitsAgainSince(pullRequest: PullRequest, rules: Rules): Instant | undefined {
  const requests = pullRequest.reviews.flatMap((review) => {
    const at = askedAgainAt(review, pullRequest);
    return at !== undefined && discountOf(review, pullRequest, rules) === 'asked again' ? [at] : [];
  });
  if (requests.length === 0 || isReviewed(pullRequest, rules)) return undefined;
  return isReviewed(pullRequest, { ...rules, reRequests: false }) ? Math.max(...requests) : undefined;
}

/** What GitHub left out that could take away a review that counts as far as is known. */
export function unknownOfCounting(pullRequest: PullRequest, rules: Rules): Unknown | undefined {
  const { author, requested = [], requestEvents = [], unknown = [] } = pullRequest;
  const reviewers = countingReviews(pullRequest, rules).map((review) => review.author.login);
  const isAsked = (login: string) => requested.some(({ name }) => isSameName(name, login));
  const isSeen = (login: string) => requestEvents.some(({ name }) => isSameName(name, login));
  return unknown.find((one) => {
    switch (one) {
      case 'assignees':
        return rules.independentReview && author.kind === 'bot' && reviewers.length > 0;
      case 'requested':
        return rules.reRequests && reviewers.length > 0;
      case 'requests':
        return rules.reRequests && reviewers.some(isAsked);
      case 'older requests':
        return rules.reRequests && reviewers.some((login) => isAsked(login) && !isSeen(login));
      default:
        return false;
    }
  });
}

/** By the commit's identity, not by dates: these are the committer's to choose. A plain comment names no commit. */
function isOnHead({ commit }: Review, { head }: PullRequest): boolean {
  return head !== undefined && commit === head.commit;
}

/** Of the same second, by login, so that every run names the same. */
function byTime(a: Review, b: Review): number {
  if (a.submittedAt !== b.submittedAt) return a.submittedAt - b.submittedAt;
  return a.author.login < b.author.login ? -1 : Number(a.author.login > b.author.login);
}
