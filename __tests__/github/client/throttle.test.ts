import { describe, expect, it } from 'vitest';
import { GitHubFailure } from '../../../src/github/client/failure.ts';
import { RetryBudget } from '../../../src/github/client/retry-budget.ts';
import { Throttle } from '../../../src/github/client/throttle.ts';
import type { FetchEvent } from '../../../src/review/fetch-event.ts';

/** Time that passes as soon as everybody waits for it. */
class Clock {
  #now = 0;
  readonly #waiting: { readonly at: number; readonly wake: () => void }[] = [];

  readonly now = () => this.#now;
  readonly sleep = (ms: number) =>
    new Promise<void>((wake) => {
      this.#waiting.push({ at: this.#now + ms, wake });
    });

  /** Lets it pass until nobody waits. */
  async run(): Promise<void> {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      this.#waiting.sort((a, b) => a.at - b.at);
      const next = this.#waiting.shift();
      if (!next) return;
      this.#now = next.at;
      next.wake();
    }
  }
}

const noting = (notes: string[]) => (event: FetchEvent) => {
  notes.push(event.kind);
};

/** Sends so many requests that take so long each; says when each began, and how many were under way at most. */
async function send(count: number, ms: number, kind: 'graphql' | 'rest' = 'graphql') {
  const clock = new Clock();
  const notes: string[] = [];
  const retryBudget = new RetryBudget(clock, noting(notes));
  const throttle = new Throttle(clock, retryBudget);
  const began: number[] = [];
  let [underWay, most] = [0, 0];
  const all = Array.from({ length: count }, (_, index) =>
    throttle.pass(
      kind,
      async () => {
        underWay += 1;
        most = Math.max(most, underWay);
        // The first shows the way there and back.
        await clock.sleep(index === 0 ? 50 : ms);
        underWay -= 1;
      },
      (at) => began.push(at),
    ),
  );
  await clock.run();
  await Promise.all(all);
  return { began, most, took: clock.now(), notes };
}

/** The most that began within any minute. */
const withinMinute = (began: readonly number[]) =>
  Math.max(...began.map((from) => began.filter((at) => at >= from && at < from + 60_000).length));

describe('requests', () => {
  it('that wait for the next minute say so, once a minute', async () => {
    const { notes, took } = await send(900, 10, 'rest');
    expect(took).toBeGreaterThan(60_000);
    expect(notes).toEqual(['throttled']);
    expect((await send(100, 10, 'rest')).notes).toEqual([]);
  });

  it('go side by side, at most 20, and no slower than that allows', async () => {
    const { most, took } = await send(200, 100);
    expect(most).toBeLessThanOrEqual(20);
    expect(most).toBeGreaterThanOrEqual(10);
    expect(took).toBeLessThan(2000);
  });

  it('of GraphQL that take long use no more than its processor time of a minute', async () => {
    const { began } = await send(80, 3050);
    // 60 s of answers of 3 s each.
    expect(withinMinute(began)).toBeLessThanOrEqual(20);
  });

  it.each([
    ['graphql', 2000],
    ['rest', 900],
  ] as const)('of %s stay below %i a minute', async (kind, allowed) => {
    const { began, took } = await send(allowed * 2, 60, kind);
    expect(withinMinute(began)).toBeLessThanOrEqual(allowed);
    expect(took).toBeGreaterThan(60_000);
    expect(took).toBeLessThan(180_000);
  });

  it('wait out a limit together, and then go half as many at once', async () => {
    const clock = new Clock();
    const notes: string[] = [];
    const retryBudget = new RetryBudget(clock, noting(notes));
    const throttle = new Throttle(clock, retryBudget);
    const failure = new GitHubFailure('secondary-limit', 'too much', { waitMs: 30_000 });
    const meet = async () => {
      await retryBudget.afterFailure({ failure, started: 0, pause: 1000, smaller: false });
      throttle.reduceConcurrency(0);
    };
    const met = [meet(), meet(), meet()];
    let began = -1;
    const next = throttle.pass(
      'rest',
      async () => undefined,
      (at) => {
        began = at;
      },
    );
    await clock.run();
    await Promise.all([...met, next]);
    expect(began).toBe(30_000);
    expect(notes).toHaveLength(1);
    expect(throttle.concurrency).toBe(5);
  });
});
