/** Messages of ours, found again in a channel's history. */
import type { Live } from '../report/slack/compare.ts';
import { type Memory, readMemory } from '../report/slack/memory.ts';
import { inOrder } from '../report/slack/plan.ts';
import { readRemembered } from '../report/slack/remembered.ts';
import type { Channel, ShownMessage } from './channel.ts';
import type { Result } from './posting.ts';

/** Messages further back count as none. */
const messagesAtMost = 1000;
const daysAtMost = 30;
const day = 86_400_000;

/** What to look for. */
export interface Sought {
  readonly key: string;
  /** In ms since 1970. */
  readonly now: number;
  /** Only links to this GitHub are pull requests. */
  readonly serverUrl: string;
}

/**
 * Our messages that nothing supersedes, the one that stays first: of the pages up to the newest one's, and those that it
 * followed, wherever they stand. *Ours* is what this bot wrote with this key: a copy of our metadata under another
 * app's message is not.
 */
export async function findLive(channel: Channel, sought: Sought): Promise<Result<readonly Live[]>> {
  let cursor: string | undefined;
  let oldest: string | undefined;
  for (let seen = 0; seen < messagesAtMost; ) {
    const page = await channel.history(cursor === undefined ? {} : { cursor });
    if ('failure' in page) return page;
    const { messages, count, next } = page.answer;
    const found = await liveOf(messages, channel, sought);
    if ('failure' in found) return found;
    oldest = messages.at(-1)?.ts ?? oldest;
    const [newest] = found.answer;
    if (newest) {
      // Where there are no further pages, what is not on this one is nowhere.
      const all = next === '' ? found : await withPredecessors(found.answer, oldest, channel, sought);
      return 'failure' in all ? all : { answer: inOrder(all.answer) };
    }
    seen += count;
    if (next === '' || isTooOld(oldest, sought.now)) break;
    cursor = next;
  }
  return { answer: [] };
}

/** Slack's clock and the runner's differ by seconds: a page more does no harm. */
function isTooOld(ts: string | undefined, now: number): boolean {
  return ts !== undefined && instantOf(ts) < now - (daysAtMost + 1) * day;
}

function instantOf(ts: string): number {
  return Math.floor(Number(ts) * 1000);
}

/** So many runs in a row may have left what they should have superseded. */
const predecessorsAtMost = 5;

/** A run that was killed between its post and what comes after it left its predecessor live. */
async function withPredecessors(
  found: readonly Live[],
  oldest: string | undefined,
  channel: Channel,
  sought: Sought,
): Promise<Result<readonly Live[]>> {
  const all = [...found];
  for (let hops = 0; hops < predecessorsAtMost; hops++) {
    const before = all.at(-1)?.memory.before;
    if (before === undefined || oldest === undefined || Number(before) >= Number(oldest)) break;
    const page = await channel.history({ at: before });
    if ('failure' in page) return page;
    const predecessor = await liveOf(page.answer.messages, channel, sought);
    if ('failure' in predecessor) return predecessor;
    const own = predecessor.answer.find(({ ts }) => ts === before);
    if (!own) break;
    all.push(own);
  }
  return { answer: all };
}

async function liveOf(
  messages: readonly ShownMessage[],
  channel: Channel,
  { key, now, serverUrl }: Sought,
): Promise<Result<readonly Live[]>> {
  const found: Live[] = [];
  for (const message of messages) {
    const memory = readMemory(message.metadata, instantOf(message.ts));
    if (memory?.key !== key || memory.successor !== undefined || now - memory.now > daysAtMost * day)
      continue;
    const author = await authorOf(message, memory, channel);
    if ('failure' in author) return author;
    if (author.answer === undefined) continue;
    found.push({
      ts: message.ts,
      memory,
      items: readRemembered(message.blocks, serverUrl),
      isEdited: isEditedByOthers(message, author.answer),
    });
  }
  return { answer: found.sort((one, other) => Number(other.ts) - Number(one.ts)) };
}

/** The bot that wrote a message, if it is this one. Its own word is taken where Slack says the same; else Slack is asked. */
async function authorOf(
  message: ShownMessage,
  { author }: Memory,
  channel: Channel,
): Promise<Result<string | undefined>> {
  if (author !== undefined && isBy(message, author)) return { answer: author };
  const identity = await channel.identity();
  if ('failure' in identity) return identity;
  return { answer: isBy(message, identity.answer.author) ? identity.answer.author : undefined };
}

function isBy({ bot_id, user }: ShownMessage, author: string): boolean {
  const ids = author.split(',');
  return [bot_id, user].some((id) => id !== undefined && ids.includes(id));
}

function isEditedByOthers({ edited }: ShownMessage, author: string): boolean {
  return edited?.user !== undefined && !author.split(',').includes(edited.user);
}

/** The message that a run posted, whatever else stands there: where Slack's answer to the post was lost. */
export async function findPosted(
  channel: Channel,
  { key, run, now }: Pick<Memory, 'key' | 'run' | 'now'>,
): Promise<Result<string | undefined>> {
  const page = await channel.history();
  if ('failure' in page) return page;
  const own = page.answer.messages.filter(({ metadata, ts }) => {
    const memory = readMemory(metadata, instantOf(ts));
    return memory?.key === key && memory.run === run && memory.now === now;
  });
  return { answer: own.at(-1)?.ts };
}
