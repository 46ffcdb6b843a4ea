/** The pull requests of a summary, in tables that fit into it together. */
import type { Judgement } from '../../review/judge.ts';
import { reasonOf } from '../../review/reason.ts';
import { escapeHtml } from '../../text/untrusted.ts';
import { formatWait } from '../../values/duration.ts';
import { formatInstant } from '../../values/zone.ts';
import { fullName, isAncient, type Report, withVerdict } from '../report.ts';
import { routePhrase } from '../routing.ts';
import type { Delivered, Delivery } from '../slack/delivery.ts';
import {
  byline,
  formatCount,
  moreBeyond,
  reviewsSoFar,
  size,
  standing,
  variety,
  whoWasAsked,
  whyOthers,
} from '../words.ts';
import { linkTo, show, showTitle, unbroken } from './html.ts';

/** Bytes of UTF-8 for all rows of pull requests; what stands around them is far below the rest of 1 MiB. */
const rowsAtMost = 850 * 1024;

/** Bytes that are left for further rows. */
export interface Budget {
  left: number;
}

export const openBudget = (): Budget => ({ left: rowsAtMost });

/** Where no message of this run lists anything. */
const withoutMessage: readonly Delivered[] = ['failed', 'nothing-to-say'];

/** Those that the message lists; then exactly those that its "and 11 more" counts; then those beyond `max-age`. */
export function overduePart(report: Report, deliveries: readonly Delivery[], budget: Budget): string[] {
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

/** Why each of the others is not listed, collapsed. */
export function othersPart(report: Report, budget: Budget): string[] {
  const others = report.judgements.filter(({ finding }) => finding.verdict !== 'overdue');
  if (others.length === 0) return [];
  return [
    `<details><summary>${whyOthers(others.length)}</summary>`,
    ...table(['Pull request', 'Verdict', 'Reason'], others, budget, (one) => otherRow(one, report)),
    '</details>',
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
  budget: Budget,
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
