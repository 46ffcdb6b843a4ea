import { describe, expect, it } from 'vitest';
import { createApi } from '../../../src/github/client/api.ts';
import { GitHubFailure } from '../../../src/github/client/failure.ts';
import { RetryBudget } from '../../../src/github/client/retry-budget.ts';

const failure = new GitHubFailure('timeout', 'no answer');

/** RetryBudget in a time that only passes when it is told to. */
function patient() {
  let now = 1_000_000;
  const time = { now: () => now, sleep: async () => undefined };
  const retryBudget = new RetryBudget(time, () => undefined);
  return {
    retryBudget,
    time,
    pass: (ms: number) => {
      now += ms;
    },
    /** An attempt of so many ms that ends now; false where it is not to be repeated. */
    fails: (took: number, pause: number) =>
      retryBudget.afterFailure({ failure, started: now - took, pause, smaller: false }).then(
        () => true,
        () => false,
      ),
  };
}

describe('patience', () => {
  it('counts what is waited for side by side once', async () => {
    const { fails, pass } = patient();
    for (const pause of [1000, 2000, 4000, 8000, 16_000]) {
      const again = await Promise.all(Array.from({ length: 10 }, () => fails(0, pause)));
      expect(again).not.toContain(false);
      pass(pause);
    }
    expect(await fails(0, 32_000)).toBe(false);
  });

  it('counts attempts and pauses one after the other', async () => {
    const { fails, pass } = patient();
    for (const pause of [1000, 2000, 4000]) {
      pass(15_000);
      expect(await fails(15_000, pause)).toBe(true);
      pass(pause);
    }
    pass(15_000);
    expect(await fails(15_000, 8000)).toBe(false);
  });

  it('gives up when nobody answers for as long again, and then asks nothing more', async () => {
    const { retryBudget, time, fails, pass } = patient();
    expect(await fails(0, 61_000)).toBe(false);
    for (let attempt = 0; attempt < 4; attempt++) {
      pass(15_000);
      await Promise.all([fails(15_000, 1000), fails(15_000, 1000)]);
      expect(retryBudget.gaveUp).toBeUndefined();
    }
    pass(15_000);
    await fails(15_000, 1000);
    expect(retryBudget.gaveUp).toBe(failure);
    const api = createApi('token', {
      apiUrl: 'http://127.0.0.1:9',
      graphqlUrl: 'http://127.0.0.1:9/graphql',
      fetch: () => Promise.reject(new Error('nothing is asked')),
      retryBudget,
      time,
    });
    await expect(api.get('/repos/acme/web')).rejects.toBe(failure);
    expect(api.spent().requests).toBe(0);
  });

  it('never gives up for those that fail at once: others may be answered', async () => {
    const { retryBudget, fails } = patient();
    expect(await fails(0, 61_000)).toBe(false);
    for (let repository = 0; repository < 1000; repository++) expect(await fails(10, 1000)).toBe(false);
    expect(retryBudget.gaveUp).toBeUndefined();
  });
});
