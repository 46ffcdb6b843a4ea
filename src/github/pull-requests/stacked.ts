import { type Layer, type StackRules, stackOf } from '../../review/stack.ts';
import type { GitHubFailure } from '../client/failure.ts';
import type { Batcher } from '../graphql/batcher.ts';
import { maxPageSize } from '../graphql/page-size.ts';
import { BothEnds } from './both-ends.ts';
import { readAllByIds } from './by-ids.ts';
import type { FetchedPullRequest } from './mapping.ts';
import { type Brief, briefPageOf, emptyPlaces, type List, pullRequestsOf } from './pages.ts';
import { gapsOf, unreadOf } from './partial-list.ts';

/** The watched pull requests of a repository, and those that stand on them. */
export interface Stacked {
  /** Each says on which other one it stands, if it does. */
  readonly listed: readonly FetchedPullRequest[];
  /** Those that stand on a watched one, and could not be read; and why. */
  readonly missing: number;
  readonly failure: GitHubFailure | undefined;
}

/** What was read of a repository so far. */
export interface ReadSoFar {
  /** Its open pull requests, as far as their target branches are read. */
  readonly all: readonly FetchedPullRequest[];
  /** Open ones that are not among them; undefined where nobody knows. */
  readonly others: number | undefined;
  /** Told of each request: how many pull requests it read. */
  readonly onPage: (pullRequests: number) => void;
}

type Rules = Omit<StackRules, 'defaultBranch'> & {
  /** Asked only where something is stacked, if the default branch is no layer. */
  readonly defaultBranch: () => Promise<string | undefined>;
};

/**
 * Reads the pull requests that stand on watched ones: the others are read briefly, and fully only where stacked.
 * @param list the open pull requests of the repository, whatever their target branches
 * @throws GitHubFailure
 */
export async function withStacked(
  batcher: Batcher,
  list: List,
  { all, others, onPage }: ReadSoFar,
  rules: Rules,
): Promise<Stacked> {
  const watched = all.filter(({ pullRequest }) => rules.watches(pullRequest.base));
  const isBase = watched.some(({ pullRequest }) => pullRequest.headBranch !== undefined);
  if (!isBase) return { listed: watched, missing: 0, failure: undefined };
  const count = others === undefined ? undefined : all.length + others;
  const brief = others === 0 ? undefined : await readBriefly(batcher, list, count, onPage);
  const known = new Map<number, Layer>(brief?.layers.map((layer) => [layer.number, layer]));
  for (const one of all) known.set(one.pullRequest.number, layerOf(one));
  const below = await stackBy([...known.values()], rules);

  const read = new Set(all.map(({ pullRequest }) => pullRequest.number));
  const unread = (brief?.layers ?? []).filter(({ number }) => below.has(number) && !read.has(number));
  const ids = unread.map(({ id }) => id);
  const repository = brief?.nameWithOwner ?? list.repository.full;
  const found = await readAllByIds(ids, (page) => pullRequestsOf(batcher, repository, page));
  if (found.items.length > 0) onPage(found.items.length);
  // Meanwhile one of them may have been moved to another branch, or closed: then nothing stands on it.
  const open = found.items.filter(({ state }) => state === 'OPEN');
  for (const { pullRequest } of found.items) known.delete(pullRequest.number);
  for (const one of open) known.set(one.pullRequest.number, layerOf(one));
  const now = found.items.length > 0 ? await stackBy([...known.values()], rules) : below;
  const listed = [...all, ...open]
    .filter(({ pullRequest: { number, base } }) => rules.watches(base) || now.has(number))
    .map((one) => {
      const stackedOn = now.get(one.pullRequest.number);
      return stackedOn === undefined ? one : { ...one, pullRequest: { ...one.pullRequest, stackedOn } };
    });
  return { listed, missing: found.missing, failure: found.failure ?? brief?.failure };
}

/**
 * On which watched pull request another one stands, itself or through others; undefined where on none.
 * @throws GitHubFailure
 */
export async function lowerOf(
  batcher: Batcher,
  list: List,
  one: FetchedPullRequest,
  rules: Rules,
): Promise<number | undefined> {
  const { layers, failure } = await readBriefly(batcher, list);
  const others = layers.filter(({ number }) => number !== one.pullRequest.number);
  const lower = (await stackBy([...others, layerOf(one)], rules)).get(one.pullRequest.number);
  if (lower === undefined && failure) throw failure;
  return lower;
}

function layerOf({ pullRequest: { number, base, headBranch } }: FetchedPullRequest): Layer {
  return { number, base, head: headBranch };
}

/** The default branch is never a layer in between: where it could be one, it must be known which branch that is. */
async function stackBy(
  layers: readonly Layer[],
  { defaultBranch, ...rules }: Rules,
): Promise<ReadonlyMap<number, number>> {
  const below = stackOf(layers, { ...rules, defaultBranch: undefined });
  if (below.size === 0) return below;
  return stackOf(layers, { ...rules, defaultBranch: await defaultBranch() });
}

interface BriefList {
  readonly layers: readonly Brief[];
  readonly nameWithOwner: string | undefined;
  /** Why it is not known of all where they stand. */
  readonly failure: GitHubFailure | undefined;
}

/**
 * @param count how many there are, where that is known: short lists share requests
 * @throws GitHubFailure
 */
async function readBriefly(
  batcher: Batcher,
  list: List,
  count = maxPageSize,
  onPage: ReadSoFar['onPage'] = () => undefined,
): Promise<BriefList> {
  const ends = new BothEnds(async (place) => {
    const page = await briefPageOf(batcher, list, place);
    onPage(0);
    return page;
  });
  await ends.advance(['oldest'], count);
  await ends.toTheEnd(() => batcher.pageSize);
  const { byNumber, about, failure } = ends.list;
  const lacks = gapsOf(ends.list) + unreadOf(ends.list) > 0;
  return {
    layers: [...byNumber.values()],
    nameWithOwner: about?.nameWithOwner,
    failure: failure ?? (lacks ? emptyPlaces() : undefined),
  };
}
