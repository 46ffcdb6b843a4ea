/** The shapes of GitHub's answers, and what becomes of them: plain data. */
import * as v from 'valibot';
import type { Account, Head, PullRequest, Requested, Review, ReviewState } from '../review/pull-request.ts';
import type { Feed } from './query.ts';

const actor = v.nullable(v.object({ __typename: v.string(), login: v.string() }));
const instant = v.pipe(v.string(), v.isoTimestamp(), v.transform(Date.parse));
const pageInfo = v.object({ hasNextPage: v.boolean(), endCursor: v.nullable(v.string()) });

const review = v.object({
  state: v.picklist(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED', 'PENDING']),
  submittedAt: v.nullable(instant),
  author: actor,
  commit: v.nullish(v.object({ oid: v.string() })),
});
const comment = v.object({ createdAt: instant, author: actor });

/** A page of a feed; null where GitHub left it out. */
const pageOf = <T extends v.GenericSchema>(item: T) =>
  v.nullable(v.object({ pageInfo, nodes: v.nullable(v.array(v.nullable(item))) }));
const reviews = pageOf(review);
const comments = pageOf(comment);

const reviewer = v.nullable(
  v.union([
    v.object({ __typename: v.string(), login: v.string() }),
    v.object({ __typename: v.literal('Team'), combinedSlug: v.optional(v.string()) }),
  ]),
);

const restart = v.object({
  __typename: v.picklist(['ReadyForReviewEvent', 'ReopenedEvent']),
  createdAt: instant,
});

const retarget = v.union([
  v.object({ __typename: v.literal('BaseRefChangedEvent'), createdAt: instant, previousRefName: v.string() }),
  v.object({
    __typename: v.literal('AutomaticBaseChangeSucceededEvent'),
    createdAt: instant,
    oldBase: v.string(),
  }),
]);

const nodesOf = <T extends v.GenericSchema>(item: T) =>
  v.pipe(
    v.nullable(v.object({ nodes: v.nullable(v.array(v.nullable(item))) })),
    v.transform((connection) => (connection?.nodes ?? []).filter((node) => node !== null)),
  );

const pullRequest = v.object({
  id: v.string(),
  number: v.number(),
  title: v.string(),
  url: v.string(),
  state: v.picklist(['OPEN', 'CLOSED', 'MERGED']),
  isDraft: v.optional(v.boolean(), false),
  createdAt: instant,
  additions: v.optional(v.number(), 0),
  deletions: v.optional(v.number(), 0),
  baseRefName: v.string(),
  author: actor,
  labels: nodesOf(v.object({ name: v.string() })),
  reviews,
  reviewRequests: v.optional(
    v.nullable(
      v.object({ nodes: v.nullable(v.array(v.nullable(v.object({ requestedReviewer: reviewer })))) }),
    ),
    null,
  ),
  comments: v.optional(comments),
  requestEvents: v.optional(nodesOf(v.object({ createdAt: instant, requestedReviewer: reviewer }))),
  headRefOid: v.optional(v.string()),
  commits: v.optional(nodesOf(v.object({ commit: v.object({ oid: v.string(), committedDate: instant }) }))),
  forcePushed: v.optional(nodesOf(v.object({ createdAt: instant }))),
  restarted: v.optional(nodesOf(restart), null),
  retargeted: v.optional(nodesOf(retarget), null),
});
type Node = v.InferOutput<typeof pullRequest>;

const nameAndVisibility = { nameWithOwner: v.string(), isPrivate: v.boolean() };
const listPageOf = <T extends v.GenericSchema>(node: T) =>
  v.object({
    ...nameAndVisibility,
    pullRequests: v.nullable(
      v.object({ totalCount: v.number(), pageInfo, nodes: v.nullable(v.array(v.nullable(node))) }),
    ),
  });

/** A page of a repository; `pullRequests` is null where the errors say why. */
export const pageShape = listPageOf(pullRequest);

/** A page that only says which pull requests there are. */
export const briefShape = listPageOf(v.object({ id: v.string(), number: v.number(), createdAt: instant }));

/** How many open pull requests a repository has. */
export const countShape = v.object({
  ...nameAndVisibility,
  pullRequests: v.nullable(v.object({ totalCount: v.number() })),
});

/** Further pages of one pull request. */
export const furtherShape = v.nullable(
  v.object({ reviews: v.optional(reviews, null), comments: v.optional(comments, null) }),
);

/** A repository with one pull request. */
export const oneShape = v.nullable(
  v.object({
    ...nameAndVisibility,
    pullRequest: v.nullable(v.object({ ...pullRequest.entries, closedAt: v.nullable(instant) })),
  }),
);

/** Pull requests by their ids; null for one that is gone. */
export const nodesShape = v.array(v.nullable(pullRequest));

export const basesShape = v.object({
  repository: v.nullable(v.object({ pullRequests: nodesOf(v.object({ baseRefName: v.string() })) })),
});

/** The part of REST's repositories that is used; no default branch before the first commit. */
export const repositoryShape = v.object({
  full_name: v.string(),
  private: v.boolean(),
  default_branch: v.nullish(v.string()),
  archived: v.optional(v.boolean(), false),
  fork: v.optional(v.boolean(), false),
  has_issues: v.optional(v.boolean(), false),
  /** Issues and pull requests together. */
  open_issues_count: v.optional(v.number()),
});

/** A page of an owner's repositories. */
export const repositoriesShape = v.array(repositoryShape);

/** A page of the repositories that an app's installation was granted. */
export const grantedShape = v.object({ total_count: v.number(), repositories: repositoriesShape });

/** The part of REST's list of pull requests that is used. */
export const pullsShape = v.array(v.object({ number: v.number(), node_id: v.string() }));

/** `GET /rate_limit`: times in seconds since 1970. */
export const limitShape = v.object({
  resources: v.object({ graphql: v.object({ remaining: v.number(), reset: v.number() }) }),
});

/** A page of a feed, and from where to read on: `null` from the start, undefined when all is read. */
export interface FeedPage {
  readonly reviews: readonly Review[];
  readonly next: string | null | undefined;
  /** GitHub left out some of these: without another that counts, there is no verdict. */
  readonly gaps: boolean;
}

/** A pull request with as many reviews as its first page held. */
export interface Listed {
  readonly id: string;
  readonly pullRequest: PullRequest;
  /** Where to read on in the feeds that go on. */
  readonly next: ReadonlyMap<Feed, string | null>;
  readonly gaps: boolean;
  /** Still open when it was read. */
  readonly open: boolean;
}

/** Where to read on after these pages. */
export function nextOf(pages: ReadonlyMap<Feed, FeedPage>): Listed['next'] {
  return new Map(
    [...pages].flatMap(([name, { next }]) => (next === undefined ? [] : [[name, next] as const])),
  );
}

/** Turns a node of a page into plain data. */
export function toListed(node: Node, repository: string): Listed {
  const pages = new Map<Feed, FeedPage>([['reviews', toReviewPage(node.reviews)]]);
  if (node.comments !== undefined) pages.set('comments', toCommentPage(node.comments));
  const read = [...pages.values()];
  const [restarted] = node.restarted;
  const [retargeted] = node.retargeted;
  return {
    id: node.id,
    next: nextOf(pages),
    gaps: read.some(({ gaps }) => gaps),
    open: node.state === 'OPEN',
    pullRequest: {
      repository,
      number: node.number,
      title: node.title,
      url: node.url,
      author: toAccount(node.author),
      base: node.baseRefName,
      draft: node.isDraft,
      labels: node.labels.map(({ name }) => name),
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
      requested: (node.reviewRequests?.nodes ?? []).map((request) =>
        toRequested(request?.requestedReviewer ?? null),
      ),
      ...(node.requestEvents && {
        requestEvents: node.requestEvents.map(({ createdAt, requestedReviewer }) => ({
          name: toRequested(requestedReviewer).name,
          at: createdAt,
        })),
      }),
      ...(node.headRefOid && { head: toHead(node, node.headRefOid) }),
    },
  };
}

function toHead({ commits, forcePushed }: Node, commit: string): Head {
  const newest = commits?.find(({ commit: { oid } }) => oid === commit);
  return {
    commit,
    committedAt: newest?.commit.committedDate,
    forcePushedAt: forcePushed?.[0]?.createdAt,
  };
}

/** Turns a page of reviews into plain data; pending ones are nobody's yet. */
export function toReviewPage(page: v.InferOutput<typeof reviews>): FeedPage {
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
export function toCommentPage(page: v.InferOutput<typeof comments>): FeedPage {
  return toPage(page, ({ createdAt, author }) => [
    { author: toAccount(author), state: 'conversation', submittedAt: createdAt },
  ]);
}

function toPage<T>(
  page: { pageInfo: v.InferOutput<typeof pageInfo>; nodes: readonly (T | null)[] | null } | null,
  toReviews: (node: T) => readonly Review[],
): FeedPage {
  if (!page) return { reviews: [], next: null, gaps: false };
  const read = (page.nodes ?? []).filter((node) => node !== null);
  const { hasNextPage, endCursor } = page.pageInfo;
  return {
    reviews: read.flatMap(toReviews),
    next: hasNextPage ? endCursor : undefined,
    gaps: read.length < (page.nodes?.length ?? 1),
  };
}

const states: Readonly<Record<'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED', ReviewState>> = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'changes-requested',
  COMMENTED: 'commented',
  DISMISSED: 'dismissed',
};

const kinds: Readonly<Record<string, Account['kind']>> = {
  Bot: 'bot',
  Mannequin: 'mannequin',
  Organization: 'organization',
};

/** GraphQL names a bot without `[bot]`, and gives null for a deleted account. */
function toAccount(node: v.InferOutput<typeof actor>): Account {
  if (!node) return { login: 'ghost', kind: 'deleted' };
  const kind = kinds[node.__typename] ?? 'user';
  return { login: kind === 'bot' ? botLogin(node.login) : node.login, kind };
}

function botLogin(login: string): string {
  return login.endsWith('[bot]') ? login : `${login}[bot]`;
}

/** A team that the token cannot name comes back as null; it is still asked. */
function toRequested(node: v.InferOutput<typeof reviewer>): Requested {
  if (node && 'login' in node) {
    const isBot = node.__typename === 'Bot';
    return { name: isBot ? botLogin(node.login) : node.login, isBot };
  }
  return { name: (node && 'combinedSlug' in node && node.combinedSlug) || '(team)', isBot: false };
}
