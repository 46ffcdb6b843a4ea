import type { PullRequest, Unknown } from '../../review/pull-request.ts';
import { failureOf, hiddenAuthors } from '../client/classify.ts';
import { GitHubFailure } from '../client/failure.ts';
import type { Batcher } from '../graphql/batcher.ts';
import { type Connection, furtherField } from '../graphql/query.ts';
import { furtherSchema } from '../graphql/schema.ts';
import {
  type ConnectionPage,
  type FetchedPullRequest,
  nextOf,
  toCommentPage,
  toReviewPage,
} from './mapping.ts';

/** A page of 100 reviews weighs as much as so many pull requests: 25 of them share a request. */
const weight = 8;
/** No pull request has so many pages of 100 reviews: beyond it, the list does not end. */
const pagesAtMost = 200;

/** Pull requests whose reviews were read until nothing more could change the verdict. */
export interface Decided {
  readonly pullRequests: readonly PullRequest[];
  /** Those whose reviews could not be read to the end: there is no verdict on them. */
  readonly undecided: readonly PullRequest[];
  readonly failure: GitHubFailure | undefined;
}

/** What the rules say of a pull request as far as it was read. */
export interface Deciding {
  /** Whether further reviews could change the verdict. */
  readonly isUndecided: (pullRequest: PullRequest) => boolean;
  /** What else was left out and could change it. */
  readonly decidingUnknown: (pullRequest: PullRequest) => Unknown | undefined;
}

/** Reads on where the reviews at hand do not decide, all pull requests at once. */
export async function readOn(
  batcher: Batcher,
  listed: readonly FetchedPullRequest[],
  deciding: Deciding,
): Promise<Decided> {
  const pullRequests: PullRequest[] = [];
  const undecided: PullRequest[] = [];
  let failure: GitHubFailure | undefined;
  const read = await Promise.all(
    listed.map(async (one) => {
      const read = isOpenQuestion(one, deciding.isUndecided)
        ? await decide(batcher, one, deciding.isUndecided)
        : one.pullRequest;
      if ('failure' in read) return read;
      const unknown = deciding.decidingUnknown(read);
      return unknown ? { pullRequest: read, failure: one.failure ?? leftOut(unknown) } : read;
    }),
  );
  for (const one of read)
    if ('failure' in one) {
      undecided.push(one.pullRequest);
      failure ??= one.failure;
    } else pullRequests.push(one);
  return { pullRequests, undecided, failure };
}

interface Undecided {
  readonly pullRequest: PullRequest;
  readonly failure: GitHubFailure;
}

function isOpenQuestion(
  { pullRequest, next, gaps }: FetchedPullRequest,
  isUndecided: (pullRequest: PullRequest) => boolean,
): boolean {
  return (next.size > 0 || gaps) && isUndecided(pullRequest);
}

async function decide(
  batcher: Batcher,
  listed: FetchedPullRequest,
  isUndecided: (pullRequest: PullRequest) => boolean,
): Promise<PullRequest | Undecided> {
  let one = listed;
  try {
    for (let page = 0; isOpenQuestion(one, isUndecided); page++) {
      if (one.next.size === 0) throw one.failure ?? leftOut('reviews');
      if (page >= pagesAtMost) throw new GitHubFailure('unexpected', 'a list of reviews that never ends');
      const pages = await furtherPages(batcher, one);
      const read = [...pages.values()];
      const reviews = [...one.pullRequest.reviews, ...read.flatMap((further) => further.reviews)];
      one = {
        ...one,
        pullRequest: { ...one.pullRequest, reviews },
        next: nextOf(pages),
        gaps: one.gaps || read.some(({ gaps }) => gaps),
      };
    }
    return one.pullRequest;
  } catch (error) {
    if (error instanceof GitHubFailure) return { pullRequest: one.pullRequest, failure: error };
    throw error;
  }
}

async function furtherPages(
  batcher: Batcher,
  { id, next }: FetchedPullRequest,
): Promise<ReadonlyMap<Connection, ConnectionPage>> {
  const { value, errors } = await batcher.ask(
    { field: furtherField([...next.keys()]), variables: () => ({ id, ...Object.fromEntries(next) }), weight },
    furtherSchema,
  );
  const hidden = hiddenAuthors(errors);
  if (hidden) throw hidden;
  const { reviews, comments } = value;
  const pages = new Map<Connection, ConnectionPage>([
    ...(reviews ? [['reviews', toReviewPage(reviews)] as const] : []),
    ...(comments ? [['comments', toCommentPage(comments)] as const] : []),
  ]);
  if (pages.size < next.size) throw failureOf(errors) ?? leftOut('reviews');
  return pages;
}

function leftOut(what: Unknown | 'reviews'): GitHubFailure {
  return new GitHubFailure('unexpected', `${names[what]} left out, and no error that says why`);
}

const names: Readonly<Record<Unknown | 'reviews', string>> = {
  reviews: 'reviews',
  labels: 'labels',
  restarts: 'when it was reopened or marked ready',
  requested: 'who is asked for a review',
  requests: 'when reviews were requested',
  'older requests': 'when the first reviews were requested',
  pushes: 'when it was pushed to',
};
