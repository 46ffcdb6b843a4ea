/** How much there is to read, what it costs, and what to leave out where the token's points do not suffice. */
import * as v from 'valibot';
import type { Api, Limit } from '../client/api.ts';
import { GitHubFailure } from '../client/failure.ts';
import { namedBudgetMs } from '../client/retry-budget.ts';
import type { Batcher } from '../graphql/batcher.ts';
import { connectionsOf } from '../graphql/fragments.ts';
import { maxPageSize } from '../graphql/page-size.ts';
import { limitSchema } from '../graphql/schema.ts';
import type { PlannedList } from '../pull-requests/list.ts';
import { type Counted, countOf } from '../pull-requests/pages.ts';

/** A list to read, perhaps counted. */
export interface Planned extends PlannedList {
  /** What counting told, where it was counted; or why it cannot be read. */
  readonly counted?: Counted | GitHubFailure;
}

/** A list of so few costs less to read than it could save to count it. */
const notWorthCounting = 10;
/** Lists that together cost so much at most are read without counting: that saves a round trip. In points. */
const maxUncountedPoints = 100;
/** From so many points on, a run is told of beforehand. */
export const largeRun = 200;
/** Of the points left, so many are kept for what nobody can foresee, such as long lists of reviews. */
const reserve = 0.05;

/** First pages of lists of unknown length together ask for so many pull requests at most … */
const firstPagesAtMost = 1000;
/** … and each for so many at least: else counting saves more than it costs. */
const firstAtLeast = 20;

/**
 * Plans how many pull requests of each list are asked for. Where the first pages of all cost little, they are read
 * at once, with their totals, which saves a round trip; else the lists are counted, so that no query is larger
 * than its answer.
 */
export async function plan(batcher: Batcher, lists: readonly Planned[]): Promise<Planned[]> {
  if (lists.length <= 1) return [...lists];
  const known = lists.filter(({ expected }) => expected !== undefined);
  const unknown = lists.length - known.length;
  // Less than a full page, which would be a request of its own.
  const first = Math.min(maxPageSize - 1, Math.floor(firstPagesAtMost / Math.max(1, unknown)));
  if (pointsFor(known, connectionsOf(batcher.context)) <= maxUncountedPoints && first >= firstAtLeast)
    return lists.map((list) => (list.expected === undefined ? { ...list, first } : list));
  return Promise.all(
    lists.map(async (list): Promise<Planned> => {
      if (list.expected !== undefined && list.expected <= notWorthCounting) return list;
      try {
        const counted = await countOf(batcher, list);
        return { ...list, expected: counted.total, counted };
      } catch (error) {
        if (!(error instanceof GitHubFailure)) throw error;
        return error.passes ? list : { ...list, expected: 0, counted: error };
      }
    }),
  );
}

/** Points that the lists cost; one of unknown length as if it filled its first page. */
export function pointsFor(lists: readonly PlannedList[], connections: number): number {
  const requests = lists.map(({ first = maxPageSize, expected = first }) =>
    expected === 0 ? 0 : Math.ceil(expected / maxPageSize) + connections * expected,
  );
  return Math.ceil(requests.reduce((sum, one) => sum + one, 0) / 100);
}

/** The token's points for GraphQL; asking for them costs none. undefined where GitHub has no limits. */
export async function pointsLeft(api: Api): Promise<Limit | undefined> {
  // Whatever else is wrong, the reading will tell.
  return (await examineToken(api)).limit;
}

/** The same, and why GitHub does not say it. REST's /rate_limit costs no points. */
export async function examineToken(
  api: Api,
): Promise<{ readonly limit: Limit | undefined; readonly failure: GitHubFailure | undefined }> {
  const known = api.limit();
  if (known) return { limit: known, failure: undefined };
  try {
    const parsed = v.safeParse(limitSchema, (await api.get('/rate_limit')).data);
    const graphql = parsed.success ? parsed.output.resources.graphql : undefined;
    return {
      limit: graphql && { remaining: graphql.remaining, resetAt: graphql.reset * 1000 },
      failure: undefined,
    };
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    // A server with its limits switched off answers 404.
    return { limit: undefined, failure: error.kind === 'not-found' ? undefined : error };
  }
}

/**
 * The lists that the points left suffice for. Where they do not suffice for all, each run begins at another
 * place of the list, a golden section further, so that everyone's turn comes within few runs.
 * @param turn number of the run
 */
export function affordable(
  lists: readonly Planned[],
  {
    limit,
    turn,
    now,
    connections,
  }: {
    readonly limit: Limit | undefined;
    readonly turn: number;
    readonly now: number;
    readonly connections: number;
  },
): { kept: readonly Planned[]; left: readonly Planned[] } {
  // A new hour that begins soon is waited for.
  const soon = limit !== undefined && limit.resetAt - now < namedBudgetMs / 2;
  const points = limit === undefined || soon ? Number.POSITIVE_INFINITY : limit.remaining * (1 - reserve);
  if (pointsFor(lists, connections) <= points) return { kept: lists, left: [] };
  const golden = (Math.sqrt(5) - 1) / 2;
  const begin = Math.floor(((turn * golden) % 1) * lists.length);
  const kept = new Set<Planned>();
  let requests = 0;
  for (const list of [...lists.slice(begin), ...lists.slice(0, begin)]) {
    const own = pointsFor([list], connections) === 0 ? 0 : (list.expected ?? maxPageSize) * connections + 1;
    // The first one is read as far as the points go, however large it is.
    if (requests + own > points * 100 && kept.size > 0) continue;
    requests += own;
    kept.add(list);
  }
  return { kept: lists.filter((list) => kept.has(list)), left: lists.filter((list) => !kept.has(list)) };
}
