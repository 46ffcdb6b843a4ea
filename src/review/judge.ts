import type { Units } from '../values/duration.ts';
import { exclusionOf as excludingEntry, inclusionOf } from '../values/pattern-list.ts';
import type { Calendar } from './calendar.ts';
import { type Start, startOf, unknownOfClock } from './clock.ts';
import {
  countingReviews,
  type Discount,
  discountOf,
  isAssigned,
  isReviewed,
  unknownOfCounting,
} from './counting.ts';
import type { Fetched } from './fetched.ts';
import type { Instant, PullRequest, Review, Turn, Unknown } from './pull-request.ts';
import type { Rules } from './rules.ts';
import { type Snooze, snoozeOf } from './snooze.ts';

/** All verdicts, in the order in which a report names them. */
export const verdicts = ['overdue', 'in time', 'reviewed', 'draft', 'left out'] as const;
export type Verdict = (typeof verdicts)[number];

/** Why a pull request is left out, by the input that does so. */
export type Exclusion =
  | { readonly by: 'labels' | 'authors'; readonly excluded: string }
  | { readonly by: 'labels' | 'authors'; readonly wanted: readonly string[] }
  | ({ readonly by: 'snooze-labels' } & Snooze)
  | { readonly by: 'authors-turn'; readonly turns: readonly Turn[] };

/** A review that was seen and does not count. */
export interface Discounted {
  readonly review: Review;
  readonly because: Discount;
}

/** The facts behind each verdict; the reason in words is made of these. */
export type Finding =
  | { readonly verdict: 'draft' }
  | { readonly verdict: 'left out'; readonly exclusion: Exclusion }
  /** One review of each account, as many as are needed, the earliest first. */
  | { readonly verdict: 'reviewed'; readonly reviews: readonly Counted[]; readonly needed: number }
  | {
      readonly verdict: 'in time' | 'overdue';
      /** Fewer than are needed. */
      readonly counted: readonly Review[];
      readonly needed: number;
      readonly discounted: readonly Discounted[];
    };

/** A review that counts. */
export interface Counted {
  readonly review: Review;
  /** Its author is assigned to this bot's pull request, and `independent-review` is not set. */
  readonly assigned: boolean;
}

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
  /** What a working day and a week of this wait are. */
  readonly units: Units;
  /** Place of the route that it was judged for; undefined where there are none. */
  readonly route?: number;
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
    units: calendar.units,
    dueAt: calendar.lastInstantWithin(start.at, allowed),
    finding: find(pullRequest, rules, now, waited > allowed),
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
export function byWait(a: Judgement, b: Judgement): number {
  const [one, other] = [a.pullRequest, b.pullRequest];
  if (a.start.at !== b.start.at) return a.start.at - b.start.at;
  if (one.repository !== other.repository) return one.repository < other.repository ? -1 : 1;
  return one.number - other.number;
}

/** Whether reviews not yet read could change the verdict: if not, none need be read. */
export function isUndecided(pullRequest: PullRequest, rules: Rules, now: Instant): boolean {
  return !settledWithoutReviews(pullRequest, rules, now) && !isReviewed(pullRequest, rules);
}

/** What the rules need to know of a pull request, as far as it was read. */
export interface Deciding {
  /** Whether further reviews could change the verdict. */
  readonly isUndecided: (pullRequest: PullRequest) => boolean;
  /** What else was left out and could change it. */
  readonly decidingUnknown: (pullRequest: PullRequest) => Unknown | undefined;
  /** What makes it its author's turn, where that must be known. */
  readonly turnsOf: (pullRequest: PullRequest) => readonly Turn[];
}

/** What any of these rules needs to know: of each route, and of what none takes. */
export function decidingBy(rules: readonly Rules[], now: Instant): Deciding {
  return {
    isUndecided: (pullRequest) => rules.some((one) => isUndecided(pullRequest, one, now)),
    decidingUnknown: (pullRequest) => {
      for (const one of rules) {
        const unknown = decidingUnknown(pullRequest, one, now);
        if (unknown) return unknown;
      }
      return undefined;
    },
    turnsOf: (pullRequest) =>
      rules.every((one) => settledWithoutReviews(pullRequest, one, now))
        ? []
        : [...new Set(rules.flatMap(({ authorsTurn = [] }) => authorsTurn))],
  };
}

/**
 * What GitHub left out that could change the verdict, once the reviews are read; undefined where the verdict
 * is sure without it.
 */
export function decidingUnknown(pullRequest: PullRequest, rules: Rules, now: Instant): Unknown | undefined {
  if (!pullRequest.unknown || settledWithoutReviews(pullRequest, rules, now)) return undefined;
  // Any label could be one that snoozes it.
  if (pullRequest.unknown.includes('labels')) return 'labels';
  if (!knownLabelsSuffice(pullRequest, rules)) return 'further labels';
  const unknown = unknownOfCounting(pullRequest, rules);
  return isReviewed(pullRequest, rules) ? unknown : (unknown ?? unknownOfClock(pullRequest, rules));
}

/** Labels beyond the page matter where one of them could exclude it, or where none known includes it. */
function knownLabelsSuffice({ labels, unknown }: PullRequest, { labels: list }: Rules): boolean {
  if (!list || !unknown?.includes('further labels')) return true;
  return list.excluded.length === 0 && inclusionOf(list, labels) !== undefined;
}

function find(pullRequest: PullRequest, rules: Rules, now: Instant, isLate: boolean): Finding {
  const settled = settledWithoutReviews(pullRequest, rules, now);
  if (settled) return settled;
  const counted = countingReviews(pullRequest, rules);
  const needed = rules.reviewsNeeded;
  if (counted.length >= needed) {
    const reviews = counted
      .slice(0, needed)
      .map((review) => ({ review, assigned: isAssigned(review, pullRequest) }));
    return { verdict: 'reviewed', reviews, needed };
  }
  const discounted = pullRequest.reviews.flatMap((seen) => {
    const because = discountOf(seen, pullRequest, rules);
    return because ? [{ review: seen, because }] : [];
  });
  return { verdict: isLate ? 'overdue' : 'in time', counted, needed, discounted };
}

function settledWithoutReviews(pullRequest: PullRequest, rules: Rules, now: Instant): Finding | undefined {
  if (pullRequest.draft && !rules.includeDrafts) return { verdict: 'draft' };
  const exclusion = exclusionOf(pullRequest, rules, now);
  return exclusion && { verdict: 'left out', exclusion };
}

/** Why it is left out, if it is. */
export function exclusionOf(pullRequest: PullRequest, rules: Rules, now: Instant): Exclusion | undefined {
  const { labels, author, turns = [], unknown = [] } = pullRequest;
  const byLabel = exclusionBy('labels', rules.labels, labels);
  // Labels that are not known may be the wanted ones.
  const isKnown = !unknown.includes('labels') && !unknown.includes('further labels');
  if (byLabel && ('excluded' in byLabel || isKnown)) return byLabel;
  const byAuthor = exclusionBy('authors', rules.authors, [author.login]);
  if (byAuthor) return byAuthor;
  const snooze = snoozeOf(labels, rules.snoozeLabels, { timezone: rules.timezone, now });
  if (snooze) return { by: 'snooze-labels', ...snooze };
  const own = turns.filter((turn) => rules.authorsTurn?.includes(turn));
  return own.length > 0 ? { by: 'authors-turn', turns: own } : undefined;
}

function exclusionBy(
  by: 'labels' | 'authors',
  list: Rules['labels'],
  names: readonly string[],
): (Exclusion & { readonly by: 'labels' | 'authors' }) | undefined {
  if (!list) return undefined;
  const excluded = excludingEntry(list, names);
  if (excluded !== undefined) return { by, excluded };
  if (list.included.length === 0 || inclusionOf(list, names) !== undefined) return undefined;
  return { by, wanted: list.included.map(({ source }) => source) };
}
