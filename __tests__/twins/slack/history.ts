/** `conversations.history` (docs.slack.dev, slack-ruby/slack-api-ref). */
import { type Call, channelById, type Method, missingScope, refuse } from './access.ts';
import { pageOf } from './page.ts';
import { shownMessage } from './shown-message.ts';
import type { SlackChannel } from './workspace.ts';

const instant = /^\d{1,12}(\.\d{1,6})?$/;

export const history: Method = (call) => {
  const channel = channelById(call);
  const scope = missingScope(call.token, scopeFor(channel));
  if (scope) return scope;
  if (!channel || (channel.isPrivate && !channel.joined)) return refuse('channel_not_found');
  // chat:write.public is for writing only.
  if (!channel.joined) return refuse('not_in_channel');
  const range = rangeOf(call);
  if ('error' in range) return range;
  const standing = call.messages
    .in(channel.id)
    .filter(({ ts, thread }) => (!thread || thread.broadcast) && range.holds(ts));
  // With `oldest` alone, pages go forward from there, though `latest` is "now" (slackhq/slack-api-docs#4): each page is
  // newest first all the same.
  const page = pageOf(range.forward ? standing : standing.toReversed(), call.given, ({ ts }) => ts, {
    most: 999,
    atMost: call.pageAtMost,
    falling: !range.forward,
  });
  if ('error' in page) return page;
  const told = String(call.given['include_all_metadata']) === 'true' ? 'all' : 'type';
  const items = range.forward ? page.items.toReversed() : page.items;
  return {
    ok: true,
    messages: items.map((message) => shownMessage(message, call.messages.repliesTo(message), told)),
    has_more: page.next !== '',
    pin_count: call.messages.in(channel.id).filter(({ pinned }) => pinned).length,
    ...(page.next !== '' && { response_metadata: { next_cursor: page.next } }),
  };
};

function scopeFor(channel: SlackChannel | undefined): string {
  if (channel?.id.startsWith('D')) return 'im:history';
  return channel?.isPrivate ? 'groups:history' : 'channels:history';
}

interface Range {
  readonly forward: boolean;
  readonly holds: (ts: string) => boolean;
}

function rangeOf({ given }: Call) {
  const { oldest = '0', latest = '', inclusive } = given;
  if (!instant.test(String(oldest))) return refuse('invalid_ts_oldest');
  if (latest !== '' && !instant.test(String(latest))) return refuse('invalid_ts_latest');
  const from = fixed(oldest);
  const to = latest === '' ? undefined : fixed(latest);
  const edges = String(inclusive) === 'true';
  const range: Range = {
    forward: Number(oldest) > 0 && to === undefined,
    holds: (ts) => {
      const at = fixed(ts);
      const isEdge = at === from || at === to;
      return isEdge ? edges : at > from && (to === undefined || at < to);
    },
  };
  return range;
}

/** Comparable as text. */
function fixed(ts: unknown): string {
  const [seconds = '', micros = ''] = String(ts).split('.');
  return `${seconds.padStart(12, '0')}.${micros.padEnd(6, '0')}`;
}
