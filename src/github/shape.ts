/** The shapes of GitHub's answers. */
import * as v from 'valibot';
import type { Visibility } from '../review/look.ts';

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
export type PullRequestNode = v.InferOutput<typeof pullRequest>;

const about = {
  nameWithOwner: v.string(),
  isPrivate: v.boolean(),
  visibility: v.optional(v.picklist(['PUBLIC', 'INTERNAL', 'PRIVATE'])),
  open: v.nullish(v.object({ totalCount: v.number() })),
};

/** What is told of a repository beside its pull requests. */
export interface About {
  readonly isPrivate: boolean;
  readonly visibility?: 'PUBLIC' | 'INTERNAL' | 'PRIVATE' | undefined;
  readonly open?: { readonly totalCount: number } | null | undefined;
}

/** Who sees it; an older server only tells whether it is private. */
export function visibilityOf({ isPrivate, visibility }: About): Visibility {
  if (visibility === undefined) return isPrivate ? 'private' : 'public';
  return ({ PUBLIC: 'public', INTERNAL: 'internal', PRIVATE: 'private' } as const)[visibility];
}
const listPageOf = <T extends v.GenericSchema>(node: T) =>
  v.object({
    ...about,
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
  ...about,
  pullRequests: v.nullable(v.object({ totalCount: v.number() })),
});

/** Further pages of one pull request. */
export const furtherShape = v.nullable(
  v.object({ reviews: v.optional(reviews, null), comments: v.optional(comments, null) }),
);

/** A repository with one pull request. */
export const oneShape = v.nullable(
  v.object({
    ...about,
    pullRequest: v.nullable(v.object({ ...pullRequest.entries, closedAt: v.nullable(instant) })),
  }),
);

/** Pull requests by their ids; null for one that is gone. */
export const nodesShape = v.array(v.nullable(pullRequest));

export const basesShape = v.object({ pullRequests: nodesOf(v.object({ baseRefName: v.string() })) });

/** The part of REST's repositories that is used; no default branch before the first commit. */
export const repositoryShape = v.object({
  full_name: v.string(),
  private: v.boolean(),
  visibility: v.optional(v.picklist(['public', 'internal', 'private'])),
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

export type ReviewsPage = v.InferOutput<typeof reviews>;
export type CommentsPage = v.InferOutput<typeof comments>;
export type Actor = v.InferOutput<typeof actor>;
export type Reviewer = v.InferOutput<typeof reviewer>;
export type PageInfo = v.InferOutput<typeof pageInfo>;
