import { describe, expect, it } from 'vitest';
import { ask, remembering, reviews, start } from './asking.ts';
import { demoTokens, demoWorkspace, stranger, withChannel, withoutScope } from './workspace.ts';

const { good, historian, insider } = demoTokens;
const day = 24 * 3_600_000;

describe('the history of a channel', () => {
  it.each([
    ['without the scope', reviews, good.token, 'missing_scope'],
    ['of a private channel, with the scope for public ones', 'C0000000006', historian.token, 'missing_scope'],
    ['by name', 'reviews', historian.token, 'channel_not_found'],
    ['of no channel', 'C9999999999', historian.token, 'channel_not_found'],
    ['of a public channel without the app', 'C0000000004', historian.token, 'not_in_channel'],
    ['of a private channel without the app', 'G0000000005', insider.token, 'channel_not_found'],
    ['with a token that nobody has', reviews, 'xoxb-1', 'invalid_auth'],
  ])('%s is refused', async (_, channel, token, error) => {
    expect(await ask(await start(), 'conversations.history', { channel }, token)).toMatchObject({
      ok: false,
      error,
    });
  });

  it('names the scope it needs, by the kind of channel', async () => {
    const twin = await start();
    expect(await ask(twin, 'conversations.history', { channel: reviews }, good.token)).toMatchObject({
      needed: 'channels:history',
      provided: 'chat:write',
    });
    const channel = 'C0000000006';
    expect(await ask(twin, 'conversations.history', { channel })).toMatchObject({ needed: 'groups:history' });
    expect((await ask(twin, 'conversations.history', { channel }, insider.token)).ok).toBe(true);
  });

  it('is refused once the scope was taken away, or the app was removed', async () => {
    const twin = await start();
    expect((await ask(twin, 'conversations.history', { channel: reviews })).ok).toBe(true);
    twin.change((workspace) => withChannel(workspace, 'reviews', { joined: false }));
    expect((await ask(twin, 'conversations.history', { channel: reviews })).error).toBe('not_in_channel');
    twin.change((workspace) => withChannel(workspace, 'reviews', { isPrivate: true }));
    expect((await ask(twin, 'conversations.history', { channel: reviews }, insider.token)).error).toBe(
      'channel_not_found',
    );
    twin.change(demoWorkspace);
    twin.change((workspace) => withoutScope(workspace, 'channels:history'));
    expect((await ask(twin, 'conversations.history', { channel: reviews })).error).toBe('missing_scope');
  });

  it('is told newest first, in pages', async () => {
    const twin = await start();
    const channel = twin.channel('reviews');
    const oldest = channel.post({ text: 'ours', metadata: remembering, at: twin.clock.now - day });
    const talk = channel.talk(450);
    const seen: string[] = [];
    let cursor: string | undefined = '';
    let pages = 0;
    do {
      const page = await ask(twin, 'conversations.history', { channel: reviews, limit: 200, cursor });
      seen.push(...page.messages.map(({ ts }) => ts));
      cursor = page.response_metadata?.next_cursor;
      expect(page.has_more).toBe(cursor !== undefined);
      pages++;
    } while (cursor);
    expect(seen).toEqual([...talk.toReversed(), oldest]);
    expect(pages).toBe(3);
  });

  it('holds a hundred messages a page unless asked, and fewer than asked where Slack likes', async () => {
    const twin = await start();
    twin.channel('reviews').talk(120);
    expect((await ask(twin, 'conversations.history', { channel: reviews })).messages).toHaveLength(100);
    const short = await start({ pageAtMost: 15 });
    short.channel('reviews').talk(20);
    const page = await ask(short, 'conversations.history', { channel: reviews, limit: 999 });
    expect(page).toMatchObject({ messages: { length: 15 }, has_more: true });
  });

  it('goes on where it was though messages came and went meanwhile', async () => {
    const twin = await start();
    const channel = twin.channel('reviews');
    const [first = '', second = '', third = ''] = channel.talk(3);
    const page = await ask(twin, 'conversations.history', { channel: reviews, limit: 1 });
    expect(page.messages.map(({ ts }) => ts)).toEqual([third]);
    channel.say('newer');
    channel.remove(second);
    const cursor = page.response_metadata?.next_cursor;
    const rest = await ask(twin, 'conversations.history', { channel: reviews, limit: 5, cursor });
    expect(rest.messages.map(({ ts }) => ts)).toEqual([first]);
  });

  it('knows a span of time, its edges only where asked', async () => {
    const twin = await start();
    const [first = '', second = '', third = ''] = twin.channel('reviews').talk(3);
    const between = async (given: Record<string, unknown>) =>
      (await ask(twin, 'conversations.history', { channel: reviews, ...given })).messages.map(({ ts }) => ts);
    expect(await between({ oldest: first, latest: third })).toEqual([second]);
    expect(await between({ oldest: first, latest: third, inclusive: true })).toEqual([third, second, first]);
    expect(await between({ latest: second })).toEqual([first]);
    expect(await between({ latest: second, inclusive: true, limit: 1 })).toEqual([second]);
    expect(await between({ oldest: String(twin.clock.now / 1000 + 1) })).toEqual([]);
  });

  it('begins at `oldest` where that is given alone: the newest message is on the last page', async () => {
    const twin = await start();
    const channel = twin.channel('reviews');
    channel.post({ text: 'too old', at: twin.clock.now - 40 * day });
    const [first, second, third, fourth] = channel.talk(4);
    const given = { channel: reviews, oldest: String(twin.clock.now / 1000 - 30 * 86_400), limit: 3 };
    const page = await ask(twin, 'conversations.history', given);
    expect(page.messages.map(({ ts }) => ts)).toEqual([third, second, first]);
    const cursor = page.response_metadata?.next_cursor;
    const last = await ask(twin, 'conversations.history', { ...given, cursor });
    expect(last).toMatchObject({ messages: [{ ts: fourth }], has_more: false });
  });

  it.each([
    ['limit: 1000', { limit: 1000 }, 'invalid_limit'],
    ['limit: 0', { limit: 0 }, 'invalid_limit'],
    ['a cursor of its own', { cursor: 'abc' }, 'invalid_cursor'],
    ['oldest as a date', { oldest: '2026-08-03' }, 'invalid_ts_oldest'],
    ['latest as a word', { latest: 'now' }, 'invalid_ts_latest'],
  ])('refuses %s', async (_, given, error) => {
    const twin = await start();
    expect((await ask(twin, 'conversations.history', { channel: reviews, ...given })).error).toBe(error);
  });

  it('holds what people and other apps wrote, thread replies only where broadcast, nothing deleted or expired', async () => {
    const twin = await start();
    const channel = twin.channel('reviews');
    channel.post({ text: 'expired', at: twin.clock.now - 91 * day });
    const own = channel.post({ text: 'ours', metadata: remembering });
    channel.post({ text: 'theirs', metadata: remembering, app: stranger });
    channel.say('hi');
    channel.reply(own, 'in the thread');
    channel.reply(own, 'for all', true);
    channel.remove(channel.say('deleted'));
    channel.expire(twin.clock.now - 90 * day);
    const { messages } = await ask(twin, 'conversations.history', { channel: reviews });
    expect(messages.map(({ text }) => text)).toEqual(['for all', 'hi', 'theirs', 'ours']);
  });

  it('is there in an archived channel, too', async () => {
    const twin = await start();
    twin.channel('old-reviews').say('hi');
    const { messages } = await ask(twin, 'conversations.history', { channel: 'C0000000002' });
    expect(messages).toHaveLength(1);
  });
});
