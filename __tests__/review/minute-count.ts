/** Working time as a person with a wall clock would count it: minute by minute, by Node's own clocks. */
import type { WorkingTime } from '../../src/review/working-time.ts';

const minute = 60_000;
const day = 86_400_000;
/** Clocks are changed at quarters of an hour, so their difference from UTC need not be asked for each minute. */
const quarter = 15 * minute;

export type Counted = WorkingTime & { readonly regionHolidays?: readonly string[] };

/** ms of working time between two whole minutes. */
export function countMinutes(time: Counted, from: number, to: number): number {
  let worked = 0;
  for (let instant = from; instant < to; instant += minute)
    if (isWorkingMinute(time, instant)) worked += minute;
  return worked;
}

export function isWorkingMinute(time: Counted, instant: number): boolean {
  const local = instant + offsetAt(time.timezone, instant);
  const begun = Math.floor((local - time.begins) / day);
  const into = local - time.begins - begun * day;
  const date = new Date(begun * day);
  const weekday = (date.getUTCDay() + 6) % 7;
  const free =
    time.holidays.some((range) => range.from <= begun && begun <= range.to) ||
    time.regionHolidays?.includes(date.toISOString().slice(0, 10));
  return into < time.length && time.weekdays.includes(weekday) && !free;
}

const offsets = new Map<string, number>();
const formats = new Map<string, Intl.DateTimeFormat>();

function offsetAt(zone: string, instant: number): number {
  const start = Math.floor(instant / quarter) * quarter;
  const key = `${zone} ${start}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  formats.set(zone, format);
  const part = Object.fromEntries(
    format.formatToParts(start).map(({ type, value }) => [type, Number(value)]),
  );
  const local = Date.UTC(
    part['year'] ?? 0,
    (part['month'] ?? 1) - 1,
    part['day'] ?? 1,
    part['hour'] ?? 0,
    part['minute'] ?? 0,
  );
  offsets.set(key, local - start);
  return local - start;
}
