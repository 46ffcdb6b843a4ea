/** What a message says, before it is drawn. */
import { nextReminder } from '../../review/reminder.ts';
import type { Settled } from '../../review/settled.ts';
import { sanitize } from '../../text/untrusted.ts';
import { civilDay, weekdayNames } from '../../values/civil-day.ts';
import { formatDate, formatInstant } from '../../values/zone.ts';
import { type Audience, levelOf } from '../audience.ts';
import { isAncient, type Report, withVerdict } from '../report.ts';
import { formatCount, headline, standing } from '../words.ts';
import { compare, type Difference, type Live } from './compare.ts';
import { type Memory, pullId } from './memory.ts';
import { messageKey, shortHash } from './message-key.ts';
import { byStart, type SettledRow, type UncheckedRow, type WaitingRow } from './row.ts';

export interface Content {
  readonly headline: string;
  /** Overdue, and not read: what has a row where there is room, the longest wait first. */
  readonly rows: readonly (WaitingRow | UncheckedRow)[];
  /** Struck. */
  readonly settled: readonly SettledRow[];
  /** Beyond `max-age`: counted apart. */
  readonly ancient: number;
  /** Not read, and never named: counted among the "more". */
  readonly unnamed: number;
  /** All that the message counts. */
  readonly count: number;
  /** When the next reminder comes, in words; undefined where none does, or the message is not kept true. */
  readonly reminder: string | undefined;
  /** The message is kept true: it says since when, and as of when. */
  readonly kept: boolean;
  readonly memory: Memory;
}

/** What a message says that nothing comes before. */
export function contentOf(audience: Audience): Content {
  return freshContent(audience, undefined, compare(audience, undefined, new Map()));
}

/** What a message says that is posted now. @param before the newest that it follows */
export function freshContent(
  audience: Audience,
  before: Pick<Live, 'ts'> | undefined,
  difference: Difference,
): Content {
  const { report, style } = audience;
  const { now, run } = report;
  const levels = new Map([...difference.levels].map(([id, level]) => [id, level ?? 0]));
  for (const judgement of withVerdict(report, 'overdue'))
    levels.set(idOf(judgement), levelOf(judgement, audience.levels));
  const memory: Omit<Memory, 'content' | 'count'> = {
    key: keyOf(audience),
    run: run.id,
    now,
    asOf: now,
    config: configHash(report.settings),
    counted: levels,
    told: new Map(),
    cut: false,
    author: undefined,
    before: before?.ts,
    successor: undefined,
  };
  const isKept = style.delivery !== 'post';
  return makeContent(audience, { ...difference, settled: [] }, { memory, done: [], isKept, isFresh: true });
}

/** What the message in the channel says after an edit. */
export function editedContent(audience: Audience, live: Live, difference: Difference): Content {
  const { levels, settled } = difference;
  const before = [...live.memory.counted, ...live.memory.told];
  const told = before.filter(([id, level]) => level !== undefined && !levels.has(id));
  const memory = {
    ...live.memory,
    asOf: audience.report.now,
    config: configHash(audience.report.settings),
    counted: levels,
    told: new Map(told),
  };
  const done = new Map(
    settled.flatMap(({ state, item }) =>
      state && ends.includes(state) ? [[pullId(item.repository, item.number), state] as const] : [],
    ),
  );
  // All that it told of, and all that it strikes.
  const allDone = !memory.cut && done.size === settled.length && before.every(([id]) => done.has(id));
  return makeContent(audience, difference, {
    memory,
    done: allDone ? [...done.values()] : [],
    isKept: true,
    isFresh: false,
  });
}

function configHash({ configFile }: Report['settings']): string | undefined {
  return configFile?.kind === 'read' ? shortHash(configFile.hash, 16) : undefined;
}

/** How a wait ends for good. */
const ends: readonly Settled['kind'][] = ['reviewed', 'merged', 'closed'];

/** What is monitored, for which channel. */
export function keyOf({ destination, report: { settings, run } }: Audience): string {
  const channel = destination.kind === 'bot' ? (destination.channel ?? '') : destination.kind;
  return messageKey(settings, run, channel);
}

interface Making {
  readonly memory: Omit<Memory, 'content' | 'count'>;
  /** How each of those that it told of ended, where all have. */
  readonly done: readonly Settled['kind'][];
  readonly isKept: boolean;
  readonly isFresh: boolean;
}

function makeContent(
  audience: Audience,
  { news, unchecked, uncheckedIds, settled }: Difference,
  { memory, done, isKept, isFresh }: Making,
): Content {
  const { report, style } = audience;
  const overdue = withVerdict(report, 'overdue');
  const listable = overdue.filter((judgement) => !isAncient(judgement, style));
  // Where no message came before, or each one is new, the mark tells nothing apart.
  const isNew = new Set(
    isFresh && (memory.before === undefined || news.length === listable.length) ? [] : news,
  );
  const count = overdue.length + uncheckedIds.size;
  const waiting = listable.map(
    (judgement): WaitingRow => ({ kind: 'waiting', judgement, isNew: isNew.has(judgement) }),
  );
  const content = {
    headline: headlineOf(report, count, done),
    rows: unchecked.length > 0 ? [...waiting, ...unchecked].sort(byStart) : waiting,
    settled,
    ancient: overdue.length - listable.length,
    unnamed: uncheckedIds.size - unchecked.length,
    count,
    kept: isKept,
    reminder: isKept && listable.length > 0 ? reminderWords(report, style, memory.now) : undefined,
  };
  return { ...content, memory: { ...memory, count, content: hashOf(content, audience) } };
}

function headlineOf(report: Report, count: number, done: Making['done']): string {
  if (count > 0) return headline({ ...report, counts: { ...report.counts, overdue: count } });
  const isClear = report.unreachable.length === 0 && report.gap === undefined;
  if (done.length === 0 || !isClear) return headline(report);
  const [first = 'reviewed', ...others] = ends.filter((end) => done.includes(end));
  if (others.length > 0) {
    const counts = [first, ...others].map((end) => `${done.filter((one) => one === end).length} ${end}`);
    return `All ${formatCount(done.length)} are done: ${counts.join(', ')}`;
  }
  return done.length === 1
    ? `The one that waited has been ${first}`
    : `All ${formatCount(done.length)} have been ${first}`;
}

/**
 * A hash of what the message says that does not change by time alone: which are counted, with verdict and title, and
 * what could not be read. What is settled is held against the message itself, which may have had no room for all.
 */
function hashOf(
  { headline: head, rows, count, ancient }: Omit<Content, 'memory'>,
  { report, style, levels }: Pick<Audience, 'report' | 'style' | 'levels'>,
): string {
  const counted = withVerdict(report, 'overdue').map((one) => [
    idOf(one),
    isAncient(one, style),
    levelOf(one, levels),
  ]);
  const titles = rows.slice(0, style.maxListed).map((row) => {
    if (row.kind === 'unchecked') return [pullId(row.item.repository, row.item.number), 'unchecked'];
    const { title } = row.judgement.pullRequest;
    return [idOf(row.judgement), sanitize(title), standing(row.judgement, { branches: true })];
  });
  const isSilent = count === 0 && !style.notifyOnFailure;
  const unread = isSilent ? [] : report.unreachable.map(({ repository, partly }) => [repository, partly]);
  const parts = [head, counted, ancient, titles, unread.sort(), report.allowed];
  return shortHash(JSON.stringify(parts), 16);
}

function idOf({ pullRequest: { repository, number } }: WaitingRow['judgement']): string {
  return pullId(repository, number);
}

/** "on Thu", "on Mon 10 Aug", "from Thu 6 Aug 15:02 on"; undefined where none comes. */
function reminderWords(
  { settings: { timezone }, calendar, now }: Pick<Report, 'settings' | 'calendar' | 'now'>,
  { remindEvery }: Audience['style'],
  posted: number,
): string | undefined {
  const due = nextReminder(remindEvery, posted, calendar);
  if (!due) return undefined;
  if ('instant' in due) return `from ${formatInstant(due.instant, timezone, now)} on`;
  const days = due.day - calendar.dayOf(now);
  if (days <= 0) return 'with the next run on a working day';
  // Dates of days have no zone.
  const date = formatDate(due.day * civilDay, 'UTC', now);
  return `on ${days < weekdayNames.length ? date.slice(0, 3) : date}`;
}
