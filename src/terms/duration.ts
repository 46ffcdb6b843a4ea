/** Lengths of time in milliseconds, as people write and read them (contract: "duration"). */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Length of each unit in ms. A week is seven days as long as every day is a working day. */
const unitLength: Readonly<Record<string, number>> = { w: 7 * day, d: day, h: hour, m: minute };

/** No wait on GitHub is longer; anything beyond is a slip of the keyboard. In ms. */
const longest = 36_500 * day;

/** How a duration is written, for error messages. */
export const durationForms = 'a duration such as 3 (days), 1.5, 36h, 90m, 1d 4h or 2w, from 0 to 36500d';

/**
 * Reads a duration: a bare number (days), or numbers with the units w, d, h, m, each at most once.
 * @returns the length in ms, or undefined when the text is no duration
 */
export function parseDuration(text: string): number | undefined {
  const trimmed = text.trim().toLowerCase();
  if (/^(\d+\.?\d*|\.\d+)$/.test(trimmed)) return bounded(Number(trimmed) * day);
  if (!/^((\d+\.?\d*|\.\d+)\s*[wdhm]\s*)+$/.test(trimmed)) return undefined;
  const seen = new Set<string>();
  let total = 0;
  for (const [, amount = '', unit = ''] of trimmed.matchAll(/([\d.]+)\s*([wdhm])/g)) {
    if (seen.has(unit)) return undefined;
    seen.add(unit);
    total += Number(amount) * (unitLength[unit] ?? Number.NaN);
  }
  return bounded(total);
}

function bounded(ms: number): number | undefined {
  return ms <= longest ? Math.round(ms) : undefined;
}

/** A length in full: "1 d 12 h", "90 d", "1 h 30 m", "0 m". Whole minutes, rounded down. */
export function formatDuration(ms: number): string {
  return parts(ms).join(' ') || '0 m';
}

/** A wait at a glance: its two largest units, "4 d 3 h" or "5 h 12 m", rounded down. */
export function formatWait(ms: number): string {
  return parts(ms >= day ? ms - (ms % hour) : ms).join(' ') || '0 m';
}

function parts(ms: number): string[] {
  return [
    [Math.floor(ms / day), 'd'],
    [Math.floor((ms % day) / hour), 'h'],
    [Math.floor((ms % hour) / minute), 'm'],
  ].flatMap(([amount, unit]) => (amount ? [`${amount} ${unit}`] : []));
}
