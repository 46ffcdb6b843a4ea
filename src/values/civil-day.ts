/** Days of the calendar without clocks or zones: day numbers count from 1 January 1970, which is day 0. */

/** ms of a day on a clock that is never changed. */
export const civilDay = 86_400_000;

/** Working weeks are written from Monday on. */
export const weekdayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** 0 for Monday to 6 for Sunday: 1 January 1970 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** The day number of an ISO date such as `2026-12-24`; undefined where there is no such day. */
export function parseDay(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const instant = Date.parse(`${text}T00:00:00Z`);
  const day = instant / civilDay;
  return Number.isInteger(day) && formatDay(day) === text ? day : undefined;
}

/** The ISO date of a day number. */
export function formatDay(day: number): string {
  return new Date(day * civilDay).toISOString().slice(0, 10);
}

export function yearOf(day: number): number {
  return new Date(day * civilDay).getUTCFullYear();
}

/** The day number of 1 January of a year. */
export function firstDayOf(year: number): number {
  return Date.UTC(year, 0) / civilDay;
}
