import type { Checked, Outcome } from './check.ts';
import { outcomes } from './check.ts';
import { kinds } from './scene.ts';

/** What is kept of a run. */
export interface Kept extends Checked {
  readonly index: number;
  readonly seed: number;
  readonly ms: number;
  /** `GitHub: 502-html`; empty where no fault was met. */
  readonly met: readonly string[];
}

export const githubFault = (kind: string) => `GitHub: ${kind}`;
export const slackFault = (kind: string) => `Slack: ${kind}`;

const meanings: Readonly<Record<Outcome, string>> = {
  complete: 'green: everything was seen and told',
  partly: 'red: what could be seen was told, with what is missing',
  'nothing seen': 'red: nothing could be looked at, which the message says, where one was posted',
  'not begun':
    'GitHub did not say whether there is a config file, which could say anything: nothing was done',
  'not delivered': 'red: Slack did not take the message',
  unknown: "red: Slack's answer was lost; the message is perhaps there, and was not repeated",
};

/** Which fault ended how: a run that met several stands in the line of each. */
export function table(runs: readonly Kept[]): string {
  const row = (name: string, some: readonly Kept[]) => {
    const counts = outcomes.map((outcome) => some.filter((one) => one.outcome === outcome).length);
    const longest = Math.max(0, ...some.map(({ ms }) => ms)) / 1000;
    const broken = some.filter((one) => one.broken.length > 0).length;
    return `| ${[name, some.length, ...counts, broken, `${longest.toFixed(1)} s`].join(' | ')} |`;
  };
  const names = kinds.map(({ of, kind }) =>
    of === 'github' ? githubFault(kind) : of === 'slack' ? slackFault(kind) : kind,
  );
  return [
    `| fault met | runs | ${outcomes.join(' | ')} | promises broken | longest run |`,
    `|---|${'---:|'.repeat(outcomes.length + 3)}`,
    ...names.map((name) =>
      row(
        `\`${name}\``,
        runs.filter(({ met }) => met.includes(name)),
      ),
    ),
    row(
      'none',
      runs.filter(({ met }) => met.length === 0),
    ),
    row(
      'two or more kinds',
      runs.filter(({ met }) => met.length > 1),
    ),
    row('**all runs**', runs),
    '',
    ...outcomes.map((outcome) => `- ${outcome}: ${meanings[outcome]}.`),
  ].join('\n');
}
