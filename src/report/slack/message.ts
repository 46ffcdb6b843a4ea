import { createHash } from 'node:crypto';
import type { Judgement } from '../../review/judge.ts';
import { clipWidth, label, widthOf } from '../../text/untrusted.ts';
import { formatDuration, formatWait } from '../../values/duration.ts';
import { formatNow } from '../../values/zone.ts';
import type { Audience } from '../audience.ts';
import { causeLine, causesOf } from '../cause.ts';
import { elsewhereLine } from '../elsewhere.ts';
import { fullName, isAncient, lookedAtCount, type Report, withVerdict } from '../report.ts';
import {
  asked,
  byline,
  formatCount,
  headline,
  longerThan,
  numbered,
  plural,
  pullRequests,
  reviewsSoFar,
  size,
  standing,
  variety,
  watchedPhrase,
} from '../words.ts';
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
import { messageText } from './message-text.ts';
import { fits } from './stored-blocks.ts';

/** One Slack message, ready to send. */
export interface Message {
  readonly blocks: Block[];
  /** What notifications and screen readers get: they don't read blocks. */
  readonly text: string;
  readonly metadata: { readonly event_type: string; readonly event_payload: Record<string, string | number> };
  /** Overdue pull requests, listed or not. */
  readonly count: number;
  /** `owner/name#12` of those that it lists, in order. */
  readonly named: readonly string[];
}

/** Makes the message. @param items lists at most so many pull requests */
export type Render = (items?: number) => Message;

/** Columns for untrusted text, so that each pull request takes two lines. */
const columns = { title: 60, asked: 60, looks: 60, login: 40, branch: 40, watched: 200, reason: 250 };
/** What fits on a line of Slack's usual width; a title gets what the wait and the repository leave, but not nothing. */
const line = { columns: 80, title: 24 };
/** Causes of what could not be looked at, and repositories where nothing was. */
const causesNamed = 5;
/** Wide blanks, which Slack keeps: the second line stands below the first one's text. */
const indent = '\u2003\u2002';

/**
 * Renders an audience's message: as many pull requests as `max-listed` and Slack's bounds admit, the longest wait first.
 * @param items at most so many, where Slack refused the message for its size; with 0, headline and link
 */
export function renderMessage(audience: Audience, items = Number.POSITIVE_INFINITY): Message {
  const { report, style } = audience;
  const overdue = withVerdict(report, 'overdue');
  const listable = overdue.filter((judgement) => !isAncient(judgement, style));
  const listed = listable
    .slice(0, Math.min(style.maxListed, items))
    .map((judgement) => item(judgement, report));
  const causes = items > 0 ? causesNamed : 1;
  const compose = (count: number) => [
    header(clipWidth(headline(report), 140)),
    context(plain(subtitle(report))),
    ...listed.slice(0, count),
    ...tail(audience, listable.slice(count), overdue.length - listable.length),
    ...elsewhereBlock(report, causes),
    ...unreachableBlock(report, causes),
    context(...footer(report)),
  ];
  let count = listed.length;
  while (count > 0 && !fits(compose(count))) count--;
  const shown = listable.slice(0, count);
  return {
    blocks: compose(count),
    text: messageText(report, shown),
    metadata: metadata(audience, shown),
    count: report.counts.overdue,
    named: shown.map(fullName),
  };
}

/** Twice the allowed wait is urgent: a shape as well as a colour. */
function urgency({ waited, allowed }: Judgement): string {
  return waited > 2 * allowed ? '🔴' : '🔶';
}

function subtitle(report: Report): string {
  const { allowed, counts, settings } = report;
  const where = clipWidth(watchedPhrase(report), columns.watched);
  const urgent = counts.overdue > 0 && allowed > 0;
  const legend = urgent
    ? ` · 🔶 ${longerThan(report)} · 🔴 longer than ${formatDuration(2 * allowed, settings.units)}`
    : ` · ${longerThan(report)}`;
  return `${where || 'nothing was looked at'}${legend}`;
}

function item(judgement: Judgement, report: Report): Block {
  const { pullRequest, waited } = judgement;
  const several = variety(report);
  const looks = reviewsSoFar(judgement);
  const stand = standing(judgement, several);
  const wait = formatWait(waited, report.settings.units);
  const name = numbered(judgement, several.repositories);
  const left = line.columns - widthOf(wait) - widthOf(name);
  const title = clipWidth(label(pullRequest.title), Math.min(columns.title, Math.max(line.title, left)));
  const facts = [
    clipWidth(byline(pullRequest.author), columns.login),
    size(judgement),
    clipWidth(asked(judgement, report), columns.asked),
    ...(stand ? [clipWidth(stand, columns.branch)] : []),
    ...(pullRequest.draft ? ['draft'] : []),
    ...(looks ? [clipWidth(looks, columns.looks)] : []),
  ];
  return richText(
    text(`${urgency(judgement)} ${wait}  `, { bold: true }),
    link(pullRequest.url, `${name} ${title}`),
    text(`\n${indent}${facts.join(' · ')}`),
  );
}

/** What is counted, not listed; the run's summary lists it. */
function tail({ report, style }: Audience, rest: readonly Judgement[], ancient: number): Block[] {
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
    ancient > 0 && style.maxAge !== undefined
      ? [
          text(
            `${longest ? '\n' : ''}${formatCount(ancient)} more ${ancient === 1 ? 'waits' : 'wait'} longer than ${formatDuration(style.maxAge, settings.units)} · `,
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
function elsewhereBlock(report: Report, named: number): Block[] {
  const idle = report.repositories.filter(({ elsewhere }) => elsewhere);
  if (report.counts.overdue > 0 || idle.length === 0) return [];
  const lines = idle.slice(0, named).map((one) => `⚠ ${clipWidth(elsewhereLine(one), columns.reason)}`);
  const more = idle.length - lines.length;
  if (more > 0) lines.push(`⚠ and ${plural(more, 'further repository')}`);
  return [richText(text(lines.join('\n')))];
}

function unreachableBlock({ unreachable }: Report, named: number): Block[] {
  if (unreachable.length === 0) return [];
  const causes = causesOf(unreachable);
  const lines = causes.slice(0, named).map((cause) => `⚠ ${clipWidth(causeLine(cause), columns.reason)}`);
  const more = causes.slice(named).reduce((sum, { count }) => sum + count, 0);
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
function metadata({ destination, report }: Audience, listed: readonly Judgement[]): Message['metadata'] {
  const { run, counts } = report;
  const where = destination.kind === 'bot' ? (destination.channel ?? '') : destination.kind;
  const hashes = listed.map((judgement) => hash(fullName(judgement)));
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
