/** Pull requests as plain data, from the shapes of GitHub's answers. */
import type {
  Account,
  Head,
  PullRequest,
  Requested,
  Review,
  ReviewState,
  Unknown,
} from '../../review/pull-request.ts';
import type { GitHubFailure } from '../client/failure.ts';
import type { Connection } from '../graphql/fragments.ts';
import type { PullRequestState } from '../graphql/query.ts';
import type {
  Actor,
  CommentsPage,
  PageInfo,
  Part,
  PullRequestNode,
  Reviewer,
  ReviewsPage,
} from '../graphql/schema.ts';

/** A page of a connection, and from where to read on: `null` from the start, undefined when all is read. */
export interface ConnectionPage {
  readonly reviews: readonly Review[];
  readonly next: string | null | undefined;
  /** GitHub left out some of these: without another that counts, there is no verdict. */
  readonly gaps: boolean;
}

/** A pull request with as many reviews as its first page held. */
export interface FetchedPullRequest {
  readonly id: string;
  readonly pullRequest: PullRequest;
  /** Where to read on in the connections that go on. */
  readonly next: ReadonlyMap<Connection, string | null>;
  readonly gaps: boolean;
  /** Why parts of it were left out, where GitHub said so. */
  readonly failure: GitHubFailure | undefined;
  /** Whether it was reopened or retargeted, and when, is not known. */
  readonly maybeMoved: boolean;
  /** As of when it was read. */
  readonly state: PullRequestState;
  /** GitHub was asked for it, and still computes it. */
  readonly isMergeableUnknown: boolean;
}

/** Shared by all that were read to their ends. */
const nowhere: FetchedPullRequest['next'] = new Map();

/** Where to read on after these pages. */
export function nextOf(pages: ReadonlyMap<Connection, ConnectionPage>): FetchedPullRequest['next'] {
  const open = [...pages].flatMap(([name, { next }]) => (next === undefined ? [] : [[name, next] as const]));
  return open.length > 0 ? new Map(open) : nowhere;
}

/** Where a node stood, and what errors said of it. */
export interface Found {
  /** `owner/name` */
  readonly repository: string;
  /** `https://github.com`: for a pull request whose own address is none. */
  readonly serverUrl: string;
  readonly failure: GitHubFailure | undefined;
}

/** Turns a node of a page into plain data. */
export function toFetchedPullRequest(
  node: PullRequestNode,
  { repository, serverUrl, failure }: Found,
): FetchedPullRequest {
  const pages = new Map<Connection, ConnectionPage>([['reviews', toReviewPage(node.reviews)]]);
  if (node.comments !== undefined) pages.set('comments', toCommentPage(node.comments));
  const read = [...pages.values()];
  const events = node.events?.nodes ?? [];
  const restarted = events.findLast(isRestart);
  const retargeted = events.findLast((event) => !isRestart(event));
  const unknown = unknownOf(node);
  return {
    id: node.id,
    next: nextOf(pages),
    gaps: read.some(({ gaps }) => gaps),
    failure,
    maybeMoved: node.events?.gap !== undefined,
    state: node.state,
    isMergeableUnknown: node.mergeable === 'UNKNOWN',
    pullRequest: {
      repository,
      number: node.number,
      title: node.title,
      url: node.url ?? `${serverUrl}/${repository}/pull/${node.number}`,
      author: toAccount(node.author),
      base: node.baseRefName,
      draft: node.isDraft,
      labels: node.labels.nodes.map(({ name }) => name),
      additions: node.additions,
      deletions: node.deletions,
      createdAt: node.createdAt,
      restarted: restarted && {
        how: restarted.__typename === 'ReopenedEvent' ? 'was reopened' : 'left draft',
        at: restarted.createdAt,
      },
      retargeted: retargeted && {
        at: retargeted.createdAt,
        from: 'oldBase' in retargeted ? retargeted.oldBase : retargeted.previousRefName,
      },
      reviews: read.flatMap(({ reviews: seen }) => seen),
      requested: isLeftOut(node.reviewRequests)
        ? undefined
        : (node.reviewRequests?.nodes ?? []).map((request) => toRequested(request.requestedReviewer)),
      ...(node.requestEvents && {
        requestEvents: node.requestEvents.nodes.map(({ createdAt, requestedReviewer }) => ({
          name: toRequested(requestedReviewer).name,
          at: createdAt,
        })),
      }),
      ...(node.headRefOid && { head: toHead(node, node.headRefOid) }),
      ...(node.headRefName !== undefined && { headBranch: headBranchOf(node) }),
      assignees: node.assignees.nodes.map(({ login }) => login),
      ...(node.authorAssociation !== undefined && {
        association: node.authorAssociation.toLowerCase().replaceAll('_', '-'),
      }),
      ...(node.mergeable === 'CONFLICTING' && { turns: ['conflicts'] as const }),
      ...(unknown.length > 0 && { unknown }),
    },
  };
}

type Event = NonNullable<PullRequestNode['events']>['nodes'][number];
type Restart = Extract<Event, { __typename: 'ReadyForReviewEvent' | 'ReopenedEvent' }>;

function isRestart(event: Event): event is Restart {
  return event.__typename === 'ReadyForReviewEvent' || event.__typename === 'ReopenedEvent';
}

/** What was asked for and did not come whole. */
function unknownOf(node: PullRequestNode): Unknown[] {
  return [
    ...(isLeftOut(node.labels) ? (['labels'] as const) : []),
    ...(node.labels.gap === 'longer' ? (['further labels'] as const) : []),
    // Beyond the page is what came before: of no matter, once a later one is known.
    ...(isLeftOut(node.events) || (node.events?.gap && !node.events.nodes.some(isRestart))
      ? (['restarts'] as const)
      : []),
    ...(node.reviewRequests?.gap ? (['requested'] as const) : []),
    ...(isLeftOut(node.requestEvents) ? (['requests'] as const) : []),
    ...(node.requestEvents?.gap === 'longer' ? (['older requests'] as const) : []),
    ...(node.assignees.gap ? (['assignees'] as const) : []),
    ...(isLeftOut(node.commits) || isLeftOut(node.forcePushed) ? (['pushes'] as const) : []),
  ];
}

function isLeftOut(part: Part<unknown> | undefined): boolean {
  return part?.gap === 'left out';
}

/** The source branch where it can be the base of another pull request: not in a fork. */
export function headBranchOf({
  headRefName,
  isCrossRepository,
}: Pick<PullRequestNode, 'headRefName' | 'isCrossRepository'>): string | undefined {
  return isCrossRepository === false ? headRefName : undefined;
}

function toHead({ commits, forcePushed }: PullRequestNode, commit: string): Head {
  const newest = commits?.nodes.find(({ commit: { oid } }) => oid === commit);
  return {
    commit,
    committedAt: newest?.commit.committedDate ?? undefined,
    forcePushedAt: forcePushed?.nodes[0]?.createdAt,
  };
}

/** Turns a page of reviews into plain data; pending ones are nobody's yet. */
export function toReviewPage(page: ReviewsPage): ConnectionPage {
  return toPage(page, ({ state, submittedAt, author, commit }) =>
    submittedAt !== null && state !== 'PENDING'
      ? [
          {
            author: toAccount(author),
            state: states[state],
            submittedAt,
            ...(commit && { commit: commit.oid }),
          },
        ]
      : [],
  );
}

/** Turns a page of plain comments into plain data. */
export function toCommentPage(page: CommentsPage): ConnectionPage {
  return toPage(page, ({ createdAt, author }) => [
    { author: toAccount(author), state: 'conversation', submittedAt: createdAt },
  ]);
}

function toPage<T>(
  page: { pageInfo: PageInfo; nodes: readonly (T | null)[] | null } | null,
  toReviews: (node: T) => readonly Review[],
): ConnectionPage {
  if (!page) return { reviews: [], next: null, gaps: false };
  const read = (page.nodes ?? []).filter((node) => node !== null);
  const { hasNextPage, endCursor } = page.pageInfo;
  return {
    reviews: read.flatMap(toReviews),
    next: hasNextPage ? (endCursor ?? undefined) : undefined,
    gaps: read.length < (page.nodes?.length ?? 1) || (hasNextPage && endCursor === null),
  };
}

const states: Readonly<Record<'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED', ReviewState>> = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'changes-requested',
  COMMENTED: 'commented',
  DISMISSED: 'dismissed',
};

const kinds: ReadonlyMap<string, Account['kind']> = new Map([
  ['Bot', 'bot'],
  ['Mannequin', 'mannequin'],
  ['Organization', 'organization'],
]);

/** GraphQL names a bot without `[bot]`, and gives null for a deleted account. */
function toAccount(node: Actor): Account {
  if (!node) return { login: 'ghost', kind: 'deleted' };
  const kind = kinds.get(node.__typename) ?? 'user';
  return { login: kind === 'bot' ? botLogin(node.login) : node.login, kind };
}

function botLogin(login: string): string {
  return login.endsWith('[bot]') ? login : `${login}[bot]`;
}

/** A team that the token cannot name comes back as null; it is still asked. */
function toRequested(node: Reviewer): Requested {
  if (node && 'login' in node) {
    const isBot = node.__typename === 'Bot';
    return { name: isBot ? botLogin(node.login) : node.login, kind: isBot ? 'bot' : 'user' };
  }
  return { name: (node && 'combinedSlug' in node && node.combinedSlug) || '(team)', kind: 'team' };
}
