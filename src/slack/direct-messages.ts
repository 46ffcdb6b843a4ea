/** Direct messages, after the message in the channel: what one of them meets concerns nobody else. */
import type { Delivery, DeliveryProblem } from '../report/slack/delivery.ts';
import type { Direct, Place } from '../report/slack/direct.ts';
import { type Channel, permalink, readPosted } from './channel.ts';
import { type Bot, createClient, newMessage } from './client.ts';
import { toDeliveryProblem } from './delivery-problem.ts';
import { readFailure, type SlackFailure } from './failure.ts';
import { type Posting, Retries } from './posting.ts';

export interface SentDirect {
  readonly delivery: Delivery;
  readonly problem: DeliveryProblem | undefined;
}

/** Posts each to its person (docs.slack.dev: chat.postMessage takes a user's ID). A lost answer is not asked for again. */
export async function sendDirect(bot: Bot, all: readonly Direct[], posting: Posting): Promise<SentDirect[]> {
  const client = createClient(bot, posting);
  const retries = new Retries(posting, 'post');
  const sent: SentDirect[] = [];
  for (const { person, text, blocks, count } of all) {
    const result = await retries.run(
      () =>
        client.chat.postMessage({
          channel: person,
          text,
          blocks,
          ...newMessage,
        }),
      readFailure,
    );
    const base = { to: person, channel: person, count, named: [], notes: [], direct: true } as const;
    if ('failure' in result) {
      const { delivered, problem } = problemOf(result.failure, person);
      sent.push({ delivery: { ...base, delivered, ts: undefined }, problem });
    } else {
      const { ts } = readPosted(result.answer);
      sent.push({ delivery: { ...base, delivered: 'posted', ts }, problem: undefined });
    }
  }
  return sent;
}

/** What concerns the person is in people; the rest is as for any message. */
const ofPerson: ReadonlyMap<string, string> = new Map([
  ['messages_tab_disabled', 'switch the app\'s messages tab on ("App Home" in the settings of the app).'],
  ['user_disabled', 'the person is deactivated: take them out of people.'],
  ['is_archived', 'the person is deactivated: take them out of people.'],
  ['cannot_dm_bot', 'it is a bot, and bots get no messages: take it out of people.'],
  ...['user_not_found', 'users_not_found', 'channel_not_found', 'not_in_channel'].map(
    (code) =>
      [
        code,
        'correct the ID in people: it stands in the person\'s profile in Slack, under "Copy member ID". The person may also be hidden from the app.',
      ] as const,
  ),
]);

function problemOf(failure: SlackFailure, person: string) {
  const found = toDeliveryProblem(failure, { kind: 'bot', channel: person, app: '' });
  const remedy = failure.kind === 'refused' ? ofPerson.get(failure.code) : undefined;
  return remedy === undefined ? found : { ...found, problem: { ...found.problem, remedy } };
}

/** Where the message in the channel stands. */
export async function placeOf(channel: Channel, { channel: id, ts }: Delivery): Promise<Place | undefined> {
  if (id === undefined || ts === undefined) return undefined;
  const identity = await channel.identity();
  if ('failure' in identity) return undefined;
  const words = channel.name.startsWith('#') ? `in ${channel.name}` : 'in the channel';
  return { words, url: permalink(identity.answer, id, ts) };
}
