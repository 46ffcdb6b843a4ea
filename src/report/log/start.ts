import { type Problem, placeOf } from '../../settings/problem.ts';
import type { Settings } from '../../settings/settings.ts';
import { sanitize } from '../../text/untrusted.ts';
import { clockUnits, formatDuration, parseDuration, type Units } from '../../values/duration.ts';
import { version } from '../../version.ts';
import { type LogEntry, line, toned } from './entry.ts';

/** Who speaks, and the settings in force, collapsed. */
export function settingsLog(settings: Settings): LogEntry[] {
  const rows = settings.view;
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    toned('title', `PR Status Monitor ${version}`),
    {
      kind: 'group',
      title: 'Settings',
      lines: rows.map(([name, value]) => `${name.padEnd(width)}  ${sanitize(value)}`),
    },
  ];
}

/**
 * Hours are working time, too. Where working days are shorter than the clock's, whoever writes `24h` or more may
 * mean days: said once for each such input.
 * @param texts the inputs as they are written
 */
export function writtenHoursLog(units: Units, texts: ReadonlyMap<string, string>): LogEntry[] {
  const dayAsHours = formatDuration(units.day, { ...units, day: Number.POSITIVE_INFINITY });
  return ['threshold', 'max-age'].flatMap((name): LogEntry[] => {
    const text = texts.get(name)?.trim() ?? '';
    const hours = parseDuration((text.match(/[\d.]+\s*[hm]/gi) ?? []).join(' '), units) ?? 0;
    const length = parseDuration(text, units);
    // Where a working day has 24 hours, or these are less than one, it is as it is written.
    if (length === undefined || units.day >= clockUnits.day || hours < units.day) return [];
    const days = hours / clockUnits.day;
    const meant = Number.isInteger(days)
      ? ` If ${days} working day${days === 1 ? ' is' : 's are'} meant, write ${days}d.`
      : '';
    return [
      {
        kind: 'notice',
        text: `${name}: ${sanitize(text)} is ${formatDuration(length, units)}, since hours are working time and a working day has ${dayAsHours}.${meant}`,
      },
    ];
  });
}

/** Secrets are absent by GitHub's design. */
export function withoutSecretsLog(eventName: string): LogEntry[] {
  return [
    {
      kind: 'notice',
      text: `GitHub passes no secrets to a ${sanitize(eventName)} run from a fork or by Dependabot, so nothing was looked at or posted. The scheduled run reports.`,
    },
  ];
}

/** Wrong inputs, each as one error. */
export function problemsLog(problems: readonly Problem[]): LogEntry[] {
  return [
    ...problems.map(
      (problem): LogEntry => ({ kind: 'error', text: `${placeOf(problem)}: ${sanitize(problem.message)}` }),
    ),
    line('Nothing was looked at, nothing was posted.'),
  ];
}
