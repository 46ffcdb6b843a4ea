import { GitHubFailure } from './failure.ts';

/** How time passes; tests let it pass faster. */
export interface Time {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

export const realTime: Time = {
  now: Date.now,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** All failed attempts and pauses of a run together may take so long, in ms. */
const patienceMs = 60_000;
/** And so long where GitHub itself names the time to wait, in ms. */
const namedPatienceMs = 600_000;
const firstPause = 1000;

/** The run's patience with GitHub: shared by all requests, so that a run ends in bounded time. */
export class Patience {
  #left = patienceMs;
  #namedLeft = namedPatienceMs;
  readonly #time: Time;
  readonly #note: (text: string) => void;

  /** @param note tells the reader of the log what is waited for */
  constructor(time: Time, note: (text: string) => void) {
    this.#time = time;
    this.#note = note;
  }

  /**
   * Attempts until it succeeds, the failure is one that does not pass, or patience ends.
   * @param lighten makes the next attempt smaller; says whether it did
   * @throws GitHubFailure the last one
   */
  async persist<T>(attempt: () => Promise<T>, lighten: () => boolean = () => false): Promise<T> {
    for (let pause = firstPause; ; ) {
      const started = this.#time.now();
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof GitHubFailure) || !error.passes) throw error;
        this.#left -= this.#time.now() - started;
        const smaller = error.tooHeavy && lighten();
        await this.#pauseFor(error, pause, smaller);
        pause = smaller ? firstPause : pause * 2;
      }
    }
  }

  async #pauseFor(failure: GitHubFailure, pause: number, smaller: boolean): Promise<void> {
    const named = failure.waitMs;
    // What GitHub names is the least; where that did not help, the pauses grow (docs: rate limits).
    const wait = Math.max(named ?? 0, pause);
    if (named === undefined) this.#left -= wait;
    else this.#namedLeft -= wait;
    if (this.#left < 0 || this.#namedLeft < 0) throw failure;
    const again = smaller ? 'asking again for less' : 'asking again';
    this.#note(`GitHub: ${failure.message}; ${again} in ${Math.ceil(wait / 1000)} s`);
    await this.#time.sleep(wait);
  }
}
