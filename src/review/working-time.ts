/** Which time counts as working time, as the settings say it. */
import { civilDay } from '../values/civil-day.ts';
import { clockUnits, type Units } from '../values/duration.ts';

/** Days from one to another, both included; a single day is a range of itself. Day numbers. */
export interface DayRange {
  readonly from: number;
  readonly to: number;
}

export interface WorkingTime {
  /** Working days of the week, 0 for Monday to 6 for Sunday, in order. */
  readonly weekdays: readonly number[];
  /** When a working day begins, in ms after midnight on the team's clocks. */
  readonly begins: number;
  /** How long it is by these clocks, in ms; over midnight it belongs to the day it begins on. */
  readonly length: number;
  readonly holidays: readonly DayRange[];
  /** Countries and regions whose public holidays are free, such as `DE` or `US-CA`. */
  readonly regions: readonly string[];
  /** IANA name of the team's zone. */
  readonly timezone: string;
}

/** Whether all time counts, so that no calendar is needed: waits are then as long as the clock says. */
export function isAroundTheClock({ weekdays, length, holidays, regions }: WorkingTime): boolean {
  return weekdays.length === 7 && length === civilDay && holidays.length === 0 && regions.length === 0;
}

/** How long a day and a week are in durations: the nominal length of the working hours, and of a working week. */
export function unitsOf(time: WorkingTime): Units {
  if (isAroundTheClock(time)) return clockUnits;
  return { day: time.length, week: time.length * time.weekdays.length, working: true };
}
