import type { Visibility } from '../../review/fetched.ts';
import { GitHubFailure } from '../client/failure.ts';
import type { End } from '../graphql/query.ts';
import type { Entry, Page, Place } from './pages.ts';

/** So many pages with nothing new: the list does not end. */
const maxEmptyPages = 3;
/** Nor does one that holds more than twice what its count says, and as many besides. */
const slack = 1000;

/** What was read of a list so far. */
export class Found<T> {
  readonly byNumber = new Map<number, Entry & T>();
  nameWithOwner: string | undefined;
  visibility: Visibility | undefined;
  /** Open pull requests towards any branch. */
  open: number | undefined;
  missing = 0;
  failure: GitHubFailure | undefined;
  /** As the last page had it; undefined before the first. */
  total: number | undefined;

  /** Takes a page in; says how much of it is new. */
  take(page: Page<T>): number {
    const before = this.byNumber.size;
    for (const item of page.items) this.byNumber.set(item.number, item);
    this.nameWithOwner = page.nameWithOwner;
    this.visibility = page.visibility;
    this.open = page.open;
    this.missing += page.missing;
    this.failure ??= page.failure;
    this.total = page.total;
    return this.byNumber.size - before + page.missing;
  }

  /** Places that GitHub left empty and no other page filled; at least one where there was a failure. */
  get gaps(): number {
    if (this.missing === 0) return 0;
    return Math.max(1, Math.min(this.missing, (this.total ?? 0) - this.byNumber.size));
  }

  /** Of those that are there, how many were not read. */
  get rest(): number {
    return Math.max(0, (this.total ?? 0) - this.byNumber.size - this.missing);
  }
}

/** How far one end was read: `undefined` cursor before the first page. */
interface Front {
  after: string | null;
  last: Entry | undefined;
  readonly cursors: Set<string>;
  emptyPages: number;
}

/**
 * Reads a list page by page from both ends at once until they meet. What was opened or closed meanwhile
 * moves no page: each begins behind the last item of the one before (a cursor), not at a number.
 */
export class BothEnds<T> {
  readonly found = new Found<T>();
  readonly #read: (place: Place) => Promise<Page<T>>;
  readonly #fronts: Readonly<Record<End, Front>> = { oldest: newFront(), newest: newFront() };
  #met = false;

  constructor(read: (place: Place) => Promise<Page<T>>) {
    this.#read = read;
  }

  /** Whether all was read. */
  get done(): boolean {
    return this.#met;
  }

  /** Looks once more at what was opened last: that may have come behind the newest page. @throws GitHubFailure */
  async lookAgain(first: number): Promise<void> {
    this.found.take(await this.#read({ end: 'newest', after: null, first }));
  }

  /** Reads a page of one end, or of both at once. @throws GitHubFailure */
  async advance(ends: readonly End[], first: number): Promise<void> {
    const places = ends.map((end) => ({ end, after: this.#fronts[end].after, first }));
    const pages = await Promise.allSettled(places.map((place) => this.#read(place)));
    for (const [index, page] of pages.entries()) {
      const end = ends[index];
      if (end && page.status === 'fulfilled') this.#take(end, page.value);
    }
    for (const page of pages) if (page.status === 'rejected' && !this.#met) throw page.reason;
  }

  /**
   * Reads on until the ends meet.
   * @param size pull requests that a page may hold at present
   * @throws GitHubFailure
   */
  async toTheEnd(size: () => number): Promise<void> {
    while (!this.#met) {
      const one = this.found.total === undefined || this.found.rest <= size();
      await this.advance(one ? ['oldest'] : ['oldest', 'newest'], size());
    }
  }

  #take(end: End, page: Page<T>): void {
    const front = this.#fronts[end];
    const fresh = this.found.take(page);
    front.last = page.items.at(-1) ?? front.last;
    if (page.next === undefined || this.#haveMet()) {
      this.#met = true;
      return;
    }
    front.emptyPages = fresh === 0 ? front.emptyPages + 1 : 0;
    const { byNumber, missing } = this.found;
    const isTooMuch = byNumber.size + missing > 2 * page.total + slack;
    if (front.cursors.has(page.next) || front.emptyPages >= maxEmptyPages || isTooMuch)
      throw new GitHubFailure('unexpected', 'a list that never ends');
    front.cursors.add(page.next);
    front.after = page.next;
  }

  /** Strictly: of those opened in the same second, some may lie between the ends. */
  #haveMet(): boolean {
    const { oldest, newest } = this.#fronts;
    if (!oldest.last || !newest.last) return false;
    return (
      oldest.last.createdAt > newest.last.createdAt ||
      (oldest.last.createdAt === newest.last.createdAt && oldest.last.number === newest.last.number)
    );
  }
}

function newFront(): Front {
  return { after: null, last: undefined, cursors: new Set(), emptyPages: 0 };
}
