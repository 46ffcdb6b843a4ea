import type { Fetched, FetchedRepository, Unreachable } from '../review/fetched.ts';
import type { Deciding } from '../review/judge.ts';
import type { RepositoryPatterns } from '../settings/repositories.ts';
import type { Run } from '../settings/run.ts';
import type { PatternList } from '../values/pattern-list.ts';
import type { RepositoryName } from '../values/repository-name.ts';
import type { Api } from './client/api.ts';
import { GitHubFailure, toFailure } from './client/failure.ts';
import { fetchRepository, type ReadRepository } from './fetch-repository.ts';
import { Batcher } from './graphql/batcher.ts';
import { connectionsOf } from './graphql/fragments.ts';
import type { QueryOptions } from './graphql/query-options.ts';
import { Progress } from './progress.ts';
import { turnsOf } from './pull-requests/details.ts';
import type { FetchedPullRequest } from './pull-requests/mapping.ts';
import { affordable, largeRun, plan, pointsFor, pointsLeft } from './repositories/budget.ts';
import { withBases } from './repositories/elsewhere.ts';
import { findTargets, ownRepository } from './repositories/targets.ts';
import { allUnreachable, toUnreachable, unreachableAs } from './repositories/unreachable.ts';
import { type Watched, watchedOf } from './repositories/watched.ts';

/** What to look for. */
export interface FetchOptions {
  /** What the rules need to know of each pull request. */
  readonly deciding: Deciding;
  /** Whether pull requests that stand on watched ones are watched, too. */
  readonly includeStacked: boolean;
  readonly repositories: readonly RepositoryName[];
  readonly patterns?: RepositoryPatterns | undefined;
  /** undefined: each repository's default branch. */
  readonly branch: PatternList | undefined;
  readonly query: QueryOptions;
  /** Where points do not suffice for all, its number decides where to begin. */
  readonly run: Run;
  /** Its kind decides which lists of repositories it may ask for. */
  readonly token: string;
}

/** Looks at every repository. One that fails never hides the others, whatever the reason. */
export async function fetchRepositories(api: Api, options: FetchOptions): Promise<Fetched> {
  try {
    return await fetchAll(api, options);
  } catch (error) {
    const unreachable = allUnreachable(options, toFailure(error));
    return { repositories: [], unreachable, spent: api.spent() };
  }
}

async function fetchAll(api: Api, options: FetchOptions): Promise<Fetched> {
  const { targets, notFound, matched, granted } = await findTargets(api, options.token, {
    repositories: options.repositories,
    patterns: options.patterns,
    defaultBranches: options.branch === undefined,
    own: ownRepository(options.run),
  });
  for (const one of matched) api.onEvent({ kind: 'matched', matched: one });
  const all = targets.map((target) => watchedOf(target, options.branch));
  const batcher = new Batcher(api, { options: options.query, serverUrl: options.run.serverUrl });
  const read = await fetchLists(api, batcher, all, options);

  const withTurns = await fetchTurns(api, read, options);
  const found = new Map<string, FetchedRepository>();
  const unreachable: Unreachable[] = [];
  for (const { watched, repository, failure } of withTurns) {
    if (failure) unreachable.push(toUnreachable(watched, failure, repository));
    // Under its former and its present name it is one.
    if (repository && !found.has(repository.name)) found.set(repository.name, repository);
  }
  for (const { asked, failure } of notFound) unreachable.push(unreachableAs(asked, failure));
  const repositories = await withBases(batcher, [...found.values()]);
  return { repositories, unreachable, asides: batcher.asides, spent: api.spent(), matched, granted };
}

async function fetchLists(
  api: Api,
  batcher: Batcher,
  all: readonly Watched[],
  options: FetchOptions,
): Promise<ReadRepository[]> {
  const lists = all.flatMap((watched) => watched.lists);
  const counted = await plan(batcher, lists);
  const connections = connectionsOf(batcher.context);
  const points = pointsFor(counted, connections);
  const limit = points > largeRun / 2 ? await pointsLeft(api) : undefined;
  const { left } = affordable(counted, {
    limit,
    turn: Number(options.run.number) || 0,
    now: api.time.now(),
    connections,
  });
  const leftOut = new Set(left);
  const planned = new Map(lists.map((list, index) => [list, counted[index] ?? list]));
  const isLeft = ({ lists: own }: Watched) => own.some((list) => leftOut.has(planned.get(list) ?? list));
  if (points > largeRun) api.onEvent({ kind: 'plan', points, limit, leftOut: all.filter(isLeft).length });

  const expected = counted.reduce((sum, list) => sum + (list.expected ?? 0), 0);
  const progress = new Progress(api, { repositories: all.length, pullRequests: expected });
  const reading = { ...options, onPage: (pullRequests: number) => progress.read(pullRequests) };
  return Promise.all(
    all.map(async (watched): Promise<ReadRepository> => {
      if (isLeft(watched)) {
        const answer = `${points} points needed, ${limit?.remaining ?? 0} left`;
        return { watched, failure: new GitHubFailure('budget', answer) };
      }
      const own = watched.lists.map((list) => planned.get(list) ?? list);
      try {
        return await fetchRepository(api, batcher, { ...watched, lists: own }, reading);
      } catch (error) {
        return { watched, failure: toFailure(error) };
      } finally {
        progress.done();
      }
    }),
  );
}

/** Asks whose turn it is, of all repositories at once and last: nothing else waits for it, or fails with it. */
async function fetchTurns(
  api: Api,
  read: readonly ReadRepository[],
  { deciding, query, run }: FetchOptions,
): Promise<readonly ReadRepository[]> {
  const all = read.flatMap(({ decided = [] }) => decided);
  const known = await turnsOf(api, { options: query, serverUrl: run.serverUrl }, all, deciding);
  if (known.size === 0) return read;
  const withTurns = ({ id, pullRequest }: FetchedPullRequest) => {
    const turns = known.get(id);
    return turns ? { ...pullRequest, turns } : pullRequest;
  };
  return read.map((one) =>
    one.repository && one.decided
      ? { ...one, repository: { ...one.repository, pullRequests: one.decided.map(withTurns) } }
      : one,
  );
}
