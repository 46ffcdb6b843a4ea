import type { Deciding } from '../../review/judge.ts';
import type { PullRequest, Unknown } from '../../review/pull-request.ts';
import { failureOf, hiddenAuthors } from '../client/classify.ts';
import { GitHubFailure } from '../client/failure.ts';
import type { Batcher } from '../graphql/batcher.ts';
import type { Connection } from '../graphql/fragments.ts';
import { furtherField } from '../graphql/query.ts';
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
  readonly decided: readonly FetchedPullRequest[];
  /** How many reviews could not be read to the end of, so that there is no verdict; and why. */
  readonly undecided: number;
  readonly failure: GitHubFailure | undefined;
}

/** Reads on where the reviews at hand do not decide, all pull requests at once. */
export async function readOn(
  batcher: Batcher,
  listed: readonly FetchedPullRequest[],
  { isUndecided, decidingUnknown }: Pick<Deciding, 'isUndecided' | 'decidingUnknown'>,
): Promise<Decided> {
  const read = await Promise.all(
    listed.map(async (one) => {
      const further = isOpenQuestion(one, isUndecided) ? await decide(batcher, one, isUndecided) : one;
      if (further instanceof GitHubFailure) return further;
      const unknown = decidingUnknown(further.pullRequest);
      return unknown ? (one.failure ?? leftOut(unknown)) : further;
    }),
  );
  const decided = read.flatMap((one) => (one instanceof GitHubFailure ? [] : [one]));
  const failures = read.flatMap((one) => (one instanceof GitHubFailure ? [one] : []));
  return { decided, undecided: failures.length, failure: failures[0] };
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
): Promise<FetchedPullRequest | GitHubFailure> {
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
    return one;
  } catch (error) {
    if (error instanceof GitHubFailure) return error;
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
  'further labels': 'labels beyond the first hundred',
  restarts: 'when it was reopened or marked ready',
  requested: 'who is asked for a review',
  requests: 'when reviews were requested',
  'older requests': 'when the first reviews were requested',
  pushes: 'when it was pushed to',
  assignees: 'who is assigned',
};
