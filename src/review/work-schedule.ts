import { civilDay, firstDayOf, parseDay, weekdayOf, yearOf } from '../values/civil-day.ts';
import { countBelow } from '../values/sorted.ts';
import type { WorkingTime } from './working-time.ts';

/** Days (ISO dates) of a year that are public holidays in a country or region. */
export type HolidaysOf = (region: string, year: number) => readonly string[];

/** No work is looked for further away, in days: an age of people. */
const horizon = 40_000;

/**
 * Working time by clocks that are never changed: local times are ms since the midnight of day 0 on the team's
 * clocks. A working day's hours may run over midnight; they and its being free belong to the day they begin on.
 */
export class WorkSchedule {
  readonly #time: WorkingTime;
  readonly #holidaysOf: HolidaysOf;
  /** Working days of a week before each of its days. */
  readonly #beforeWeekday: readonly number[];
  /** Days that would be working days and are free, in order, as far as they are known. */
  readonly #free: number[] = [];
  /** The first day of the first year that is not known yet. */
  #knownUntil: number;

  /** @param start local time; nothing before it can be asked for */
  constructor(time: WorkingTime, start: number, holidaysOf: HolidaysOf) {
    this.#time = time;
    this.#holidaysOf = holidaysOf;
    this.#beforeWeekday = [0, 1, 2, 3, 4, 5, 6].map(
      (weekday) => time.weekdays.filter((one) => one < weekday).length,
    );
    // Hours over midnight begin on the day before, which may be in the year before.
    this.#knownUntil = firstDayOf(yearOf(this.dayOf(start) - 1));
  }

  /** The day whose hours began last at or before a local time. */
  dayOf(local: number): number {
    return Math.floor((local - this.#time.begins) / civilDay);
  }

  /** The local time at which the hours of a day begin. */
  beginOf(day: number): number {
    return day * civilDay + this.#time.begins;
  }

  isWorking(day: number): boolean {
    return this.#workingDaysBefore(day + 1) > this.#workingDaysBefore(day);
  }

  /** Working time before a local time, in ms, counted from some day in the past: only differences mean something. */
  workedUntil(local: number): number {
    const day = this.dayOf(local);
    const today = this.isWorking(day) ? Math.min(local - this.beginOf(day), this.#time.length) : 0;
    return this.#workingDaysBefore(day) * this.#time.length + today;
  }

  /** The first local time after `from` at which work goes on beyond `worked` (as of `workedUntil`), if one comes. */
  firstBeyond(from: number, worked: number): number | undefined {
    const wholeDays = Math.floor(worked / this.#time.length);
    const start = this.dayOf(from);
    // `low` is too early, `high` late enough: the day in question lies in between.
    let [low, high] = [start - 1, start];
    for (let step = 1; this.#workingDaysBefore(high + 1) <= wholeDays; step *= 2) {
      if (step > horizon) return undefined;
      [low, high] = [high, high + step];
    }
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.#workingDaysBefore(middle + 1) > wholeDays) high = middle;
      else low = middle;
    }
    return this.beginOf(high) + worked - wholeDays * this.#time.length;
  }

  #workingDaysBefore(day: number): number {
    const weekday = weekdayOf(day);
    const weeks = Math.floor((day - weekday) / 7);
    return weeks * this.#time.weekdays.length + (this.#beforeWeekday[weekday] ?? 0) - this.#freeBefore(day);
  }

  #freeBefore(day: number): number {
    while (this.#knownUntil <= day) {
      const year = yearOf(this.#knownUntil);
      this.#free.push(...this.#freeDaysOf(year));
      this.#knownUntil = firstDayOf(year + 1);
    }
    return countBelow(this.#free, day);
  }

  /** The free days of a year, in order: only these are costly to ask for. */
  #freeDaysOf(year: number): number[] {
    const [first, last] = [firstDayOf(year), firstDayOf(year + 1) - 1];
    const { holidays, regions, weekdays } = this.#time;
    const given = holidays.flatMap(({ from, to }) => daysBetween(Math.max(from, first), Math.min(to, last)));
    const byRegion = regions.flatMap((region) =>
      this.#holidaysOf(region, year).flatMap((date) => parseDay(date) ?? []),
    );
    return [...new Set([...given, ...byRegion])]
      .filter((day) => weekdays.includes(weekdayOf(day)) && yearOf(day) === year)
      .sort((a, b) => a - b);
  }
}

function daysBetween(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
