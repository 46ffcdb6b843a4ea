/**
 * The job summary: HTML only, without blank lines inside, so that nothing in it is read as Markdown. All
 * untrusted text is sanitized and escaped. GitHub drops a summary over 1 MiB, so rows are cut before.
 */
import { verdicts } from '../../review/judge.ts';
import { escapeHtml, sanitize } from '../../text/untrusted.ts';
import { formatInstant, formatNow } from '../../values/zone.ts';
import { causeLine, causesOf } from '../cause.ts';
import { elsewhereLine } from '../elsewhere.ts';
import { nextUp } from '../next-up.ts';
import { lookedAtCount, type Report } from '../report.ts';
import { channelWords, routeName } from '../routing.ts';
import { type Delivery, worst } from '../slack/delivery.ts';
import {
  formatCount,
  has,
  headline,
  longerThan,
  nextTitle,
  plural,
  pullRequests,
  reviewsWanted,
  unnamedLine,
  variety,
  watchedPhrase,
} from '../words.ts';
import { linkTo, show, unbroken } from './html.ts';
import { openBudget, othersPart, overduePart } from './tables.ts';

const causesShown = 50;
const elsewhereShown = 20;
const namesShown = 50;
const nextShown = 10;

/** Renders the summary of a run. */
export function renderSummary(report: Report, deliveries: readonly Delivery[]): string {
  const budget = openBudget();
  return [
    `<h2>${escapeHtml(answer(report))}</h2>`,
    `<p>${escapeHtml(`${watchedPhrase(report) || 'nothing could be looked at'} · ${longerThan(report)} · ${formatNow(report.now, report.settings.timezone)}`)}</p>`,
    ...elsewherePart(report),
    ...unreachablePart(report),
    ...refusedPart(deliveries),
    ...overduePart(report, deliveries, budget),
    ...withheldPart(report),
    countsTable(report),
    ...routesPart(report),
    ...nextPart(report),
    ...othersPart(report, budget),
    '<details><summary>Settings</summary>',
    `<table>${report.settings.view
      .map(([name, value]) => `<tr><td><code>${name}</code></td><td>${show(value, 500)}</td></tr>`)
      .join('\n')}</table>`,
    '</details>',
    `<p>${escapeHtml(costs(report))} ${escapeHtml(outcomes(deliveries))}</p>`,
    '',
  ].join('\n');
}

/** "3 of 61 open pull requests have waited longer than 1 d for a review" */
function answer(report: Report): string {
  const { counts, checked } = report;
  if (counts.overdue === 0) return headline(report);
  return `${formatCount(counts.overdue)} of ${pullRequests(checked, 'open ')} ${has(counts.overdue)} waited ${longerThan(report)} for ${reviewsWanted(report)}`;
}

function countsTable({ counts }: Report): string {
  const cells = verdicts.map((verdict) => `<td>${formatCount(counts[verdict])}</td>`).join('');
  return `<table><tr>${verdicts.map((verdict) => `<th>${verdict}</th>`).join('')}</tr><tr>${cells}</tr></table>`;
}

/** What each route took, and where it leads. */
function routesPart({ routed }: Report): string[] {
  if (routed.length === 0) return [];
  const rows = routed.map(({ route, judgements }, place) => {
    const overdue = judgements.filter(({ finding }) => finding.verdict === 'overdue').length;
    const cells = [
      routeName(place, route),
      channelWords(route),
      formatCount(judgements.length),
      formatCount(overdue),
    ];
    return `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`;
  });
  const heads = ['Route', 'Channel', 'Open', 'Overdue'].map((head) => `<th>${head}</th>`).join('');
  return [`<table><tr>${heads}</tr>`, ...rows, '</table>'];
}

function elsewherePart({ repositories }: Report): string[] {
  const idle = repositories.filter(({ elsewhere }) => elsewhere);
  if (idle.length === 0) return [];
  const more = idle.length - elsewhereShown;
  return [
    '<ul>',
    ...idle.slice(0, elsewhereShown).map((one) => `<li>⚠ ${escapeHtml(elsewhereLine(one))}</li>`),
    ...(more > 0 ? [`<li>and ${plural(more, 'further repository')}</li>`] : []),
    '</ul>',
  ];
}

function unreachablePart({ unreachable }: Report): string[] {
  if (unreachable.length === 0) return [];
  const items = causesOf(unreachable)
    .slice(0, causesShown)
    .map(
      (cause) => `<li>⚠ ${escapeHtml(causeLine(cause, namesShown))}. ${escapeHtml(cause.first.remedy)}</li>`,
    );
  return ['<ul>', ...items, '</ul>'];
}

/** Messages that are not there; what servers said stands in the log. */
function refusedPart(deliveries: readonly Delivery[]): string[] {
  const problems = deliveries.flatMap(({ problem }) => problem ?? []);
  if (problems.length === 0) return [];
  const items = problems
    .slice(0, causesShown)
    .map(({ what, remedy }) => `<li>⚠ ${show(what, 500)}. Remedy: ${show(remedy, 1000)}</li>`);
  return ['<ul>', ...items, '</ul>'];
}

function withheldPart({ withheld, unnamed }: Report): string[] {
  const named = withheld.map(
    ({ name, counts }) =>
      `<p>${show(name)} is private and this run is public: ${formatCount(counts.overdue)} overdue, shown as a count only.</p>`,
  );
  return [...named, ...unnamedLine(unnamed).map((text) => `<p>${escapeHtml(text)}.</p>`)];
}

/** Those that become overdue within the next working day. */
function nextPart(report: Report): string[] {
  const { settings, now } = report;
  const next = nextUp(report);
  if (next.length === 0) return [];
  const items = next.slice(0, nextShown).map(({ judgement, dueAt }) => {
    const when = unbroken(formatInstant(dueAt, settings.timezone, now));
    return `<li>${when}: ${linkTo(judgement, variety(report).repositories)} ${show(judgement.pullRequest.title, 80)}</li>`;
  });
  const more = next.length - items.length;
  return [
    `<p>${nextTitle(report)}:</p>`,
    '<ul>',
    ...items,
    ...(more > 0 ? [`<li>and ${formatCount(more)} more</li>`] : []),
    '</ul>',
  ];
}

function costs(report: Report): string {
  const { spent } = report;
  const left = spent.remaining === undefined ? '' : `, ${formatCount(spent.remaining)} left this hour`;
  return `${plural(lookedAtCount(report), 'repository')} looked at with ${plural(spent.requests, 'request')} and ${plural(spent.points, 'point')}${left}.`;
}

/** "Slack: unchanged: the same 3 as on Mon 3 Aug 09:17; next reminder on Thu." */
function outcomes(deliveries: readonly Delivery[]): string {
  if (deliveries.length === 0) return `Slack: ${worst([])}.`;
  const each = deliveries.map(({ delivered, to, title, why }) => {
    const what = `${delivered}${title === undefined ? '' : ` (${title})`}`;
    const place = deliveries.length > 1 ? `${sanitize(to)}: ` : '';
    return `${place}${what}${why ? `: ${sanitize(why)}` : ''}`;
  });
  return `Slack: ${each.join('. ')}.`;
}
