import type { Api } from './client/api.ts';

/** ms between two lines. */
const every = 5000;

/** Says how far a long run has come: numbers only, since some repositories are nobody's business. */
export class Progress {
  readonly #api: Api;
  readonly #note: (text: string) => void;
  readonly #repositories: number;
  readonly #pullRequests: number;
  #toldAt: number;
  #done = 0;
  #read = 0;

  constructor(
    api: Api,
    note: (text: string) => void,
    { repositories, pullRequests }: { readonly repositories: number; readonly pullRequests: number },
  ) {
    this.#api = api;
    this.#note = note;
    this.#repositories = repositories;
    this.#pullRequests = pullRequests;
    this.#toldAt = api.time.now();
  }

  /** Pull requests were read. */
  read(count: number): void {
    this.#read += count;
    this.#tell();
  }

  /** A repository is done. */
  done(): void {
    this.#done += 1;
    this.#tell();
  }

  #tell(): void {
    const now = this.#api.time.now();
    if (now - this.#toldAt < every) return;
    this.#toldAt = now;
    const number = (count: number) => count.toLocaleString('en-US');
    const { remaining } = this.#api.spent();
    const left = remaining === undefined ? '' : `, ${number(remaining)} points left`;
    const of = this.#pullRequests > this.#read ? ` of about ${number(this.#pullRequests)}` : '';
    this.#note(
      `… ${number(this.#done)} of ${number(this.#repositories)} repositories done, ${number(this.#read)}${of} pull requests read${left}`,
    );
  }
}
