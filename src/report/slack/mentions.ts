/** Whom a fresh message pings, and where it names them. An edit pings nobody, and there people are plain text. */
import type { Judgement } from '../../review/judge.ts';
import {
  hasDoubled,
  lowestWaiting,
  type Mention,
  mentionsFor,
  type NamedAsFallback,
} from '../../review/mention.ts';
import { isTimeToRemind } from '../../review/reminder.ts';
import { type Audience, isReached, isReachedToday } from '../audience.ts';
import { isAncient, withVerdict } from '../report.ts';
import { formatCount } from '../words.ts';
import { type Block, type InlineElement, mention, richText, section, text } from './blocks.ts';
import type { Difference, Live } from './compare.ts';
import type { Content } from './content.ts';
import { pullId } from './memory.ts';
import type { Row } from './row.ts';

/** Of one pull request, so many stand beside its title, and in a dense list. */
const [besideAtMost, besideInDense] = [2, 1];
/** So many stand in the line of all others. */
const furtherAtMost = 30;
/** As wide as a name in Slack often is: nobody knows it here. */
const anyName = `@${'n'.repeat(13)}`;

/** Whom a fresh message names for each pull request. @param live the one that it follows */
export function mentionsOfFresh(
  audience: Audience,
  live: Live | undefined,
  difference: Pick<Difference, 'news' | 'levels'>,
): ReadonlyMap<Judgement, readonly Mention[]> {
  const { report, style, directory } = audience;
  if (!directory) return new Map();
  return mentionsFor(pingingOf(audience, live, difference), {
    calendar: report.calendar,
    now: report.now,
    mention: style.mention,
    fallback: style.mentionFallback ?? [],
    directory,
    escalated: (judgement) => escalatedOf(judgement, audience, difference),
  });
}

/**
 * Whom the levels name that it has reached since a fresh message told of it. Where each message stands for itself, those
 * that it reached on this working day.
 */
function escalatedOf(
  judgement: Judgement,
  { levels, style, report }: Audience,
  { levels: told }: Pick<Difference, 'levels'>,
): readonly NamedAsFallback[] {
  const { repository, number } = judgement.pullRequest;
  const reached = levels.filter((level) => isReached(judgement, level));
  const speaking =
    style.delivery === 'post'
      ? reached.filter((level) => isReachedToday(judgement, level, report))
      : reached.slice(told.get(pullId(repository, number)) ?? 0);
  return speaking.flatMap(({ mention: names }) => names);
}

/**
 * The pull requests for which a fresh message pings: all where it is the first or it is time to remind, else the news;
 * with `doubling`, only those told first or whose time overdue has doubled. Of a stack the lowest layer that waits.
 */
export function pingingOf(
  { report, style }: Audience,
  live: Live | undefined,
  { news }: Pick<Difference, 'news'>,
): readonly Judgement[] {
  const { calendar, now, settings } = report;
  const isNews = new Set(news);
  const isLowest = lowestWaiting(report.judgements);
  const remindsOfAll = !live || isTimeToRemind(style.remindEvery, live.memory.now, now, calendar);
  const day = settings.units.day;
  const isDue = (one: Judgement) =>
    isNews.has(one) ||
    (remindsOfAll &&
      (!live || style.mentionRepeat === 'every' || hasDoubled(one, live.memory.now, { calendar, day })));
  return withVerdict(report, 'overdue').filter(
    (one) => !isAncient(one, style) && isDue(one) && isLowest(one),
  );
}

/** The content of a fresh message with those whom it names. */
export function withMentions(
  content: Content,
  mentions: ReadonlyMap<Judgement, readonly Mention[]>,
): Content {
  if (mentions.size === 0) return content;
  const rows = content.rows.map((row) =>
    row.kind === 'waiting' ? { ...row, mentions: mentions.get(row.judgement) } : row,
  );
  return { ...content, rows };
}

/** Whether a message of these rows pings anybody. */
export function pingsAnybody(rows: readonly Row[]): boolean {
  return rows.some((row) => mentionsOf(row).length > 0);
}

function mentionsOf(row: Row): readonly Mention[] {
  return row.kind === 'waiting' ? (row.mentions ?? []) : [];
}

function besideOf(row: Row, isDense: boolean): readonly Mention[] {
  return mentionsOf(row).slice(0, isDense ? besideInDense : besideAtMost);
}

/** What stands behind the title. */
export function mentionElements(row: Row, isDense: boolean): InlineElement[] {
  return besideOf(row, isDense).flatMap((one) => [text(leadOf(one)), mention(one)]);
}

/** The room that takes. */
export function mentionRoom(row: Row, isDense: boolean): string {
  return besideOf(row, isDense)
    .map((one) => `${leadOf(one)}${anyName}`)
    .join('');
}

function leadOf({ as }: Mention): string {
  if (as === 'escalation') return ' ↑ ';
  return as === 'author' ? ' by ' : ' ';
}

/** Those who stand beside no title: of pull requests that are only counted, and the further ones of those listed. */
export function furtherMentions(
  listed: readonly Row[],
  rest: readonly Row[],
  isDense: boolean,
): readonly Mention[] {
  const beyond = (row: Row) => mentionsOf(row).slice(besideOf(row, isDense).length);
  return [...listed.flatMap(beyond), ...rest.flatMap(mentionsOf)];
}

/** A line of their own. */
export function furtherBlock(further: readonly Mention[]): Block[] {
  if (further.length === 0) return [];
  const named = further.slice(0, furtherAtMost);
  const more = further.length - named.length;
  return [
    richText(
      section(
        text('Also:'),
        ...named.flatMap((one) => [text(' '), mention(one)]),
        ...(more > 0 ? [text(` and ${formatCount(more)} more`)] : []),
      ),
    ),
  ];
}
