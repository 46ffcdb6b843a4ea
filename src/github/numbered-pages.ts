/**
 * The middle of a long list, by REST's numbered pages, all at once: each says which pull requests it holds,
 * and these are read by their ids. A numbered page moves when something before it closes, and may then skip
 * a pull request; so the reading proves that it is complete, or the rest is looked for by cursors.
 */
import * as v from 'valibot';
import { ServerText } from '../text/server-text.ts';
import type { Api } from './api.ts';
import { BothEnds, type Found } from './both-ends.ts';
import { GitHubFailure } from './failure.ts';
import type { Listed } from './listed.ts';
import { fullPage } from './page-size.ts';
import { briefPageOf, type Full, type List, pullRequestsOf } from './pages.ts';
import type { Questions } from './questions.ts';
import { pullsShape } from './shape.ts';

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
  readonly #questions: Questions;
  readonly #list: List;
  readonly #found: Found<Full>;
  readonly #tell: (pullRequests: number) => void;
  readonly #asked = new Set<number>();

  /**
   * @param found where to put what is read
   * @param tell told of each request
   */
  constructor(
    api: Api,
    questions: Questions,
    list: List,
    { found, tell }: { readonly found: Found<Full>; readonly tell: (pullRequests: number) => void },
  ) {
    this.#api = api;
    this.#questions = questions;
    this.#list = list;
    this.#found = found;
    this.#tell = tell;
  }

  /** Reads all that is not found yet. @throws GitHubFailure */
  async read(counted: Snapshot): Promise<void> {
    const present = new Set(counted.newest.filter((number) => this.#found.byNumber.has(number)));
    const last = Math.ceil(Math.max(0, counted.total - present.size) / fullPage);
    // What closes moves the others to lower pages: those are asked for last, and see them again.
    const pages = Array.from({ length: last }, (_, index) => last - index);
    const reading = pages.map(async (page) => {
      const holds = await this.#page(page);
      for (const { number } of holds) present.add(number);
      await this.#readAll(holds);
    });
    for (const one of await Promise.allSettled(reading)) if (one.status === 'rejected') throw one.reason;
    if (!this.#isComplete(counted, present)) await this.#readRest();
  }

  async #page(page: number): Promise<readonly { number: number; node_id: string }[]> {
    const { base, repository } = this.#list;
    const query = new URLSearchParams({
      state: 'open',
      ...(base !== null && { base }),
      sort: 'created',
      direction: 'asc',
      per_page: String(fullPage),
      page: String(page),
    });
    const { data } = await this.#api.get(
      `/repos/${this.#found.nameWithOwner ?? repository.full}/pulls?${query}`,
    );
    this.#tell(0);
    const parsed = v.safeParse(pullsShape, data);
    if (parsed.success) return parsed.output;
    throw new GitHubFailure(
      'unexpected',
      new ServerText(v.summarize(parsed.issues), 'a page of another shape'),
    );
  }

  async #readAll(all: readonly { number: number; node_id: string }[]): Promise<void> {
    const wanted = all.filter(({ number }) => !this.#found.byNumber.has(number) && !this.#asked.has(number));
    for (const { number } of wanted) this.#asked.add(number);
    if (wanted.length === 0) return;
    const repository = this.#found.nameWithOwner ?? this.#list.repository.full;
    const ids = wanted.map(({ node_id }) => node_id);
    const { items, missing, failure } = await pullRequestsOf(this.#questions, repository, ids);
    this.#tell(items.length);
    for (const listed of items) this.#take(listed);
    this.#found.missing += missing;
    this.#found.failure ??= failure;
  }

  #take(listed: Listed): void {
    const { number, createdAt } = listed.pullRequest;
    this.#found.byNumber.set(number, { number, createdAt, listed });
  }

  /**
   * Whether every pull request that was counted was also seen: those seen and surely in the list when it was
   * counted are as many. Not sure are those opened later, or reopened or retargeted since.
   */
  #isComplete({ newest, total, since }: Snapshot, present: ReadonlySet<number>): boolean {
    const latest = Math.max(...newest);
    const sure = [...present].filter((number) => {
      if (number > latest) return false;
      const pullRequest = this.#found.byNumber.get(number)?.listed.pullRequest;
      const moved = Math.max(pullRequest?.restarted?.at ?? 0, pullRequest?.retargeted?.at ?? 0);
      return moved < since - clocksDiffer;
    });
    return sure.length === total;
  }

  /** By cursors, which skip nothing: which pull requests there are; those not found yet are then read. */
  async #readRest(): Promise<void> {
    const ends = new BothEnds((place) => briefPageOf(this.#questions, this.#list, place));
    await ends.toTheEnd(() => this.#questions.pageSize);
    await this.#readAll([...ends.found.byNumber.values()].map(({ number, id }) => ({ number, node_id: id })));
  }
}
