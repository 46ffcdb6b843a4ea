/** What was looked at, the verdicts and their reasons, as lines of the log. */
import type { Judgement } from '../../review/judge.ts';
import { reasonOf } from '../../review/reason.ts';
import { clipWidth, label, sanitize } from '../../text/untrusted.ts';
import { formatWait } from '../../values/duration.ts';
import { isSameName } from '../../values/name.ts';
import { formatInstant } from '../../values/zone.ts';
import { nextUp } from '../next-up.ts';
import { lookedAtCount, type Report, withVerdict } from '../report.ts';
import { channelWords, routeName, routePhrase } from '../routing.ts';
import {
  byline,
  formatCount,
  longerThan,
  nextTitle,
  numbered,
  plural,
  pullRequests,
  reviewsSoFar,
  reviewsWanted,
  standing,
  unnamedLine,
  variety,
  whyOthers,
} from '../words.ts';
import { cellRows, columns, type LogEntry, line, toned } from './entry.ts';
import { fitColumn, moveUneven } from './fitting.ts';

/** More repositories are listed in a collapsed group. With the bounds below, a run's answer is one screen. */
const lookedAtShown = 5;
/** Of more overdue than that, the first stand there, and the others in a collapsed group. */
const overdueAtMost = 25;
const overdueFirst = 20;
const nextShown = 5;
/** So many lines of a kind are enough for any reader; the report file has them all. */
const linesShown = 2000;
const titleColumns = 48;
/** Its place in a row. */
const titleColumn = 2;

/** What was looked at, the counts, the overdue list, and the reasons of the others, collapsed. */
export function reportLog(report: Report): LogEntry[] {
  // Zeros would be a claim where nothing could be looked at.
  if (lookedAtCount(report) === 0) return [];
  return [
    ...lookedLog(report),
    ...renamedLog(report),
    ...countsLog(report),
    ...routesLog(report),
    ...overdueLog(report),
    ...nextLog(report),
    ...othersLog(report),
    ...withheldLog(report),
  ];
}

function lookedLog({ repositories, spent, checked }: Report): LogEntry[] {
  const rows = repositories.map(({ asked: askedFor, name, branch, counts, unread, requests, unwatched }) => {
    const open = Object.values(counts).reduce((sum, count) => sum + count, unread);
    const renamed = isSameName(askedFor, name) ? '' : ` (now ${label(name)})`;
    const where = `${label(askedFor)}${renamed}, branch ${label(branch)}`;
    const unseen = unwatched ? `; ${formatCount(unwatched)} more towards other branches, not watched` : '';
    return {
      open: open + (unwatched ?? 0),
      text: `${where}: ${formatCount(open)} open, ${plural(requests, 'request')}${unseen}`,
    };
  });
  const others = repositories.reduce((sum, { unwatched = 0 }) => sum + unwatched, 0);
  const left = spent.remaining === undefined ? '' : ` (${formatCount(spent.remaining)} left this hour)`;
  const total = `Checked ${pullRequests(checked, 'open ')} with ${plural(spent.requests, 'request')}, ${plural(spent.points, 'point')}${left}${rows.length > 1 && others > 0 ? `; ${formatCount(others)} more are towards other branches, not watched` : ''}`;
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
    .filter(({ asked: askedFor, name }) => !isSameName(askedFor, name))
    .slice(0, renamedShown)
    .map(({ asked: askedFor, name }) => ({
      kind: 'notice',
      topic: 'repository-renamed',
      text: `${label(askedFor)} is now ${label(name)}: it was renamed or transferred, and was followed. Write its present name in repositories.`,
    }));
}

function countsLog({ counts }: Report): LogEntry[] {
  return [
    line(
      `  ${formatCount(counts.overdue)} overdue   ${formatCount(counts['in time'])} in time   ${formatCount(counts.reviewed)} reviewed   ${plural(counts.draft, 'draft')}   ${formatCount(counts['left out'])} left out`,
    ),
  ];
}

/** What each route took, and where it leads. */
function routesLog({ routed }: Report): LogEntry[] {
  if (routed.length === 0) return [];
  const lines = routed.map(({ route, judgements }, place) => {
    const overdue = judgements.filter(({ finding }) => finding.verdict === 'overdue').length;
    const channel = channelWords(route);
    return `${routeName(place, route)}${channel && ` → ${channel}`}: ${pullRequests(judgements.length)}, ${formatCount(overdue)} overdue`;
  });
  return [{ kind: 'group', title: `Routes: ${routed.length - 1}, and what none of them takes`, lines }];
}

function overdueLog(report: Report): LogEntry[] {
  const overdue = withVerdict(report, 'overdue');
  if (overdue.length === 0) return report.counts.overdue === 0 ? [toned('good', 'Nothing is overdue.')] : [];
  const cells = overdue.slice(0, linesShown).map((judgement) => overdueRow(judgement, report));
  const rows = (from: number, to?: number) =>
    cellRows(moveUneven(fitColumn(cells.slice(from, to), titleColumn), titleColumn));
  const shown = cells.length > overdueAtMost ? overdueFirst : cells.length;
  const more = rows(shown);
  const cut = overdue.length - cells.length;
  const { reviewsNeeded } = report.settings.rules;
  const tooFew = reviewsNeeded === 1 ? 'no review' : `fewer than ${reviewsWanted(report)}`;
  return [
    toned(
      'alarm',
      `Overdue: ${tooFew} for ${longerThan(report).replace('longer', 'more')}, the longest wait first`,
    ),
    ...rows(0, shown).map(line),
    ...(more.length > 0
      ? [
          {
            kind: 'group',
            title: `Overdue, too: ${formatCount(more.length + cut)} more`,
            lines: [...more, ...(cut > 0 ? [`  ${inReportFile(cut)}`] : [])],
          } as const,
        ]
      : []),
  ];
}

function overdueRow(judgement: Judgement, report: Report): string[] {
  const { settings, now } = report;
  const { pullRequest, start, waited, units } = judgement;
  return [
    formatWait(waited, units),
    numbered(judgement, true),
    clipWidth(label(pullRequest.title), titleColumns),
    clipWidth(byline(pullRequest.author), 30),
    `${start.how.replace(/^was /, '')} ${formatInstant(start.at, settings.timezone, now)}`,
    [
      standing(judgement, { branches: false }),
      clipWidth(reviewsSoFar(judgement), 80),
      routePhrase(judgement, report),
    ]
      .filter(Boolean)
      .join('; '),
  ];
}

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
  return [
    toned('title', nextTitle(report)),
    ...columns(rows),
    ...(more > 0 ? [line(`  ${inReportFile(more)}`)] : []),
  ];
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
        `${one.finding.verdict.padEnd(8)}  ${numbered(one, several)}  ${clipWidth(sanitize(reasonOf(one, report)), 300)}`,
    );
  const cut = others.length - lines.length;
  if (cut > 0) lines.push(inReportFile(cut));
  return [{ kind: 'group', title: whyOthers(others.length), lines }];
}

function inReportFile(cut: number): string {
  return `and ${formatCount(cut)} more: all of them stand in the report file`;
}

function withheldLog({ withheld, unnamed }: Report): LogEntry[] {
  const lines = withheld.map(
    ({ name, counts }) =>
      `  ${label(name)} is private and this run is public: ${formatCount(counts.overdue)} overdue, shown as a count only`,
  );
  return [...lines, ...unnamedLine(unnamed).map((text) => `  ${text}`)].map(line);
}
