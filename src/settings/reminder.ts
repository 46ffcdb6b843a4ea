/** How often a message is made anew that has no news. */
import type { Reminder } from '../review/reminder.ts';
import { formatDuration, type Units } from '../values/duration.ts';
import type { Problems } from './problem.ts';
import type { Reader } from './reader.ts';

interface Given {
  readonly problems: Problems;
  readonly units: Units;
}

const minute = 60_000;
const hour = 60 * minute;
/** No reminder is further away, in days: anything beyond is a slip of the keyboard. */
const longestDays = 36_500;
const allowed =
  'Allowed: whole days and weeks (1d, 3d, 2w), or hours and minutes of working time from 1h on (4h, 1h 30m), or never.';

/** Days count working days by their dates, and a week has as many as the working days of a week. */
export function readReminder(reader: Reader, name: string, { problems, units }: Given): Reminder {
  const value = reader.textOrDefault(name);
  if (value.toLowerCase() === 'never') return { kind: 'never' };
  const found = parse(value.toLowerCase(), units);
  if (typeof found !== 'string') return found;
  problems.add(name, `${problems.given(value)} ${found}. ${allowed}`);
  return { kind: 'never' };
}

/** The reminder, or what is wrong with it. */
function parse(text: string, units: Units): Reminder | string {
  const amounts = amountsOf(text);
  if (!amounts) return 'is not a span of days or of hours';
  const { w, d, h, m } = amounts;
  const [days, time] = [w !== undefined || d !== undefined, h !== undefined || m !== undefined];
  if (days && time) return 'mixes days with hours: days count dates, hours count working time';
  if (Object.values(amounts).some((amount) => !Number.isInteger(amount)))
    return 'has a fraction, and a reminder comes after whole days, hours or minutes';
  if (time) {
    const length = (h ?? 0) * hour + (m ?? 0) * minute;
    if (length < hour) return 'is less than an hour';
    return length > longestDays * units.day ? tooLong : { kind: 'time', length };
  }
  const count = (w ?? 0) * Math.round(units.week / units.day) + (d ?? 0);
  if (count < 1) return 'is less than a day';
  return count > longestDays ? tooLong : { kind: 'days', days: count };
}

const tooLong = 'is further away than anybody waits';

/** `1w 2d`: numbers with units, each at most once; a bare number stands alone, and means days. */
function amountsOf(text: string): Readonly<Partial<Record<'w' | 'd' | 'h' | 'm', number>>> | undefined {
  if (text.length > 100) return undefined;
  if (/^(\d+\.?\d*|\.\d+)$/.test(text)) return { d: Number(text) };
  if (!/^((\d+\.?\d*|\.\d+)\s*[wdhm]\s*)+$/.test(text)) return undefined;
  const found = [...text.matchAll(/([\d.]+)\s*([wdhm])/g)].map(
    ([, amount, unit = '']) => [unit, Number(amount)] as const,
  );
  const amounts = Object.fromEntries(found);
  return Object.keys(amounts).length === found.length ? amounts : undefined;
}

export function showReminder(reminder: Reminder, units: Units): string {
  switch (reminder.kind) {
    case 'never':
      return 'never';
    case 'time':
      return formatDuration(reminder.length, { ...units, day: Number.POSITIVE_INFINITY });
    case 'days':
      return `${reminder.days} ${units.working ? `working day${reminder.days === 1 ? '' : 's'}` : 'd'}`;
  }
}
