import { expect, it } from 'vitest';
import { playStep, steps } from './steps.ts';

/** Of all, those that a run of the tests has time for; `npm run month` plays each. */
const some = steps.filter((_, index) => index % 61 === 3);

it('a call of the delivery that fails leaves one message that tells the truth, and pings nobody twice', async () => {
  let met = 0;
  for (const step of some) {
    const broken = await playStep(step);
    if (broken) met++;
    expect(broken ?? [], JSON.stringify(step)).toEqual([]);
  }
  expect(met).toBeGreaterThan(10);
});
