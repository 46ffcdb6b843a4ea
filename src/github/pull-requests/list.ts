import type { Api } from '../client/api.ts';
import { GitHubFailure } from '../client/failure.ts';
import type { Batcher } from '../graphql/batcher.ts';
import { maxPageSize } from '../graphql/page-size.ts';
import { BothEnds } from './both-ends.ts';
import { readRest } from './by-ids.ts';
import type { FetchedPullRequest } from './mapping.ts';
import { readNumberedPages, type Snapshot } from './numbered-pages.ts';
import { briefPageOf, emptyPlaces, type Full, fullPageOf, type List, type Page } from './pages.ts';
import { type AboutRepository, gapsOf, type PartialList, reread, unreadOf } from './partial-list.ts';

/** The pull requests of a list, as far as they could be read. */
export interface FetchedList {
  /** undefined when no page could be read. */
  readonly about: AboutRepository | undefined;
  readonly listed: readonly FetchedPullRequest[];
  /** Pull requests that are there but could not be read. */
  readonly missing: number;
  /** Why something is missing. */
  readonly failure: GitHubFailure | undefined;
}

/** A list to read. */
export interface PlannedList extends List {
  /** How many there are, or may be at most; undefined where nobody knows. */
  readonly expected: number | undefined;
  /** Where nobody knows: so many are asked for at first. */
  readonly first?: number;
}

const nothing: FetchedList = { about: undefined, listed: [], missing: 0, failure: undefined };

const newestOne = { end: 'newest', after: null, first: 1 } as const;

function unlessFailed(error: unknown): void {
  if (!(error instanceof GitHubFailure)) throw error;
}

/**
 * Reads all pull requests of a list, oldest first.
 * @param onPage told of each page: how many pull requests it held
 */
export async function fetchList(
  api: Api,
  batcher: Batcher,
  list: PlannedList,
  onPage: (pullRequests: number) => void,
): Promise<FetchedList> {
  const { expected, first = maxPageSize } = list;
  if (expected === 0) return nothing;
  const since = api.time.now();
  let counted: Snapshot | undefined;
  const count = ({ total, items }: Page<unknown>) => {
    counted ??= { total, newest: items.map(({ number }) => number), since };
  };
  const ends = new BothEnds<Full>(async (place) => {
    const page = await fullPageOf(batcher, list, place);
    onPage(page.items.length);
    if (place.end === 'newest') count(page);
    return page;
  });
  let numbered: PartialList<Full> | undefined;
  let read: PartialList<Full> | undefined;
  let failure: GitHubFailure | undefined;
  try {
    if (expected !== undefined && expected > maxPageSize)
      await ends.advance(['oldest', 'newest'], maxPageSize);
    else
      await Promise.all([
        ends.advance(['oldest'], expected ?? first),
        // Shares the request: should the list be long, it is known how long. Without it, cursors will do.
        expected === undefined && briefPageOf(batcher, list, newestOne).then(count, unlessFailed),
      ]);
    if (!ends.done) {
      const pages = await readNumberedPages(api, batcher, list, { read: ends.list, counted, onPage });
      numbered = pages.list;
      if (!pages.isWhole) await ends.toTheEnd(() => batcher.pageSize);
    }
    read = ends.done && numbered ? reread(numbered, ends.list) : (numbered ?? ends.list);
    // It has ended, and its count says that there are more.
    if (unreadOf(read) > 0) read = await readRest(batcher, list, read, onPage);
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    failure = error;
  }
  read ??= numbered ? reread(numbered, ends.list) : ends.list;
  const listed = [...read.byNumber.values()]
    .sort((a, b) => a.createdAt - b.createdAt || a.number - b.number)
    .flatMap((one) => (list.states.includes(one.listed.state) ? [one.listed] : []));
  const missing = gapsOf(read) + (failure ? unreadOf(read) : 0);
  return {
    about: read.about,
    listed,
    missing,
    failure: failure ?? read.failure ?? (missing > 0 ? emptyPlaces() : undefined),
  };
}
