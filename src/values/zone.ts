/** Instants as people of one time zone read them. Instants are milliseconds since 1970 (UTC). */
import { civilDay } from './civil-day.ts';

/** The zone of most runs. What it needs is not asked of Intl, whose first use in a process takes about 30 ms. */
const utc = 'UTC';

/** Of three letters each: what Intl calls September changes with its data. */
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** "Mon 3 Aug 14:02" in the zone; with the year where it is not that of `now`. */
export function formatInstant(instant: number, zone: string, now: number): string {
  return `${formatDate(instant, zone, now)} ${formatTime(instant, zone)}`;
}

/** "14:02" */
export function formatTime(instant: number, zone: string): string {
  return localTime(instant, zone).toISOString().slice(11, 16);
}

/** "Mon 3 Aug", the same without the time of day. */
export function formatDate(instant: number, zone: string, now: number): string {
  const local = localTime(instant, zone);
  const year = local.getUTCFullYear();
  const day = `${weekdays[local.getUTCDay()]} ${local.getUTCDate()} ${months[local.getUTCMonth()]}`;
  return year === localTime(now, zone).getUTCFullYear() ? day : `${day} ${year}`;
}

/** Slack leaves the year out of a short date within about half a year; so do its fallbacks. In days. */
const yearless = 180;

/** "3 Aug", as short as Slack's own dates; with the year where it is far from `now`. */
export function formatDay(instant: number, zone: string, now: number): string {
  const local = localTime(instant, zone);
  const day = `${local.getUTCDate()} ${months[local.getUTCMonth()]}`;
  return Math.abs(now - instant) < yearless * civilDay ? day : `${day} ${local.getUTCFullYear()}`;
}

/** "Mon 3 Aug 09:17 CEST": the moment of the run, with the zone's short name. */
export function formatNow(now: number, zone: string): string {
  return formatZoned(now, zone, now);
}

/** "Thu 6 Aug 09:17 CEST"; with the year where it is not that of `now`. */
export function formatZoned(instant: number, zone: string, now: number): string {
  return `${formatInstant(instant, zone, now)} ${shortName(instant, zone)}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clocks of the zone show, as the UTC time of a date. */
function localTime(instant: number, zone: string): Date {
  if (zone === utc) return new Date(instant);
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      day: 'numeric',
      month: 'numeric',
      year: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      hourCycle: 'h23',
    });
  formats.set(zone, format);
  const part = Object.fromEntries(
    format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = part;
  return new Date(Date.UTC(year, month - 1, day, hour, minute));
}

/** The day (its number since 1 January 1970) that the clocks of the zone show. */
export function dayIn(instant: number, zone: string): number {
  return Math.floor(localTime(instant, zone).getTime() / civilDay);
}

/** Each locale knows the names of its own zones only: CEST, EST, AEST, IST. */
const namingLocales = ['en-GB', 'en-US', 'en-AU', 'en-IN', 'en-CA', 'en-NZ', 'en-ZA'];

function shortName(now: number, zone: string): string {
  if (zone === utc) return utc;
  const names = namingLocales.map(
    (locale) =>
      new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'short' })
        .formatToParts(now)
        .find(({ type }) => type === 'timeZoneName')?.value ?? zone,
  );
  return names.find((name) => !/^(GMT|UTC)[+-]/.test(name)) ?? names[0] ?? zone;
}
