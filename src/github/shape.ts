/** The shapes of GitHub's answers, and what becomes of them: plain data. */
import * as v from 'valibot';
import type { Account, PullRequest, Review, ReviewState } from '../review/pull-request.ts';

const actor = v.nullable(v.object({ __typename: v.string(), login: v.string() }));
const instant = v.pipe(v.string(), v.isoTimestamp(), v.transform(Date.parse));
const pageInfo = v.object({ hasNextPage: v.boolean(), endCursor: v.nullable(v.string()) });

const review = v.object({
  state: v.picklist(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED', 'PENDING']),
  submittedAt: v.nullable(instant),
  author: actor,
});

/** A page of reviews; null where GitHub left it out. */
const reviews = v.nullable(v.object({ pageInfo, nodes: v.nullable(v.array(v.nullable(review))) }));

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
  isDraft: v.boolean(),
  createdAt: instant,
  additions: v.number(),
  deletions: v.number(),
  baseRefName: v.string(),
  author: actor,
  labels: nodesOf(v.object({ name: v.string() })),
  reviews,
  reviewRequests: v.nullable(
    v.object({ nodes: v.nullable(v.array(v.nullable(v.object({ requestedReviewer: reviewer })))) }),
  ),
  restarted: nodesOf(restart),
  retargeted: nodesOf(retarget),
});

/** `data` of a page query; `repository` and `pullRequests` are null where the errors say why. */
export const pageShape = v.object({
  repository: v.nullable(
    v.object({
      nameWithOwner: v.string(),
      isPrivate: v.boolean(),
      pullRequests: v.nullable(
        v.object({ totalCount: v.number(), pageInfo, nodes: v.nullable(v.array(v.nullable(pullRequest))) }),
      ),
    }),
  ),
});

/** One alias of a reviews query. */
export const reviewsShape = v.nullable(v.object({ reviews: v.optional(reviews, null) }));

export const basesShape = v.object({
  repository: v.nullable(v.object({ pullRequests: nodesOf(v.object({ baseRefName: v.string() })) })),
});

/** The part of REST's `GET /repos/{owner}/{repo}` that is used; no default branch before the first commit. */
export const repositoryShape = v.object({
  full_name: v.string(),
  private: v.boolean(),
  default_branch: v.nullish(v.string()),
});

/** Reviews read so far, and from where to read on: `null` from the start, undefined when all are read. */
export interface ReviewPage {
  readonly reviews: readonly Review[];
  readonly next: string | null | undefined;
  /** GitHub left out some of these reviews: without another that counts, there is no verdict. */
  readonly gaps: boolean;
}

/** A pull request with as many reviews as its first page held. */
export interface Listed {
  readonly id: string;
  readonly pullRequest: PullRequest;
  readonly next: ReviewPage['next'];
  readonly gaps: boolean;
}

/** Turns a node of a page into plain data. */
export function toListed(node: v.InferOutput<typeof pullRequest>, repository: string): Listed {
  const { reviews: seen, next, gaps } = toReviewPage(node.reviews);
  const [restarted] = node.restarted;
  const [retargeted] = node.retargeted;
  return {
    id: node.id,
    next,
    gaps,
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
      reviews: seen,
      requested: (node.reviewRequests?.nodes ?? []).map((request) =>
        requestedName(request?.requestedReviewer ?? null),
      ),
    },
  };
}

/** Turns a page of reviews into plain data; pending ones are nobody's yet. */
export function toReviewPage(page: v.InferOutput<typeof reviews>): ReviewPage {
  if (!page) return { reviews: [], next: null, gaps: false };
  const nodes = (page.nodes ?? []).flatMap((node): Review[] =>
    node?.submittedAt && node.state !== 'PENDING'
      ? [{ author: toAccount(node.author), state: states[node.state], submittedAt: node.submittedAt }]
      : [],
  );
  const gaps = (page.nodes ?? [null]).includes(null);
  return { reviews: nodes, next: page.pageInfo.hasNextPage ? page.pageInfo.endCursor : undefined, gaps };
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
function requestedName(node: v.InferOutput<typeof reviewer>): string {
  if (node && 'login' in node) return node.__typename === 'Bot' ? botLogin(node.login) : node.login;
  return (node && 'combinedSlug' in node && node.combinedSlug) || '(team)';
}
