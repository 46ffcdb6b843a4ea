import { GitHubFailure } from '../client/failure.ts';
import type { End } from '../graphql/query.ts';
import type { Page, Place } from './pages.ts';
import { type AboutRepository, type Entry, type PartialList, unreadOf } from './partial-list.ts';

/** So many pages with nothing new: the list does not end. */
const maxEmptyPages = 3;
/** Nor does one that holds more than twice what its count says, and as many besides. */
const slack = 1000;

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
  readonly #read: (place: Place) => Promise<Page<T>>;
  readonly #fronts: Readonly<Record<End, Front>> = { oldest: newFront(), newest: newFront() };
  readonly #byNumber = new Map<number, Entry & T>();
  #about: AboutRepository | undefined;
  #missing = 0;
  #failure: GitHubFailure | undefined;
  #total: number | undefined;
  #met = false;

  constructor(read: (place: Place) => Promise<Page<T>>) {
    this.#read = read;
  }

  /** Whether all was read. */
  get done(): boolean {
    return this.#met;
  }

  /** What was read so far. */
  get list(): PartialList<T> {
    return {
      byNumber: this.#byNumber,
      about: this.#about,
      missing: this.#missing,
      failure: this.#failure,
      total: this.#total,
    };
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
   * Reads on until the ends meet; then once more the newest page, where what was opened meanwhile may be missing.
   * @param size pull requests that a page may hold at present
   * @throws GitHubFailure
   */
  async toTheEnd(size: () => number): Promise<void> {
    while (!this.#met) {
      const one = this.#total === undefined || unreadOf(this.list) <= size();
      await this.advance(one ? ['oldest'] : ['oldest', 'newest'], size());
    }
    if (unreadOf(this.list) > 0) this.#add(await this.#read({ end: 'newest', after: null, first: size() }));
  }

  #take(end: End, page: Page<T>): void {
    const front = this.#fronts[end];
    const fresh = this.#add(page);
    front.last = page.items.at(-1) ?? front.last;
    if (page.next === undefined || this.#haveMet(fresh === 0)) {
      this.#met = true;
      return;
    }
    front.emptyPages = fresh === 0 ? front.emptyPages + 1 : 0;
    const isTooMuch = this.#byNumber.size + this.#missing > 2 * page.total + slack;
    if (front.cursors.has(page.next) || front.emptyPages >= maxEmptyPages || isTooMuch)
      throw new GitHubFailure('unexpected', 'a list that never ends');
    front.cursors.add(page.next);
    front.after = page.next;
  }

  /** Takes a page in; says how much of it is new. */
  #add({ items, about, missing, failure, total }: Page<T>): number {
    const before = this.#byNumber.size;
    for (const item of items) this.#byNumber.set(item.number, item);
    this.#about = about;
    this.#missing += missing;
    this.#failure ??= failure;
    this.#total = total;
    return this.#byNumber.size - before + missing;
  }

  /**
   * Strictly: of those opened in the same second, some may lie between the ends, unless as many as are counted were
   * read and the page brought none.
   */
  #haveMet(isKnown: boolean): boolean {
    const [oldest, newest] = [this.#fronts.oldest.last, this.#fronts.newest.last];
    if (!oldest || !newest || oldest.createdAt < newest.createdAt) return false;
    const isWhole = isKnown && unreadOf(this.list) === 0;
    return oldest.createdAt > newest.createdAt || oldest.number === newest.number || isWhole;
  }
}

function newFront(): Front {
  return { after: null, last: undefined, cursors: new Set(), emptyPages: 0 };
}
