import { describe, expect, it } from 'vitest';
import { publicHolidays, regions } from '../../src/holidays/index.ts';

describe('public holidays', () => {
  it.each([
    // Ramazan Bayramı from the afternoon of 19 March to the 22nd, Kurban Bayramı from that of 26 May to the 30th.
    [
      'TR',
      ['2026-03-19', '2026-03-23', '2026-05-26', '2026-05-31'],
      ['2026-03-20', '2026-03-22', '2026-05-30'],
    ],
    ['CH-VS', ['2026-05-01', '2026-12-24'], ['2026-12-25']],
    ['GT', ['2026-12-24', '2026-12-31'], ['2026-12-25']],
    ['CN', ['2026-03-08', '2026-05-04'], ['2026-05-01']],
    ['IS', ['2026-12-24'], ['2026-12-25']],
    ['US-KY', [], ['2026-05-25']],
    // Three days from sunset to sunset, where the way from midnight is not whole days.
    ['AE', ['2026-03-19', '2026-03-23'], ['2026-03-20', '2026-03-21', '2026-03-22']],
  ])('of %s are whole days: worked on %j, free on %j', (region, worked, free) => {
    const days = publicHolidays(region, 2026);
    expect(worked.filter((day) => days.includes(day))).toEqual([]);
    expect(free.filter((day) => !days.includes(day))).toEqual([]);
  });

  it('are known for every region, each once and in its year', () => {
    for (const region of [...regions().keys()].filter((_, index) => index % 7 === 0)) {
      const days = publicHolidays(region, 2027);
      expect(days.length, region).toBe(new Set(days).size);
      expect(
        days.every((day) => /^2027-\d\d-\d\d$/.test(day)),
        region,
      ).toBe(true);
    }
  });
});
