/** The methods of the Web API that the twin knows: each answers like Slack, with HTTP 200 and `ok`. */
import { blockErrors, isTooLong } from './blocks.ts';
import type { SlackChannel, SlackToken, Workspace } from './workspace.ts';

/** A message as Slack keeps it. */
export interface StoredMessage {
  readonly channel: string;
  readonly ts: string;
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly metadata?: unknown;
  readonly username?: string;
  readonly icon_emoji?: string;
  readonly options: Readonly<Record<string, unknown>>;
}

export type Answer = { readonly ok: boolean; readonly error?: string } & Readonly<Record<string, unknown>>;
export type Arguments = Readonly<Record<string, unknown>>;

export interface Call {
  readonly workspace: Workspace;
  readonly token: SlackToken;
  readonly given: Arguments;
  readonly store: (message: Omit<StoredMessage, 'ts'>) => StoredMessage;
  readonly stored: readonly StoredMessage[];
}

const refuse = (error: string, more: Arguments = {}): Answer => ({ ok: false, error, ...more });

export const methods: Readonly<Record<string, (call: Call) => Answer>> = {
  'auth.test': ({ token }) => ({
    ok: true,
    user: token.appName,
    team: 'Acme',
    bot_id: 'B0000000001',
    user_id: 'U0000000001',
  }),

  'blocks.validate': ({ given }) => {
    const blocks = parsed(given['blocks']);
    if (blocks === undefined) return refuse('invalid_blocks_format');
    const errors = blockErrors(blocks);
    return errors.length > 0
      ? refuse('invalid_blocks', {
          errors: errors.map(({ message, pointer }) => ({ code: 'invalid', message, pointer })),
        })
      : { ok: true };
  },

  'chat.postMessage': (call) => {
    const { token, given } = call;
    const scope = missingScope(token, 'chat:write');
    if (scope) return scope;
    const channel = findChannel(call);
    const refused = refusePost(channel, token);
    if (!channel || refused) return refused ?? refuse('channel_not_found');
    const looks = given['username'] !== undefined || given['icon_emoji'] !== undefined;
    if (looks && token.looks !== 'ignore') {
      const custom = missingScope(token, 'chat:write.customize');
      if (custom) return custom;
    }
    const content = checkContent(given);
    if ('error' in content) return content;
    const mayChoose = token.scopes.includes('chat:write.customize');
    const message = call.store({
      channel: channel.id,
      text: content.text,
      blocks: content.blocks,
      ...(content.metadata !== undefined && { metadata: content.metadata }),
      ...(mayChoose && typeof given['username'] === 'string' && { username: given['username'] }),
      ...(mayChoose && typeof given['icon_emoji'] === 'string' && { icon_emoji: given['icon_emoji'] }),
      options: given,
    });
    const warnings = content.warnings.length > 0 ? { response_metadata: { warnings: content.warnings } } : {};
    return {
      ok: true,
      channel: channel.id,
      ts: message.ts,
      message: {
        ...message,
        type: 'message',
        ...(message.icon_emoji && { icons: { emoji: message.icon_emoji } }),
      },
      ...warnings,
    };
  },

  'conversations.history': (call) => {
    const channel = findChannel(call);
    const scope = missingScope(call.token, channel?.isPrivate ? 'groups:history' : 'channels:history');
    if (scope) return scope;
    if (!channel || (channel.isPrivate && !channel.joined)) return refuse('channel_not_found');
    if (!channel.joined) return refuse('not_in_channel');
    const withMetadata = String(call.given['include_all_metadata']) === 'true';
    const messages = call.stored
      .filter((message) => message.channel === channel.id)
      .map(({ metadata, ts, text, blocks }) => ({
        type: 'message',
        ts,
        text,
        blocks,
        ...(withMetadata && metadata !== undefined && { metadata }),
      }));
    return { ok: true, messages: messages.toReversed(), has_more: false };
  },
};

/** Checks a message's text, blocks and metadata. */
function checkContent(
  given: Arguments,
): (Answer & { error: string }) | { text: string; blocks: unknown[]; metadata: unknown; warnings: string[] } {
  const text = typeof given['text'] === 'string' ? given['text'] : '';
  const blocks = given['blocks'] === undefined ? [] : parsed(given['blocks']);
  if (!Array.isArray(blocks)) return { ok: false, error: 'invalid_blocks_format' };
  if (text === '' && blocks.length === 0) return { ok: false, error: 'no_text' };
  const errors = blockErrors(blocks).map(({ message, pointer }) => `${message} [json-pointer:${pointer}]`);
  if (errors.length > 0)
    return {
      ok: false,
      error: 'invalid_blocks',
      errors,
      response_metadata: { messages: errors.map((error) => `[ERROR] ${error}`) },
    };
  if (isTooLong(blocks)) return { ok: false, error: 'msg_blocks_too_long' };
  const metadata = given['metadata'] === undefined ? undefined : parsed(given['metadata']);
  if (metadata === null) return { ok: false, error: 'invalid_metadata_format' };
  if (JSON.stringify(metadata ?? '').length > 16_000) return { ok: false, error: 'metadata_too_large' };
  const type =
    typeof metadata === 'object' && metadata && 'event_type' in metadata
      ? String(metadata.event_type)
      : 'none';
  // A bad event type drops the metadata, with no more than a warning (docs: message metadata).
  const dropped = !/^[\w-]+$/.test(type);
  return {
    text: text.slice(0, 40_000),
    blocks,
    metadata: dropped ? undefined : metadata,
    warnings: [
      ...(dropped ? ['invalid_metadata_schema'] : []),
      ...(text.length > 40_000 ? ['message_truncated'] : []),
    ],
  };
}

function findChannel({ workspace, given }: Call): SlackChannel | undefined {
  const wanted = String(given['channel'] ?? '');
  return workspace.channels.find(({ id, name }) => id === wanted || name === wanted.replace(/^#/, ''));
}

function refusePost(channel: SlackChannel | undefined, token: SlackToken): Answer | undefined {
  if (!channel || (channel.isPrivate && !channel.joined)) return refuse('channel_not_found');
  if (channel.archived) return refuse('is_archived');
  if (!channel.joined && !token.scopes.includes('chat:write.public')) return refuse('not_in_channel');
  return channel.restricted === undefined ? undefined : refuse(channel.restricted);
}

function missingScope({ scopes }: SlackToken, needed: string): Answer | undefined {
  return scopes.includes(needed)
    ? undefined
    : refuse('missing_scope', { needed, provided: scopes.join(',') });
}

/** JSON within a form, or as it is; undefined where it is no JSON. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
