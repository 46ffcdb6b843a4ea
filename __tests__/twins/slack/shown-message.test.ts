import { describe, expect, it } from 'vitest';
import { ask, remembering, reviews, start } from './asking.ts';
import type { SlackTwin } from './twin.ts';
import { demoTokens, stranger } from './workspace.ts';

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });

async function newest(twin: SlackTwin, given: Record<string, unknown> = { include_all_metadata: true }) {
  const { messages } = await ask(twin, 'conversations.history', { channel: reviews, ...given });
  return messages[0];
}

describe('a message in the history', () => {
  it('of ours names bot, app and user, and holds blocks and metadata', async () => {
    const twin = await start();
    const posted = { channel: reviews, text: 'Hi', blocks: [section('*Hi*')], metadata: remembering };
    const { ts } = await ask(twin, 'chat.postMessage', posted);
    expect(await newest(twin)).toMatchObject({
      type: 'message',
      ts,
      text: 'Hi',
      user: 'U0000000001',
      bot_id: 'B0000000001',
      app_id: 'A0000000001',
      blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '*Hi*' } }],
      metadata: remembering,
    });
    expect(await newest(twin)).not.toHaveProperty('edited');
  });

  it('tells nothing but the type of metadata unless asked', async () => {
    const twin = await start();
    twin.channel('reviews').post({ text: 'Hi', metadata: remembering });
    expect((await newest(twin, {}))?.metadata).toEqual({ event_type: 'pr_status_monitor' });
    twin.channel('reviews').say('hi');
    expect(await newest(twin)).not.toHaveProperty('metadata');
  });

  it('of ours under another name is a bot_message without a user', async () => {
    const twin = await start();
    const given = { channel: reviews, text: 'Hi', username: 'Nag' };
    await ask(twin, 'chat.postMessage', given, demoTokens.custom.token);
    const message = await newest(twin);
    expect(message).toMatchObject({ subtype: 'bot_message', bot_id: 'B0000000001', username: 'Nag' });
    expect(message).not.toHaveProperty('user');
  });

  it('of another app holds a copy of our metadata, under its own bot', async () => {
    const twin = await start();
    twin.channel('reviews').post({ text: 'Copied', metadata: remembering, app: stranger });
    expect(await newest(twin)).toMatchObject({ bot_id: 'B0000000002', metadata: remembering });
    const own = { channel: reviews, text: 'Copied', metadata: remembering };
    await ask(twin, 'chat.postMessage', own, demoTokens.stranger.token);
    expect(await newest(twin)).toMatchObject({ bot_id: 'B0000000002', metadata: remembering });
  });

  it('of a person has no bot, and rich text', async () => {
    const twin = await start();
    twin.channel('reviews').say('hi');
    const message = await newest(twin);
    expect(message).toMatchObject({ user: 'U0123456789', text: 'hi', blocks: [{ type: 'rich_text' }] });
    expect(message).not.toHaveProperty('bot_id');
  });

  it('that our app joined is under its user, but is none of its bot', async () => {
    const twin = await start();
    const ts = twin.channel('reviews').join();
    const message = await newest(twin);
    expect(message).toMatchObject({ subtype: 'channel_join', user: 'U0000000001' });
    expect(message).not.toHaveProperty('bot_id');
    const { error } = await ask(twin, 'chat.delete', { channel: reviews, ts });
    expect(error).toBe('cant_delete_message');
  });

  it('of a webhook has a bot of its own', async () => {
    const twin = await start();
    await fetch(twin.webhookUrl('good'), { method: 'POST', body: JSON.stringify({ text: 'Hi' }) });
    const message = await newest(twin);
    expect(message).toMatchObject({ subtype: 'bot_message', bot_id: 'B0000000009' });
    expect(message).not.toHaveProperty('user');
  });

  it('holds blocks with ids, defaults, entities and names of emoji', async () => {
    const twin = await start();
    const rich = { type: 'rich_text_section', elements: [{ type: 'text', text: 'a < b' }] };
    const blocks = [
      { type: 'header', text: { type: 'plain_text', text: '🔴 a & b' } },
      section('<https://x|a &amp; b> ⚠️'),
      { type: 'rich_text', block_id: 'mine', elements: [rich] },
    ];
    await ask(twin, 'chat.postMessage', { channel: reviews, text: '✅ a &amp; b', blocks });
    const message = await newest(twin);
    expect(message).toMatchObject({
      text: ':white_check_mark: a &amp; b',
      blocks: [
        { block_id: expect.any(String), text: { text: ':red_circle: a &amp; b', emoji: true } },
        { block_id: expect.any(String), text: { text: '<https://x|a &amp; b> :warning:', verbatim: false } },
        { block_id: 'mine', elements: [{ elements: [{ text: 'a &lt; b' }] }] },
      ],
    });
    expect((await newest(twin))?.blocks).toEqual(message?.blocks);
    expect(twin.messages('reviews')[0]?.blocks).toEqual(blocks);
  });

  it('that was pinned, answered or edited by others says so', async () => {
    const twin = await start();
    const channel = twin.channel('reviews');
    const ts = channel.post({ text: 'Hi', metadata: remembering });
    channel.pin(ts);
    channel.edit(ts, { text: 'Changed' });
    channel.reply(ts, 'one');
    const latest = channel.reply(ts, 'two');
    expect(await newest(twin)).toMatchObject({
      ts,
      text: 'Changed',
      edited: { user: 'U0000000099' },
      pinned_to: [reviews],
      thread_ts: ts,
      reply_count: 2,
      latest_reply: latest,
      metadata: remembering,
    });
    channel.pin(ts, false);
    expect(await newest(twin)).not.toHaveProperty('pinned_to');
  });

  it('may hold metadata that is cut, empty or of odd types', async () => {
    const twin = await start();
    for (const metadata of [{}, { event_type: 'pr_status_monitor' }, { event_payload: [1, null] }]) {
      twin.channel('reviews').post({ text: 'Hi', metadata });
      expect((await newest(twin))?.metadata).toEqual(metadata);
    }
  });
});
