/** The schemas of GitHub's answers. A connection may be null, as may its nodes and each of them: "not known", never "none". */
import * as v from 'valibot';
import type { Visibility } from '../../review/fetched.ts';
import { lenient } from '../../values/lenient.ts';
import {
  amount,
  instant,
  items,
  link,
  longName,
  name,
  ordinal,
  repositoryName,
  seconds,
  shown,
  total,
} from '../client/bounds.ts';

const actor = v.nullable(v.object({ __typename: name, login: name }));
/** No path of Git's is longer, in characters. */
const longPath = v.pipe(v.string(), v.maxLength(4096));
const pageInfo = v.object({ hasNextPage: v.boolean(), endCursor: v.nullable(longName) });

const review = v.object({
  state: v.picklist(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED', 'PENDING']),
  submittedAt: v.nullable(instant),
  author: actor,
  commit: v.nullish(v.object({ oid: name })),
});
const comment = v.object({ createdAt: instant, author: actor });

const nodesOf = <T extends v.GenericSchema>(item: T) => v.nullable(v.pipe(items, v.array(v.nullable(item))));

/** A page of a connection. */
const pageOf = <T extends v.GenericSchema>(item: T) =>
  v.nullable(v.object({ pageInfo, nodes: nodesOf(item) }));
const reviews = pageOf(review);
const comments = pageOf(comment);

const reviewer = v.nullable(
  v.union([
    v.object({ __typename: name, login: name }),
    v.object({ __typename: v.literal('Team'), combinedSlug: v.optional(name) }),
  ]),
);

const restart = v.object({
  __typename: v.picklist(['ReadyForReviewEvent', 'ReopenedEvent']),
  createdAt: instant,
});

const event = v.union([
  restart,
  v.object({ __typename: v.literal('BaseRefChangedEvent'), createdAt: instant, previousRefName: longName }),
  v.object({
    __typename: v.literal('AutomaticBaseChangeSucceededEvent'),
    createdAt: instant,
    oldBase: longName,
  }),
]);

/** What is known of a list that is read by one page. */
export interface Part<T> {
  readonly nodes: readonly T[];
  /** Some of it is not known: left out, or beyond its page. */
  readonly gap: 'left out' | 'longer' | undefined;
}

const partOf = <T extends v.GenericSchema>(item: T) =>
  v.pipe(
    v.nullable(
      v.object({
        nodes: nodesOf(item),
        pageInfo: v.optional(
          v.object({ hasNextPage: v.optional(v.boolean()), hasPreviousPage: v.optional(v.boolean()) }),
        ),
      }),
    ),
    v.transform((connection): Part<v.InferOutput<T>> => {
      const all = connection?.nodes ?? [null];
      const nodes = all.filter((node) => node !== null);
      const { hasNextPage, hasPreviousPage } = connection?.pageInfo ?? {};
      const gap =
        nodes.length < all.length ? 'left out' : (hasNextPage ?? hasPreviousPage) ? 'longer' : undefined;
      return { nodes, gap };
    }),
  );

/** Committers choose their dates: one that cannot be is none. */
const committedDate = v.fallback(v.nullable(instant), null);

/** UNKNOWN while GitHub computes it, which asking begins (docs: "getting a pull request"); a new word is none we know. */
const mergeable = v.fallback(v.picklist(['MERGEABLE', 'CONFLICTING', 'UNKNOWN']), 'UNKNOWN');

const pullRequest = v.object({
  id: name,
  number: ordinal,
  title: shown,
  url: link,
  state: v.picklist(['OPEN', 'CLOSED', 'MERGED']),
  isDraft: v.optional(v.boolean(), false),
  createdAt: instant,
  additions: v.optional(amount, 0),
  deletions: v.optional(amount, 0),
  baseRefName: longName,
  author: actor,
  labels: partOf(v.object({ name })),
  reviews,
  // Undefined below: not asked for, which is not the same as asked for and null.
  reviewRequests: v.optional(partOf(v.object({ requestedReviewer: reviewer }))),
  comments: v.optional(comments),
  requestEvents: v.optional(partOf(v.object({ createdAt: instant, requestedReviewer: reviewer }))),
  headRefName: v.optional(longName),
  isCrossRepository: v.optional(v.boolean()),
  assignees: partOf(v.object({ login: name })),
  mergeable: v.optional(mergeable),
  authorAssociation: v.optional(name),
  headRefOid: v.optional(name),
  commits: v.optional(partOf(v.object({ commit: v.object({ oid: name, committedDate }) }))),
  forcePushed: v.optional(partOf(v.object({ createdAt: instant }))),
  events: v.optional(partOf(event)),
});
export type PullRequestNode = v.InferOutput<typeof pullRequest>;

const about = {
  nameWithOwner: repositoryName,
  isPrivate: v.boolean(),
  visibility: v.optional(v.picklist(['PUBLIC', 'INTERNAL', 'PRIVATE'])),
  open: v.nullish(v.object({ totalCount: total })),
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

/** A repository with one of its lists; null where either is, and the errors say why. */
const repositoryWith = <T extends v.GenericSchema>(pullRequests: T) =>
  v.nullable(
    v.pipe(
      v.object({ ...about, pullRequests: v.nullable(pullRequests) }),
      v.transform(({ pullRequests: list, ...rest }) =>
        list === null ? null : { ...rest, pullRequests: list },
      ),
    ),
  );

/** A page of a repository. Each node has a schema of its own. */
export const pageSchema = repositoryWith(v.object({ totalCount: total, pageInfo, nodes: v.nullable(items) }));

/** A pull request with all that was asked for. */
export const pullRequestSchema = pullRequest;

/** Only which one it is, and where it stands. */
export const briefSchema = v.object({
  id: name,
  number: ordinal,
  createdAt: instant,
  baseRefName: longName,
  headRefName: v.optional(longName),
  isCrossRepository: v.optional(v.boolean()),
});

/** Details of a pull request; what is null is not known. */
export const detailsSchema = v.object({
  id: name,
  mergeable: v.optional(mergeable),
  statusCheckRollup: v.nullish(v.object({ state: name })),
});

/** How many open pull requests a repository has. */
export const countSchema = repositoryWith(v.object({ totalCount: total }));

/** Further pages of one pull request. */
export const furtherSchema = v.nullable(
  v.object({ reviews: v.optional(reviews, null), comments: v.optional(comments, null) }),
);

/** A repository with one pull request. */
export const oneSchema = v.nullable(
  v.object({
    ...about,
    pullRequest: v.nullable(v.object({ ...pullRequest.entries, closedAt: v.nullable(instant) })),
  }),
);

/** A page of changed files; null where GitHub could not compute them. */
export const filesSchema = v.nullable(
  v.object({
    pullRequest: v.nullable(v.object({ files: pageOf(v.object({ path: longPath })) })),
  }),
);

/** What became of one pull request. */
export const fateSchema = v.nullable(
  v.object({
    nameWithOwner: repositoryName,
    pullRequest: v.nullable(
      v.object({
        state: v.picklist(['OPEN', 'CLOSED', 'MERGED']),
        closedAt: v.nullable(instant),
        baseRefName: longName,
      }),
    ),
  }),
);

/** Somebody, and what he set about himself; null where he set nothing, or nobody may see it. */
export const availabilitySchema = v.nullable(
  v.object({ login: name, status: v.nullish(v.object({ indicatesLimitedAvailability: v.boolean() })) }),
);

/** Pull requests by their ids; null for one that is gone. */
export const nodesSchema = v.nullable(items);

export const basesSchema = v.nullable(
  v.object({ pullRequests: partOf(v.object({ baseRefName: longName })) }),
);

/** The part of REST's repositories that is used; no default branch before the first commit. */
export const repositorySchema = v.object({
  full_name: repositoryName,
  private: v.boolean(),
  visibility: v.optional(v.picklist(['public', 'internal', 'private'])),
  default_branch: v.nullish(longName),
  archived: v.optional(v.boolean(), false),
  fork: v.optional(v.boolean(), false),
  has_issues: v.optional(v.boolean(), false),
  /** Issues and pull requests together; only a hint how much there is to read. */
  open_issues_count: lenient(amount),
});

/** A page of an owner's repositories. */
export const repositoriesSchema = v.pipe(items, v.array(repositorySchema));

/** A page of the repositories that an app's installation was granted. */
export const grantedSchema = v.object({ total_count: total, repositories: repositoriesSchema });

/** The part of REST's list of pull requests that is used. */
export const pullsSchema = v.pipe(items, v.array(v.object({ number: ordinal, node_id: name })));

/** `GET /rate_limit`: times in seconds since 1970. */
export const limitSchema = v.object({
  resources: v.object({ graphql: v.object({ remaining: amount, reset: seconds }) }),
});

export type Details = v.InferOutput<typeof detailsSchema>;
export type ReviewsPage = v.InferOutput<typeof reviews>;
export type CommentsPage = v.InferOutput<typeof comments>;
export type Actor = v.InferOutput<typeof actor>;
export type Reviewer = v.InferOutput<typeof reviewer>;
export type PageInfo = v.InferOutput<typeof pageInfo>;
