/**
 * What exists in a pretended GitHub: plain data, and every instant an ISO 8601 string. The twin reads it
 * anew for each request, so a test may change it between two requests.
 */
export interface World {
  readonly repositories: WorldRepository[];
  readonly tokens: WorldToken[];
}

export interface WorldRepository {
  /** `owner/name`, the present one. */
  nameWithOwner: string;
  isPrivate: boolean;
  /** `internal` repositories are private, too; unless said, what isPrivate says. */
  visibility?: 'public' | 'internal' | 'private';
  archived?: boolean;
  fork?: boolean;
  /** Kind of the owner's account; `Organization` unless said. */
  ownerType?: 'User' | 'Organization';
  /** null: a repository without commits. */
  defaultBranch: string | null;
  /** Former `owner/name`s; they still resolve, and answer with the present one. */
  renamedFrom?: string[];
  pullRequests: WorldPullRequest[];
  /** Open issues that are no pull requests. */
  issues?: number;
  /** Of the default branch, by path; a link has the path or address that it names. */
  files?: Readonly<Record<string, string | Uint8Array | { readonly linkTo: string }>>;
  /** Protected by the organization's SAML enforcement: no token may look. */
  saml?: boolean;
}

type ActorType = 'User' | 'Bot' | 'Mannequin' | 'Organization' | 'EnterpriseUserAccount';

/** An account. A bot's login is written as GraphQL gives it, without `[bot]`. */
export interface WorldActor {
  login: string;
  type: ActorType;
  /** Its status says "busy": limited availability. Known where it is an author, or is asked. */
  busy?: boolean;
}

export interface WorldPullRequest {
  number: number;
  title: string;
  /** null: a deleted account. */
  author: WorldActor | null;
  /** Name of the target branch. */
  base: string;
  /** Name of the source branch; `change-` and the number unless said. */
  head?: string;
  /**
   * `owner/name` where the source branch lives; the pull request's own repository unless said. A fork that the
   * world lists has what it says there (a private one is seen by whoever sees it), any other is public.
   * null: a fork that was deleted.
   */
  headRepository?: string | null;
  /** Object id of the head commit; derived from the number unless said. */
  headOid?: string;
  isDraft: boolean;
  state: 'OPEN' | 'MERGED' | 'CLOSED';
  createdAt: string;
  additions: number;
  deletions: number;
  changedFiles: number;
  labels: string[];
  /** In the order of their submission. */
  reviews: WorldReview[];
  requested: WorldRequested[];
  /** Nobody unless said. */
  assignees?: WorldAssignee[];
  /** `MERGEABLE` unless said. `UNKNOWN` never settles; whatever is not open is unknown for ever, too. */
  mergeable?: 'MERGEABLE' | 'CONFLICTING' | 'UNKNOWN';
  /** So many answers are UNKNOWN before, while GitHub computes it; none unless said. For worlds that change. */
  mergeableAfter?: number;
  /** What the checks and statuses of the head commit add up to; null, and unless said: it has none. */
  checks?: WorldChecks | null;
  /** No token may read it: its node is null, with this error. GraphQL alone; REST gives it all the same. */
  unreadable?: WorldError;
  /** By field of GraphQL's PullRequest: the error in place of its value. Where null is not allowed, the node is null. */
  failing?: Readonly<Record<string, WorldError>>;
  events: WorldEvent[];
  /** Plain comments in the conversation, in order. */
  comments?: WorldComment[];
  /** When the head commit was made; as old as the pull request unless said. */
  committedAt?: string;
  /** What its author is to the repository, in GraphQL's words; `NONE` unless said. */
  association?: string;
  /** Paths of the changed files; none unless said, null: GitHub could not compute them. */
  files?: string[] | null;
  /** When it was closed or merged, if it was. */
  closedAt?: string;
}

export type WorldChecks = 'SUCCESS' | 'FAILURE' | 'ERROR' | 'PENDING' | 'EXPECTED';

/** An entry of `errors`: `FORBIDDEN`, `RESOURCE_LIMITS_EXCEEDED` … */
export interface WorldError {
  type: string;
  message: string;
}

export interface WorldComment {
  /** null: a deleted account. */
  author: WorldActor | null;
  createdAt: string;
}

export type SubmittedState = 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED';

export interface WorldReview {
  /** null: a deleted account. */
  author: WorldActor | null;
  /** A pending review is seen by nobody but its author, who never asks the twin. */
  state: SubmittedState | 'PENDING';
  /** null where pending. */
  submittedAt: string | null;
  body?: string;
  /** Object id of the reviewed commit; the head's unless said. */
  commit?: string;
}

/** Who is asked: an account, or a team written `org/slug`. */
export type WorldReviewer = WorldActor | { team: string };

/** Who can be assigned (schema: union Assignee). Agents are: `{ login: 'copilot-swe-agent', type: 'Bot' }`. */
export type WorldAssignee = WorldActor & { type: Exclude<ActorType, 'EnterpriseUserAccount'> };

export type WorldRequested = WorldReviewer & { asCodeOwner?: boolean };

/** What happened to a pull request, named as the types of the published schema. */
export type WorldEvent = { createdAt: string } & (
  | { type: 'ReadyForReviewEvent' | 'ConvertToDraftEvent' | 'ReopenedEvent' | 'HeadRefForcePushedEvent' }
  | { type: 'ReviewRequestedEvent' | 'ReviewRequestRemovedEvent'; reviewer: WorldReviewer }
  | { type: 'ReviewDismissedEvent'; previousReviewState: SubmittedState }
  | { type: 'BaseRefChangedEvent'; previousRefName: string; currentRefName: string }
  | { type: 'AutomaticBaseChangeSucceededEvent'; oldBase: string; newBase: string }
);

export type Permission = 'pull-requests' | 'contents' | 'checks' | 'statuses' | 'members' | 'metadata';

export interface WorldToken {
  token: string;
  /**
   * `actions`: the run's own GITHUB_TOKEN, that knows no teams. `pat`: a classic personal access token,
   * where `members` stands for the scope read:org; one that lacks other permissions is answered as a fine-grained
   * one is. `app`: an installed GitHub App.
   */
  kind: 'actions' | 'pat' | 'app';
  permissions: Partial<Record<Permission, 'read'>>;
  /** Private repositories it may read; public ones are open to all. */
  sees: 'all' | readonly string[];
  /**
   * `actions` and `app`: what the installation was granted, public ones included. Unless said, an app's is what
   * it sees, and the run's own token's is what it sees or else the first repository of all.
   */
  granted?: readonly string[];
  /** `pat`: whose it is; `octocat` unless said. */
  login?: string;
  /** Both for GraphQL and, in a bucket of its own, for REST (GitHub docs: 1,000 for a GITHUB_TOKEN). */
  pointsPerHour: number;
}

export function visibilityOf({ visibility, isPrivate }: WorldRepository): 'public' | 'internal' | 'private' {
  return visibility ?? (isPrivate ? 'private' : 'public');
}
