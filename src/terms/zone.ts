/** Instants as people of one time zone read them. Instants are milliseconds since 1970 (UTC). */

/** The zone of most runs. What it needs is not asked of Intl, whose first use in a process takes about 30 ms. */
const utc = 'UTC';

/** The canonical name of an IANA time zone, or undefined: offsets such as `+02:00` are no zones. */
export function parseZone(text: string): string | undefined {
  const name = text.trim();
  if (name === utc) return utc;
  if (!/^[A-Za-z]/.test(name)) return undefined;
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: name }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** All zone names this Node knows, for suggestions. */
export function zoneNames(): readonly string[] {
  return Intl.supportedValuesOf('timeZone');
}

/** Of three letters each: what Intl calls September changes with its data. */
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "Mon 3 Aug 14:02" in the zone; with the year where it is not that of `now`. */
export function formatInstant(instant: number, zone: string, now: number): string {
  const at = partsOf(instant, zone);
  const year = at.year === partsOf(now, zone).year ? '' : ` ${at.year}`;
  return `${at.weekday} ${Number(at.day)} ${months[Number(at.month) - 1]}${year} ${at.hour}:${at.minute}`;
}

/** "Mon 3 Aug 09:17 CEST": the moment of the run, with the zone's short name. */
export function formatNow(now: number, zone: string): string {
  return `${formatInstant(now, zone, now)} ${partsOf(now, zone).timeZoneName}`;
}

type Parts = Partial<Record<Intl.DateTimeFormatPartTypes, string>>;

const formats = new Map<string, Intl.DateTimeFormat>();

function partsOf(instant: number, zone: string): Parts {
  if (zone === utc) return partsOfUtc(instant);
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      day: 'numeric',
      month: 'numeric',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
    });
  formats.set(zone, format);
  return Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
}

/** The same parts, read from "Mon, 03 Aug 2026 09:17:00 GMT". */
function partsOfUtc(instant: number): Parts {
  const [weekday, day, month, year, time = ''] = new Date(instant).toUTCString().split(/,? /);
  const [hour, minute] = time.split(':');
  return {
    ...(weekday && { weekday }),
    day: String(Number(day)),
    // As en-GB has it.
    ...(month && { month: month === 'Sep' ? 'Sept' : month }),
    year: String(Number(year)),
    ...(hour && { hour }),
    ...(minute && { minute }),
    timeZoneName: utc,
  };
}
