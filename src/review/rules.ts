/** The settings that the verdict depends on. */
import type { PatternList } from '../values/pattern-list.ts';
import type { ReviewState, Turn } from './pull-request.ts';

/** When the clock of a wait starts (docs/rules.md). */
export const clockStarts = ['ready', 'created', 'review-requested'] as const;
export type ClockStart = (typeof clockStarts)[number];

export interface Rules {
  /** Allowed without a review that counts, in ms of working time. */
  readonly threshold: number;
  readonly clockStart: ClockStart;
  readonly countsAsReview: readonly ReviewState[];
  /** Bots (`name[bot]`) whose reviews count. */
  readonly botsThatCount: PatternList | undefined;
  /** Further accounts whose reviews don't count. */
  readonly ignoreReviewers: PatternList | undefined;
  /** A review counts only if it was given on the present head commit, and the clock starts anew with that. */
  readonly freshReviewsOnly: boolean;
  readonly includeDrafts: boolean;
  readonly labels: PatternList | undefined;
  readonly authors: PatternList | undefined;
  /** Labels that leave a pull request out, perhaps until a day. */
  readonly snoozeLabels: PatternList | undefined;
  /** On whose clocks that day begins. */
  readonly timezone: string;
  /** What leaves it to its author. */
  readonly authorsTurn: readonly Turn[] | undefined;
  /** By so many different accounts. */
  readonly reviewsNeeded: number;
  /** Who is asked again has not reviewed. */
  readonly reRequests: boolean;
  /** On a bot's pull request, an assignee's review does not count. */
  readonly independentReview: boolean;
}
