/**
 * The middle of a long list, by REST's numbered pages, all at once: each says which pull requests it holds,
 * and these are read by their ids. A numbered page moves when something before it closes, and may then skip
 * a pull request; so the reading proves that it is complete, or the rest is looked for by cursors.
 */

import type { Api } from '../client/api.ts';
import { parseAnswer } from '../client/parse.ts';
import { maxPageSize } from '../graphql/page-size.ts';
import { pullsSchema } from '../graphql/schema.ts';
import type { Remaining } from './remaining.ts';

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

export class NumberedPages {
  readonly #api: Api;
  readonly #rest: Remaining;

  /** @param rest what is read of the list otherwise */
  constructor(api: Api, rest: Remaining) {
    this.#api = api;
    this.#rest = rest;
  }

  /** Reads all that is not found yet. @throws GitHubFailure */
  async read(counted: Snapshot): Promise<void> {
    this.#rest.forgetMissing();
    const present = new Set(counted.newest.filter((number) => this.#rest.found.byNumber.has(number)));
    const last = Math.ceil(Math.max(0, counted.total - present.size) / maxPageSize);
    // What closes moves the others to lower pages: those are asked for last, and see them again.
    const pages = Array.from({ length: last }, (_, index) => last - index);
    const reading = pages.map(async (page) => {
      const holds = await this.#page(page);
      for (const { number } of holds) present.add(number);
      await this.#rest.readByIds(holds);
    });
    for (const one of await Promise.allSettled(reading)) if (one.status === 'rejected') throw one.reason;
    if (!this.#isComplete(counted, present)) await this.#rest.read();
  }

  async #page(page: number): Promise<readonly { number: number; node_id: string }[]> {
    const { list, found } = this.#rest;
    const { base, repository } = list;
    const query = new URLSearchParams({
      state: 'open',
      ...(base !== null && { base }),
      sort: 'created',
      direction: 'asc',
      per_page: String(maxPageSize),
      page: String(page),
    });
    const { data } = await this.#api.get(`/repos/${found.nameWithOwner ?? repository.full}/pulls?${query}`);
    this.#rest.onPage(0);
    return parseAnswer(pullsSchema, data, 'a page');
  }

  /**
   * Whether every pull request that was counted was also seen: those seen and surely in the list when it was
   * counted are as many. Not sure are those opened later, or reopened or retargeted since.
   */
  #isComplete({ newest, total, since }: Snapshot, present: ReadonlySet<number>): boolean {
    const latest = Math.max(...newest);
    const sure = [...present].filter((number) => {
      if (number > latest) return false;
      const listed = this.#rest.found.byNumber.get(number)?.listed;
      if (listed?.maybeMoved) return false;
      const { restarted, retargeted } = listed?.pullRequest ?? {};
      const moved = Math.max(restarted?.at ?? 0, retargeted?.at ?? 0);
      return moved < since - clocksDiffer;
    });
    return sure.length === total;
  }
}
