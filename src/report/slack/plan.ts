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

/** A run that was stopped between its post and the shrinking left a message at most this much older, in s. */
const leftWithin = 3600;

/** Whether a message is one that should have been superseded when the newer one was posted. */
export function isLeftover(
  older: Pick<Live, 'ts'>,
  { ts, memory: { before } }: Pick<Live, 'ts' | 'memory'>,
): boolean {
  if (Number(older.ts) >= Number(ts)) return false;
  return older.ts === before || Number(older.ts) > Number(ts) - leftWithin;
}

/**
 * @param found our messages in the channel, the newest first
 * @param fates what became of those named that this run did not find
 */
export function planMessage(
  audience: Audience,
  found: readonly Live[],
  fates: ReadonlyMap<string, Fate>,
): Plan {
  const { report, style } = audience;
  const [live, ...others] = found;
  const difference = compare(report, live, fates, style);
  const fresh = freshContent(audience, live, difference);
  const mentions = mentionsOfFresh(audience, live, difference);
  const edited = live ? editedContent(audience, live, difference) : fresh;
  const without =
    style.delivery === 'post'
      ? ({ kind: 'post', why: '' } as const)
      : outcomeWithout(audience, { count: report.counts.overdue });
  const isDeleted = style.delivery === 'replace' && report.unreachable.length === 0;
  return {
    outcome: live ? outcomeFor(audience, live, difference, edited) : without,
    fresh: (items, silent) => renderMessage(audience, items, silent ? fresh : withMentions(fresh, mentions)),
    waiting: waitingForPeople(audience, live, difference),
    live,
    edited: (items) => renderMessage(audience, items, edited),
    leftovers: live ? others.filter((older) => isLeftover(older, live)) : [],
    without,
    mayFollow: mayPost(report.run),
    superseded: isDeleted ? undefined : (older, successor) => supersededMessage(older, successor, report),
  };
}
