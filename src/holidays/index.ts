/**
 * Public holidays of the world: a chunk of its own beside the bundle (dist/holidays/), with its own licences.
 * Its data is larger than all the rest, and only runs whose `holidays` name a country or region read it.
 */
import Holidays from 'date-holidays';
import { civilDay, formatDay } from '../terms/civil-day.ts';

const hour = 3_600_000;

/** Codes of all countries, states and regions known, such as `DE`, `US-CA` and `DE-BY-A`. */
export function regionCodes(): string[] {
  const all = new Holidays();
  return Object.keys(all.getCountries() ?? {}).flatMap((country) => [
    country,
    ...Object.keys(all.getStates(country) ?? {}).flatMap((state) => [
      `${country}-${state}`,
      ...Object.keys(all.getRegions(country, state) ?? {}).map((region) => `${country}-${state}-${region}`),
    ]),
  ]);
}

/**
 * The public holidays of a year, with the days on which they are observed, as ISO dates in the region's own
 * time. Holidays of other types (bank, school, optional, observance) are none, nor are afternoons.
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

/** The days whose noon a holiday covers: some begin at sunset, or in the afternoon. */
function daysOf(date: string, length: number): string[] {
  const begin = Date.parse(`${date.slice(0, 10)}T${date.slice(11, 19)}Z`);
  const first = Math.ceil((begin - 12 * hour) / civilDay);
  const last = Math.ceil((begin + length - 12 * hour) / civilDay) - 1;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => formatDay(first + index));
}

const known = new Map<string, Holidays>();

function holidaysOf(region: string): Holidays {
  const found = known.get(region) ?? new Holidays(region);
  known.set(region, found);
  return found;
}
