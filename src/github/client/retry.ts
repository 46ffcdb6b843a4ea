import { GitHubFailure } from './failure.ts';
import { firstRetryMs, type RetryBudget, type Time } from './retry-budget.ts';
import type { Throttle } from './throttle.ts';

/** What follows a failed attempt. */
export type Next<T> =
  /** Another attempt after a pause, that asks for less or for the same; only where the failure passes by itself. */
  | { readonly step: 'repeat'; readonly smaller: boolean }
  /** Another attempt without a pause: what was wrong with the request is mended. */
  | { readonly step: 'repeat at once' }
  /** No other attempt: this is the result, after a pause where the failure passes. */
  | { readonly step: 'return'; readonly value: T };

export interface Retrying {
  readonly budget: RetryBudget;
  readonly throttle: Throttle;
  readonly time: Time;
}

const repeat = { step: 'repeat', smaller: false } as const;

/**
 * Repeats what fails in passing, with growing pauses, within the run's retry budget.
 * @param attempt told to call `begins` when its turn has come, in ms since 1970
 * @param after what follows a failure: unless said, another attempt for the same
 * @throws GitHubFailure the last one, where it does not pass or the budget ends
 */
export async function retry<T>(
  { budget, throttle, time }: Retrying,
  attempt: (begins: (at: number) => void) => Promise<T>,
  after: (failure: GitHubFailure) => Next<T> = () => repeat,
): Promise<T> {
  for (let pause = firstRetryMs; ; ) {
    let started = time.now();
    const begins = (at: number) => {
      started = at;
    };
    try {
      return await attempt(begins);
    } catch (failure) {
      if (!(failure instanceof GitHubFailure)) throw failure;
      const next = after(failure);
      if (next.step === 'repeat at once') continue;
      const smaller = next.step === 'return' || next.smaller;
      if (failure.passes) {
        try {
          await budget.afterFailure({ failure, started, pause, smaller: smaller && failure.tooHeavy });
        } catch (spent) {
          if (next.step !== 'return') throw spent;
        }
        if (failure.kind === 'secondary-limit') throttle.reduceConcurrency(started);
      }
      if (next.step === 'return') return next.value;
      if (!failure.passes) throw failure;
      pause = smaller ? firstRetryMs : pause * 2;
    }
  }
}
