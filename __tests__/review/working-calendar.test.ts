import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WorkingCalendar } from '../../src/review/working-calendar.ts';
import type { WorkingTime } from '../../src/review/working-time.ts';
import { parseDay } from '../../src/values/civil-day.ts';
import { countMinutes, isWorkingMinute } from './minute-count.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Zones with clocks changed in both directions, by half an hour, at midnight, and with a day left out. */
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/Havana',
  'America/Sao_Paulo',
  'Africa/Casablanca',
  'Pacific/Apia',
  'America/St_Johns',
] as const;

/** Weeks in which clocks were or will be changed somewhere, and one far ahead. */
const weeks = [
  '2026-03-05',
  '2026-03-26',
  '2026-10-22',
  '2026-10-29',
  '2018-11-01',
  '2018-02-15',
  '2011-12-27',
  '2026-04-02',
  '2027-02-04',
  '2026-12-28',
  '2061-03-24',
].map((date) => Date.parse(`${date}T00:00:00Z`));

const instant = fc
  .tuple(fc.constantFrom(...weeks), fc.integer({ min: 0, max: 8 * 24 * 60 }))
  .map(([week, minutes]) => week + minutes * minute);

const workingTime: fc.Arbitrary<WorkingTime> = fc.record({
  weekdays: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }).map((all) => all.sort()),
  begins: fc.integer({ min: 0, max: 95 }).map((quarters) => quarters * 15 * minute),
  length: fc.integer({ min: 1, max: 96 }).map((quarters) => quarters * 15 * minute),
  holidays: fc.array(
    fc
      .tuple(fc.constantFrom(...weeks), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 3 }))
      .map(([week, after, length]) => ({ from: week / day + after, to: week / day + after + length })),
    { maxLength: 3 },
  ),
  regions: fc.constant([]),
  timezone: fc.constantFrom(...zones),
});

const start = Date.parse('2010-06-01T00:00:00Z');
const calendar = (time: WorkingTime) => new WorkingCalendar(time, start, () => []);

describe('working time of any calendar, zone and instants', () => {
  it('is what a person counts minute by minute', () => {
    fc.assert(
      fc.property(workingTime, instant, fc.integer({ min: 0, max: 6 * 24 * 60 }), (time, from, minutes) => {
        const to = from + minutes * minute;
        expect(calendar(time).workedBetween(from, to)).toBe(countMinutes(time, from, to));
      }),
      { numRuns: 300 },
    );
  });

  it('adds up, and never runs backwards', () => {
    fc.assert(
      fc.property(workingTime, instant, instant, instant, (time, ...instants) => {
        const [a, b, c] = instants.sort((x, y) => x - y) as [number, number, number];
        const { workedBetween } = bound(calendar(time));
        expect(workedBetween(a, c)).toBe(workedBetween(a, b) + workedBetween(b, c));
        expect(workedBetween(a, b)).toBeGreaterThanOrEqual(0);
        expect(workedBetween(b, a)).toBe(0);
        expect(workedBetween(a, b)).toBeLessThanOrEqual(b - a);
      }),
    );
  });

  it('is zero outside of hours, and all of it inside', () => {
    fc.assert(
      fc.property(workingTime, instant, (time, from) => {
        expect(calendar(time).workedBetween(from, from + minute)).toBe(
          isWorkingMinute(time, from) ? minute : 0,
        );
      }),
    );
  });

  it('has spans that hold it all, apart from each other and in order', () => {
    fc.assert(
      fc.property(workingTime, instant, fc.integer({ min: 0, max: 9 * 24 * 60 }), (time, from, minutes) => {
        const to = from + minutes * minute;
        const spans = [...calendar(time).spans(from, to)];
        const length = spans.reduce((sum, span) => sum + span.to - span.from, 0);
        expect(length).toBe(calendar(time).workedBetween(from, to));
        spans.forEach((span, index) => {
          expect(span.from).toBeGreaterThanOrEqual(from);
          expect(span.to).toBeLessThanOrEqual(to);
          expect(span.to).toBeGreaterThan(span.from);
          const next = spans[index + 1];
          if (next) expect(next.from).toBeGreaterThan(span.to);
        });
      }),
    );
  });

  it('ends within a length at the instant after which there is more of it', () => {
    fc.assert(
      fc.property(workingTime, instant, fc.integer({ min: 0, max: 5000 }), (time, from, minutes) => {
        const length = minutes * minute;
        const own = calendar(time);
        const end = own.lastInstantWithin(from, length);
        if (end === undefined) throw new Error('every one of these calendars has working time');
        expect(end).toBeGreaterThanOrEqual(from);
        expect(own.workedBetween(from, end)).toBe(length);
        expect(own.workedBetween(from, end + 1)).toBe(length + 1);
      }),
    );
  });
});

function bound(own: WorkingCalendar) {
  return { workedBetween: (from: number, to: number) => own.workedBetween(from, to) };
}

describe('a team in Berlin, Monday to Friday from nine to five', () => {
  const berlin: WorkingTime = {
    weekdays: [0, 1, 2, 3, 4],
    begins: 9 * hour,
    length: 8 * hour,
    holidays: [],
    regions: [],
    timezone: 'Europe/Berlin',
  };
  const at = (text: string) => Date.parse(text);

  it('does not wait over the weekend', () =>
    expect(calendar(berlin).workedBetween(at('2026-07-31T18:00+02:00'), at('2026-08-03T09:30+02:00'))).toBe(
      30 * minute,
    ));

  it('is late on Monday morning, not on Friday evening, when the allowed day ends on Friday', () =>
    expect(calendar(berlin).lastInstantWithin(at('2026-07-30T17:00+02:00'), 8 * hour)).toBe(
      at('2026-08-03T09:00+02:00'),
    ));

  it('works as long on the days around a change of clocks', () => {
    const own = calendar({ ...berlin, weekdays: [0, 1, 2, 3, 4, 5, 6] });
    expect(own.workedBetween(at('2026-03-28T00:00+01:00'), at('2026-03-31T00:00+02:00'))).toBe(24 * hour);
    expect(own.workedBetween(at('2026-10-24T00:00+02:00'), at('2026-10-27T00:00+01:00'))).toBe(24 * hour);
  });

  it('has nights of nine and of seven hours when clocks are changed', () => {
    const night = { ...berlin, weekdays: [5], begins: 22 * hour, length: 8 * hour };
    const own = calendar(night);
    expect(own.workedBetween(at('2026-10-24T12:00+02:00'), at('2026-10-25T12:00+01:00'))).toBe(9 * hour);
    expect(own.workedBetween(at('2026-03-28T12:00+01:00'), at('2026-03-29T12:00+02:00'))).toBe(7 * hour);
  });

  it('is free on public holidays of its region, with the night that begins on them', () => {
    const regions = { ...berlin, weekdays: [0, 1, 2, 3, 4, 5, 6], begins: 22 * hour, regions: ['DE'] };
    const own = new WorkingCalendar(regions, at('2026-12-01T00:00Z'), (region, year) =>
      region === 'DE' ? [`${year}-12-25`, `${year}-01-01`] : [],
    );
    expect(own.workedBetween(at('2026-12-25T12:00+01:00'), at('2026-12-26T12:00+01:00'))).toBe(0);
    expect(own.workedBetween(at('2027-01-01T00:00+01:00'), at('2027-01-01T12:00+01:00'))).toBe(6 * hour);
    expect(own.workedBetween(at('2027-01-01T12:00+01:00'), at('2027-01-02T12:00+01:00'))).toBe(0);
  });

  it('has no spans of nothing where a wait begins or ends with the hours', () => {
    const own = calendar(berlin);
    const spans = (from: string, to: string) => [...own.spans(at(from), at(to))];
    expect(spans('2026-08-03T17:00+02:00', '2026-08-04T09:00+02:00')).toEqual([]);
    expect(spans('2026-08-03T17:00+02:00', '2026-08-04T09:30+02:00')).toEqual([
      { from: at('2026-08-04T09:00+02:00'), to: at('2026-08-04T09:30+02:00') },
    ]);
  });

  it('is off once on a day that is named for two years, and for no day that is none', () => {
    const own = new WorkingCalendar({ ...berlin, regions: ['DE'] }, at('2026-12-01T00:00Z'), () => [
      '2026-12-25',
      '2027-01-01',
      '2027-02-30',
    ]);
    expect(own.workedBetween(at('2026-12-31T16:00+01:00'), at('2027-01-04T10:00+01:00'))).toBe(2 * hour);
    expect(own.workedBetween(at('2026-12-24T16:00+01:00'), at('2026-12-28T10:00+01:00'))).toBe(2 * hour);
    expect(own.workedBetween(at('2027-02-26T16:00+01:00'), at('2027-03-02T10:00+01:00'))).toBe(10 * hour);
  });

  it('never comes to work where every day is free', () => {
    const from = parseDay('2026-01-01') ?? 0;
    const own = calendar({ ...berlin, weekdays: [0], holidays: [{ from, to: from + 100_000 }] });
    expect(own.lastInstantWithin(at('2026-02-01T00:00Z'), 1)).toBeUndefined();
    expect(own.workedBetween(at('2026-02-01T00:00Z'), at('2036-02-01T00:00Z'))).toBe(0);
  });
});
