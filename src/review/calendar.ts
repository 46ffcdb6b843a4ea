import { clockUnits, type Units } from '../values/duration.ts';
import { dayIn } from '../values/zone.ts';
import type { Instant } from './pull-request.ts';

/** A stretch of time, the end not included. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** Tells working time from other time. All lengths in ms of working time. */
export interface Calendar {
  /** Working time between two instants; 0 where the second is not after the first. */
  workedBetween(from: Instant, to: Instant): number;
  /**
   * The last instant at which no more than `length` has been worked since `from`: right after it, more has.
   * Undefined where that never comes.
   */
  lastInstantWithin(from: Instant, length: number): Instant | undefined;
  /** The spans of working time between two instants, in order. */
  spans(from: Instant, to: Instant): Iterable<Span>;
  /**
   * The number of the day that an instant belongs to on the team's clocks: its date, but hours over midnight belong
   * to the day they begin on.
   */
  dayOf(instant: Instant): number;
  isWorkingDay(day: number): boolean;
  /** How long a day and a week of working time are. */
  readonly units: Units;
}

/** Every hour of every day counts. */
export function aroundTheClock(timezone = 'UTC'): Calendar {
  return { ...everyHour, dayOf: (instant) => dayIn(instant, timezone) };
}

const everyHour: Omit<Calendar, 'dayOf'> = {
  workedBetween: (from, to) => Math.max(0, to - from),
  lastInstantWithin: (from, length) => from + length,
  spans: (from, to) => (from < to ? [{ from, to }] : []),
  isWorkingDay: () => true,
  units: clockUnits,
};
