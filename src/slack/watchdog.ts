/** One scheduled message that each run replaces: it comes where no further run gets through. */
import type { WebClient } from '@slack/web-api';
import * as v from 'valibot';
import type { DeliveryProblem } from '../report/slack/delivery.ts';
import type { Watchdog } from '../report/slack/watchdog.ts';
import { watchdogKeyOf } from '../report/slack/watchdog-text.ts';
import { ServerText } from '../text/server-text.ts';
import { lenient } from '../values/lenient.ts';
import { targetOf } from './bot.ts';
import { Channel } from './channel.ts';
import { type Bot, createClient, newMessage } from './client.ts';
import { readFailure, type SlackFailure } from './failure.ts';
import { type Posting, Retries } from './posting.ts';
import { nameOf, type Target } from './target.ts';
import { notScheduled, notTakenBack, tooMany } from './watchdog-problem.ts';

export interface WatchdogOrder {
  /** Holds the key in its link. */
  readonly text: string;
  readonly key: string;
  /** The run's moment, and how long Slack waits from there; in ms. */
  readonly now: number;
  readonly length: number;
}

/** Read of a list at most. */
const pages = { most: 20, items: 100 } as const;
/** Slack refuses to delete what is due within 60 s, and was seen to post what was deleted within 5 minutes of its time (bolt-js#1857). In ms. */
const tooSoon = 300_000;

/**
 * Schedules a new message, then takes back those of this key that were scheduled before: where the first fails,
 * what is there stays. The order is Slack's own, so that of two runs at once exactly one is left.
 * Never throws: what went wrong stands in the result, with cause and remedy.
 */
export async function renewWatchdog(order: WatchdogOrder, bot: Bot, posting: Posting): Promise<Watchdog> {
  const { text, key, now, length } = order;
  const client = createClient(bot, posting);
  const channel = bot.channel ?? '';
  const postAt = Math.floor((now + length) / 1000);
  const scheduled = await new Retries(posting, 'post').run(
    () =>
      client.chat.scheduleMessage({
        channel,
        text,
        post_at: postAt,
        ...newMessage,
      }),
    readFailure,
  );
  if ('failure' in scheduled) {
    const target = await targetOf(scheduled.failure, new Channel(bot, posting));
    return { kind: 'failed', problem: notScheduled(scheduled.failure, target) };
  }
  const target = { kind: 'bot', channel, app: '' } as const;
  const own = v.parse(scheduledAnswer, scheduled.answer);
  const where = channel.startsWith('#') ? undefined : own.channel;
  const taken = await takeBack(client, { key, now, where, own: own.scheduled_message_id, target, posting });
  return { kind: 'renewed', at: postAt * 1000, to: nameOf(target), ...taken };
}

const scheduledShape = v.object({
  channel: lenient(v.pipe(v.string(), v.regex(/^[CGD][A-Z0-9]{2,20}$/))),
  scheduled_message_id: lenient(v.string()),
});
const scheduledAnswer = v.fallback(scheduledShape, { channel: undefined, scheduled_message_id: undefined });

interface Earlier {
  readonly key: string;
  readonly now: number;
  /** ID of the channel; undefined where the settings have a name, which may have been another channel's. */
  readonly where: string | undefined;
  /** ID of the new one. */
  readonly own: string | undefined;
  readonly target: Target;
  readonly posting: Posting;
}

/** Deletes what was scheduled before the new one. */
async function takeBack(
  client: WebClient,
  { key, now, where, own, target, posting }: Earlier,
): Promise<{ readonly late: number | undefined; readonly problem: DeliveryProblem | undefined }> {
  const retries = new Retries(posting, 'read');
  const listed = await list(client, where, retries);
  if ('failure' in listed)
    return { late: undefined, problem: notTakenBack(listed.failure, target, 'chat.scheduledMessages.list') };
  const ours = listed.messages.filter(({ text }) => watchdogKeyOf(text) === key).sort(byCreation);
  // Where it is not listed another run has replaced it, and the newest is that run's.
  const place = ours.findIndex(({ id }) => id === own);
  const earlier = ours.slice(0, place === -1 ? -1 : place);
  let late: number | undefined;
  for (const { id, channel_id, post_at } of earlier) {
    const deleted = await retries.run(
      () => client.chat.deleteScheduledMessage({ channel: channel_id, scheduled_message_id: id }),
      readFailure,
    );
    if ('failure' in deleted && !isGone(deleted.failure))
      return { late, problem: notTakenBack(deleted.failure, target, 'chat.deleteScheduledMessage') };
    if (post_at * 1000 <= now + tooSoon) late = Math.max(late ?? 0, post_at * 1000);
  }
  return { late, problem: listed.whole ? undefined : tooMany(listed.messages.length) };
}

/** Posted, due within 60 s, or taken back by another run. */
function isGone(failure: SlackFailure): boolean {
  return failure.kind === 'refused' && failure.code === 'invalid_scheduled_message_id';
}

const listedMessage = v.object({
  id: v.string(),
  channel_id: v.string(),
  post_at: v.number(),
  date_created: v.number(),
  text: v.string(),
});
type Listed = v.InferOutput<typeof listedMessage>;
const listAnswer = v.object({
  scheduled_messages: v.array(v.unknown()),
  response_metadata: v.fallback(v.object({ next_cursor: v.fallback(v.string(), '') }), { next_cursor: '' }),
});

/** What this app has scheduled: in one channel, or everywhere. */
async function list(
  client: WebClient,
  channel: string | undefined,
  retries: Retries,
): Promise<{ readonly messages: Listed[]; readonly whole: boolean } | { readonly failure: SlackFailure }> {
  const messages: Listed[] = [];
  let cursor = '';
  for (let page = 0; page < pages.most; page++) {
    const result = await retries.run(
      () =>
        client.chat.scheduledMessages.list({
          limit: pages.items,
          ...(channel !== undefined && { channel }),
          ...(cursor !== '' && { cursor }),
        }),
      readFailure,
    );
    if ('failure' in result) return result;
    const answer = v.safeParse(listAnswer, result.answer);
    if (!answer.success)
      return { failure: { kind: 'not slack', what: new ServerText('', 'an answer without a list') } };
    for (const one of answer.output.scheduled_messages) {
      const message = v.safeParse(listedMessage, one);
      if (message.success) messages.push(message.output);
    }
    cursor = answer.output.response_metadata.next_cursor;
    if (cursor === '') return { messages, whole: true };
  }
  return { messages, whole: false };
}

/** Slack counts seconds. Within one, its IDs give an order that is the same for everybody: never are both taken back. */
function byCreation(one: Listed, other: Listed): number {
  return (
    one.date_created - other.date_created || one.id.length - other.id.length || (one.id < other.id ? -1 : 1)
  );
}
