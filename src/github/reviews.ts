import * as v from 'valibot';
import type { PullRequest } from '../review/pull-request.ts';
import type { Api } from './api.ts';
import { failureOf } from './classify.ts';
import { GitHubFailure } from './failure.ts';
import { reviewsQuery } from './query.ts';
import { type Listed, reviewsShape, toReviewPage } from './shape.ts';

/** So many pull requests share a request for further reviews. */
const perRequest = 25;
/** No pull request has so many pages of 100 reviews: beyond it, the list does not end. */
const pagesAtMost = 200;

/** Pull requests whose reviews were read until nothing more could change the verdict. */
export interface Decided {
  readonly pullRequests: readonly PullRequest[];
  /** Those whose reviews could not be read to the end: there is no verdict on them. */
  readonly undecided: readonly PullRequest[];
  readonly failure: GitHubFailure | undefined;
}

/** Reads on where the reviews at hand do not decide, several pull requests a request. */
export async function readOn(
  api: Api,
  listed: readonly Listed[],
  isUndecided: (pullRequest: PullRequest) => boolean,
): Promise<Decided> {
  const decided = new Map(listed.map(({ id, pullRequest }) => [id, pullRequest]));
  const undecided = new Map<string, PullRequest>();
  let failure: GitHubFailure | undefined;
  const giveUp = (one: Listed, why: GitHubFailure | undefined) => {
    failure ??= why;
    decided.delete(one.id);
    undecided.set(one.id, one.pullRequest);
  };

  const unfinished = (all: readonly Listed[]) => {
    const rest = all.filter(
      ({ pullRequest, next, gaps }) => (next !== undefined || gaps) && isUndecided(pullRequest),
    );
    for (const one of rest.filter(({ next }) => next === undefined)) giveUp(one, leftOut);
    return rest.filter(({ next }) => next !== undefined);
  };

  let open = unfinished(listed);
  for (let page = 0; open.length > 0; page++) {
    const further: Listed[] = [];
    for (let start = 0; start < open.length; start += perRequest) {
      const batch = open.slice(start, start + perRequest);
      const answers = page < pagesAtMost ? await furtherReviews(api, batch) : endless;
      batch.forEach((one, index) => {
        const read = answers.pages[index];
        if (!read) {
          giveUp(one, answers.failure ?? leftOut);
          return;
        }
        const reviews = [...one.pullRequest.reviews, ...read.reviews];
        const pullRequest = { ...one.pullRequest, reviews };
        decided.set(one.id, pullRequest);
        further.push({ ...one, pullRequest, next: read.next, gaps: one.gaps || read.gaps });
      });
    }
    open = unfinished(further);
  }
  return { pullRequests: [...decided.values()], undecided: [...undecided.values()], failure };
}

interface Further {
  readonly pages: readonly (ReturnType<typeof toReviewPage> | undefined)[];
  readonly failure?: GitHubFailure | undefined;
}

const leftOut = new GitHubFailure('unexpected', 'reviews left out, and no error that says why');
const endless: Further = {
  pages: [],
  failure: new GitHubFailure('unexpected', 'a list of reviews that never ends'),
};

async function furtherReviews(api: Api, batch: readonly Listed[]): Promise<Further> {
  const variables = Object.fromEntries(
    batch.flatMap(({ id, next }, i) => [
      [`id${i}`, id],
      [`after${i}`, next ?? null],
    ]),
  );
  try {
    const { data, errors } = await api.graphql(reviewsQuery(batch.length), () => variables);
    const pages = batch.map((_, index) => {
      const parsed = v.safeParse(reviewsShape, data[`pull${index}`] ?? null);
      return parsed.success && parsed.output?.reviews ? toReviewPage(parsed.output.reviews) : undefined;
    });
    return { pages, failure: failureOf(errors) };
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    return { pages: [], failure: error };
  }
}
