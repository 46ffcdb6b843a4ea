import type { Delivery, Note } from '../report/slack/delivery.ts';
import type { Message, Render } from '../report/slack/message.ts';
import type { Channel, Posted } from './channel.ts';
import { type Deed, toDeliveryProblem } from './delivery-problem.ts';
import type { SlackFailure } from './failure.ts';
import { type Sent, sendFitting } from './fitting.ts';
import { findPosted } from './history.ts';
import type { Posting, Result } from './posting.ts';
import { optionScopes, scopeRemedy } from './scopes.ts';
import { kindOf, type Target } from './target.ts';

/** Posts by bot token. Where the app may not choose a name or icon, it posts under its own, and says so. */
export async function postByBot(render: Render, channel: Channel, posting: Posting): Promise<Delivery> {
  const sent = await sendOnce(render, channel, posting);
  const { count, named } = sent.message;
  if ('failure' in sent) return { ...(await failedDelivery(channel, sent.failure, 'post')), count, named };
  return { ...postedDelivery(channel, sent.answer), count, named };
}

/** How long Slack may take until a message whose answer was lost shows in the history, in ms. */
const shownAfterMs = 3000;

/**
 * Posts at most once: where the answer is lost, the message is looked for. Where it surely is not there it is posted
 * again, once; where nobody may look, its outcome stays unknown.
 */
export async function sendOnce(render: Render, channel: Channel, posting: Posting): Promise<Sent<Posted>> {
  const first = await sendFitting(render, (message) => channel.post(message), posting);
  const { message } = first;
  // Slack has it, and did not say under which name.
  if ('answer' in first && first.answer.ts === undefined) {
    const found = await findAgain(message, channel, posting);
    return typeof found === 'string' ? first : { message, answer: { ...first.answer, ...found } };
  }
  if (!isUnknown(first)) return first;
  const found = await findAgain(message, channel, posting);
  if (found === 'unknown') return first;
  if (found !== 'not there') return { message, answer: found };
  const second = await channel.post(message);
  if (!isUnknown(second)) return { message, ...second };
  const late = await findAgain(message, channel, posting);
  return typeof late === 'string' ? { message, ...second } : { message, answer: late };
}

function isUnknown(result: Result<Posted>): boolean {
  return 'failure' in result && result.failure.kind === 'unknown';
}

async function findAgain(
  { memory }: Message,
  channel: Channel,
  { pause, note }: Posting,
): Promise<Posted | 'unknown' | 'not there'> {
  if (channel.id === undefined) return 'unknown';
  for (const wait of [0, shownAfterMs]) {
    if (wait > 0) await pause(wait);
    const found = await findPosted(channel, memory);
    if ('failure' in found) return 'unknown';
    if (found.answer === undefined) continue;
    note('Slack: its answer to the post was lost, and the message is there.');
    return { ts: found.answer, channel: channel.id, looksIgnored: false };
  }
  return 'not there';
}

/** What Slack said of a post that it took. */
export function postedDelivery(
  channel: Channel,
  { channel: id, ts, looksIgnored }: Posted,
): Omit<Delivery, 'count' | 'named'> {
  const { name } = channel;
  return {
    delivered: 'posted',
    to: id && id !== name ? `${name} (${id})` : name,
    channel: id ?? name,
    ts,
    notes: looksIgnored ? [withoutLooks] : [],
  };
}

const withoutLooks: Note = {
  topic: 'looks-ignored',
  text:
    "slack-username and slack-icon-emoji had no effect: the message stands under the app's own name. " +
    `Remedy: ${scopeRemedy(optionScopes['slack-username'])} Or remove the two inputs.`,
};

/** What a failure means for the message, with cause and remedy. */
export async function failedDelivery(
  channel: Channel,
  failure: SlackFailure,
  deed: Deed,
): Promise<Omit<Delivery, 'count' | 'named'>> {
  const { name } = channel;
  const problem = toDeliveryProblem(failure, await targetOf(failure, channel), deed);
  return { ...problem, to: name, channel: name, ts: undefined, notes: [] };
}

const unnamedApp = 'the-app';

/** Whom it was for; with the app's name where the remedy is to invite it. */
export async function targetOf(failure: SlackFailure, channel: Channel): Promise<Target> {
  const unnamed = { kind: 'bot', channel: channel.name, app: unnamedApp } as const;
  const namesApp = failure.kind === 'refused' && /^(not_in_channel|channel_not_found)$/.test(failure.code);
  if (!namesApp || kindOf(unnamed) !== 'channel') return unnamed;
  const identity = await channel.identity();
  // A remedy without the name is still one.
  return 'failure' in identity ? unnamed : { ...unnamed, app: identity.answer.name ?? unnamedApp };
}
