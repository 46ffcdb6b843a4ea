import { createHash } from 'node:crypto';
import type { Judgement } from '../../review/judge.ts';
import { clipWidth } from '../../text/untrusted.ts';
import { formatDuration } from '../../values/duration.ts';
import { formatNow } from '../../values/zone.ts';
import type { Audience } from '../audience.ts';
import { fullName, isAncient, lookedAtCount, type Report, withVerdict } from '../report.ts';
import {
  formatCount,
  headline,
  longerThan,
  moreBeyond,
  plural,
  pullRequests,
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
  section,
  text,
} from './blocks.ts';
import { waitOf } from './item.ts';
import { type Layout, layouts, listBlocks } from './list.ts';
import { mark, markedBeyond } from './marks.ts';
import { messageText } from './message-text.ts';
import { fits } from './stored-blocks.ts';
import { elsewhereBlock, unreachableBlocks } from './warnings.ts';

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

/** Columns for untrusted text. */
const columns = { watched: 200 };
/** Causes of what could not be looked at, and repositories where nothing was. */
const causesNamed = 5;

/**
 * Renders an audience's message: as many pull requests as `max-listed` and Slack's bounds admit, the longest wait first.
 * @param items at most so many, where Slack refused the message for its size; with 0, headline and link
 */
export function renderMessage(audience: Audience, items = Number.POSITIVE_INFINITY): Message {
  const { report, style } = audience;
  const overdue = withVerdict(report, 'overdue');
  const listable = overdue.filter((judgement) => !isAncient(judgement, style));
  const causes = items > 0 ? causesNamed : 1;
  const compose = (count: number, layout: Layout) => {
    const listed = listable.slice(0, count);
    const beyond = markedBeyond(listed, report.allowed);
    return [
      header(clipWidth(headline(report), 140)),
      context(plain(subtitle(report, listed, beyond))),
      ...listBlocks(listed, report, { layout, beyond }),
      ...tail(audience, listable.slice(count), overdue.length - listable.length),
      ...elsewhereBlock(report, causes),
      ...unreachableBlocks(report, causes),
      context(...footer(report)),
    ];
  };
  let count = Math.min(listable.length, style.maxListed, items);
  let blocks = firstFitting(compose, count);
  while (!blocks && count > 0) blocks = firstFitting(compose, --count);
  const shown = listable.slice(0, count);
  return {
    blocks: blocks ?? compose(0, 'dense'),
    text: messageText(report, shown),
    metadata: metadata(audience, shown),
    count: report.counts.overdue,
    named: shown.map(fullName),
  };
}

/** The roomiest layout that Slack takes with so many pull requests, if any. */
function firstFitting(
  compose: (count: number, layout: Layout) => Block[],
  count: number,
): Block[] | undefined {
  for (const layout of layouts) {
    const blocks = compose(count, layout);
    if (fits(blocks)) return blocks;
  }
  return undefined;
}

/** The longest wait, where was looked, and what the mark means: each only where nothing else says it. */
function subtitle(report: Report, listed: readonly Judgement[], beyond: number | undefined): string {
  const { counts, repositories, settings } = report;
  const [oldest, second] = withVerdict(report, 'overdue');
  const headed = listed.length > 0 && variety(report).repositories;
  const where = headed
    ? plural(repositories.length, 'repository')
    : clipWidth(watchedPhrase(report), columns.watched) || 'nothing was looked at';
  return [
    ...(oldest && second ? [`the oldest for ${waitOf(oldest, report)}`] : []),
    where,
    ...(counts.overdue > 0 ? [] : [longerThan(report)]),
    ...(beyond === undefined ? [] : [`${mark} over ${formatDuration(beyond, settings.units)}`]),
  ].join(' · ');
}

/** What is counted, not listed; the run's summary lists it. */
function tail({ report, style }: Audience, rest: readonly Judgement[], ancient: number): Block[] {
  const { run } = report;
  const [longest] = rest;
  const more = longest
    ? [
        text(`and ${formatCount(rest.length)} more, waiting up to ${waitOf(longest, report)} · `),
        linked(run.url, 'see them all'),
      ]
    : [];
  const old =
    ancient > 0 && style.maxAge !== undefined
      ? [
          text(`${longest ? '\n' : ''}${moreBeyond(style.maxAge, ancient, report)} · `),
          linked(run.url, 'see them'),
        ]
      : [];
  return longest || old.length > 0 ? [richText(section(...more, ...old))] : [];
}

function linked(url: string, words: string) {
  return url ? link(url, words) : text("see the run's summary");
}

function footer(report: Report) {
  const { checked, now, settings, run } = report;
  const when = formatNow(now, settings.timezone);
  return [
    plain(`${lookedAtCount(report) > 0 ? `${pullRequests(checked, 'open ')}, ` : ''}${when}`),
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
