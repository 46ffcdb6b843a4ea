/**
 * Public holidays of the world: a chunk of its own beside the bundle (dist/holidays/), with its own licences.
 * Its data is larger than all the rest, and only runs whose `holidays` name a country or region read it.
 */
import Holidays from 'date-holidays';
import { civilDay, formatDay } from '../values/civil-day.ts';

const minute = 60_000;
const hour = 60 * minute;

/** Codes of all countries, states and regions known, such as `DE`, `US-CA` and `DE-BY-A`, each with its names. */
export function regions(): Map<string, readonly string[]> {
  const all = new Holidays();
  const named = new Map<string, readonly string[]>();
  const add = (prefix: string, own: Names, english: Names) => {
    for (const [code, name] of Object.entries(own ?? {}))
      named.set(prefix + code, [...new Set([name, english?.[code] ?? name])]);
    return Object.keys(own ?? {});
  };
  for (const country of add('', all.getCountries(), all.getCountries('en')))
    for (const state of add(`${country}-`, all.getStates(country), all.getStates(country, 'en')))
      add(`${country}-${state}-`, all.getRegions(country, state), all.getRegions(country, state, 'en'));
  return named;
}

/** By code; the library has none for a country without states. */
type Names = Readonly<Record<string, string>> | undefined;

/**
 * The public holidays of a year, with the days on which they are observed, as ISO dates in the region's own
 * time. Holidays of other types (bank, school, optional, observance) are none, nor are afternoons from noon on.
 */
export function publicHolidays(region: string, year: number): string[] {
  const holidays = holidaysOf(region);
  // One of several days may have begun in the year before.
  const days = [year - 1, year]
    .flatMap((one) => holidays.getHolidays(one))
    .filter(({ type }) => type === 'public')
    .flatMap(({ date, start, end }) => daysOf(date, end.getTime() - start.getTime()))
    .filter((day) => day.startsWith(`${year}-`));
  return [...new Set(days)];
}

/**
 * The days whose noon lies within a holiday: one that begins at noon is an afternoon, and one that ends at
 * noon left the day to work. Some begin at sunset: then `date` carries the way from midnight (` -0600`).
 * @param length ms
 */
function daysOf(date: string, length: number): string[] {
  const [, day, time, hours = '0', minutes = '0'] =
    /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?: ([+-]\d\d)(\d\d))?$/.exec(date) ?? [];
  const sunset = Number(hours) * hour + Math.sign(Number(hours)) * Number(minutes) * minute;
  const begin = Date.parse(`${day}T${time}Z`) + sunset;
  if (Number.isNaN(begin)) throw new Error(`date-holidays wrote a date in another way: ${date}`);
  const first = Math.floor((begin - 12 * hour) / civilDay) + 1;
  const last = Math.ceil((begin + length - 12 * hour) / civilDay) - 1;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => formatDay(first + index));
}

const known = new Map<string, Holidays>();

function holidaysOf(region: string): Holidays {
  const found = known.get(region) ?? new Holidays(region);
  known.set(region, found);
  return found;
}
