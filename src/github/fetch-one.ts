import type { Subject } from '../review/explanation.ts';
import type { Visibility } from '../review/fetched.ts';
import type { PullRequestName } from '../settings/explain.ts';
import type { ServerText } from '../text/server-text.ts';
import { isSameName } from '../values/name.ts';
import type { Api } from './client/api.ts';
import { failureOf, hiddenAuthors } from './client/classify.ts';
import { GitHubFailure } from './client/failure.ts';
import type { FetchOptions } from './fetch.ts';
import { Batcher } from './graphql/batcher.ts';
import { oneField } from './graphql/query.ts';
import { oneSchema, visibilityOf } from './graphql/schema.ts';
import { turnsOf } from './pull-requests/details.ts';
import { toFetchedPullRequest } from './pull-requests/mapping.ts';
import { readOn } from './pull-requests/reviews.ts';
import { lowerOf } from './pull-requests/stacked.ts';
import { defaultBranchOf, lookUp, ownRepository } from './repositories/targets.ts';
import { watchedOf } from './repositories/watched.ts';

/** One pull request with all its reviews, whatever its state and its branch. */
export interface FetchedOne extends Subject {
  readonly visibility: Visibility;
  /** What errors said beside complete answers. */
  readonly asides: readonly ServerText[];
}

const states = { OPEN: 'open', CLOSED: 'closed', MERGED: 'merged' } as const;

/** Looks at one pull request. @throws GitHubFailure */
export async function fetchOne(
  api: Api,
  { repository, number }: PullRequestName,
  {
    branch,
    query: options,
    run,
    includeStacked,
    deciding,
  }: Omit<FetchOptions, 'repositories' | 'patterns' | 'token'>,
): Promise<FetchedOne> {
  const { owner, name } = repository;
  const own = ownRepository(run);
  const isOwn = own !== undefined && isSameName(own.repository.full, repository.full);
  const asked = isOwn || branch ? undefined : await lookUp(api, repository);
  const known = isOwn ? own : asked;
  const { serverUrl } = run;
  const watched = watchedOf({ asked: repository, matched: false, known }, branch);
  const batcher = new Batcher(api, { options, serverUrl });
  const query = { field: oneField, variables: () => ({ owner, name, number }), weight: 1 };
  const { value: found, errors } = await batcher.ask(query, oneSchema);
  const hidden = hiddenAuthors(errors);
  if (hidden) throw hidden;
  const failure = failureOf(errors);
  if (!found.pullRequest)
    throw failure?.kind === 'not-found'
      ? new GitHubFailure('no-pull-request', failure.answer)
      : (failure ?? new GitHubFailure('unexpected', 'no pull request, and no error that says why'));

  const listed = toFetchedPullRequest(found.pullRequest, {
    repository: found.nameWithOwner,
    serverUrl,
    failure,
  });
  // All its reviews are shown, also those that decide nothing.
  const read = await readOn(batcher, [listed], { ...deciding, isUndecided: () => true });
  const [one] = read.decided;
  if (!one) throw read.failure ?? new GitHubFailure('unexpected', 'reviews left out');
  const turns = (await turnsOf(api, { options, serverUrl }, [one], deciding)).get(one.id);
  const matches = watched.watches(one.pullRequest.base);
  const { base } = one.pullRequest;
  const seeksLower =
    includeStacked && listed.state === 'OPEN' && !watched.excludes(base) && !watched.names(base);
  const stackedOn = seeksLower
    ? await lowerOf(batcher, { repository, states: ['OPEN'], base: null }, one, {
        ...watched,
        defaultBranch: () => defaultBranchOf(api, repository, known),
      })
    : undefined;
  return {
    pullRequest: { ...one.pullRequest, stackedOn, ...(turns && { turns }) },
    state: states[found.pullRequest.state],
    closedAt: found.pullRequest.closedAt ?? undefined,
    watched: { branch: watched.branch, matches: matches || stackedOn !== undefined },
    visibility: visibilityOf(found),
    asides: batcher.asides,
  };
}
