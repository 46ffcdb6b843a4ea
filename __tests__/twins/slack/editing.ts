/** `chat.update` and `chat.delete`: an app's own messages alone (docs.slack.dev, slack-ruby/slack-api-ref). */
import {
  type Call,
  channelById,
  isHidden,
  type Method,
  missingScope,
  type Refusal,
  refuse,
} from './access.ts';
import { type Content, keptMetadata, readContent, warned } from './content.ts';
import type { StoredMessage } from './message.ts';
import { shownMessage } from './shown-message.ts';
import { appOf, type SlackChannel } from './workspace.ts';

/** `msg_too_long`: "cannot exceed 4,000 characters" (slack-api-ref); counted in bytes, the stricter way. */
const textBytesAtMost = 4000;

export const update: Method = (call) => {
  const target = targetOf(call, 'cant_update_message');
  if ('error' in target) return target;
  const { channel, message } = target;
  if (channel.archived) return refuse('is_inactive');
  const { editWindowMinutes = Number.POSITIVE_INFINITY } = call.workspace;
  if (call.clock.now - Number(message.ts) * 1000 > editWindowMinutes * 60_000)
    return refuse('edit_window_closed');
  if (Buffer.byteLength(String(call.given['text'] ?? '')) > textBytesAtMost) return refuse('msg_too_long');
  const content = readContent(call.given);
  if ('error' in content) return content;
  const edited = editedMessage(message, content, call);
  call.messages.replace(edited);
  return {
    ok: true,
    channel: channel.id,
    ts: message.ts,
    text: edited.text,
    message: shownMessage(edited, call.messages.repliesTo(edited)),
    ...warned(content),
  };
};

/** Where only a text is given the blocks go; metadata that is not given stays, `{}` removes it (docs: chat.update). */
function editedMessage(
  message: StoredMessage,
  content: Content,
  { given, token, clock }: Call,
): StoredMessage {
  const { metadata, ...rest } = message;
  return {
    ...rest,
    text: content.text,
    blocks: content.blocks,
    ...keptMetadata(content.metadata ?? metadata),
    options: given,
    edited: { user: appOf(token).bot, ts: `${Math.floor(clock.now / 1000)}.000000` },
  };
}

export const remove: Method = (call) => {
  const target = targetOf(call, 'cant_delete_message');
  if ('error' in target) return target;
  const { channel, message } = target;
  // Not documented for an archived channel.
  if (channel.archived) return refuse('cant_delete_message');
  call.messages.remove(message);
  return { ok: true, channel: channel.id, ts: message.ts };
};

function targetOf(
  call: Call,
  notOwn: string,
): Refusal | { readonly channel: SlackChannel; readonly message: StoredMessage } {
  const { token, given } = call;
  const scope = missingScope(token, 'chat:write');
  if (scope) return scope;
  const channel = channelById(call);
  if (!channel || isHidden(channel)) return refuse('channel_not_found');
  // Listed for both methods; that it is what an app gets that has left is assumed.
  if (!channel.joined && !token.scopes.includes('chat:write.public')) return refuse('no_permission');
  const message = call.messages.find(channel.id, given['ts']);
  if (!message) return refuse('message_not_found');
  return message.author.bot === appOf(token).bot ? { channel, message } : refuse(notOwn);
}
