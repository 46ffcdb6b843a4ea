import { createHash } from 'node:crypto';
import type { Judgement } from '../review/judge.ts';
import { formatDuration, formatWait } from '../terms/duration.ts';
import { formatNow } from '../terms/zone.ts';
import { clipWidth, label, widthOf } from '../text/untrusted.ts';
import {
  type Block,
  context,
  header,
  link,
  markdownLink,
  plain,
  readersDate,
  richText,
  text,
} from './blocks.ts';
import { causeLine, causesOf } from './cause.ts';
import { elsewhereLine } from './elsewhere.ts';
import { messageText } from './message-text.ts';
import { lookedAtCount, type Report, withVerdict } from './report.ts';
import {
  asked,
  byline,
  formatCount,
  headline,
  longerThan,
  looksThatDontCount,
  numbered,
  plural,
  pullRequests,
  scope,
  size,
  variety,
} from './words.ts';

/** One Slack message, ready to send. */
export interface Message {
  readonly blocks: Block[];
  /** What notifications and screen readers get: they don't read blocks. */
  readonly text: string;
  readonly metadata: { readonly event_type: string; readonly event_payload: Record<string, string | number> };
  /** Overdue pull requests, listed or not. */
  readonly count: number;
}

/**
 * Characters of serialised blocks in one message. Slack refuses at about 13,200 of its stored form, which
 * has ids filled in.
 */
const blocksAtMost = 12_000;
/** Columns for untrusted text, so that each pull request takes two lines. */
const columns = { title: 60, asked: 60, looks: 60, login: 40, branch: 40, scope: 200, reason: 250 };
/** What fits on a line of Slack's usual width; a title gets what the wait and the repository leave, but not nothing. */
const line = { columns: 80, title: 24 };
const causesNamed = 5;
const elsewhereNamed = 5;
/** Wide blanks, which Slack keeps: the second line stands below the first one's text. */
const indent = '\u2003\u2002';

/** Renders the message: as many pull requests as `max-listed` and Slack's bounds admit, the longest wait first. */
export function renderMessage(report: Report): Message {
  const overdue = withVerdict(report, 'overdue');
  const { maxAge, maxListed } = report.settings;
  const listable = maxAge === undefined ? overdue : overdue.filter(({ waited }) => waited <= maxAge);
  const items = listable.slice(0, maxListed).map((judgement) => item(judgement, report));
  const compose = (listed: number) => [
    header(clipWidth(headline(report), 140)),
    context(plain(subtitle(report))),
    ...items.slice(0, listed),
    ...tail(report, listable.slice(listed), overdue.length - listable.length),
    ...elsewhereBlock(report),
    ...unreachableBlock(report),
    context(...footer(report)),
  ];
  let listed = items.length;
  while (listed > 0 && JSON.stringify(compose(listed)).length > blocksAtMost) listed--;
  const blocks = compose(listed);
  const shown = listable.slice(0, listed);
  return {
    blocks,
    text: messageText(report, shown),
    metadata: metadata(report, shown),
    count: report.counts.overdue,
  };
}

/** Twice the allowed wait is urgent: a shape as well as a colour. */
function urgency({ waited }: Judgement, { settings }: Report): string {
  return waited > 2 * settings.rules.threshold ? '🔴' : '🔶';
}

function subtitle(report: Report): string {
  const { rules } = report.settings;
  const where = clipWidth(scope(report), columns.scope);
  const urgent = report.counts.overdue > 0 && rules.threshold > 0;
  const legend = urgent
    ? ` · 🔶 ${longerThan(report)} · 🔴 longer than ${formatDuration(2 * rules.threshold, report.settings.units)}`
    : ` · ${longerThan(report)}`;
  return `${where || 'nothing was looked at'}${legend}`;
}

function item(judgement: Judgement, report: Report): Block {
  const { pullRequest, waited } = judgement;
  const several = variety(report);
  const looks = looksThatDontCount(judgement);
  const wait = formatWait(waited, report.settings.units);
  const name = numbered(judgement, several.repositories);
  const left = line.columns - widthOf(wait) - widthOf(name);
  const title = clipWidth(label(pullRequest.title), Math.min(columns.title, Math.max(line.title, left)));
  const facts = [
    clipWidth(byline(pullRequest.author), columns.login),
    size(judgement),
    clipWidth(asked(judgement, report), columns.asked),
    ...(several.branches ? [`→ ${clipWidth(label(pullRequest.base), columns.branch)}`] : []),
    ...(pullRequest.draft ? ['draft'] : []),
    ...(looks ? [clipWidth(looks, columns.looks)] : []),
  ];
  return richText(
    text(`${urgency(judgement, report)} ${wait}  `, { bold: true }),
    link(pullRequest.url, `${name} ${title}`),
    text(`\n${indent}${facts.join(' · ')}`),
  );
}

/** What is counted, not listed; the run's summary lists it. */
function tail(report: Report, rest: readonly Judgement[], ancient: number): Block[] {
  const { settings, run } = report;
  const [longest] = rest;
  const more = longest
    ? [
        text(
          `and ${formatCount(rest.length)} more, waiting up to ${formatWait(longest.waited, settings.units)} · `,
        ),
        linked(run.url, 'see them all'),
      ]
    : [];
  const old =
    ancient > 0 && settings.maxAge !== undefined
      ? [
          text(
            `${longest ? '\n' : ''}${formatCount(ancient)} more ${ancient === 1 ? 'waits' : 'wait'} longer than ${formatDuration(settings.maxAge, settings.units)} · `,
          ),
          linked(run.url, 'see them'),
        ]
      : [];
  return longest || old.length > 0 ? [richText(...more, ...old)] : [];
}

function linked(url: string, words: string) {
  return url ? link(url, words) : text("see the run's summary");
}

/** Beside an all-clear: where pull requests are open that nobody looked at. */
function elsewhereBlock(report: Report): Block[] {
  const idle = report.repositories.filter(({ elsewhere }) => elsewhere);
  if (report.counts.overdue > 0 || idle.length === 0) return [];
  const lines = idle
    .slice(0, elsewhereNamed)
    .map((one) => `⚠ ${clipWidth(elsewhereLine(one), columns.reason)}`);
  const more = idle.length - lines.length;
  if (more > 0) lines.push(`⚠ and ${plural(more, 'further repository')}`);
  return [richText(text(lines.join('\n')))];
}

function unreachableBlock({ unreachable }: Report): Block[] {
  if (unreachable.length === 0) return [];
  const causes = causesOf(unreachable);
  const lines = causes
    .slice(0, causesNamed)
    .map((cause) => `⚠ ${clipWidth(causeLine(cause), columns.reason)}`);
  const more = causes.slice(causesNamed).reduce((sum, { count }) => sum + count, 0);
  if (more > 0) lines.push(`⚠ and ${plural(more, 'further repository')}`);
  return [richText(text(lines.join('\n')))];
}

function footer(report: Report) {
  const { checked, now, settings, run } = report;
  const when = formatNow(now, settings.timezone);
  return [
    plain(`${lookedAtCount(report) > 0 ? `Looked at ${pullRequests(checked, 'open ')}, ` : ''}${when}`),
    readersDate(now, when),
    ...(run.url ? [markdownLink(run.url, `run #${run.number}`)] : []),
  ];
}

/** For later runs to recognise the message and what it said: hashes, never names (anybody in Slack can read it). */
function metadata({ run, settings, counts }: Report, listed: readonly Judgement[]): Message['metadata'] {
  const { destination } = settings;
  const where = destination.kind === 'bot' ? (destination.channel ?? '') : destination.kind;
  const hashes = listed.map(({ pullRequest: { repository, number } }) => hash(`${repository}#${number}`));
  return {
    event_type: 'pr_status_monitor_report',
    event_payload: {
      key: hash(`${run.repository}\n${run.workflow}\n${where}`),
      state: hash([counts.overdue, ...hashes].join('\n')),
      listed: hashes.join(','),
      count: counts.overdue,
    },
  };
}

function hash(content: string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 12);
}
