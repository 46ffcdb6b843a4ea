import { describe, expect, it } from 'vitest';
import { ask, remembering, reviews, start } from './asking.ts';
import type { SlackTwin } from './twin.ts';
import { demoTokens, withChannel } from './workspace.ts';

const day = 86_400;
const inSeconds = (twin: SlackTwin, seconds: number) => twin.clock.now / 1000 + seconds;

async function schedule(twin: SlackTwin, changes: Record<string, unknown> = {}, token?: string) {
  const given = { channel: 'reviews', text: 'Silence', post_at: inSeconds(twin, 3600), ...changes };
  return await ask(twin, 'chat.scheduleMessage', given, token);
}

describe('a scheduled message', () => {
  it('appears when its time has come', async () => {
    const twin = await start();
    expect(await schedule(twin)).toMatchObject({
      ok: true,
      channel: reviews,
      scheduled_message_id: expect.stringMatching(/^Q\d+$/),
      post_at: inSeconds(twin, 3600),
      message: { type: 'delayed_message', text: 'Silence', bot_id: 'B0000000001' },
    });
    twin.clock.advance(3_599_000);
    expect(twin.messages('reviews')).toEqual([]);
    twin.clock.advance(2000);
    const ts = expect.stringMatching(/^1785745021\./);
    expect(twin.messages('reviews')).toMatchObject([{ text: 'Silence', ts }]);
    expect(twin.scheduled).toEqual([]);
    const { messages } = await ask(twin, 'conversations.history', { channel: reviews });
    expect(messages).toMatchObject([{ text: 'Silence', bot_id: 'B0000000001' }]);
  });

  it('with metadata is taken, and never posted', async () => {
    const twin = await start();
    expect((await schedule(twin, { metadata: remembering })).ok).toBe(true);
    twin.clock.advance(2 * day * 1000);
    expect(twin.messages('reviews')).toEqual([]);
  });

  it('is not posted where the app has left meanwhile', async () => {
    const twin = await start();
    await schedule(twin);
    twin.change((workspace) => withChannel(workspace, 'reviews', { joined: false }));
    twin.clock.advance(2 * day * 1000);
    expect(twin.messages('reviews')).toEqual([]);
  });

  it.each([
    ['without chat:write', {}, demoTokens.scopeless.token, 'missing_scope'],
    ['in no channel', { channel: 'nowhere' }, undefined, 'channel_not_found'],
    ['in a channel without the app', { channel: 'open-talk' }, undefined, 'not_in_channel'],
    ['in an archived channel', { channel: 'old-reviews' }, undefined, 'is_archived'],
    ['at no time', { post_at: 'tomorrow' }, undefined, 'invalid_time'],
    ['in the past', { post_at: 1_785_741_421 }, undefined, 'time_in_past'],
    ['121 days ahead', { post_at: 1_785_741_421 + 120 * day + 1 }, undefined, 'time_too_far'],
    ['without text', { text: '' }, undefined, 'no_text'],
    ['with wrong blocks', { blocks: [{ type: 'alert' }] }, undefined, 'invalid_blocks'],
  ])('%s is refused', async (_, changes, token, error) => {
    const twin = await start();
    expect((await schedule(twin, changes, token)).error).toBe(error);
    expect(twin.scheduled).toEqual([]);
  });

  it('120 days ahead is taken', async () => {
    const twin = await start();
    expect((await schedule(twin, { post_at: inSeconds(twin, 120 * day) })).ok).toBe(true);
  });

  it('is refused as the 31st within five minutes in one channel', async () => {
    const twin = await start();
    for (let nth = 0; nth < 30; nth++)
      expect((await schedule(twin, { post_at: inSeconds(twin, 3600 + nth) })).ok).toBe(true);
    expect((await schedule(twin, { post_at: inSeconds(twin, 3720) })).error).toBe('restricted_too_many');
    expect((await schedule(twin, { post_at: inSeconds(twin, 3900) })).ok).toBe(true);
    expect((await schedule(twin, { channel: 'core' })).ok).toBe(true);
  });
});

describe('the deletion of a scheduled message', () => {
  const remove = (twin: SlackTwin, id: string, changes = {}, token?: string) =>
    ask(
      twin,
      'chat.deleteScheduledMessage',
      { channel: reviews, scheduled_message_id: id, ...changes },
      token,
    );

  it('keeps it from being posted', async () => {
    const twin = await start();
    const { scheduled_message_id: id } = await schedule(twin);
    expect((await remove(twin, id)).ok).toBe(true);
    expect((await remove(twin, id)).error).toBe('invalid_scheduled_message_id');
    twin.clock.advance(2 * day * 1000);
    expect(twin.messages('reviews')).toEqual([]);
  });

  it('is refused within 60 s of its time, and when it was posted', async () => {
    const twin = await start();
    const { scheduled_message_id: id } = await schedule(twin);
    twin.clock.advance(3_540_000);
    expect((await remove(twin, id)).error).toBe('invalid_scheduled_message_id');
    twin.clock.advance(3_600_000);
    expect((await remove(twin, id)).error).toBe('invalid_scheduled_message_id');
    expect(twin.messages('reviews')).toHaveLength(1);
  });

  it.each([
    ['without chat:write', {}, demoTokens.scopeless.token, 'missing_scope'],
    ['by the name of the channel', { channel: 'reviews' }, undefined, 'channel_not_found'],
    ['of another channel', { channel: 'C0000000003' }, undefined, 'invalid_scheduled_message_id'],
    ['of another app', {}, demoTokens.stranger.token, 'invalid_scheduled_message_id'],
  ])('%s is refused', async (_, changes, token, error) => {
    const twin = await start();
    const { scheduled_message_id: id } = await schedule(twin);
    expect((await remove(twin, id, changes, token)).error).toBe(error);
    expect(twin.scheduled).toHaveLength(1);
  });
});

describe('the list of scheduled messages', () => {
  const list = async (twin: SlackTwin, given = {}, token?: string) =>
    await ask(twin, 'chat.scheduledMessages.list', given, token);

  it('holds the own ones, soonest first, without blocks and metadata', async () => {
    const twin = await start();
    const late = await schedule(twin, { text: 'late', post_at: inSeconds(twin, 7200) });
    const early = await schedule(twin, { text: 'early', metadata: remembering });
    await schedule(twin, { text: 'theirs' }, demoTokens.stranger.token);
    const told = await list(twin);
    expect(told.scheduled_messages.map(({ id }) => id)).toEqual([
      early.scheduled_message_id,
      late.scheduled_message_id,
    ]);
    expect(told.scheduled_messages[0]).toEqual({
      id: early.scheduled_message_id,
      channel_id: reviews,
      post_at: inSeconds(twin, 3600),
      date_created: inSeconds(twin, 0),
      text: 'early',
    });
    expect(told.response_metadata).toEqual({ next_cursor: '' });
  });

  it('knows one channel by ID, and a span of time', async () => {
    const twin = await start();
    await schedule(twin, { text: 'here' });
    await schedule(twin, { channel: 'core', text: 'there', post_at: inSeconds(twin, 9000) });
    const texts = async (given: object) =>
      (await list(twin, given)).scheduled_messages.map(({ text }) => text);
    expect(await texts({ channel: reviews })).toEqual(['here']);
    expect(await texts({ oldest: inSeconds(twin, 8000) })).toEqual(['there']);
    expect(await texts({ latest: inSeconds(twin, 8000) })).toEqual(['here']);
    expect((await list(twin, { channel: 'reviews' })).error).toBe('invalid_channel');
  });

  it('comes in pages', async () => {
    const twin = await start();
    for (const text of ['one', 'two', 'three']) await schedule(twin, { text });
    const first = await list(twin, { limit: 2 });
    expect(first.scheduled_messages.map(({ text }) => text)).toEqual(['one', 'two']);
    const second = await list(twin, { limit: 2, cursor: first.response_metadata?.next_cursor });
    expect(second.scheduled_messages.map(({ text }) => text)).toEqual(['three']);
    expect((await list(twin, { cursor: 'x' })).error).toBe('invalid_cursor');
  });
});
