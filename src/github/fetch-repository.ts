import type { FetchedRepository } from '../review/fetched.ts';
import type { Deciding } from '../review/judge.ts';
import type { Api } from './client/api.ts';
import { GitHubFailure } from './client/failure.ts';
import type { Batcher } from './graphql/batcher.ts';
import { type FetchedList, fetchList } from './pull-requests/list.ts';
import type { FetchedPullRequest } from './pull-requests/mapping.ts';
import { readOn } from './pull-requests/reviews.ts';
import { type Stacked, withStacked } from './pull-requests/stacked.ts';
import { mostFrequent } from './repositories/elsewhere.ts';
import { defaultBranchOf } from './repositories/targets.ts';
import type { Watched } from './repositories/watched.ts';

/** What a repository is read for, and whom to tell. */
export interface RepositoryOptions {
  readonly deciding: Deciding;
  readonly includeStacked: boolean;
  /** Told of each page: how many pull requests it held. */
  readonly onPage: (pullRequests: number) => void;
}

/** What was read of a repository, and why not all, if so. */
export interface ReadRepository {
  readonly watched: Watched;
  readonly repository?: FetchedRepository | undefined;
  /** Its pull requests, with what else was read of them. */
  readonly decided?: readonly FetchedPullRequest[];
  readonly failure?: GitHubFailure | undefined;
}

/**
 * Reads one repository: its lists, what stands on them, and reviews until they decide.
 * @throws GitHubFailure
 */
export async function fetchRepository(
  api: Api,
  batcher: Batcher,
  watched: Watched,
  options: RepositoryOptions,
): Promise<ReadRepository> {
  const { deciding, includeStacked } = options;
  let requests = 0;
  const onPage = (pullRequests: number) => {
    requests += 1;
    options.onPage(pullRequests);
  };
  const { target, lists, branch } = watched;
  const counted = lists.flatMap((list) => list.counted ?? []);
  const refused = counted.find((one) => one instanceof GitHubFailure);
  if (refused) return { watched, failure: refused };
  const listings = await Promise.all(lists.map((list) => fetchList(api, batcher, list, onPage)));
  const known = [...listings, ...counted.flatMap((one) => (one instanceof GitHubFailure ? [] : [one]))];
  const abouts = known.flatMap(({ about }) => about ?? []);
  const [about] = abouts;
  let failure = listings.find((listing) => listing.failure)?.failure;
  const name = about?.nameWithOwner ?? (failure ? undefined : target.known?.repository.full);
  if (name === undefined) return { watched, failure };

  const all = unique(listings);
  const open = abouts.find((one) => one.open !== undefined)?.open;
  // A list that failed is not known as a whole, and neither is what stands on it.
  const seeksStacked = includeStacked && failure === undefined;
  const stacked = await fetchStacked(api, batcher, watched, { all, open, seeksStacked, onPage });
  failure ??= stacked.failure;
  const { decided, undecided, failure: unread } = await readOn(batcher, stacked.listed, deciding);
  const missing = listings.reduce((sum, listing) => sum + listing.missing, stacked.missing);
  const elsewhere = Math.max(0, (open ?? 0) - stacked.listed.length - missing);
  const isIdle = stacked.listed.length === 0 && missing === 0 && failure === undefined && elsewhere > 0;
  const bases = mostFrequent(all.map(({ pullRequest }) => pullRequest.base));
  return {
    watched,
    failure: failure ?? unread,
    decided,
    repository: {
      asked: target.asked.full,
      name,
      visibility: about?.visibility ?? target.known?.visibility ?? 'private',
      branch,
      // Where stacks could not be read, nobody knows of which it is true.
      unwatched: open === undefined || stacked.failure ? undefined : elsewhere,
      ...(isIdle && { elsewhere: { open: elsewhere, bases } }),
      pullRequests: decided.map(({ pullRequest }) => pullRequest),
      unread: undecided + missing,
      requests,
      matched: target.matched,
    },
  };
}

/** With what stands on the watched ones. Where that cannot be told, they are read all the same. */
async function fetchStacked(
  api: Api,
  batcher: Batcher,
  { target, watches, excludes, names, lists }: Watched,
  {
    all,
    open,
    seeksStacked,
    onPage,
  }: {
    readonly all: readonly FetchedPullRequest[];
    readonly open: number | undefined;
    readonly seeksStacked: boolean;
    readonly onPage: (pullRequests: number) => void;
  },
): Promise<Stacked> {
  const listed = all.filter(({ pullRequest }) => watches(pullRequest.base));
  const [list] = lists;
  if (!seeksStacked || !list) return { listed, missing: 0, failure: undefined };
  const isWhole = lists.some(({ base }) => base === null);
  const others = isWhole ? 0 : open === undefined ? undefined : Math.max(0, open - all.length);
  const defaultBranch = () => defaultBranchOf(api, list.repository, target.known);
  try {
    return await withStacked(
      batcher,
      { ...list, base: null },
      { all, others, onPage },
      { watches, excludes, names, defaultBranch },
    );
  } catch (error) {
    if (error instanceof GitHubFailure) return { listed, missing: 0, failure: error };
    throw error;
  }
}

/** A pull request retargeted during the look may stand in two lists: the later reading holds. */
function unique(listings: readonly FetchedList[]): FetchedPullRequest[] {
  const [only, ...others] = listings;
  if (only && others.length === 0) return [...only.listed];
  return [
    ...new Map(listings.flatMap(({ listed }) => listed.map((one) => [one.pullRequest.number, one]))).values(),
  ];
}
