/** What the rules look at: plain data about open pull requests, as read from GitHub. */

/** Milliseconds since 1970 (UTC). */
export type Instant = number;

/** Who did something. A bot's login ends in `[bot]`; a deleted account's is `ghost`. */
export interface Account {
  readonly login: string;
  readonly kind: 'user' | 'bot' | 'mannequin' | 'organization' | 'deleted';
}

/**
 * What can count as a review, in the words of counts-as-review: the states of submitted reviews (a pending one is none
 * yet), and a plain comment in the conversation.
 */
export const reviewStates = [
  'approved',
  'changes-requested',
  'commented',
  'dismissed',
  'conversation',
] as const;
export type ReviewState = (typeof reviewStates)[number];

export interface Review {
  readonly author: Account;
  readonly state: ReviewState;
  readonly submittedAt: Instant;
  /** The commit it was given on; undefined where that was not asked, and for a plain comment. */
  readonly commit?: string;
}

/** A request for review that is still open. */
export interface Requested {
  /** A login, `org/team`, or `(team)` where the token cannot name it. */
  readonly name: string;
  /** `team` also where the token cannot name who was asked. */
  readonly kind: 'user' | 'team' | 'bot';
}

/** The newest commit of the source branch, and what happened to that branch. */
export interface Head {
  readonly commit: string;
  /** When the commit was made, as its committer's clock says. */
  readonly committedAt: Instant | undefined;
  readonly forcePushedAt: Instant | undefined;
}

/**
 * What GitHub was asked for and left out, whole or in part: not known, which is not the same as none. Of labels
 * and of the events of requests also only those beyond its page (`further labels`, `older requests`).
 */
export type Unknown =
  | 'labels'
  | 'further labels'
  | 'restarts'
  | 'requested'
  | 'requests'
  | 'older requests'
  | 'pushes'
  | 'assignees';

/** What makes it its author's turn, in the words of authors-turn. */
export const turns = ['conflicts', 'failing-checks'] as const;
export type Turn = (typeof turns)[number];

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
  /** What its author is to the repository, in GitHub's words (`first-time-contributor`); undefined where nobody asked, or it is not known. */
  readonly association?: string;
  /** Every changed file's path; undefined where nobody asked, or it is not known. */
  readonly paths?: readonly string[];
  /** The latest change of the target branch. */
  readonly retargeted: { readonly at: Instant; readonly from: string } | undefined;
  /** Submitted reviews (and plain comments, where they count), as many as were needed to decide. */
  readonly reviews: readonly Review[];
  /** Who is asked for a review and has given none since; undefined where that is not known. */
  readonly requested: readonly Requested[] | undefined;
  /** When reviews were requested of whom; only where `clock-start: review-requested` needs it. */
  readonly requestEvents?: readonly { readonly name: string; readonly at: Instant }[];
  /** Only where `fresh-reviews-only` needs it. */
  readonly head?: Head;
  /** The source branch, where it lies in the same repository; only where `include-stacked` needs it. */
  readonly headBranch?: string | undefined;
  /** Number of the pull request whose source branch it is towards, where that one is watched, too. */
  readonly stackedOn?: number | undefined;
  /** Logins of those who are assigned; no bots. */
  readonly assignees: readonly string[];
  /** What of `authors-turn` holds; what is not known does not. */
  readonly turns?: readonly Turn[] | undefined;
  /** What else is not known of it; its fields then hold what is. */
  readonly unknown?: readonly Unknown[];
}

/** `owner/name#12` in small letters: GitHub's names are the same in any case. */
export function pullRequestKey({ repository, number }: Pick<PullRequest, 'repository' | 'number'>): string {
  return `${repository}#${number}`.toLowerCase();
}
