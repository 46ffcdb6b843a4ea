import { isSameName } from '../values/name.ts';
import { selects } from '../values/pattern-list.ts';
import type { Account, PullRequest, Review } from './pull-request.ts';
import type { Rules } from './rules.ts';

/** Why a review does not count, in the order in which it is asked. */
export type Discount = 'own' | 'bot' | 'ignored' | 'state' | 'stale';

/**
 * Why this review does not count on this pull request, or undefined when it counts (docs/rules.md).
 * A review in a thread is, to GitHub, a COMMENTED review: also the author's own answers.
 */
export function discountOf(review: Review, pullRequest: PullRequest, rules: Rules): Discount | undefined {
  if (isSame(review.author, pullRequest.author)) return 'own';
  if (review.author.kind === 'bot' && !botCounts(review.author.login, rules)) return 'bot';
  if (rules.ignoreReviewers && selects(rules.ignoreReviewers, review.author.login)) return 'ignored';
  if (!rules.countsAsReview.includes(review.state)) return 'state';
  return rules.freshReviewsOnly && !isOnHead(review, pullRequest) ? 'stale' : undefined;
}

/** Whether a bot's review counts. */
export function botCounts(login: string, { botsThatCount }: Pick<Rules, 'botsThatCount'>): boolean {
  return botsThatCount !== undefined && selects(botsThatCount, login);
}

/** The earliest review that counts, or undefined while none does. The order of the reviews is of no matter. */
export function firstCounting(pullRequest: PullRequest, rules: Rules): Review | undefined {
  return pullRequest.reviews
    .filter((review) => discountOf(review, pullRequest, rules) === undefined)
    .reduce<Review | undefined>(
      (first, review) => (first && before(first, review) ? first : review),
      undefined,
    );
}

/** By the commit's identity, not by dates: these are the committer's to choose. A plain comment names no commit. */
function isOnHead({ commit }: Review, { head }: PullRequest): boolean {
  return head !== undefined && commit === head.commit;
}

function before(a: Review, b: Review): boolean {
  return (
    a.submittedAt < b.submittedAt || (a.submittedAt === b.submittedAt && a.author.login <= b.author.login)
  );
}

/** On a deleted author's pull request a deleted account's review may be his own: both are `ghost`. */
function isSame(a: Account, b: Account): boolean {
  return isSameName(a.login, b.login);
}
