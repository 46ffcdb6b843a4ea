import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { snoozeOf, unreadableSnoozes } from '../../src/review/snooze.ts';
import { hour, now, settings } from '../support/samples.ts';

const listOf = (list?: string) =>
  settings(list === undefined ? {} : { 'snooze-labels': list }).rules.snoozeLabels;
const snooze = (
  labels: readonly string[],
  { list, timezone = 'UTC' }: { list?: string; timezone?: string } = {},
) => snoozeOf(labels, listOf(list), { timezone, now });

describe('a label that snoozes', () => {
  const table: [string, string[], string | undefined, ReturnType<typeof snooze>][] = [
    [
      'until a day to come',
      ['snooze-until-2026-08-04'],
      undefined,
      { label: 'snooze-until-2026-08-04', until: '2026-08-04' },
    ],
    ['for good', ['bug', 'No-Reminder'], undefined, { label: 'No-Reminder', until: undefined }],
    [
      'of an own list',
      ['hold until-2026-09-01'],
      'hold*',
      { label: 'hold until-2026-09-01', until: '2026-09-01' },
    ],
    ['of an own list without a date', ['on-hold'], 'on-hold', { label: 'on-hold', until: undefined }],
    [
      'with blanks about its date',
      ['snooze-until- 2026-09-01 '],
      undefined,
      { label: 'snooze-until- 2026-09-01 ', until: '2026-09-01' },
    ],
    [
      'behind others that do not',
      ['snooze-until-x', 'snooze-until-2026-08-03', 'no-reminder'],
      undefined,
      { label: 'no-reminder', until: undefined },
    ],
    [
      'the longest, in whatever order they come',
      ['snooze-until-2026-09-01', 'snooze-until-2027-01-01', 'snooze-until-2026-12-01'],
      undefined,
      { label: 'snooze-until-2027-01-01', until: '2027-01-01' },
    ],
    [
      'for good rather than until a day',
      ['no-reminder', 'snooze-until-2027-01-01'],
      undefined,
      { label: 'no-reminder', until: undefined },
    ],
    ['only until today', ['snooze-until-2026-08-03'], undefined, undefined],
    [
      'by no word of the list',
      ['bug', 'snooze', 'until-2026-12-01', 'x-snooze-until-2026-12-01'],
      undefined,
      undefined,
    ],
    ['though it is excluded', ['no-reminder'], 'no-*, !no-reminder', undefined],
    ['where there is no label', [], undefined, undefined],
  ];
  it.each(table)('%s', (_, labels, list, expected) =>
    expect(snooze(labels, list === undefined ? {} : { list })).toEqual(expected),
  );

  it('does so by the days of the zone', () => {
    const label = ['snooze-until-2026-08-04'];
    // 07:17 in UTC is 21:17 in Kiritimati.
    expect(snooze(label, { timezone: 'Pacific/Kiritimati' })).toBeDefined();
    const late = { timezone: 'Pacific/Kiritimati', now: now + 3 * hour };
    expect(snoozeOf(label, listOf(), late)).toBeUndefined();
    expect(snoozeOf(label, listOf(), { ...late, timezone: 'UTC' })).toBeDefined();
  });

  it('is none where there is no list', () => {
    expect(snoozeOf(['no-reminder'], undefined, { timezone: 'UTC', now })).toBeUndefined();
    expect(unreadableSnoozes(['snooze-until-x'], undefined)).toEqual([]);
  });
});

describe('a date that cannot be read', () => {
  const unreadable = [
    'snooze-until-2026-13-01',
    'snooze-until-2026-02-30',
    'snooze-until-tomorrow',
    'snooze-until-',
    'snooze-until-2026-8-4',
    'snooze-until-04.08.2026',
    'snooze-until-2026-12-01T00:00',
    'snooze-until-+12026-12-01',
    'Snooze-Until-２０２６-12-01',
    'snooze-until-2026-12-01 until-2026-12-02',
  ];
  it.each(unreadable)('is not obeyed, and told: %j', (label) => {
    expect(snooze([label])).toBeUndefined();
    expect(unreadableSnoozes(['bug', label, 'no-reminder', 'snooze-until-2020-01-01'], listOf())).toEqual([
      label,
    ]);
  });

  it('is nobody’s matter in a label of another list', () =>
    expect(unreadableSnoozes(['wait-until-tomorrow'], listOf())).toEqual([]));
});

describe('always', () => {
  const zone = fc.constantFrom(
    'UTC',
    'Australia/Lord_Howe',
    'Africa/Cairo',
    'Asia/Beirut',
    'America/Havana',
    'America/St_Johns',
    'America/Santiago',
    'Asia/Kolkata',
    'Pacific/Apia',
    'America/Los_Angeles',
  );
  // From 2026 to 2029: midnights that the clocks skip, and some that they show twice.
  const day = fc
    .integer({ min: 0, max: 1400 })
    .map((days) => Temporal.PlainDate.from('2026-01-01').add({ days }));
  const minutesOff = fc.oneof(fc.integer({ min: -90, max: 90 }), fc.integer({ min: -3000, max: 3000 }));

  it('a snooze holds to the moment in which its day begins on the clocks of the zone, and no longer', () => {
    const list = listOf();
    fc.assert(
      fc.property(zone, day, minutesOff, (timezone, until, minutes) => {
        const begins = until.toZonedDateTime(timezone).epochMilliseconds;
        const at = (instant: number) =>
          snoozeOf([`snooze-until-${until}`], list, { timezone, now: instant }) !== undefined;
        expect(at(begins - 1)).toBe(true);
        expect(at(begins)).toBe(false);
        expect(at(begins + minutes * 60_000)).toBe(minutes < 0);
      }),
      { numRuns: 500 },
    );
  });

  it('a further label never wakes, and in which order they are does not matter', () => {
    const list = listOf();
    const anyLabel = fc.oneof(
      day.map((date) => `snooze-until-${date}`),
      fc.constantFrom('no-reminder', 'bug', 'snooze-until-x', 'snooze-until-2026-08-04'),
    );
    fc.assert(
      fc.property(fc.array(anyLabel), anyLabel, (labels, more) => {
        const isSnoozed = (all: readonly string[]) =>
          snoozeOf(all, list, { timezone: 'UTC', now }) !== undefined;
        if (isSnoozed(labels)) expect(isSnoozed([...labels, more])).toBe(true);
        expect(isSnoozed(labels.toReversed())).toBe(isSnoozed(labels));
      }),
    );
  });
});
