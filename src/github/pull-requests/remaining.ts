import type { Batcher } from '../graphql/batcher.ts';
import { BothEnds, type Found } from './both-ends.ts';
import { briefPageOf, type Full, type List, pullRequestsOf } from './pages.ts';

interface Named {
  readonly number: number;
  readonly node_id: string;
}

/** What a list holds beyond what was found of it: read by its ids. */
export class Remaining {
  readonly list: List;
  /** Where to put what is read. */
  readonly found: Found<Full>;
  /** Told of each request. */
  readonly onPage: (pullRequests: number) => void;
  readonly #batcher: Batcher;
  readonly #asked = new Set<number>();

  constructor(
    batcher: Batcher,
    list: List,
    { found, onPage }: { readonly found: Found<Full>; readonly onPage: (pullRequests: number) => void },
  ) {
    this.#batcher = batcher;
    this.list = list;
    this.found = found;
    this.onPage = onPage;
  }

  /** Reads those that are not found yet, each once. @throws GitHubFailure */
  async readByIds(all: readonly Named[]): Promise<void> {
    const wanted = all.filter(({ number }) => !this.found.byNumber.has(number) && !this.#asked.has(number));
    for (const { number } of wanted) this.#asked.add(number);
    if (wanted.length === 0) return;
    const repository = this.found.nameWithOwner ?? this.list.repository.full;
    const ids = wanted.map(({ node_id }) => node_id);
    const { items, missing, failure } = await pullRequestsOf(this.#batcher, repository, ids);
    this.onPage(items.length);
    for (const listed of items) {
      const { number, createdAt } = listed.pullRequest;
      this.found.byNumber.set(number, { number, createdAt, listed });
    }
    this.found.missing += missing;
    this.found.failure ??= failure;
  }

  /**
   * Reads what the list's count says is there and was not found: by cursors, which skip nothing, which pull
   * requests there are, and these by their ids. What this does not find either is missing.
   * @throws GitHubFailure
   */
  async read(): Promise<void> {
    const ends = new BothEnds((place) => briefPageOf(this.#batcher, this.list, place));
    await ends.toTheEnd(() => this.#batcher.pageSize);
    if (ends.found.rest > 0) await ends.lookAgain(this.#batcher.pageSize);
    const { byNumber, total = 0, gaps, rest, failure } = ends.found;
    this.found.total = total;
    this.forgetMissing();
    this.#asked.clear();
    await this.readByIds([...byNumber.values()].map(({ number, id }) => ({ number, node_id: id })));
    if (gaps + rest === 0) return;
    const open = [...this.found.byNumber.values()].filter(({ listed }) => listed.open).length;
    const missing = Math.max(0, total - open - this.found.missing);
    this.found.missing += missing;
    if (missing > 0) this.found.failure ??= failure;
  }

  /** What was missing so far is about to be read by other means. */
  forgetMissing(): void {
    this.found.missing = 0;
    this.found.failure = undefined;
  }
}
