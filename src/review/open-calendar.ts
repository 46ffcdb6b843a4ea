import { aroundTheClock, type Calendar } from './calendar.ts';
import type { Instant } from './pull-request.ts';
import type { HolidaysOf } from './work-schedule.ts';
import { isAroundTheClock, type WorkingTime } from './working-time.ts';

/**
 * The team's calendar. Its library of time zones is evaluated only where not every hour counts; it stays in
 * the one bundle.
 * @param start nothing before it is asked for
 */
export async function openCalendar(
  time: WorkingTime,
  start: Instant,
  holidaysOf: HolidaysOf = () => [],
): Promise<Calendar> {
  if (isAroundTheClock(time)) return aroundTheClock(time.timezone);
  const { WorkingCalendar } = await import(/* webpackMode: "eager" */ './working-calendar.ts');
  return new WorkingCalendar(time, start, holidaysOf);
}
