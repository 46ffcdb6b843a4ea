import type { Api } from '../client/api.ts';
import { GitHubFailure } from '../client/failure.ts';
import { parseAnswer } from '../client/parse.ts';
import type { Batcher } from '../graphql/batcher.ts';
import { maxPageSize } from '../graphql/page-size.ts';
import { pullsSchema } from '../graphql/schema.ts';
import { entriesOf, readRest } from './by-ids.ts';
import { type Full, type List, pullRequestsOf } from './pages.ts';
import { type PartialList, reread, unreadOf } from './partial-list.ts';

/** Events so shortly before the reading may, by another clock, be in the midst of it. In ms. */
const clocksDiffer = 60_000;

/** A list as it was counted, before its numbered pages are read. */
export interface Snapshot {
  readonly total: number;
  /** Numbers of its newest pull requests, one or several. */
  readonly newest: readonly number[];
  /** When it was asked for, in ms since 1970. */
  readonly since: number;
}

/** Beyond so many pull requests, numbered pages are quicker than both ends (measured: docs/scale.md). */
const numberedFrom = 500;

/** A list as far as numbered pages have read it. */
export interface NumberedPages {
  readonly list: PartialList<Full>;
  /** All was read; else cursors have yet to lead through the list. */
  readonly isWhole: boolean;
}

/**
 * Reads the middle of a long list of open pull requests by REST's numbered pages, all at once: each says which
 * ones it holds, and these are read by their ids. A numbered page moves when something before it closes, and may
 * then skip a pull request; so the reading proves that it is complete, or looks for the rest. A short list is left to
 * the cursors, and so is one whose pages REST refuses, as it may where GraphQL grants them.
 * @param read the ends of the list
 * @throws GitHubFailure where every other request would fail alike
 */
export async function readNumberedPages(
  api: Api,
  batcher: Batcher,
  list: List,
  {
    read,
    counted,
    onPage,
  }: {
    readonly read: PartialList<Full>;
    readonly counted: Snapshot | undefined;
    readonly onPage: (pullRequests: number) => void;
  },
): Promise<NumberedPages> {
  const isOpenOnly = list.states.every((state) => state === 'OPEN');
  if (!isOpenOnly || !counted || counted.total <= numberedFrom) return { list: read, isWhole: false };
  const repository = read.about?.nameWithOwner ?? list.repository.full;
  const seen = new Set(counted.newest.filter((number) => read.byNumber.has(number)));
  const asked = new Set(read.byNumber.keys());
  const last = Math.ceil(Math.max(0, counted.total - seen.size) / maxPageSize);
  // What closes moves the others to lower pages: those are asked for last, and see them again.
  const numbers = Array.from({ length: last }, (_, index) => last - index);
  const pages = await Promise.allSettled(
    numbers.map(async (page) => {
      const holds = await numberedPage(api, repository, list, page);
      onPage(0);
      for (const { number } of holds) seen.add(number);
      const fresh = holds.filter(({ number }) => !asked.has(number));
      for (const { number } of fresh) asked.add(number);
      const ids = fresh.map(({ node_id }) => node_id);
      const found = await pullRequestsOf(batcher, repository, ids);
      if (ids.length > 0) onPage(found.items.length);
      return found;
    }),
  );
  const found = pages.flatMap((page) => (page.status === 'fulfilled' ? [page.value] : []));
  const all = reread(read, {
    ...read,
    byNumber: entriesOf(found.flatMap(({ items }) => items)),
    missing: found.reduce((sum, { missing }) => sum + missing, 0),
    failure: found.find(({ failure }) => failure)?.failure,
  });
  const refused: unknown = pages.find((page) => page.status === 'rejected')?.reason;
  if (refused instanceof GitHubFailure && !refused.concernsAll) return { list: all, isWhole: false };
  if (refused !== undefined) throw refused;
  if (isComplete(all, counted, seen)) return { list: all, isWhole: true };
  return { list: await lookedThrough(batcher, list, all, onPage), isWhole: true };
}

/** With what the pages may have skipped; where that cannot be read, something is missing. */
async function lookedThrough(
  batcher: Batcher,
  list: List,
  read: PartialList<Full>,
  onPage: (pullRequests: number) => void,
): Promise<PartialList<Full>> {
  try {
    return await readRest(batcher, list, read, onPage);
  } catch (failure) {
    if (!(failure instanceof GitHubFailure)) throw failure;
    return { ...read, missing: Math.max(1, read.missing + unreadOf(read)), failure };
  }
}

async function numberedPage(api: Api, repository: string, { base }: List, page: number) {
  const query = new URLSearchParams({
    state: 'open',
    ...(base !== null && { base }),
    sort: 'created',
    direction: 'asc',
    per_page: String(maxPageSize),
    page: String(page),
  });
  const { data } = await api.get(`/repos/${repository}/pulls?${query}`);
  return parseAnswer(pullsSchema, data, 'a page');
}

/**
 * Whether every pull request that was counted was also seen: those seen and surely in the list when it was
 * counted are as many. Not sure are those opened later, or reopened or retargeted since.
 */
function isComplete(
  { byNumber }: PartialList<Full>,
  { newest, total, since }: Snapshot,
  seen: ReadonlySet<number>,
): boolean {
  const latest = Math.max(...newest);
  const sure = [...seen].filter((number) => {
    if (number > latest) return false;
    const listed = byNumber.get(number)?.listed;
    if (listed?.maybeMoved) return false;
    const { restarted, retargeted } = listed?.pullRequest ?? {};
    const moved = Math.max(restarted?.at ?? 0, retargeted?.at ?? 0);
    return moved < since - clocksDiffer;
  });
  return sure.length === total;
}
