import { expect, it } from 'vitest';
import { type Asked, playDays } from './days.ts';

/** `npm run month` plays a month of them, in processes. */
it.each<Asked>([
  { seed: 1, hours: 28, delivery: 'update' },
  { seed: 2, hours: 28, delivery: 'replace', pace: 0.15 },
  { seed: 3, hours: 28, delivery: 'update', news: 'edit', pace: 0.6 },
])('some days of hourly runs: one message, and it tells the truth %j', async (asked) => {
  const { broken, runs, fresh, delivered } = await playDays(asked);
  expect(broken).toEqual([]);
  expect(runs).toBeGreaterThan(asked.hours);
  expect(fresh).toBeGreaterThan(0);
  expect(delivered['unchanged']).toBeGreaterThan(10);
});
