import type { Fetched, FetchedRepository, Matched, Unreachable } from '../review/fetched.ts';
import type { RepositoryPatterns } from '../settings/repositories.ts';
import type { PatternList } from '../values/pattern-list.ts';
import type { RepositoryName } from '../values/repository-name.ts';
import type { Api } from './client/api.ts';
import { GitHubFailure } from './client/failure.ts';
import { Batcher } from './graphql/batcher.ts';
import { connectionsOf, type QueryOptions } from './graphql/query.ts';
import { Progress } from './progress.ts';
import { type FetchedList, fetchList } from './pull-requests/list.ts';
import type { FetchedPullRequest } from './pull-requests/mapping.ts';
import { type Deciding, readOn } from './pull-requests/reviews.ts';
import {
  affordable,
  count,
  largeRun,
  type Planned,
  planLine,
  pointsFor,
  pointsLeft,
} from './repositories/budget.ts';
import { mostFrequent, withBases } from './repositories/elsewhere.ts';
import { type Scope, scopeOf } from './repositories/scope.ts';
import { findTargets } from './repositories/targets.ts';
import { allUnreachable, toFailure, toUnreachable, unreachableAs } from './repositories/unreachable.ts';

/** What to look for. */
export interface FetchOptions extends Deciding {
  readonly repositories: readonly RepositoryName[];
  readonly patterns?: RepositoryPatterns | undefined;
  /** undefined: each repository's default branch. */
  readonly branch: PatternList | undefined;
  readonly query: QueryOptions;
  /** `https://github.com` */
  readonly serverUrl: string;
  /** Its kind decides which lists of repositories it may ask for. */
  readonly token: string;
  /** Number of the run: where the points do not suffice for all, each begins elsewhere. */
  readonly turn: number;
  /** Tells the reader of the log how it goes; never names a repository. */
  readonly note: (text: string) => void;
  /** Tells what the reader had better know; as a mere note unless said. */
  readonly notice?: (text: string) => void;
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
  });
  for (const one of matched) options.note(matchedLine(one));
  const scopes = targets.map((target) => scopeOf(target, options.branch));
  const batcher = new Batcher(api, {
    options: options.query,
    serverUrl: options.serverUrl,
    note: options.notice ?? options.note,
  });
  const read = await fetchScopes(api, batcher, scopes, options);

  const found = new Map<string, FetchedRepository>();
  const unreachable: Unreachable[] = [];
  for (const { scope, lookedAt, failure } of read) {
    if (failure) unreachable.push(toUnreachable(scope, failure, lookedAt));
    // Under its former and its present name it is one.
    if (lookedAt && !found.has(lookedAt.name)) found.set(lookedAt.name, lookedAt);
  }
  for (const { asked, failure } of notFound) unreachable.push(unreachableAs(asked, failure));
  const repositories = await withBases(batcher, [...found.values()]);
  return { repositories, unreachable, asides: batcher.asides, spent: api.spent(), matched, granted };
}

/** Numbers only: the names of private repositories are nobody's business. */
function matchedLine({ owner, repositories, private: hidden, archived, forks }: Matched): string {
  const number = (many: number) => many.toLocaleString('en-US');
  const out = [
    ...(archived > 0 ? [`${number(archived)} archived`] : []),
    ...(forks > 0 ? [`${number(forks)} ${forks === 1 ? 'fork' : 'forks'}`] : []),
  ];
  const rest = out.length > 0 ? `; ${out.join(' and ')} left out` : '';
  return `Of ${owner}: ${number(repositories)} ${repositories === 1 ? 'repository matches' : 'repositories match'}, ${number(hidden)} of them private${rest}`;
}

interface Read {
  readonly scope: Scope;
  readonly lookedAt?: FetchedRepository | undefined;
  readonly failure?: GitHubFailure | undefined;
}

async function fetchScopes(
  api: Api,
  batcher: Batcher,
  scopes: readonly Scope[],
  options: FetchOptions,
): Promise<Read[]> {
  const scopeByList = new Map(scopes.flatMap((scope) => scope.lists.map((list) => [list, scope] as const)));
  const lists = [...scopeByList.keys()];
  const counted = await count(batcher, lists);
  const connections = connectionsOf(batcher.context);
  const points = pointsFor(counted, connections);
  const limit = points > largeRun / 2 ? await pointsLeft(api) : undefined;
  const { left } = affordable(counted, { limit, turn: options.turn, now: api.time.now(), connections });
  if (points > largeRun) options.note(planLine(points, limit, left.length));

  const planned = new Map(lists.map((list, index) => [list, counted[index] ?? list]));
  const leftOut = new Set(left);
  const expected = counted.reduce((sum, list) => sum + (list.expected ?? 0), 0);
  const progress = new Progress(api, options.note, { repositories: scopes.length, pullRequests: expected });
  const isLeft = (list: Planned) => leftOut.has(planned.get(list) ?? list);
  return Promise.all(
    scopes.map(async (scope): Promise<Read> => {
      if (scope.lists.some(isLeft)) {
        const answer = `${points} points needed, ${limit?.remaining ?? 0} left`;
        return { scope, failure: new GitHubFailure('budget', answer) };
      }
      const own = scope.lists.map((list) => planned.get(list) ?? list);
      try {
        return await fetchScope(api, batcher, { ...scope, lists: own }, options, progress);
      } catch (error) {
        return { scope, failure: toFailure(error) };
      } finally {
        progress.done();
      }
    }),
  );
}

async function fetchScope(
  api: Api,
  batcher: Batcher,
  scope: Scope,
  deciding: Deciding,
  progress: Progress,
): Promise<Read> {
  const { target, lists, watches, branch } = scope;
  const counted = lists.flatMap((list) => list.counted ?? []);
  const refused = counted.find((one) => one instanceof GitHubFailure);
  if (refused) return { scope, failure: refused };
  const listings = await Promise.all(
    lists.map((list) =>
      fetchList(api, batcher, list, { expected: list.expected, read: (many) => progress.read(many) }),
    ),
  );
  const failure = listings.find((listing) => listing.failure)?.failure;
  const known = [...listings, ...counted.flatMap((one) => (one instanceof GitHubFailure ? [] : [one]))];
  const seen = known.find(({ nameWithOwner }) => nameWithOwner !== undefined);
  const name = seen?.nameWithOwner ?? (failure ? undefined : target.known?.repository.full);
  if (name === undefined) return { scope, failure };
  const all = unique(listings);
  const listed = all.filter(({ pullRequest }) => watches(pullRequest.base));
  const { pullRequests, undecided, failure: unread } = await readOn(batcher, listed, deciding);
  const missing = listings.reduce((sum, listing) => sum + listing.missing, 0);
  const open = known.find((one) => one.open !== undefined)?.open ?? 0;
  const isIdle = listed.length === 0 && missing === 0 && failure === undefined && open > 0;
  return {
    scope,
    failure: failure ?? unread,
    lookedAt: {
      asked: target.asked.full,
      name,
      visibility: seen?.visibility ?? target.known?.visibility ?? 'private',
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
