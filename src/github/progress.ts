import type { Api } from './client/api.ts';

/** ms between two reports. */
const intervalMs = 5000;

interface Expected {
  readonly repositories: number;
  readonly pullRequests: number;
}

/** Reports how far a long run has come. */
export class Progress {
  readonly #api: Api;
  readonly #expected: Expected;
  #reportedAt: number;
  #done = 0;
  #read = 0;

  constructor(api: Api, expected: Expected) {
    this.#api = api;
    this.#expected = expected;
    this.#reportedAt = api.time.now();
  }

  /** Pull requests were read. */
  read(count: number): void {
    this.#read += count;
    this.#report();
  }

  /** A repository is done. */
  done(): void {
    this.#done += 1;
    this.#report();
  }

  #report(): void {
    const now = this.#api.time.now();
    if (now - this.#reportedAt < intervalMs) return;
    this.#reportedAt = now;
    this.#api.onEvent({
      kind: 'progress',
      repositories: { done: this.#done, all: this.#expected.repositories },
      pullRequests: { read: this.#read, expected: this.#expected.pullRequests },
      remaining: this.#api.spent().remaining,
    });
  }
}
