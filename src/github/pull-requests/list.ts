import type { Visibility } from '../../review/fetched.ts';
import type { Api } from '../client/api.ts';
import { GitHubFailure } from '../client/failure.ts';
import type { Batcher } from '../graphql/batcher.ts';
import { maxPageSize } from '../graphql/page-size.ts';
import { BothEnds } from './both-ends.ts';
import type { FetchedPullRequest } from './mapping.ts';
import { NumberedPages, type Snapshot } from './numbered-pages.ts';
import { briefPageOf, emptyPlaces, type Full, fullPageOf, type List, type Page } from './pages.ts';
import { Remaining } from './remaining.ts';

/** Beyond so many pull requests, numbered pages are quicker than both ends (measured: docs/scale.md). */
const numberedFrom = 500;

/** The open pull requests of a repository, or of one of its branches, as far as they could be read. */
export interface FetchedList {
  /** The repository's present name; undefined when no page could be read. */
  readonly nameWithOwner: string | undefined;
  readonly visibility: Visibility | undefined;
  /** Open pull requests towards any branch, where it is known. */
  readonly open: number | undefined;
  readonly listed: readonly FetchedPullRequest[];
  /** Pull requests that are there but could not be read. */
  readonly missing: number;
  /** Why something is missing. */
  readonly failure: GitHubFailure | undefined;
  /** Requests that it had a part in, repetitions not counted. */
  readonly requests: number;
}

interface Reading {
  /** How many there are, or may be at most; undefined where nobody knows. */
  readonly expected: number | undefined;
  /** Told of each page. */
  readonly read: (pullRequests: number) => void;
}

const nothing: FetchedList = {
  nameWithOwner: undefined,
  visibility: undefined,
  open: undefined,
  listed: [],
  missing: 0,
  failure: undefined,
  requests: 0,
};

const newestOne = { end: 'newest', after: null, first: 1 } as const;

function unlessFailed(error: unknown): void {
  if (!(error instanceof GitHubFailure)) throw error;
}

/** Reads all open pull requests of a list, oldest first. */
export async function fetchList(
  api: Api,
  batcher: Batcher,
  list: List,
  { expected, read }: Reading,
): Promise<FetchedList> {
  let requests = 0;
  const onPage = (pullRequests: number) => {
    requests += 1;
    read(pullRequests);
  };
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
  const { found } = ends;
  const rest = new Remaining(batcher, list, { found, onPage });
  let failure: GitHubFailure | undefined;
  try {
    if (expected !== undefined && expected > maxPageSize)
      await ends.advance(['oldest', 'newest'], maxPageSize);
    else
      await Promise.all([
        ends.advance(['oldest'], expected ?? maxPageSize),
        // Shares the request: should the list be long, it is known how long. Without it, cursors will do.
        expected === undefined && briefPageOf(batcher, list, newestOne).then(count, unlessFailed),
      ]);
    if (!ends.done && counted && counted.total > numberedFrom)
      await readNumbered(new NumberedPages(api, rest), counted, ends, batcher);
    else await ends.toTheEnd(() => batcher.pageSize);
    // It has ended, and its count says that there are more.
    if (found.rest > 0) await rest.read();
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    failure = error;
  }
  const listed = [...found.byNumber.values()]
    .sort((a, b) => a.createdAt - b.createdAt || a.number - b.number)
    .flatMap((one) => (one.listed.open ? [one.listed] : []));
  const missing = found.gaps + (failure ? found.rest : 0);
  return {
    nameWithOwner: found.nameWithOwner,
    visibility: found.visibility,
    open: found.open,
    listed,
    missing,
    failure: failure ?? found.failure ?? (missing > 0 ? emptyPlaces() : undefined),
    requests,
  };
}

/** Where REST refuses what GraphQL grants, cursors lead through the whole list, too. */
async function readNumbered(
  pages: NumberedPages,
  counted: Snapshot,
  ends: BothEnds<Full>,
  batcher: Batcher,
): Promise<void> {
  const { found } = ends;
  const { missing, failure } = found;
  try {
    await pages.read(counted);
  } catch (error) {
    if (!(error instanceof GitHubFailure) || error.concernsAll) throw error;
    found.missing = missing;
    found.failure = failure;
    await ends.toTheEnd(() => batcher.pageSize);
  }
}
