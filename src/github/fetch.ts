import type { Fetched, FetchedRepository, Unreachable } from '../review/fetched.ts';
import type { RepositoryPatterns } from '../settings/repositories.ts';
import type { Run } from '../settings/run.ts';
import type { PatternList } from '../values/pattern-list.ts';
import type { RepositoryName } from '../values/repository-name.ts';
import type { Api } from './client/api.ts';
import { GitHubFailure, toFailure } from './client/failure.ts';
import { Batcher } from './graphql/batcher.ts';
import { connectionsOf, type QueryOptions } from './graphql/query.ts';
import { Progress } from './progress.ts';
import { type FetchedList, fetchList } from './pull-requests/list.ts';
import type { FetchedPullRequest } from './pull-requests/mapping.ts';
import { type Deciding, readOn } from './pull-requests/reviews.ts';
import { affordable, largeRun, plan, pointsFor, pointsLeft } from './repositories/budget.ts';
import { mostFrequent, withBases } from './repositories/elsewhere.ts';
import { findTargets, ownRepository } from './repositories/targets.ts';
import { allUnreachable, toUnreachable, unreachableAs } from './repositories/unreachable.ts';
import { type Watched, watchedOf } from './repositories/watched.ts';

/** What to look for. */
export interface FetchOptions extends Deciding {
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

  const found = new Map<string, FetchedRepository>();
  const unreachable: Unreachable[] = [];
  for (const { watched, lookedAt, failure } of read) {
    if (failure) unreachable.push(toUnreachable(watched, failure, lookedAt));
    // Under its former and its present name it is one.
    if (lookedAt && !found.has(lookedAt.name)) found.set(lookedAt.name, lookedAt);
  }
  for (const { asked, failure } of notFound) unreachable.push(unreachableAs(asked, failure));
  const repositories = await withBases(batcher, [...found.values()]);
  return { repositories, unreachable, asides: batcher.asides, spent: api.spent(), matched, granted };
}

interface Read {
  readonly watched: Watched;
  readonly lookedAt?: FetchedRepository | undefined;
  readonly failure?: GitHubFailure | undefined;
}

async function fetchLists(
  api: Api,
  batcher: Batcher,
  all: readonly Watched[],
  options: FetchOptions,
): Promise<Read[]> {
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
  return Promise.all(
    all.map(async (watched): Promise<Read> => {
      if (isLeft(watched)) {
        const answer = `${points} points needed, ${limit?.remaining ?? 0} left`;
        return { watched, failure: new GitHubFailure('budget', answer) };
      }
      const own = watched.lists.map((list) => planned.get(list) ?? list);
      try {
        return await fetchWatched(api, batcher, { ...watched, lists: own }, options, progress);
      } catch (error) {
        return { watched, failure: toFailure(error) };
      } finally {
        progress.done();
      }
    }),
  );
}

async function fetchWatched(
  api: Api,
  batcher: Batcher,
  watched: Watched,
  deciding: Deciding,
  progress: Progress,
): Promise<Read> {
  const { target, lists, watches, branch } = watched;
  const counted = lists.flatMap((list) => list.counted ?? []);
  const refused = counted.find((one) => one instanceof GitHubFailure);
  if (refused) return { watched, failure: refused };
  const listings = await Promise.all(
    lists.map((list) => fetchList(api, batcher, list, (pullRequests) => progress.read(pullRequests))),
  );
  const failure = listings.find((listing) => listing.failure)?.failure;
  const known = [...listings, ...counted.flatMap((one) => (one instanceof GitHubFailure ? [] : [one]))];
  const abouts = known.flatMap(({ about }) => about ?? []);
  const [about] = abouts;
  const name = about?.nameWithOwner ?? (failure ? undefined : target.known?.repository.full);
  if (name === undefined) return { watched, failure };
  const all = unique(listings);
  const listed = all.filter(({ pullRequest }) => watches(pullRequest.base));
  const { pullRequests, undecided, failure: unread } = await readOn(batcher, listed, deciding);
  const missing = listings.reduce((sum, listing) => sum + listing.missing, 0);
  const open = abouts.find((one) => one.open !== undefined)?.open ?? 0;
  const isIdle = listed.length === 0 && missing === 0 && failure === undefined && open > 0;
  return {
    watched,
    failure: failure ?? unread,
    lookedAt: {
      asked: target.asked.full,
      name,
      visibility: about?.visibility ?? target.known?.visibility ?? 'private',
      branch,
      ...(isIdle && {
        elsewhere: { open, bases: mostFrequent(all.map(({ pullRequest }) => pullRequest.base)) },
      }),
      pullRequests,
      unread: undecided.length + missing,
      requests: listings.reduce((sum, { requests }) => sum + requests, 0),
      matched: target.matched,
    },
  };
}

/** A pull request retargeted during the look may stand in two lists: the later reading holds. */
function unique(listings: readonly FetchedList[]): FetchedPullRequest[] {
  const [only, ...others] = listings;
  if (only && others.length === 0) return [...only.listed];
  return [
    ...new Map(listings.flatMap(({ listed }) => listed.map((one) => [one.pullRequest.number, one]))).values(),
  ];
}
