import { describe, expect, it } from 'vitest';
import { ask, remembering, reviews, start } from './asking.ts';
import { demoTokens, withChannel } from './workspace.ts';

describe('a deletion', () => {
  it('takes an own message away', async () => {
    const twin = await start();
    const { ts } = await ask(twin, 'chat.postMessage', { channel: reviews, text: 'Hi' });
    expect(await ask(twin, 'chat.delete', { channel: reviews, ts })).toMatchObject({ ok: true, ts });
    expect(twin.messages('reviews')).toEqual([]);
    expect((await ask(twin, 'chat.delete', { channel: reviews, ts })).error).toBe('message_not_found');
    const { error } = await ask(twin, 'chat.update', { channel: reviews, ts, text: 'New' });
    expect(error).toBe('message_not_found');
  });

  it.each([
    ['without chat:write', {}, demoTokens.scopeless.token, 'missing_scope'],
    ['by the name of the channel', { channel: 'reviews' }, undefined, 'channel_not_found'],
    ['of a message that is not there', { ts: '1.000001' }, undefined, 'message_not_found'],
    ['by another app', {}, demoTokens.stranger.token, 'cant_delete_message'],
  ])('%s is refused', async (_, changes, token, error) => {
    const twin = await start();
    const ts = twin.channel('reviews').post({ text: 'Hi' });
    expect((await ask(twin, 'chat.delete', { channel: reviews, ts, ...changes }, token)).error).toBe(error);
    expect(twin.messages('reviews')).toHaveLength(1);
  });

  it('of what a person wrote is refused, and in a channel that the app left', async () => {
    const twin = await start();
    const channel = twin.channel('reviews');
    const [theirs, own] = [channel.say('hi'), channel.post({ text: 'Hi' })];
    expect((await ask(twin, 'chat.delete', { channel: reviews, ts: theirs })).error).toBe(
      'cant_delete_message',
    );
    twin.change((workspace) => withChannel(workspace, 'reviews', { joined: false }));
    expect((await ask(twin, 'chat.delete', { channel: reviews, ts: own })).error).toBe('no_permission');
  });

  it('of one with replies leaves a tombstone, without its metadata, that cannot be touched', async () => {
    const twin = await start();
    const channel = twin.channel('reviews');
    const ts = channel.post({ text: 'Hi', metadata: remembering });
    const reply = channel.reply(ts, 'Why?');
    expect((await ask(twin, 'chat.delete', { channel: reviews, ts })).ok).toBe(true);
    const told = { channel: reviews, include_all_metadata: true };
    const { messages } = await ask(twin, 'conversations.history', told);
    expect(messages).toMatchObject([
      { ts, subtype: 'tombstone', user: 'USLACKBOT', text: 'This message was deleted.', reply_count: 1 },
    ]);
    expect(messages[0]).not.toHaveProperty('metadata');
    expect((await ask(twin, 'chat.delete', { channel: reviews, ts })).error).toBe('cant_delete_message');
    expect((await ask(twin, 'chat.update', { channel: reviews, ts, text: 'New' })).error).toBe(
      'cant_update_message',
    );
    channel.remove(reply);
    expect(twin.messages('reviews')).toEqual([]);
  });
});
