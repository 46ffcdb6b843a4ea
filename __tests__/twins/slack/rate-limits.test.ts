import { describe, expect, it } from 'vitest';
import { ask, reviews, start } from './asking.ts';
import { commercialHistory, slackLimits } from './rate-limits.ts';
import { demoTokens } from './workspace.ts';

describe('rate limits', () => {
  it('are off unless a test wants them', async () => {
    const twin = await start();
    for (let nth = 0; nth < 60; nth++)
      expect((await ask(twin, 'chat.postMessage', { channel: reviews, text: 'Hi' })).ok).toBe(true);
  });

  it('let one message a second into a channel, each channel and app for itself', async () => {
    const twin = await start({ rateLimits: slackLimits });
    const post = (channel: string, token?: string) =>
      ask(twin, 'chat.postMessage', { channel, text: 'Hi' }, token);
    expect((await post(reviews)).ok).toBe(true);
    const refused = { status: 429, retryAfter: '1', ok: false, error: 'ratelimited' };
    expect(await post(reviews)).toMatchObject(refused);
    expect((await post('C0000000006')).ok).toBe(true);
    expect((await post(reviews, demoTokens.stranger.token)).ok).toBe(true);
    expect(await post(reviews, demoTokens.good.token)).toMatchObject(refused);
    twin.clock.advance(1000);
    expect((await post(reviews)).ok).toBe(true);
    expect(twin.messages('reviews')).toHaveLength(3);
  });

  it.each(['conversations.history', 'chat.update', 'chat.scheduledMessages.list'])(
    'let fifty calls a minute to %s',
    async (method) => {
      const twin = await start({ rateLimits: slackLimits });
      const given = { channel: reviews, ts: twin.channel('reviews').post({ text: 'Hi' }), text: 'New' };
      for (let nth = 0; nth < 50; nth++) expect((await ask(twin, method, given)).status).toBe(200);
      const refused = await ask(twin, method, given);
      expect(refused).toMatchObject({ status: 429, error: 'ratelimited' });
      expect(Number(refused.retryAfter)).toBeGreaterThan(50);
      expect((await ask(twin, 'chat.delete', given)).ok).toBe(true);
      twin.clock.advance(60_000);
      expect((await ask(twin, method, given)).status).toBe(200);
    },
  );

  it('may be those of an app that is sold', async () => {
    const twin = await start({ rateLimits: { 'conversations.history': commercialHistory }, pageAtMost: 15 });
    twin.channel('reviews').talk(20);
    const first = await ask(twin, 'conversations.history', { channel: reviews, limit: 200 });
    expect(first.messages).toHaveLength(15);
    expect((await ask(twin, 'conversations.history', { channel: reviews })).status).toBe(429);
  });
});
