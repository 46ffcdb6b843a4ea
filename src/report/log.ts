/** The run log as data: what a person opens first. Printing it is the runner's room. */
import type { Judgement } from '../review/judge.ts';
import type { Look } from '../review/look.ts';
import { reasonOf } from '../review/reason.ts';
import type { Problem } from '../settings/problem.ts';
import type { Settings } from '../settings/settings.ts';
import { formatWait } from '../terms/duration.ts';
import { formatInstant } from '../terms/zone.ts';
import { version } from '../version.ts';
import { clipWidth, label, padWidth, visible, widthOf } from './foreign.ts';
import { nextUp } from './next-up.ts';
import { lookedAtCount, type Report, withVerdict } from './report.ts';
import { settingsView } from './settings-view.ts';
import {
  byline,
  formatCount,
  longerThan,
  nextTitle,
  numbered,
  plural,
  pullRequests,
  unnamedLine,
  unreachableLine,
  variety,
} from './words.ts';

/** One entry of the log. Annotations are shown on the run's page, the first ten of each kind. */
export type LogEntry =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'group'; readonly title: string; readonly lines: readonly string[] }
  | { readonly kind: 'notice' | 'warning' | 'error'; readonly text: string };

const line = (text: string): LogEntry => ({ kind: 'line', text });

/** More repositories are listed in a collapsed group. */
const lookedAtShown = 10;
/** So many lines of a kind are enough for any reader; the report file has them all. */
const linesShown = 2000;
const titleColumns = 60;

/** Who speaks, and the settings in force, collapsed. */
export function settingsLog(settings: Settings): LogEntry[] {
  const rows = settingsView(settings);
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    line(`PR Status Monitor ${version}`),
    {
      kind: 'group',
      title: 'Settings',
      lines: rows.map(([name, value]) => `${name.padEnd(width)}  ${visible(value)}`),
    },
  ];
}

/** What was looked at, the counts, the overdue list, and the reasons of the others, collapsed. */
export function reportLog(report: Report): LogEntry[] {
  // Zeros would be a claim where nothing could be looked at.
  if (lookedAtCount(report) === 0) return [];
  return [
    ...lookedLog(report),
    ...renamedLog(report),
    ...countsLog(report),
    ...overdueLog(report),
    ...nextLog(report),
    ...othersLog(report),
    ...withheldLog(report),
  ];
}

function lookedLog({ repositories, spent, checked }: Report): LogEntry[] {
  const rows = repositories.map(({ asked: askedFor, name, branch, counts, unread, requests }) => {
    const open = Object.values(counts).reduce((sum, count) => sum + count, unread);
    const renamed = askedFor.toLowerCase() === name.toLowerCase() ? '' : ` (now ${label(name)})`;
    const where = `${label(askedFor)}${renamed}, branch ${label(branch)}`;
    return { open, text: `${where}: ${formatCount(open)} open, ${plural(requests, 'request')}` };
  });
  const left = spent.remaining === undefined ? '' : ` (${formatCount(spent.remaining)} left this hour)`;
  const total = `Checked ${pullRequests(checked, 'open ')} with ${plural(spent.requests, 'request')}, ${plural(spent.points, 'point')}${left}`;
  const looked =
    rows.length > lookedAtShown ? [lookedGroup(rows)] : rows.map(({ text }) => line(`Looked at ${text}`));
  return [...looked, line(total)];
}

/** Many repositories: those with open pull requests, and how many have none. */
function lookedGroup(rows: readonly { readonly open: number; readonly text: string }[]): LogEntry {
  const busy = rows.filter(({ open }) => open > 0);
  const quiet = rows.length - busy.length;
  const cut = busy.length - linesShown;
  return {
    kind: 'group',
    title: `Looked at ${plural(rows.length, 'repository')}`,
    lines: [
      ...busy.slice(0, linesShown).map(({ text }) => text),
      ...(cut > 0 ? [inReportFile(cut)] : []),
      ...(quiet > 0 ? [`${formatCount(quiet)} without open pull requests`] : []),
    ],
  };
}

/** So many renamed repositories become annotations. */
const renamedShown = 3;

/** Repositories that moved: they were followed, and the input had better say their present names. */
function renamedLog({ repositories }: Report): LogEntry[] {
  return repositories
    .filter(({ asked: askedFor, name }) => askedFor.toLowerCase() !== name.toLowerCase())
    .slice(0, renamedShown)
    .map(({ asked: askedFor, name }) => ({
      kind: 'notice',
      text: `${label(askedFor)} is now ${label(name)}: it was renamed or transferred, and was followed. Write its present name in repositories.`,
    }));
}

/**
 * A token that was granted one repository, on a pattern over more: of the others it sees the public ones
 * only, and nobody else would say so.
 */
export function tokenLog({ matched = [], granted }: Pick<Look, 'matched' | 'granted'>): LogEntry[] {
  if (granted === undefined || granted > 1 || matched.length === 0) return [];
  const sum = (of: 'repositories' | 'private') => matched.reduce((total, one) => total + one[of], 0);
  const owners = matched.map(({ owner }) => label(owner)).join(', ');
  return [
    {
      kind: 'warning',
      text:
        `The token was granted a single repository, as the run's own token is. Of ${owners} it sees that one and public ones: ` +
        `${plural(sum('repositories'), 'repository')} visible to it, ${formatCount(sum('private'))} of them private. ` +
        "For an owner's private repositories pass a GitHub App token as github-token.",
    },
  ];
}

function countsLog({ counts }: Report): LogEntry[] {
  return [
    line(
      `  ${counts.overdue} overdue   ${counts['in time']} in time   ${counts.reviewed} reviewed   ${plural(counts.draft, 'draft')}   ${counts['left out']} left out`,
    ),
  ];
}

function overdueLog(report: Report): LogEntry[] {
  const overdue = withVerdict(report, 'overdue');
  if (overdue.length === 0) return report.counts.overdue === 0 ? [line('Nothing is overdue.')] : [];
  const rows = overdue.slice(0, linesShown).map((judgement) => overdueRow(judgement, report));
  const cut = overdue.length - rows.length;
  return [
    line(`Overdue: no review for ${longerThan(report).replace('longer', 'more')}, the longest wait first`),
    ...columns(rows),
    ...(cut > 0 ? [line(`  ${inReportFile(cut)}`)] : []),
  ];
}

function overdueRow(judgement: Judgement, { settings, now }: Report): string[] {
  const { pullRequest, start, waited } = judgement;
  return [
    formatWait(waited, settings.units),
    numbered(judgement, true),
    clipWidth(label(pullRequest.title), titleColumns),
    clipWidth(byline(pullRequest.author), 30),
    `${start.how} ${formatInstant(start.at, settings.timezone, now)}`,
  ];
}

const nextShown = 10;

function nextLog(report: Report): LogEntry[] {
  const { settings, now } = report;
  const next = nextUp(report);
  if (next.length === 0) return [];
  const rows = next
    .slice(0, nextShown)
    .map(({ judgement, dueAt }) => [
      formatInstant(dueAt, settings.timezone, now),
      numbered(judgement, true),
      clipWidth(label(judgement.pullRequest.title), titleColumns),
    ]);
  const more = next.length - rows.length;
  return [line(nextTitle(report)), ...columns(rows), ...(more > 0 ? [line(`  ${inReportFile(more)}`)] : [])];
}

/** Rows of cells, each column as wide as its widest cell. */
function columns(rows: readonly (readonly string[])[]): LogEntry[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  return rows.map((row) =>
    line(
      `  ${row
        .map((cell, column) => padWidth(cell, widths[column] ?? 0))
        .join('  ')
        .trimEnd()}`,
    ),
  );
}

function othersLog(report: Report): LogEntry[] {
  const { judgements } = report;
  const others = judgements.filter(({ finding }) => finding.verdict !== 'overdue');
  if (others.length === 0) return [];
  const several = variety(report).repositories;
  const lines = others
    .slice(0, linesShown)
    .map(
      (one) =>
        `${one.finding.verdict.padEnd(8)}  ${numbered(one, several)}  ${clipWidth(visible(reasonOf(one, report)), 300)}`,
    );
  const cut = others.length - lines.length;
  if (cut > 0) lines.push(inReportFile(cut));
  return [{ kind: 'group', title: `Why the other ${formatCount(others.length)} are not listed`, lines }];
}

function inReportFile(cut: number): string {
  return `and ${formatCount(cut)} more: all of them stand in the report file`;
}

function withheldLog({ withheld, unnamed }: Report): LogEntry[] {
  const lines = withheld.map(
    ({ name, counts }) =>
      `  ${label(name)} is private and this run is public: ${counts.overdue} overdue, shown as a count only`,
  );
  return [...lines, ...unnamedLine(unnamed).map((text) => `  ${text}`)].map(line);
}

/** So many of a kind become annotations: GitHub shows ten of each type, and others are to come. */
const annotated = 5;

/** What could not be looked at, each with what came back and what cures it. */
export function unreachableLog({
  unreachable,
  ...looked
}: Pick<Report, 'unreachable' | 'repositories' | 'unnamed'>): LogEntry[] {
  const texts = unreachable.map(
    (one) => `${unreachableLine(one)}. GitHub said: ${visible(one.answer)}. Remedy: ${one.remedy}`,
  );
  const rest = texts.slice(annotated);
  return [
    ...texts.slice(0, annotated).map((text): LogEntry => ({ kind: 'error', text })),
    ...(rest.length > 0
      ? [{ kind: 'group', title: `${rest.length} more could not be looked at`, lines: rest } as const]
      : []),
    ...(lookedAtCount(looked) === 0
      ? [line('No repository could be looked at, so nothing was posted: that is not an all-clear.')]
      : []),
  ];
}

/** A branch that matches no open pull request anywhere, though there are some towards others. */
export function unmatchedBranchLog(entries: readonly string[], near: readonly string[]): LogEntry[] {
  if (near.length === 0) return [];
  return [
    {
      kind: 'warning',
      text:
        `No open pull request targets a branch that matches ${label(entries.join(', '))}. ` +
        `Open ones target: ${near.map(label).join(', ')}. Case counts, and * stops at /.`,
    },
  ];
}

/** Secrets are absent by GitHub's design. */
export function withoutSecretsLog(eventName: string): LogEntry[] {
  return [
    {
      kind: 'notice',
      text: `GitHub passes no secrets to a ${visible(eventName)} run from a fork or by Dependabot, so nothing was looked at or posted. The scheduled run reports.`,
    },
  ];
}

/** Wrong inputs, each as one error. */
export function problemsLog(problems: readonly Problem[]): LogEntry[] {
  return [
    ...problems.map(
      ({ input, message }): LogEntry => ({ kind: 'error', text: `Input ${input}: ${visible(message)}` }),
    ),
    line('Nothing was looked at, nothing was posted.'),
  ];
}

/** How the run ended, with the time it took (ms). */
export function endLog(report: Report, elapsed: number): LogEntry[] {
  const { counts, settings } = report;
  const failing = settings.failOnOverdue && counts.overdue > 0;
  return [
    ...(failing
      ? [
          {
            kind: 'error',
            text: `${pullRequests(counts.overdue)} overdue, and fail-on-overdue is set.`,
          } as const,
        ]
      : []),
    line(`Done in ${(elapsed / 1000).toFixed(1)} s`),
  ];
}
