/** What is to be done in a channel, and what is written there. Pure. */
import type { Fate } from '../../review/settled.ts';
import type { Audience } from '../audience.ts';
import { compare, type Live } from './compare.ts';
import { editedContent, freshContent } from './content.ts';
import { type Waiting, waitingForPeople } from './direct.ts';
import { mentionsOfFresh, withMentions } from './mentions.ts';
import { type Render, renderMessage } from './message.ts';
import { mayPost, type Outcome, outcomeFor, outcomeWithout } from './outcome.ts';
import { type Superseded, supersededMessage } from './superseded.ts';

export interface Plan {
  readonly outcome: Outcome;
  /** A message of its own. */
  readonly fresh: Render;
  /** What a fresh message is followed by: who gets a direct one. */
  readonly waiting: readonly Waiting[];
  /** The message that is kept true, and what it is to say; undefined where none is there. */
  readonly live: Live | undefined;
  readonly edited: Render;
  /** Older ones that a run left, which was stopped half-way. */
  readonly leftovers: readonly Live[];
  /** What to do where the message has gone meanwhile. */
  readonly without: Outcome;
  /** Whether a message that cannot be edited may be followed by a fresh one. */
  readonly mayFollow: boolean;
  /** What is left of a message that another one follows; undefined where it is deleted. */
  readonly superseded: ((live: Live, successor: Successor) => Superseded) | undefined;
}

/** The message that followed. */
export interface Successor {
  readonly ts: string;
  readonly url: string;
}

/** Runs that overlap post within this time, in s. */
const overlapAtMost = 3600;

/** Whether a message is one that should have been superseded when the newer one was posted. */
export function isLeftover(
  older: Pick<Live, 'ts'>,
  { ts, memory: { before } }: Pick<Live, 'ts' | 'memory'>,
): boolean {
  if (Number(older.ts) >= Number(ts)) return false;
  return older.ts === before || Number(older.ts) > Number(ts) - overlapAtMost;
}

/**
 * The one that stays first, then the others, the newest first. Where runs overlapped the lowest `ts` stays: the run
 * that posted the newer one did not know of it, and takes its own back; whoever comes between must leave the same one.
 * @param found the newest first
 */
export function inOrder(found: readonly Live[]): readonly Live[] {
  const [newest, ...others] = found;
  if (!newest) return found;
  let stays = newest;
  for (const older of others) if (isRival(older, stays)) stays = older;
  return [stays, ...found.filter((one) => one !== stays)];
}

/** Whether the run that posted the newer one did not know of the older one. Only who keeps a message true names its author. */
function isRival(older: Live, { ts, memory: { author, before } }: Live): boolean {
  return (
    author !== undefined &&
    older.memory.author !== undefined &&
    Number(older.ts) > Number(before ?? 0) &&
    Number(older.ts) > Number(ts) - overlapAtMost
  );
}

/** What is to be superseded beside the one that stays: also what several runs in a row have left. */
function leftoversOf(live: Live, others: readonly Live[]): readonly Live[] {
  const left: Live[] = [];
  for (const one of others) {
    const isFollowed = left.some((newer) => newer.memory.before === one.ts || isRival(one, newer));
    if (Number(one.ts) > Number(live.ts) || isFollowed || isLeftover(one, live)) left.push(one);
  }
  return left;
}

/** What a newer one told, which another run posted and could not take back, is told. */
function withTold(live: Live, others: readonly Live[]): Live {
  const newer = others.filter(({ ts }) => Number(ts) > Number(live.ts));
  if (newer.length === 0) return live;
  const all = newer.flatMap(({ memory: { counted, told } }) => [...told, ...counted]);
  const told = new Map(all.filter(([, level]) => level !== undefined));
  return { ...live, memory: { ...live.memory, told: new Map([...told, ...live.memory.told]) } };
}

/**
 * @param found our messages in the channel, the one that stays first
 * @param fates what became of those named that this run did not find
 */
export function planMessage(
  audience: Audience,
  found: readonly Live[],
  fates: ReadonlyMap<string, Fate>,
): Plan {
  const { report, style } = audience;
  const [first, ...others] = found;
  const live = first && withTold(first, others);
  const difference = compare(audience, live, fates);
  const newest = found.toSorted((one, other) => Number(other.ts) - Number(one.ts))[0];
  const fresh = freshContent(audience, newest, difference);
  const naming = withMentions(fresh, mentionsOfFresh(audience, live, difference));
  const edited = live ? editedContent(audience, live, difference) : fresh;
  const without =
    style.delivery === 'post'
      ? ({ kind: 'post', why: '' } as const)
      : outcomeWithout(audience, { count: report.counts.overdue });
  const isDeleted = style.delivery === 'replace' && report.unreachable.length === 0;
  return {
    outcome: live ? outcomeFor(audience, live, difference, edited) : without,
    fresh: (items, silent) => renderMessage(audience, items, silent ? fresh : naming),
    waiting: waitingForPeople(audience, live, difference),
    live,
    edited: (items) => renderMessage(audience, items, edited),
    leftovers: live ? leftoversOf(live, others) : [],
    without,
    mayFollow: mayPost(report.run),
    superseded: isDeleted ? undefined : (older, successor) => supersededMessage(older, successor, report),
  };
}
