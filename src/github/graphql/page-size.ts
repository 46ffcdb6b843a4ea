/** GitHub's most for one list (docs: `first` and `last` from 1 to 100). */
export const maxPageSize = 100;
/** Pull requests that small queries sharing a request ask for together, at most. */
const maxBatchSize = 200;

/**
 * How many pull requests are asked for at once: GitHub's most at first, and for the rest of the run as many
 * as it accepted, once more was too much.
 */
export class PageSize {
  #page = maxPageSize;
  #batch = maxBatchSize;

  /** At most so many of one list. */
  get page(): number {
    return this.#page;
  }

  /** At most so many in one request of several lists. */
  get batch(): number {
    return this.#batch;
  }

  /** More was too much, this was accepted. */
  recordAccepted({ page, batch }: { readonly page?: number; readonly batch?: number }): void {
    if (page !== undefined) this.#page = Math.max(1, Math.min(this.#page, page));
    if (batch !== undefined) this.#batch = Math.max(1, Math.min(this.#batch, batch));
  }
}
