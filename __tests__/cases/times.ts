/** Times and lengths as the rows of cases.yml write them. */
import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../src/review/pull-request.ts';

const timeForm = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d(?::\d\d)?)(?: ([+-]\d\d:\d\d))?$/;

/** Local time of the zone; one that the clocks show twice or never must name its offset. */
export function parseTime(time: string, zone: string): Instant {
  const [, date, clock, offset] = timeForm.exec(time) ?? [];
  if (!date) throw new Error(`"${time}" is no time such as 2026-08-03 09:30, 09:30:15 or 09:30 +02:00`);
  if (offset) return Temporal.Instant.from(`${date}T${clock}${offset}`).epochMilliseconds;
  return Temporal.PlainDateTime.from(`${date}T${clock}`).toZonedDateTime(zone, { disambiguation: 'reject' })
    .epochMilliseconds;
}

/** As `parseTime` reads it, with seconds and offset only where these are needed. */
export function formatTime(instant: Instant, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
  const plain = local.toPlainDateTime();
  const isTwice = !plain
    .toZonedDateTime(zone, { disambiguation: 'earlier' })
    .equals(plain.toZonedDateTime(zone, { disambiguation: 'later' }));
  const clock = plain.toString().slice(11).replace(/:00$/, '');
  const short = clock.length === 2 ? `${clock}:00` : clock;
  return `${plain.toPlainDate()} ${short}${isTwice ? ` ${local.offset}` : ''}`;
}

/** `26h 30m`, with seconds where there are some. */
export function formatLength(ms: number): string {
  const parts = [
    [Math.floor(ms / 3_600_000), 'h'],
    [Math.floor(ms / 60_000) % 60, 'm'],
    [(ms / 1000) % 60, 's'],
  ] as const;
  return parts.flatMap(([amount, unit]) => (amount ? [`${amount}${unit}`] : [])).join(' ') || '0m';
}

/** ms of `26h 30m`, as `formatLength` writes it. */
export function parseLength(text: string): number {
  if (!/^\d+[hms]( \d+[ms]){0,2}$/.test(text)) throw new Error(`"${text}" is no length such as 26h 30m`);
  const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000 };
  return text
    .split(' ')
    .reduce((sum, part) => sum + Number(part.slice(0, -1)) * (units[part.slice(-1)] ?? Number.NaN), 0);
}
