/** Lengths of time in milliseconds, as people write and read them. */

const minute = 60_000;
const hour = 60 * minute;

/** How long a day and a week are, in ms. */
export interface Units {
  readonly day: number;
  readonly week: number;
  /** Days are working days, and are called so. */
  readonly working: boolean;
}

/** Days of 24 hours: for time that simply passes. */
export const clockUnits: Units = { day: 24 * hour, week: 168 * hour, working: false };

/** No wait on GitHub is longer; anything beyond is a slip of the keyboard. In days. */
const longest = 36_500;

/** A longer text is none, in characters: the forms below would take the square of its length to read. */
const longestText = 100;

/** How a duration is written, for error messages. */
export const durationForms = 'a duration such as 3 (days), 1.5, 36h, 90m, 1d 4h or 2w, from 0 to 36500d';

/**
 * Reads a duration: a bare number (days), or numbers with the units w, d, h, m, each at most once.
 * @returns the length in ms, or undefined when the text is no duration
 */
export function parseDuration(text: string, { day, week }: Units): number | undefined {
  const trimmed = text.trim().toLowerCase();
  if (trimmed.length > longestText) return undefined;
  const bounded = (ms: number) => (ms <= longest * day ? Math.round(ms) : undefined);
  if (/^(\d+\.?\d*|\.\d+)$/.test(trimmed)) return bounded(Number(trimmed) * day);
  if (!/^((\d+\.?\d*|\.\d+)\s*[wdhm]\s*)+$/.test(trimmed)) return undefined;
  const lengths: Readonly<Record<string, number>> = { w: week, d: day, h: hour, m: minute };
  const seen = new Set<string>();
  let total = 0;
  for (const [, amount = '', unit = ''] of trimmed.matchAll(/([\d.]+)\s*([wdhm])/g)) {
    if (seen.has(unit)) return undefined;
    seen.add(unit);
    total += Number(amount) * (lengths[unit] ?? Number.NaN);
  }
  return bounded(total);
}

/** A length in full: "1 d 12 h", "2 working days", "1 h 30 m", "0 m". Whole minutes, rounded down. */
export function formatDuration(ms: number, units: Units): string {
  return parts(ms, units).join(' ') || '0 m';
}

/** A wait at a glance: its two largest units, "4 d 3 h", "2 working days 3 h" or "5 h 12 m", rounded down. */
export function formatWait(ms: number, units: Units): string {
  const [days = '', hours = ''] = parts(ms, units);
  if (ms < units.day) return parts(ms, units).join(' ') || '0 m';
  return hours.endsWith('h') ? `${days} ${hours}` : days;
}

/**
 * A wait at first sight: its largest unit, "16 d", "5 working days" or "3 h", rounded down; with smaller ones where
 * only these say that it is longer than `than` (ms): "1 d 3 h", longer than 1 d.
 */
export function formatAtSight(ms: number, units: Units, than = 0): string {
  const days = ms - (ms % units.day);
  const rest = ms - days;
  const roundedDown = [days, days + (rest - (rest % hour)), days + (rest - (rest % minute))];
  return formatDuration(roundedDown.find((shown) => shown > than) ?? ms, units);
}

function parts(ms: number, { day, working }: Units): string[] {
  const days = Math.floor(ms / day);
  const unit = working ? `working day${days === 1 ? '' : 's'}` : 'd';
  const rest = ms % day;
  return [
    [days, unit],
    [Math.floor(rest / hour), 'h'],
    [Math.floor((rest % hour) / minute), 'm'],
  ].flatMap(([amount, name]) => (amount ? [`${amount} ${name}`] : []));
}
