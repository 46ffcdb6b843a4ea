/** `chat.postMessage`, and what a post of an app becomes. */
import { type Call, findChannel, type Method, missingScope, refuse, refusePost } from './access.ts';
import { keptMetadata, readContent, warned } from './content.ts';
import type { Author } from './message.ts';
import { shownMessage } from './shown-message.ts';
import { appOf, type SlackToken } from './workspace.ts';

export const postMessage: Method = (call) => {
  const { token, given } = call;
  const scope = missingScope(token, 'chat:write');
  if (scope) return scope;
  const channel = findChannel(call);
  const refused = refusePost(channel, token) ?? refuseLooks(call);
  if (!channel || refused) return refused ?? refuse('channel_not_found');
  const content = readContent(given);
  if ('error' in content) return content;
  const mayChoose = token.scopes.includes('chat:write.customize');
  const message = call.messages.add({
    channel: channel.id,
    text: content.text,
    blocks: content.blocks,
    ...keptMetadata(content.metadata),
    ...(mayChoose && typeof given['username'] === 'string' && { username: given['username'] }),
    ...(mayChoose && typeof given['icon_emoji'] === 'string' && { icon_emoji: given['icon_emoji'] }),
    options: given,
    author: authorOf(token),
  });
  return {
    ok: true,
    channel: channel.id,
    ts: message.ts,
    message: shownMessage(message),
    ...warned(content),
  };
};

export function authorOf(token: SlackToken): Author {
  const { app, bot, user } = appOf(token);
  return { name: token.appName, app, bot, user };
}

function refuseLooks({ token, given }: Call) {
  const looks = given['username'] !== undefined || given['icon_emoji'] !== undefined;
  return looks && token.looks !== 'ignore' ? missingScope(token, 'chat:write.customize') : undefined;
}
