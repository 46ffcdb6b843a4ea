import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clockUnits,
  formatAtSight,
  formatDuration,
  formatWait,
  parseDuration,
} from '../../src/values/duration.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe('a duration', () => {
  it.each([
    ['3', 3 * day],
    ['1.5', 36 * hour],
    ['0', 0],
    ['0d', 0],
    ['36h', 36 * hour],
    ['90m', 90 * minute],
    ['1d 4h', 28 * hour],
    ['1d4h', 28 * hour],
    ['4h 1d', 28 * hour],
    ['2w', 14 * day],
    ['1W 1D', 8 * day],
    ['.5d', 12 * hour],
    [' 2 d ', 2 * day],
    ['36500d', 36_500 * day],
  ])('%j is read', (text, ms) => expect(parseDuration(text, clockUnits)).toBe(ms));

  it.each([
    '',
    'abc',
    '-1',
    '-1d',
    '1e9d',
    'NaN',
    'Infinity',
    '1d 4',
    '4 1d',
    '1d 1d',
    '1 2',
    '1y',
    '1.2.3d',
    '1,5d',
    '36501d',
    '0x10',
    '１d',
    'd',
    '1d-4h',
    '1'.repeat(101),
  ])('%j is none', (text) => expect(parseDuration(text, clockUnits)).toBeUndefined());

  it('reads back what it shows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 36_500 * 24 * 60 }), (minutes) => {
        expect(parseDuration(formatDuration(minutes * minute, clockUnits), clockUnits)).toBe(
          minutes * minute,
        );
      }),
    );
  });

  it.each([
    [0, '0 m'],
    [59_999, '0 m'],
    [72 * minute, '1 h 12 m'],
    [5 * hour, '5 h'],
    [day - 1, '23 h 59 m'],
    [day, '1 d'],
    [day + 59 * minute, '1 d'],
    [4 * day + 3 * hour + 59 * minute, '4 d 3 h'],
    [412 * day, '412 d'],
  ])('a wait of %d ms is shown as %j', (ms, text) => expect(formatWait(ms, clockUnits)).toBe(text));

  it.each([
    [16 * day + 8 * hour, 2 * day, '16 d'],
    [2 * day + 23 * hour, day, '2 d'],
    [day + 3 * hour, day, '1 d 3 h'],
    [day + 5 * minute, day, '1 d 5 m'],
    [day + 5000, day, '1 d'],
    [38 * hour, 36 * hour, '1 d 14 h'],
    [5 * hour + 40 * minute, 2 * hour, '5 h'],
    [12 * minute, 0, '12 m'],
    [0, 0, '0 m'],
  ])('a wait of %d ms, longer than %d, is shown at sight as %j', (ms, than, text) =>
    expect(formatAtSight(ms, clockUnits, than)).toBe(text),
  );

  it('shows at sight no longer wait than there was, and a longer one than was allowed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 300 * day }),
        fc.integer({ min: minute, max: 300 * day }),
        (than, by) => {
          const shown = parseDuration(formatAtSight(than + by, clockUnits, than), clockUnits) ?? 0;
          expect(shown).toBeLessThanOrEqual(than + by);
          expect(shown).toBeGreaterThan(than);
        },
      ),
    );
  });

  it('never shows a longer wait than there was', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (ms) => {
        const shown = parseDuration(formatWait(Math.min(ms, 36_500 * day), clockUnits), clockUnits);
        expect(shown).toBeLessThanOrEqual(ms);
      }),
    );
  });
});

describe('a duration of working days', () => {
  /** Nine to five, Monday to Friday. */
  const units = { day: 8 * hour, week: 40 * hour, working: true };

  it.each([
    ['1d', 8 * hour],
    ['24h', 24 * hour],
    ['1w', 40 * hour],
    ['1.5', 12 * hour],
    ['1d 4h', 12 * hour],
  ])('%j is read', (text, ms) => expect(parseDuration(text, units)).toBe(ms));

  it.each([
    [24 * hour, '3 working days'],
    [8 * hour, '1 working day'],
    [19 * hour + 5 * minute, '2 working days 3 h'],
    [7 * hour + 59 * minute, '7 h 59 m'],
    [8 * hour + 59 * minute, '1 working day'],
  ])('a wait of %d ms is shown as %j', (ms, text) => expect(formatWait(ms, units)).toBe(text));

  it.each([
    [43 * hour, '5 working days'],
    [8 * hour, '1 working day'],
    [7 * hour + 59 * minute, '7 h'],
  ])('a wait of %d ms is shown at sight as %j', (ms, text) => expect(formatAtSight(ms, units)).toBe(text));

  it('is shown in full', () =>
    expect(formatDuration(8 * hour + 59 * minute, units)).toBe('1 working day 59 m'));
});
