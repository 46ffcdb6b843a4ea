/** What the rules look at: plain data about open pull requests, as read from GitHub. */

/** Milliseconds since 1970 (UTC). */
export type Instant = number;

/** Who did something. A bot's login ends in `[bot]`; a deleted account's is `ghost`. */
export interface Account {
  readonly login: string;
  readonly kind: 'user' | 'bot' | 'mannequin' | 'organization' | 'deleted';
}

/** States of submitted reviews, in the contract's words; a pending review is none yet. */
export const reviewStates = ['approved', 'changes-requested', 'commented', 'dismissed'] as const;
export type ReviewState = (typeof reviewStates)[number];

export interface Review {
  readonly author: Account;
  readonly state: ReviewState;
  readonly submittedAt: Instant;
}

export interface PullRequest {
  /** `owner/name` */
  readonly repository: string;
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly author: Account;
  /** The target branch. */
  readonly base: string;
  readonly draft: boolean;
  readonly labels: readonly string[];
  readonly additions: number;
  readonly deletions: number;
  readonly createdAt: Instant;
  /** The latest of "marked ready for review" and "reopened", if either ever happened. */
  readonly restarted: { readonly how: 'left draft' | 'was reopened'; readonly at: Instant } | undefined;
  /** The latest change of the target branch. */
  readonly retargeted: { readonly at: Instant; readonly from: string } | undefined;
  /** Submitted reviews, as many as were needed to decide. */
  readonly reviews: readonly Review[];
  /** Who was asked: logins, `org/team`, or `(team)` where the token cannot name it. */
  readonly requested: readonly string[];
}
