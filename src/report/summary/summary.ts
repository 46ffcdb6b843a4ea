/**
 * The job summary: HTML only, without blank lines inside, so that nothing in it is read as Markdown. All
 * untrusted text is sanitized and escaped. GitHub drops a summary over 1 MiB, so rows are cut before.
 */
import { type Judgement, verdicts } from '../../review/judge.ts';
import { reasonOf } from '../../review/reason.ts';
import { clipWidth, escapeHtml, label, sanitize } from '../../text/untrusted.ts';
import { formatWait } from '../../values/duration.ts';
import { formatInstant, formatNow } from '../../values/zone.ts';
import { causeLine, causesOf } from '../cause.ts';
import { elsewhereLine } from '../elsewhere.ts';
import { nextUp } from '../next-up.ts';
import { fullName, isAncient, lookedAtCount, type Report, withVerdict } from '../report.ts';
import { channelWords, routeName, routePhrase } from '../routing.ts';
import { type Delivered, type Delivery, worst } from '../slack/delivery.ts';
import {
  byline,
  formatCount,
  has,
  headline,
  longerThan,
  moreBeyond,
  nextTitle,
  numbered,
  plural,
  pullRequests,
  reviewsSoFar,
  reviewsWanted,
  size,
  standing,
  unnamedLine,
  variety,
  watchedPhrase,
  whoWasAsked,
  whyOthers,
} from '../words.ts';

/** Bytes of UTF-8 for all rows of pull requests; what stands around them is far below the rest of 1 MiB. */
const rowsAtMost = 850 * 1024;
const causesShown = 50;
const elsewhereShown = 20;
const namesShown = 50;
const nextShown = 10;

/** Renders the summary of a run. */
export function renderSummary(report: Report, deliveries: readonly Delivery[]): string {
  const budget = { left: rowsAtMost };
  const others = report.judgements.filter(({ finding }) => finding.verdict !== 'overdue');
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
    ...(others.length > 0
      ? [
          `<details><summary>${whyOthers(others.length)}</summary>`,
          ...table(['Pull request', 'Verdict', 'Reason'], others, budget, (one) => otherRow(one, report)),
          '</details>',
        ]
      : []),
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

/** Where no message of this run lists anything. */
const withoutMessage: readonly Delivered[] = ['failed', 'nothing-to-say'];

/** Those that the message lists; then exactly those that its "and 11 more" counts; then those beyond `max-age`. */
function overduePart(report: Report, deliveries: readonly Delivery[], budget: { left: number }): string[] {
  const overdue = withVerdict(report, 'overdue');
  const ancient = overdue.filter((one) => isAncient(one, report.settings));
  const recent = overdue.filter((one) => !isAncient(one, report.settings));
  const sent = deliveries.filter(({ delivered }) => !withoutMessage.includes(delivered));
  const named = new Set(sent.flatMap((one) => one.named));
  const isListed = (one: Judgement) => sent.length === 0 || named.has(fullName(one));
  const more = recent.filter((one) => !isListed(one));
  const part = (heading: string, judgements: readonly Judgement[]) =>
    judgements.length === 0
      ? []
      : [
          ...(heading ? [`<h3>${escapeHtml(heading)}</h3>`] : []),
          ...table(
            // A phone shows the first two; the others are reached by scrolling.
            ['Waited', 'Pull request', 'Asked', 'Author', 'Since', 'Size'],
            judgements,
            budget,
            (one) => overdueRow(one, report),
          ),
        ];
  return [
    ...part('', recent.filter(isListed)),
    ...part(`${formatCount(more.length)} more, which the message only counts`, more),
    ...part(moreBeyond(report.settings.maxAge ?? 0, ancient.length, report), ancient),
  ];
}

function overdueRow(judgement: Judgement, report: Report): string[] {
  const { pullRequest, start, waited, units } = judgement;
  const several = variety(report);
  const looks = reviewsSoFar(judgement, { bots: true });
  const stand = standing(judgement, several);
  const route = routePhrase(judgement, report);
  return [
    `<b>${formatWait(waited, units).replace(/(\d) /g, '$1&nbsp;')}</b>`,
    `${linkTo(judgement, several.repositories)} ${showTitle(pullRequest.title)}${stand ? ` ${show(stand)}` : ''}${looks ? `<br>${show(looks)}` : ''}${route ? `<br>${show(route)}` : ''}`,
    show(whoWasAsked(judgement, report)),
    escapeHtml(byline(pullRequest.author)),
    `${start.how} ${unbroken(formatInstant(start.at, report.settings.timezone, report.now))}`,
    size(judgement),
  ];
}

function otherRow(judgement: Judgement, report: Report): string[] {
  const reason = reasonOf(judgement, report);
  const where = `${linkTo(judgement, variety(report).repositories)} ${show(judgement.pullRequest.title, 80)}`;
  return [where, judgement.finding.verdict, show(reason, 400)];
}

function table<T>(
  heads: readonly string[],
  items: readonly T[],
  budget: { left: number },
  cells: (item: T) => string[],
): string[] {
  if (items.length === 0) return [];
  const rows: string[] = [];
  for (const item of items) {
    const row = `<tr>${cells(item)
      .map((cell) => `<td>${cell}</td>`)
      .join('')}</tr>`;
    budget.left -= Buffer.byteLength(row) + 1;
    if (budget.left < 0) break;
    rows.push(row);
  }
  const cut = items.length - rows.length;
  return [
    `<table><tr>${heads.map((head) => `<th>${head}</th>`).join('')}</tr>`,
    ...rows,
    '</table>',
    ...(cut > 0
      ? [`<p>${formatCount(cut)} more do not fit into a job summary: the report file has them all.</p>`]
      : []),
  ];
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

function linkTo(judgement: Judgement, withRepository: boolean): string {
  return `<a href="${escapeHtml(judgement.pullRequest.url)}">${escapeHtml(numbered(judgement, withRepository))}</a>`;
}

/** Our own text, kept on one line of its cell. */
function unbroken(text: string): string {
  return text.replaceAll(' ', '&nbsp;');
}

/** Long words may break: a cell is as wide as its longest word, and on a phone the title would not fit beside the wait. */
function showTitle(title: string): string {
  return clipWidth(label(title), 120)
    .replace(/[!-~]{8,23}[-_./:=](?=[!-~]{3})|[!-~]{24}(?=[!-~]{3})/g, '$&\n')
    .split('\n')
    .map(escapeHtml)
    .join('<wbr>');
}

function show(text: string, columns = 120): string {
  return escapeHtml(clipWidth(label(text), columns));
}
