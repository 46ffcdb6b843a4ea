import type { Judgement } from '../../review/judge.ts';
import { clipWidth } from '../../text/untrusted.ts';
import { formatDuration } from '../../values/duration.ts';
import { formatNow } from '../../values/zone.ts';
import type { Audience } from '../audience.ts';
import { fullName, lookedAtCount, type Report, withVerdict } from '../report.ts';
import {
  formatCount,
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
  markdownDate,
  markdownLink,
  plain,
  readersDate,
  richText,
  section,
  text,
} from './blocks.ts';
import { type Content, contentOf } from './content.ts';
import { waitOf } from './item.ts';
import { type Layout, layouts, listBlocks } from './list.ts';
import { mark, markedBeyond } from './marks.ts';
import type { Memory } from './memory.ts';
import { furtherBlock, furtherMentions, pingsAnybody } from './mentions.ts';
import { messageText } from './message-text.ts';
import type { Row } from './row.ts';
import { fits } from './stored-blocks.ts';
import { elsewhereBlock, unreachableBlocks } from './warnings.ts';

/** One Slack message, ready to send. */
export interface Message {
  readonly blocks: Block[];
  /** What notifications and screen readers get: they don't read blocks. */
  readonly text: string;
  /** What later runs are to know of it. */
  readonly memory: Memory;
  /** Overdue pull requests, listed or not. */
  readonly count: number;
  /** `owner/name#12` of those overdue that it lists, in order. */
  readonly named: readonly string[];
  /** It pings somebody. */
  readonly pings: boolean;
}

/** Makes the message. @param items lists at most so many pull requests @param silent pings nobody */
export type Render = (items?: number, silent?: boolean) => Message;

/** Columns for untrusted text. */
const columns = { watched: 200 };
/** Causes of what could not be looked at, and repositories where nothing was. */
const causesNamed = 5;

/**
 * Draws an audience's message: as many pull requests as `max-listed` and Slack's bounds admit, the longest wait first.
 * What is struck gives way to what waits.
 * @param items at most so many, where Slack refused the message for its size; with 0, headline and link
 * @param content what it says, where a message came before
 */
export function renderMessage(
  audience: Audience,
  items = Number.POSITIVE_INFINITY,
  content = contentOf(audience),
): Message {
  const { report, style } = audience;
  const { rows, settled, memory } = content;
  const causes = items > 0 ? causesNamed : 1;
  const compose = (count: number, struck: number, layout: Layout) => {
    const listed = rows.slice(0, count);
    const beyond = markedBeyond(judgementsOf(listed), report.allowed);
    const all = [...listed, ...settled.slice(0, struck)];
    return [
      header(clipWidth(content.headline, 140)),
      context(plain(subtitle(report, content, { listed, beyond }))),
      ...listBlocks(all, report, { layout, beyond, dated: content.kept }),
      ...tail(audience, content, rows.slice(count)),
      ...furtherBlock(furtherMentions(listed, rows.slice(count), layout === 'dense')),
      ...elsewhereBlock(report, causes),
      ...unreachableBlocks(report, causes),
      context(...footer(report, content)),
    ];
  };
  let count = Math.min(rows.length, style.maxListed, items);
  let struck = items > 0 ? settled.length : 0;
  let blocks = firstFitting((layout) => compose(count, struck, layout));
  while (!blocks && struck + count > 0) {
    if (struck > 0) struck = Math.floor(struck / 2);
    else count--;
    blocks = firstFitting((layout) => compose(count, struck, layout));
  }
  const shown = judgementsOf(rows.slice(0, count));
  return {
    blocks: blocks ?? compose(0, 0, 'dense'),
    text: messageText(report, content, shown),
    memory,
    count: report.counts.overdue,
    named: shown.map(fullName),
    pings: pingsAnybody(rows),
  };
}

function judgementsOf(rows: readonly Row[]): Judgement[] {
  return rows.flatMap((row) => (row.kind === 'waiting' ? [row.judgement] : []));
}

/** The roomiest layout that Slack takes, if any. */
function firstFitting(compose: (layout: Layout) => Block[]): Block[] | undefined {
  for (const layout of layouts) {
    const blocks = compose(layout);
    if (fits(blocks)) return blocks;
  }
  return undefined;
}

/** The longest wait, where was looked, and what the mark means: each only where nothing else says it. */
function subtitle(
  report: Report,
  { headline, rows, settled, count }: Content,
  { listed, beyond }: { readonly listed: readonly Row[]; readonly beyond: number | undefined },
): string {
  const { repositories, settings } = report;
  const [oldest, second] = withVerdict(report, 'overdue');
  const headed = listed.length > 0 && variety(report).repositories;
  const where = headed
    ? plural(repositories.length, 'repository')
    : clipWidth(watchedPhrase(report), columns.watched) || 'nothing was looked at';
  const fresh = newCount(rows);
  const isTold = count > 0 || settled.length > 0 || headline.includes(longerThan(report));
  return [
    ...(fresh > 0 ? [`${formatCount(fresh)} new`] : []),
    ...(oldest && second ? [`the oldest for ${waitOf(oldest)}`] : []),
    where,
    ...(isTold ? [] : [longerThan(report)]),
    ...(beyond === undefined ? [] : [`${mark} over ${formatDuration(beyond, settings.units)}`]),
  ].join(' · ');
}

/** Those that no fresh message has told of. */
function newCount(rows: Content['rows']): number {
  return rows.filter((row) => row.kind === 'waiting' && row.isNew).length;
}

/** What is counted, not listed; the run's summary lists it. */
function tail({ report, style }: Audience, { ancient, unnamed }: Content, rest: Content['rows']): Block[] {
  const { run } = report;
  const [longest] = judgementsOf(rest);
  const count = rest.length + unnamed;
  const upTo = longest ? `, waiting up to ${waitOf(longest)}` : '';
  const fresh = newCount(rest);
  const news = fresh > 0 ? `, ${formatCount(fresh)} of them new` : '';
  const more =
    count > 0
      ? [text(`and ${formatCount(count)} more${news}${upTo} · `), linked(run.url, 'see them all')]
      : [];
  const old =
    ancient > 0 && style.maxAge !== undefined
      ? [
          text(`${count > 0 ? '\n' : ''}${moreBeyond(style.maxAge, ancient, report)} · `),
          linked(run.url, 'see them'),
        ]
      : [];
  return count > 0 || old.length > 0 ? [richText(section(...more, ...old))] : [];
}

function linked(url: string, words: string) {
  return url ? link(url, words) : text("see the run's summary");
}

function footer(report: Report, { kept, reminder }: Content) {
  const { checked, now, settings, run } = report;
  const when = formatNow(now, settings.timezone);
  const looked = lookedAtCount(report) > 0 ? `${pullRequests(checked, 'open ')}` : '';
  return [
    ...(kept
      ? [
          ...(looked ? [plain(looked)] : []),
          markdownDate({ instant: now, words: 'as of', timed: true, fallback: `as of ${when}` }),
        ]
      : [plain(`${looked && `${looked}, `}${when}`), readersDate(now, when)]),
    ...(reminder ? [plain(`next reminder ${reminder}`)] : []),
    ...(run.url ? [markdownLink(run.url, `run #${run.number}`)] : []),
  ];
}
