import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Calendar } from '../../src/review/calendar.ts';
import { openCalendar } from '../../src/review/open-calendar.ts';
import { isTimeToRemind, nextReminder, type Reminder } from '../../src/review/reminder.ts';
import { day, hour, type Inputs, settings } from '../support/samples.ts';

const calendarOf = (inputs: Inputs): Promise<Calendar> =>
  openCalendar(settings(inputs).workingTime, Date.parse('2026-01-01T00:00:00Z'));
const at = (text: string) => Date.parse(text);
const days = (count: number): Reminder => ({ kind: 'days', days: count });
const time = (hours: number): Reminder => ({ kind: 'time', length: hours * hour });

describe('time to remind', () => {
  // 3 August 2026 is a Monday.
  it.each<[string, Inputs, Reminder, posted: string, now: string, boolean]>([
    ['on the same day', {}, days(1), '2026-08-03T00:00Z', '2026-08-03T23:59Z', false],
    ['a minute into the next', {}, days(1), '2026-08-03T23:59Z', '2026-08-04T00:00Z', true],
    [
      'by the clocks of the zone',
      { timezone: 'Europe/Berlin' },
      days(1),
      '2026-08-03T21:59Z',
      '2026-08-03T22:00Z',
      true,
    ],
    [
      'on a Saturday',
      { 'working-days': 'mon-fri' },
      days(1),
      '2026-08-07T09:00Z',
      '2026-08-08T09:00Z',
      false,
    ],
    [
      'on the Monday after',
      { 'working-days': 'mon-fri' },
      days(1),
      '2026-08-07T09:00Z',
      '2026-08-10T00:00Z',
      true,
    ],
    [
      'of what was posted on a Saturday',
      { 'working-days': 'mon-fri' },
      days(1),
      '2026-08-08T09:00Z',
      '2026-08-09T09:00Z',
      false,
    ],
    [
      'two working days later',
      { 'working-days': 'mon-fri' },
      days(2),
      '2026-08-07T09:00Z',
      '2026-08-10T09:00Z',
      false,
    ],
    [
      'and the day after',
      { 'working-days': 'mon-fri' },
      days(2),
      '2026-08-07T09:00Z',
      '2026-08-11T00:00Z',
      true,
    ],
    ['on a holiday', { holidays: '2026-08-04' }, days(1), '2026-08-03T09:00Z', '2026-08-04T09:00Z', false],
    [
      'before work begins',
      { 'working-hours': '09:00-17:00' },
      days(1),
      '2026-08-03T09:00Z',
      '2026-08-04T06:00Z',
      true,
    ],
    [
      'in the night of a shift',
      { 'working-hours': '22:00-06:00' },
      days(1),
      '2026-08-03T23:00Z',
      '2026-08-04T05:59Z',
      false,
    ],
    [
      'after that shift',
      { 'working-hours': '22:00-06:00' },
      days(1),
      '2026-08-03T23:00Z',
      '2026-08-04T06:00Z',
      true,
    ],
    [
      'in hours, of working time',
      { 'working-hours': '09:00-17:00' },
      time(4),
      '2026-08-03T15:00Z',
      '2026-08-04T10:59Z',
      false,
    ],
    [
      'to the minute',
      { 'working-hours': '09:00-17:00' },
      time(4),
      '2026-08-03T15:00Z',
      '2026-08-04T11:00Z',
      true,
    ],
    ['when the clock has gone back', {}, days(1), '2026-08-03T09:00Z', '2026-08-01T09:00Z', false],
    ['never', {}, { kind: 'never' }, '2020-08-03T09:00Z', '2026-08-03T09:00Z', false],
  ])('%s', async (_, inputs, reminder, posted, now, expected) => {
    expect(isTimeToRemind(reminder, at(posted), at(now), await calendarOf(inputs))).toBe(expected);
  });

  it('is when the next reminder says so, whatever the calendar', async () => {
    const inputs = fc.record({
      'working-days': fc.constantFrom('mon-sun', 'mon-fri', 'sun-thu', 'wed'),
      'working-hours': fc.constantFrom('00:00-24:00', '09:00-17:30', '22:00-06:00'),
      timezone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'),
      holidays: fc.constantFrom('', '2026-03-30..2026-04-06'),
    });
    const reminders = fc.oneof(
      fc.integer({ min: 1, max: 12 }).map(days),
      fc.integer({ min: 1, max: 60 }).map(time),
    );
    const instants = fc.integer({ min: at('2026-03-20T00:00Z'), max: at('2026-04-10T00:00Z') });
    await fc.assert(
      fc.asyncProperty(
        inputs,
        reminders,
        instants,
        fc.integer({ min: 0, max: 20 * day }),
        async (given, reminder, posted, later) => {
          const calendar = await calendarOf(given);
          const now = posted + later;
          const due = nextReminder(reminder, posted, calendar);
          const isDue = due && ('instant' in due ? now >= due.instant : calendar.dayOf(now) >= due.day);
          const isDay = reminder.kind === 'time' || calendar.isWorkingDay(calendar.dayOf(now));
          expect(isTimeToRemind(reminder, posted, now, calendar)).toBe(isDue === true && isDay);
        },
      ),
      { numRuns: 300 },
    );
  });
});
