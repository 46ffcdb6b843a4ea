/** A message as the API shows it: fields as in docs.slack.dev (events/message) and in answers quoted in the notes below. */
import type { Arguments } from './access.ts';
import type { StoredMessage, Told } from './message.ts';
import { blocksOfText, storedBlocks, withEmojiNames } from './stored-blocks.ts';

const team = 'T0000000001';

/** @param replies to the message, wherever they stand */
export function shownMessage(
  message: StoredMessage,
  replies: readonly StoredMessage[] = [],
  told: Told = 'all',
): Arguments {
  const { ts, text, blocks, channel, edited, pinned, subtype, thread, tombstone } = message;
  if (tombstone) return { ...tombstoneOf(message), ...threadOf(message, replies) };
  const seed = `${channel}/${ts}/${edited?.ts ?? ''}`;
  return {
    ...authorOf(message),
    ...(subtype !== undefined && { subtype }),
    type: 'message',
    ts,
    text: withEmojiNames(text),
    team,
    blocks: blocks.length > 0 ? storedBlocks(blocks, seed) : blocksOfText(text, seed),
    ...(edited && { edited }),
    ...(pinned && { pinned_to: [channel], pinned_info: { channel, pinned_by: 'U0000000099', pinned_ts: 1 } }),
    ...(thread && { thread_ts: thread.ts }),
    ...(thread?.broadcast && { subtype: 'thread_broadcast', root: { type: 'message', ts: thread.ts } }),
    ...threadOf(message, replies),
    ...metadataOf(message, told),
  };
}

/** Under another name it is a `bot_message`, without a user (docs: chat.postMessage, the example answer). */
function authorOf({ author, username, icon_emoji }: StoredMessage): Arguments {
  const { user, bot, app, name } = author;
  if (bot === undefined) return { user, client_msg_id: '00000000-0000-4000-8000-000000000000' };
  const ids = { bot_id: bot, ...(app !== undefined && { app_id: app }) };
  if (user !== undefined && username === undefined && icon_emoji === undefined)
    return { user, ...ids, bot_profile: { id: bot, app_id: app, name, deleted: false, team_id: team } };
  return {
    subtype: 'bot_message',
    ...ids,
    username: username ?? name,
    ...(icon_emoji !== undefined && { icons: { emoji: icon_emoji } }),
  };
}

/** Without `include_all_metadata` the type alone was seen (python-slack-sdk#1501), or nothing (brave/security-action#919). */
function metadataOf({ metadata }: StoredMessage, told: Told): Arguments {
  if (metadata === undefined) return {};
  if (told === 'all') return { metadata };
  const { event_type }: { event_type?: unknown } = { ...metadata };
  return { metadata: { event_type } };
}

function threadOf({ ts }: StoredMessage, replies: readonly StoredMessage[]): Arguments {
  if (replies.length === 0) return {};
  const users = [...new Set(replies.map(({ author }) => author.user ?? author.bot))];
  return {
    thread_ts: ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    latest_reply: replies.at(-1)?.ts,
    reply_users: users,
    is_locked: false,
    subscribed: false,
  };
}

/** As in hackclub/toriel#238. */
function tombstoneOf({ ts, text }: StoredMessage): Arguments {
  return {
    type: 'message',
    subtype: 'tombstone',
    user: 'USLACKBOT',
    parent_user_id: 'USLACKBOT',
    hidden: true,
    ts,
    text,
  };
}
