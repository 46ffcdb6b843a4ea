import { describe, expect, it } from 'vitest';
import { ask, remembering, reviews, start } from './asking.ts';
import type { SlackTwin } from './twin.ts';
import { demoTokens, demoWorkspace, stranger, withChannel } from './workspace.ts';

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });

async function posted(twin: SlackTwin): Promise<string> {
  const given = { channel: reviews, text: 'Hi', blocks: [section('Hi')], metadata: remembering };
  return (await ask(twin, 'chat.postMessage', given)).ts;
}

describe('an update', () => {
  it('changes text and blocks, keeps timestamp and metadata, and pings nobody', async () => {
    const twin = await start();
    const ts = await posted(twin);
    twin.clock.advance(3_600_000);
    const blocks = [section('<@U0123456789>')];
    const answer = await ask(twin, 'chat.update', { channel: reviews, ts, text: 'New', blocks });
    expect(answer).toMatchObject({ ok: true, channel: reviews, ts, text: 'New', message: { text: 'New' } });
    expect(twin.messages('reviews')).toMatchObject([{ ts, text: 'New', blocks, metadata: remembering }]);
    expect(twin.messages('reviews')[0]?.edited).toMatchObject({ ts: '1785745021.000000' });
    expect(twin.pings).toEqual([]);
  });

  it('with text alone takes the blocks away', async () => {
    const twin = await start();
    const ts = await posted(twin);
    await ask(twin, 'chat.update', { channel: reviews, ts, text: 'One line' });
    expect(twin.messages('reviews')).toMatchObject([{ text: 'One line', blocks: [] }]);
  });

  it('replaces metadata that is given, and removes it with an empty object', async () => {
    const twin = await start();
    const ts = await posted(twin);
    const metadata = { event_type: 'pr_status_monitor', event_payload: { v: 2 } };
    await ask(twin, 'chat.update', { channel: reviews, ts, text: 'New', metadata });
    expect(twin.messages('reviews')[0]?.metadata).toEqual(metadata);
    await ask(twin, 'chat.update', { channel: reviews, ts, text: 'New', metadata: {} });
    expect(twin.messages('reviews')[0]).not.toHaveProperty('metadata');
  });

  const huge = 'ä'.repeat(2001);
  it.each([
    ['without chat:write', {}, demoTokens.scopeless.token, 'missing_scope'],
    ['by the name of the channel', { channel: 'reviews' }, undefined, 'channel_not_found'],
    ['in another channel', { channel: 'C0000000003' }, undefined, 'message_not_found'],
    ['of a message that is not there', { ts: '1.000001' }, undefined, 'message_not_found'],
    ['by another app', {}, demoTokens.stranger.token, 'cant_update_message'],
    ['without text and blocks', { text: '' }, undefined, 'no_text'],
    ['with more than 4,000 bytes of text', { text: huge }, undefined, 'msg_too_long'],
    ['with wrong blocks', { blocks: [{ type: 'alert' }] }, undefined, 'invalid_blocks'],
    ['with too many blocks', { blocks: Array(51).fill({ type: 'divider' }) }, undefined, 'invalid_blocks'],
    [
      'with too long blocks',
      { blocks: Array(5).fill(section('x'.repeat(3000))) },
      undefined,
      'msg_blocks_too_long',
    ],
    ['with metadata that is none', { metadata: '[' }, undefined, 'invalid_metadata_format'],
  ])('%s is refused, and changes nothing', async (_, changes, token, error) => {
    const twin = await start();
    const ts = await posted(twin);
    const before = twin.messages('reviews');
    const given = { channel: reviews, ts, text: 'New', ...changes };
    expect((await ask(twin, 'chat.update', given, token)).error).toBe(error);
    expect(twin.messages('reviews')).toEqual(before);
  });

  it('of what people, other apps or webhooks wrote is refused', async () => {
    const twin = await start();
    const channel = twin.channel('reviews');
    await fetch(twin.webhookUrl('good'), { method: 'POST', body: JSON.stringify({ text: 'Hi' }) });
    const [hook] = twin.messages('reviews');
    const theirs = [hook?.ts, channel.say('hi'), channel.post({ text: 'Hi', app: stranger })];
    for (const ts of theirs) {
      const { error } = await ask(twin, 'chat.update', { channel: reviews, ts, text: 'New' });
      expect(error).toBe('cant_update_message');
    }
  });

  it('of ours that an administrator edited is taken', async () => {
    const twin = await start();
    const ts = await posted(twin);
    twin.channel('reviews').edit(ts, { text: 'Changed by hand' });
    expect((await ask(twin, 'chat.update', { channel: reviews, ts, text: 'New' })).ok).toBe(true);
  });

  it('is refused when the window for edits is closed', async () => {
    const twin = await start({ workspace: { ...demoWorkspace(), editWindowMinutes: 60 } });
    const ts = await posted(twin);
    twin.clock.advance(3_600_000);
    expect((await ask(twin, 'chat.update', { channel: reviews, ts, text: 'In time' })).ok).toBe(true);
    twin.clock.advance(60_000);
    const { error } = await ask(twin, 'chat.update', { channel: reviews, ts, text: 'Late' });
    expect(error).toBe('edit_window_closed');
  });

  it.each([
    ['archived', { archived: true }, 'is_inactive'],
    ['left', { joined: false }, 'no_permission'],
    ['private and left', { joined: false, isPrivate: true }, 'channel_not_found'],
  ])('is refused in a channel that is %s', async (_, changes, error) => {
    const twin = await start();
    const ts = await posted(twin);
    twin.change((workspace) => withChannel(workspace, 'reviews', changes));
    expect((await ask(twin, 'chat.update', { channel: reviews, ts, text: 'New' })).error).toBe(error);
  });
});
