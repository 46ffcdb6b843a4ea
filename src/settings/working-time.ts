import type { DayRange, WorkingTime } from '../review/working-time.ts';
import { civilDay, formatDay, parseDay, weekdayNames } from '../values/civil-day.ts';
import { splitList } from '../values/list.ts';
import type { Problems } from './problem.ts';
import type { Reader } from './reader.ts';
import { nearRegions, type Regions } from './regions.ts';

const minute = 60_000;
/** Codes, and names that somebody may take for one. */
const regionForm = /^\p{L}[\p{L}\p{M}\d _-]{1,60}$/u;

/** Whether an input `holidays` names countries or regions, so that their data are needed to check it. */
export function namesRegions(holidays: string): boolean {
  return splitList(holidays).some((entry) => regionForm.test(entry));
}

/** Hours of a day, both in ms. */
export type WorkingHours = Pick<WorkingTime, 'begins' | 'length'>;
/** Days off: dates, and the codes of regions with their public holidays. */
export interface Holidays {
  readonly ranges: readonly DayRange[];
  readonly regions: readonly string[];
}

interface Given {
  readonly problems: Problems;
}

const weekdays: ReadonlyMap<string, number> = new Map(weekdayNames.map((name, index) => [name, index]));
const daysForm =
  'Allowed: days and ranges such as mon-fri, sun-thu or mon,wed,fri (mon tue wed thu fri sat sun).';

export function readWeekdays(reader: Reader, name: string, { problems }: Given): number[] {
  const found = new Set<number>();
  for (const entry of reader.list(name)) {
    const ends = bothEnds(entry.split('-').map((day) => weekdays.get(day.trim().toLowerCase())));
    if (!ends) problems.add(name, () => `${problems.given(entry)} is no day of the week. ${daysForm}`, entry);
    else
      for (let day = ends.from; ; day = (day + 1) % 7) {
        found.add(day);
        if (day === ends.to) break;
      }
  }
  if (found.size === 0 && !problems.has(name)) problems.add(name, `names no day. ${daysForm}`);
  return [...found].sort();
}

export function readHours(reader: Reader, name: string, { problems }: Given): WorkingHours {
  const value = reader.textOrDefault(name);
  const allowed = 'Allowed: 09:00-17:30, 00:00-24:00, or over midnight 22:00-06:00.';
  const [, from = '', to = ''] = /^(\d{1,2}:\d{2})\s*[-–]\s*(\d{1,2}:\d{2})$/.exec(value) ?? [];
  const [begins, ends] = [parseTime(from), parseTime(to)];
  if (begins === undefined || ends === undefined || begins === civilDay)
    problems.add(name, `${problems.given(value)} is no span of hours of a day. ${allowed}`);
  else if (begins === ends) problems.add(name, `${problems.given(value)} is empty. ${allowed}`);
  else return { begins, length: ends > begins ? ends - begins : ends + civilDay - begins };
  return { begins: 0, length: civilDay };
}

/** ms after midnight of `09:30`, up to `24:00`. */
function parseTime(text: string): number | undefined {
  const [hours = Number.NaN, minutes = Number.NaN] = text.split(':').map(Number);
  const time = (hours * 60 + minutes) * minute;
  return minutes < 60 && time <= civilDay ? time : undefined;
}

export function readHolidays(
  reader: Reader,
  name: string,
  { problems, regions }: Given & { readonly regions: Regions },
): Holidays {
  const ranges: DayRange[] = [];
  const codes = new Set<string>();
  const canonical = new Map([...regions.keys()].map((code) => [code.toLowerCase(), code]));
  for (const entry of reader.list(name)) {
    const code = canonical.get(entry.toLowerCase());
    if (code) codes.add(code);
    else if (regionForm.test(entry))
      problems.add(
        name,
        () => {
          const near = nearRegions(entry, regions).join(', ');
          return `${problems.given(entry)} is no country or region with known public holidays. ${near && `Near: ${near}. `}Allowed: codes of ISO 3166 such as DE, US-CA or GB-SCT, and dates such as 2026-12-24.`;
        },
        entry,
      );
    else {
      const range = readRange(entry);
      if (range) ranges.push(range);
      else
        problems.add(
          name,
          () =>
            `${problems.given(entry)} is not allowed. Allowed: dates such as 2026-12-24, ranges such as 2026-12-24..2026-12-31, and countries or regions such as DE or US-CA.`,
          entry,
        );
    }
  }
  return { ranges: ranges.sort((a, b) => a.from - b.from), regions: [...codes].sort() };
}

function readRange(entry: string): DayRange | undefined {
  const range = bothEnds(entry.split('..').map((date) => parseDay(date.trim())));
  return range && range.from <= range.to ? range : undefined;
}

/** One end, which is both, or two; undefined where there are others, or one of them is none. */
function bothEnds(ends: readonly (number | undefined)[]): DayRange | undefined {
  const [from, to = from] = ends;
  if (from === undefined || to === undefined || ends.includes(undefined) || ends.length > 2) return undefined;
  return { from, to };
}

export function showWeekdays(days: readonly number[]): string {
  return days.length === 7 ? 'mon-sun' : days.map((day) => weekdayNames[day]).join(', ');
}

export function showHours({ begins, length }: WorkingHours): string {
  const ends = begins + length;
  const hours = `${formatTime(begins)}-${formatTime(ends > civilDay ? ends - civilDay : ends)}`;
  return ends > civilDay ? `${hours} (over midnight)` : hours;
}

export function showHolidays({ ranges, regions }: Holidays): string {
  const days = ranges.map(({ from, to }) =>
    from === to ? formatDay(from) : `${formatDay(from)}..${formatDay(to)}`,
  );
  return [...regions, ...days].join(', ');
}

function formatTime(ms: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(ms / (60 * minute)))}:${two((ms / minute) % 60)}`;
}
