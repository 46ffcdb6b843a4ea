import type { Calendar, Span } from './calendar.ts';
import { type Start, startsOf } from './clock.ts';
import { type Discount, discountOf } from './counting.ts';
import { type Exclusion, exclusionOf, type Judgement, judge, type Verdict } from './judge.ts';
import type { Instant, PullRequest, Review } from './pull-request.ts';
import type { Rules } from './rules.ts';

/** A pull request of any state and branch, as it was found. */
export interface Subject {
  readonly pullRequest: PullRequest;
  readonly state: 'open' | 'closed' | 'merged';
  readonly closedAt: Instant | undefined;
  /** The watched branches, for people, and whether its base is one of them, or it stands on one that is towards them. */
  readonly watched: { readonly branch: string; readonly matches: boolean };
}

/** Why a pull request has its verdict: every rule's answer, also of those that no longer matter. */
export interface Explanation {
  readonly subject: Subject;
  /** `not open` and `not watched`: it would not be looked at. */
  readonly verdict: Verdict | 'not open' | 'not watched';
  /** As if it were open and watched. */
  readonly judgement: Judgement;
  readonly exclusion: Exclusion | undefined;
  /** Every review, the earliest first; `discount` says why one does not count. */
  readonly reviews: readonly { readonly review: Review; readonly discount: Discount | undefined }[];
  /** All that could start the clock, the earliest first. */
  readonly starts: readonly Start[];
  /** Which time of the wait was working time. */
  readonly spans: readonly Span[];
}

/** Derives the verdict of one pull request. */
export function explain(subject: Subject, rules: Rules, calendar: Calendar, now: Instant): Explanation {
  const { pullRequest, state, watched } = subject;
  const judgement = judge(pullRequest, rules, calendar, now);
  const unwatched = watched.matches ? judgement.finding.verdict : 'not watched';
  return {
    subject,
    verdict: state === 'open' ? unwatched : 'not open',
    judgement,
    exclusion: exclusionOf(pullRequest, rules, now),
    reviews: [...pullRequest.reviews]
      .sort((a, b) => a.submittedAt - b.submittedAt)
      .map((review) => ({ review, discount: discountOf(review, pullRequest, rules) })),
    starts: startsOf(pullRequest, rules, now).sort((a, b) => a.at - b.at),
    spans: [...calendar.spans(judgement.start.at, now)],
  };
}
