/** Pull requests by their ids, where other means tell which there are. */
import { GitHubFailure } from '../client/failure.ts';
import type { Batcher } from '../graphql/batcher.ts';
import { maxPageSize } from '../graphql/page-size.ts';
import { BothEnds } from './both-ends.ts';
import type { FetchedPullRequest } from './mapping.ts';
import { briefPageOf, type Full, type List, pullRequestsOf, type ReadByIds } from './pages.ts';
import { type Entry, gapsOf, type PartialList, reread, unreadOf } from './partial-list.ts';

/** Reads all by their ids, a page each at once; where a page fails, the others count. @param read one page of ids */
export async function readAllByIds<T>(
  ids: readonly string[],
  read: (ids: readonly string[]) => Promise<ReadByIds<T>>,
): Promise<ReadByIds<T>> {
  const starts = Array.from({ length: Math.ceil(ids.length / maxPageSize) }, (_, page) => page * maxPageSize);
  const pages = await Promise.all(
    starts.map(async (start): Promise<ReadByIds<T>> => {
      const own = ids.slice(start, start + maxPageSize);
      try {
        return await read(own);
      } catch (failure) {
        if (!(failure instanceof GitHubFailure)) throw failure;
        return { items: [], missing: own.length, failure };
      }
    }),
  );
  return {
    items: pages.flatMap(({ items }) => items),
    missing: pages.reduce((sum, { missing }) => sum + missing, 0),
    failure: pages.find(({ failure }) => failure)?.failure,
  };
}

/** What was read by ids, as entries of a list. */
export function entriesOf(items: readonly FetchedPullRequest[]): ReadonlyMap<number, Full & Entry> {
  return new Map(
    items.map((listed) => {
      const { number, createdAt } = listed.pullRequest;
      return [number, { number, createdAt, listed }];
    }),
  );
}

/**
 * Reads what a list's count says is there and was not read: by cursors, which skip nothing, which pull requests
 * there are, and these by their ids. What this does not find either is missing.
 * @param read what was read so far
 * @throws GitHubFailure where the cursors fail
 */
export async function readRest(
  batcher: Batcher,
  list: List,
  read: PartialList<Full>,
  onPage: (pullRequests: number) => void,
): Promise<PartialList<Full>> {
  const ends = new BothEnds((place) => briefPageOf(batcher, list, place));
  await ends.toTheEnd(() => batcher.pageSize);
  const { byNumber, total = 0, about } = ends.list;
  const ids = [...byNumber.values()].filter(({ number }) => !read.byNumber.has(number)).map(({ id }) => id);
  const repository = about?.nameWithOwner ?? list.repository.full;
  const found = await readAllByIds(ids, (page) => pullRequestsOf(batcher, repository, page));
  onPage(found.items.length);
  const later = {
    byNumber: entriesOf(found.items),
    about,
    missing: found.missing,
    failure: found.failure,
    total,
  };
  const all = reread(read, later);
  if (gapsOf(ends.list) + unreadOf(ends.list) === 0) return all;
  const present = [...all.byNumber.values()].filter(({ listed }) =>
    list.states.includes(listed.state),
  ).length;
  const unseen = Math.max(0, total - present - found.missing);
  const failure = found.failure ?? (unseen > 0 ? ends.list.failure : undefined);
  return { ...all, missing: found.missing + unseen, failure };
}
