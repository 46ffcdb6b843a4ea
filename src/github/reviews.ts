import * as v from 'valibot';
import type { PullRequest } from '../review/pull-request.ts';
import type { Api } from './api.ts';
import { failureOf } from './classify.ts';
import { GitHubFailure } from './failure.ts';
import { type Details, type Feed, furtherQuery } from './query.ts';
import { type FeedPage, furtherShape, type Listed, nextOf, toCommentPage, toReviewPage } from './shape.ts';

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
  { isUndecided, details }: { isUndecided: (pullRequest: PullRequest) => boolean; details: Details },
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
      ({ pullRequest, next, gaps }) => (next.size > 0 || gaps) && isUndecided(pullRequest),
    );
    for (const one of rest.filter(({ next }) => next.size === 0)) giveUp(one, leftOut);
    return rest.filter(({ next }) => next.size > 0);
  };

  let open = unfinished(listed);
  for (let page = 0; open.length > 0; page++) {
    const further: Listed[] = [];
    for (let start = 0; start < open.length; start += perRequest) {
      const batch = open.slice(start, start + perRequest);
      const answers = page < pagesAtMost ? await furtherPages(api, batch, details) : endless;
      batch.forEach((one, index) => {
        const pages = answers.pages[index];
        if (!pages || pages.size < one.next.size) {
          giveUp(one, answers.failure ?? leftOut);
          return;
        }
        const read = [...pages.values()];
        const reviews = [...one.pullRequest.reviews, ...read.flatMap((page) => page.reviews)];
        const pullRequest = { ...one.pullRequest, reviews };
        decided.set(one.id, pullRequest);
        const gaps = one.gaps || read.some((page) => page.gaps);
        further.push({ ...one, pullRequest, next: nextOf(pages), gaps });
      });
    }
    open = unfinished(further);
  }
  return { pullRequests: [...decided.values()], undecided: [...undecided.values()], failure };
}

interface Further {
  /** Of each pull request, in order. */
  readonly pages: readonly ReadonlyMap<Feed, FeedPage>[];
  readonly failure?: GitHubFailure | undefined;
}

const leftOut = new GitHubFailure('unexpected', 'reviews left out, and no error that says why');
const endless: Further = {
  pages: [],
  failure: new GitHubFailure('unexpected', 'a list of reviews that never ends'),
};

async function furtherPages(api: Api, batch: readonly Listed[], details: Details): Promise<Further> {
  const variables = Object.fromEntries(
    batch.flatMap(({ id, next }, i) => [
      [`id${i}`, id],
      ...[...next].map(([name, cursor]) => [`${name}${i}`, cursor]),
    ]),
  );
  const query = furtherQuery(
    batch.map(({ next }) => [...next.keys()]),
    details,
  );
  try {
    const { data, errors } = await api.graphql(query, () => variables);
    const pages = batch.map((_, index) => {
      const parsed = v.safeParse(furtherShape, data[`pull${index}`] ?? null);
      const { reviews = null, comments = null } = (parsed.success && parsed.output) || {};
      return new Map<Feed, FeedPage>([
        ...(reviews ? [['reviews', toReviewPage(reviews)] as const] : []),
        ...(comments ? [['comments', toCommentPage(comments)] as const] : []),
      ]);
    });
    return { pages, failure: failureOf(errors) };
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    return { pages: [], failure: error };
  }
}
