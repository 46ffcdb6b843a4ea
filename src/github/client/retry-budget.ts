import type { OnEvent } from '../../review/fetch-event.ts';
import type { GitHubFailure } from './failure.ts';

/** How time passes; tests let it pass faster. */
export interface Time {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

export const realTime: Time = {
  now: Date.now,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** Where GitHub itself names the time to wait, a run may wait so long, in ms. */
export const namedBudgetMs = 600_000;

/** In ms. */
interface Budget {
  /** Failed attempts and pauses may take so long, those side by side counted once. */
  readonly unnamed: number;
  /** And so long where GitHub itself names the time to wait. */
  readonly named: number;
}

const whole: Budget = { unnamed: 60_000, named: namedBudgetMs };
/** For what a run can do without: one more attempt or two. */
export const bestEffort: Budget = { unnamed: 5000, named: 5000 };
/** Before an attempt is repeated for the first time, in ms; then twice as long each time. */
export const firstRetryMs = 1000;

/** An attempt that failed, and how the next one is meant. */
export interface Failed {
  readonly failure: GitHubFailure;
  /** When the attempt began. */
  readonly started: number;
  /** ms to wait at least. */
  readonly pause: number;
  /** The next attempt asks for less. */
  readonly smaller: boolean;
}

/**
 * The run's retry budget with GitHub: shared by all requests, so that a run ends in bounded time. A limit that
 * one request met holds for all.
 */
export class RetryBudget {
  #left: number;
  #namedLeft: number;
  #ended = false;
  /** For failed attempts after the budget is used up, in ms. */
  #afterwards: number;
  /** Until when the failures so far are paid for. */
  #paid = 0;
  #limitedAt = -1;
  #pausedUntil = 0;
  #gaveUp: GitHubFailure | undefined;
  readonly #time: Time;
  readonly onEvent: OnEvent;

  constructor(time: Time, onEvent: OnEvent, { unnamed, named } = whole) {
    this.#left = unnamed;
    this.#namedLeft = named;
    this.#afterwards = unnamed;
    this.#time = time;
    this.onEvent = onEvent;
  }

  /** Until when a limit keeps every request waiting, in ms since 1970. */
  get pausedUntil(): number {
    return this.#pausedUntil;
  }

  /**
   * Why nothing more is asked, if so. When the budget is used up, each request still gets its one attempt, since what
   * it asks for may be answered; when such attempts have failed for as long again, nobody answers.
   */
  get gaveUp(): GitHubFailure | undefined {
    return this.#gaveUp;
  }

  /**
   * Waits before another attempt. Where GitHub limits the token, the wait is the run's, not this attempt's.
   * @throws GitHubFailure the failure itself, where the budget ends
   */
  async afterFailure({ failure, started, pause, smaller }: Failed): Promise<void> {
    if (failure.limits && started <= this.#limitedAt) return;
    const now = this.#time.now();
    const took = Math.max(0, now - Math.max(started, this.#paid));
    this.#paid = Math.max(now, this.#paid);
    if (this.#ended) {
      this.#afterwards -= took;
      if (this.#afterwards < 0) this.#gaveUp ??= failure;
      throw failure;
    }
    this.#left -= took;
    const named = failure.waitMs;
    // What GitHub names is the least; where that did not help, the pauses grow (docs: rate limits).
    const wait = Math.max(named ?? 0, pause);
    if (named === undefined) this.#left -= Math.max(0, now + wait - Math.max(now, this.#paid));
    else this.#namedLeft -= wait;
    this.#ended = this.#left < 0 || this.#namedLeft < 0;
    if (this.#ended) throw failure;
    this.onEvent({ kind: 'retry', failure, waitMs: wait, smaller });
    if (failure.limits) {
      this.#limitedAt = now;
      this.#pausedUntil = now + wait;
      return;
    }
    this.#paid = now + wait;
    await this.#time.sleep(wait);
  }
}
