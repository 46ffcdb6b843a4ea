import { exclusionOf as excludingEntry, inclusionOf } from '../values/pattern-list.ts';
import type { Calendar } from './calendar.ts';
import { type Start, startOf, unknownOfClock } from './clock.ts';
import { type Discount, discountOf, firstCounting } from './counting.ts';
import type { Fetched } from './fetched.ts';
import type { Instant, PullRequest, Review, Unknown } from './pull-request.ts';
import type { Rules } from './rules.ts';

/** All verdicts, in the order in which a report names them. */
export const verdicts = ['overdue', 'in time', 'reviewed', 'draft', 'left out'] as const;
export type Verdict = (typeof verdicts)[number];

/** Why labels or authors leave a pull request out. */
export type Exclusion =
  | { readonly by: 'label' | 'author'; readonly excluded: string }
  | { readonly by: 'label' | 'author'; readonly wanted: readonly string[] };

/** A review that was seen and does not count. */
export interface Discounted {
  readonly review: Review;
  readonly because: Discount;
}

/** The facts behind each verdict; the reason in words is made of these. */
export type Finding =
  | { readonly verdict: 'draft' }
  | { readonly verdict: 'left out'; readonly exclusion: Exclusion }
  | { readonly verdict: 'reviewed'; readonly review: Review }
  | { readonly verdict: 'in time' | 'overdue'; readonly discounted: readonly Discounted[] };

/** A pull request with its verdict. */
export interface Judgement {
  readonly pullRequest: PullRequest;
  readonly start: Start;
  /** Working time from the start of the clock to now, in ms. */
  readonly waited: number;
  /** Working time that it may wait, in ms. */
  readonly allowed: number;
  /** The last instant in time: right after it, it is overdue. undefined where no such working time comes. */
  readonly dueAt: Instant | undefined;
  readonly finding: Finding;
}

/** Judges one open pull request of a watched branch: the first rule that applies gives the verdict. */
export function judge(pullRequest: PullRequest, rules: Rules, calendar: Calendar, now: Instant): Judgement {
  const start = startOf(pullRequest, rules, now);
  const waited = calendar.workedBetween(start.at, now);
  const allowed = rules.threshold;
  return {
    pullRequest,
    start,
    waited,
    allowed,
    dueAt: calendar.lastInstantWithin(start.at, allowed),
    finding: find(pullRequest, rules, waited > allowed),
  };
}

/** Judges all that was found; the longest wait first. */
export function judgeAll(
  { repositories }: Pick<Fetched, 'repositories'>,
  rules: Rules,
  calendar: Calendar,
  now: Instant,
): Judgement[] {
  return repositories
    .flatMap(({ pullRequests }) => pullRequests)
    .map((pullRequest) => judge(pullRequest, rules, calendar, now))
    .sort(byWait);
}

/** The longest wait first; of two alike, by name, so that every run tells them in the same order. */
function byWait(a: Judgement, b: Judgement): number {
  const [one, other] = [a.pullRequest, b.pullRequest];
  if (a.start.at !== b.start.at) return a.start.at - b.start.at;
  if (one.repository !== other.repository) return one.repository < other.repository ? -1 : 1;
  return one.number - other.number;
}

/** Whether reviews not yet read could change the verdict: if not, none need be read. */
export function isUndecided(pullRequest: PullRequest, rules: Rules): boolean {
  return (
    settledWithoutReviews(pullRequest, rules) === undefined && firstCounting(pullRequest, rules) === undefined
  );
}

/**
 * What GitHub left out that could change the verdict, once the reviews are read; undefined where the verdict
 * is sure without it.
 */
export function decidingUnknown(pullRequest: PullRequest, rules: Rules): Unknown | undefined {
  if (!pullRequest.unknown || settledWithoutReviews(pullRequest, rules)) return undefined;
  if (!labelsSuffice(pullRequest, rules)) return 'labels';
  return firstCounting(pullRequest, rules) ? undefined : unknownOfClock(pullRequest, rules);
}

/** Further labels matter where one of them could exclude it, or where none known includes it. */
function labelsSuffice({ labels, unknown }: PullRequest, { labels: list }: Rules): boolean {
  if (!list || !unknown?.includes('labels')) return true;
  return list.excluded.length === 0 && inclusionOf(list, labels) !== undefined;
}

function find(pullRequest: PullRequest, rules: Rules, isLate: boolean): Finding {
  const settled = settledWithoutReviews(pullRequest, rules);
  if (settled) return settled;
  const review = firstCounting(pullRequest, rules);
  if (review) return { verdict: 'reviewed', review };
  const discounted = pullRequest.reviews.flatMap((seen) => {
    const because = discountOf(seen, pullRequest, rules);
    return because ? [{ review: seen, because }] : [];
  });
  return { verdict: isLate ? 'overdue' : 'in time', discounted };
}

function settledWithoutReviews(pullRequest: PullRequest, rules: Rules): Finding | undefined {
  if (pullRequest.draft && !rules.includeDrafts) return { verdict: 'draft' };
  const exclusion = exclusionOf(pullRequest, rules);
  return exclusion && { verdict: 'left out', exclusion };
}

/** Why labels or authors leave it out, if they do. */
export function exclusionOf(pullRequest: PullRequest, rules: Rules): Exclusion | undefined {
  const byLabel = exclusionBy('label', rules.labels, pullRequest.labels);
  // Labels that are not known may be the wanted ones.
  const isSure = byLabel && ('excluded' in byLabel || !pullRequest.unknown?.includes('labels'));
  return isSure ? byLabel : exclusionBy('author', rules.authors, [pullRequest.author.login]);
}

function exclusionBy(
  by: 'label' | 'author',
  list: Rules['labels'],
  names: readonly string[],
): Exclusion | undefined {
  if (!list) return undefined;
  const excluded = excludingEntry(list, names);
  if (excluded !== undefined) return { by, excluded };
  if (list.included.length === 0 || inclusionOf(list, names) !== undefined) return undefined;
  return { by, wanted: list.included.map(({ source }) => source) };
}
