/** `chat.scheduleMessage`, `chat.deleteScheduledMessage`, `chat.scheduledMessages.list` (docs.slack.dev). */
import {
  type Call,
  channelById,
  findChannel,
  isHidden,
  type Method,
  missingScope,
  refuse,
  refusePost,
} from './access.ts';
import { keptMetadata, readContent, warned } from './content.ts';
import { pageOf } from './page.ts';
import { authorOf } from './posting.ts';
import type { ScheduledMessage } from './scheduled.ts';
import { appOf } from './workspace.ts';

const secondsAhead = 120 * 24 * 3600;
/** So many for one channel in a window of so many seconds. */
const inWindow = { messages: 30, seconds: 300 };
/** One that is due this soon, in seconds, can no longer be deleted. */
const tooLate = 60;

export const scheduleMessage: Method = (call) => {
  const { token, given, clock } = call;
  const scope = missingScope(token, 'chat:write');
  if (scope) return scope;
  const channel = findChannel(call);
  const refused = refusePost(channel, token);
  if (!channel || refused) return refused ?? refuse('channel_not_found');
  const postAt = Number(given['post_at'] ?? Number.NaN);
  if (!Number.isInteger(postAt) || postAt < 0) return refuse('invalid_time');
  const now = clock.now / 1000;
  if (postAt <= now) return refuse('time_in_past');
  if (postAt > now + secondsAhead) return refuse('time_too_far');
  const content = readContent(given);
  if ('error' in content) return content;
  if (isCrowded(call.scheduled.pending, channel.id, postAt)) return refuse('restricted_too_many');
  const { id, message } = call.scheduled.add(
    {
      channel: channel.id,
      text: content.text,
      blocks: content.blocks,
      ...keptMetadata(content.metadata),
      options: given,
      author: authorOf(token),
    },
    postAt,
  );
  const { text, author } = message;
  return {
    ok: true,
    channel: channel.id,
    scheduled_message_id: id,
    post_at: postAt,
    message: { type: 'delayed_message', text, user: author.user, bot_id: author.bot, app_id: author.app },
    ...warned(content),
  };
};

function isCrowded(pending: readonly ScheduledMessage[], channel: string, postAt: number): boolean {
  const times = [
    ...pending.filter(({ message }) => message.channel === channel).map((one) => one.postAt),
    postAt,
  ];
  const sorted = times.toSorted((one, other) => one - other);
  return sorted.some((time, index) => {
    const last = sorted[index + inWindow.messages];
    return last !== undefined && last - time < inWindow.seconds;
  });
}

export const deleteScheduledMessage: Method = (call) => {
  const scope = missingScope(call.token, 'chat:write');
  if (scope) return scope;
  const channel = channelById(call);
  if (!channel || isHidden(channel)) return refuse('channel_not_found');
  const wanted = ownPending(call).find(
    ({ id, message }) => id === call.given['scheduled_message_id'] && message.channel === channel.id,
  );
  if (!wanted || wanted.postAt - call.clock.now / 1000 <= tooLate)
    return refuse('invalid_scheduled_message_id');
  call.scheduled.remove(wanted.id);
  return { ok: true };
};

/** No scope is listed for it. Neither blocks nor metadata are told (bolt-js#1881). */
export const scheduledMessagesList: Method = (call) => {
  const { given } = call;
  const channel = channelById(call);
  if (given['channel'] !== undefined && (!channel || isHidden(channel))) return refuse('invalid_channel');
  const from = Number(given['oldest'] ?? 0);
  const to = Number(given['latest'] ?? Number.POSITIVE_INFINITY);
  const listed = ownPending(call).filter(
    ({ postAt, message }) =>
      (channel === undefined || message.channel === channel.id) && postAt >= from && postAt <= to,
  );
  const page = pageOf(listed, given, ({ id, postAt }) => `${postAt}${id.slice(1)}`, {
    most: 1000,
    atMost: call.pageAtMost,
  });
  if ('error' in page) return page;
  return {
    ok: true,
    scheduled_messages: page.items.map(({ id, postAt, createdAt, message }) => ({
      id,
      channel_id: message.channel,
      post_at: postAt,
      date_created: createdAt,
      text: message.text,
    })),
    response_metadata: { next_cursor: page.next },
  };
};

function ownPending({ token, scheduled }: Call): readonly ScheduledMessage[] {
  return scheduled.pending.filter(({ message }) => message.author.bot === appOf(token).bot);
}
