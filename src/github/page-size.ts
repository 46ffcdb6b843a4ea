/** How many pull requests are asked for at once: GitHub's most at first, less for the rest of the run where that was too much. */
export class PageSize {
  #current = 100;

  get current(): number {
    return this.#current;
  }

  get smallest(): boolean {
    return this.#current === 1;
  }

  /** Halves the size; false when it cannot be less. */
  halve(): boolean {
    if (this.smallest) return false;
    this.#current = Math.floor(this.#current / 2);
    return true;
  }
}
