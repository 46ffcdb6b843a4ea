import { type Problem, placeOf, topicOfProblem } from '../../settings/problem.ts';
import type { Settings } from '../../settings/settings.ts';
import { sanitize } from '../../text/untrusted.ts';
import { version } from '../../version.ts';
import { type LogEntry, line, toned } from './entry.ts';

/** Who speaks, and the settings in force, collapsed. */
export function settingsLog(settings: Settings): LogEntry[] {
  const { view: rows, configFile } = settings;
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    toned('title', `PR Status Monitor ${version}`),
    ...(configFile?.kind === 'forbidden'
      ? [
          line(
            `Whether there is a config file ${configFile.path} is not known: the token may not read it (${configFile.answer}). If there is one: ${configFile.remedy}`,
          ),
        ]
      : []),
    {
      kind: 'group',
      title: 'Settings',
      lines: rows.map(([name, value]) => `${name.padEnd(width)}  ${sanitize(value)}`),
    },
  ];
}

/** Secrets are absent by GitHub's design. */
export function withoutSecretsLog(eventName: string): LogEntry[] {
  return [
    {
      kind: 'notice',
      topic: 'without-secrets',
      text: `GitHub passes no secrets to a ${sanitize(eventName)} run from a fork or by Dependabot, so nothing was looked at or posted. The scheduled run reports.`,
    },
  ];
}

/** Wrong inputs, each as one error. */
export function problemsLog(problems: readonly Problem[]): LogEntry[] {
  return [
    ...problems.map(
      (problem): LogEntry => ({
        kind: 'error',
        text: `${placeOf(problem)}: ${sanitize(problem.message)}`,
        topic: topicOfProblem(problem),
      }),
    ),
    line('Nothing was looked at, nothing was posted.'),
  ];
}
