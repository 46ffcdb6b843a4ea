import { describe, expect, it } from 'vitest';
import { hostile } from '../corpus/hostile.ts';
import { asked, type Inputs, pull } from '../support/samples.ts';
import { startSlackTwin } from '../twins/slack/twin.ts';
import { demoTokens } from '../twins/slack/workspace.ts';
import { posted, send, twin } from './sending.ts';

describe('a bot', () => {
  it('posts one message with blocks, text and metadata, and says where', async () => {
    expect(await send()).toMatchObject({
      delivered: 'posted',
      to: '#reviews (C0123456789)',
      channel: 'C0123456789',
      ts: '1785741421.000100',
      count: 1,
    });
    expect(posted()).toHaveLength(1);
    expect(posted()[0]).toMatchObject({
      text: expect.stringContaining('1 pull request has waited longer than 1 d for a review'),
      metadata: { event_type: 'pr_status_monitor', event_payload: { count: 1 } },
      options: { parse: 'none', link_names: 'false', unfurl_links: 'false', unfurl_media: 'false' },
    });
    expect(JSON.stringify(posted()[0]?.metadata)).not.toMatch(/acme|web|octocat/);
  });

  it('posts any text, and pings nobody', async () => {
    for (let start = 0; start < hostile.length; start += 20) {
      const pulls = hostile
        .slice(start, start + 20)
        .map(([, title], index) => pull({ number: index + 1, title, base: title, requested: asked(title) }));
      expect((await send({}, [], pulls)).delivered).toBe('posted');
      expect(twin?.pings).toEqual([]);
      await twin?.close();
    }
  });

  it('chooses name and icon where it may', async () => {
    const inputs = {
      'slack-bot-token': demoTokens.custom.token,
      'slack-username': 'Nag',
      'slack-icon-emoji': ':eyes:',
    };
    expect(await send(inputs)).toMatchObject({ delivered: 'posted', notes: [] });
    expect(posted()).toMatchObject([{ username: 'Nag', icon_emoji: ':eyes:' }]);
  });

  it.each(['good', 'ignoring'] as const)(
    'posts under its own name, with a warning, where it may not (%s)',
    async (name) => {
      const delivery = await send({ 'slack-bot-token': demoTokens[name].token, 'slack-username': 'Nag' });
      expect(delivery).toMatchObject({
        delivered: 'posted',
        notes: [expect.stringContaining('chat:write.customize')],
      });
      expect(posted()).toHaveLength(1);
    },
  );

  it('warns of an icon alone that Slack ignored', async () => {
    const token = demoTokens.ignoring.token;
    expect((await send({ 'slack-bot-token': token, 'slack-icon-emoji': ':eyes:' })).notes).toEqual([
      expect.stringContaining('chat:write.customize'),
    ]);
  });

  const refusals: [Inputs, string, string][] = [
    [{ 'slack-channel': 'nowhere' }, 'channel_not_found', '/invite @pr_status_monitor in #nowhere'],
    [{ 'slack-channel': 'secret' }, 'channel_not_found', 'A private channel looks the same'],
    [{ 'slack-channel': 'old-reviews' }, 'is_archived', 'unarchive it'],
    [{ 'slack-channel': 'open-talk' }, 'not_in_channel', 'type /invite @pr_status_monitor in #open-talk'],
    [{ 'slack-channel': 'announcements' }, 'restricted_action', 'let everybody post'],
    [{ 'slack-bot-token': 'xoxb-nobody' }, 'invalid_auth', 'into the secret again'],
    [{ 'slack-bot-token': demoTokens.revoked.token }, 'token_revoked', 'install the app again'],
    [{ 'slack-bot-token': demoTokens.inactive.token }, 'account_inactive', 'install it again'],
    [{ 'slack-bot-token': demoTokens.expired.token }, 'token_expired', 'rotation'],
    [{ 'slack-bot-token': demoTokens.scopeless.token }, 'missing_scope', 'add the scope chat:write'],
  ];
  it.each(refusals)('with %j fails with %s and its remedy', async (inputs, code, remedy) => {
    const { delivered, problem } = await send(inputs);
    expect(delivered).toBe('failed');
    expect(problem?.what).toContain(code);
    expect(problem?.remedy).toContain(remedy);
    expect(posted()).toEqual([]);
  });

  it('hands on an error that it does not know', async () => {
    const { problem } = await send({}, [{ kind: 'error', code: 'brand_new_error' }]);
    expect(problem?.what).toContain('brand_new_error');
    expect(problem?.remedy).toContain('docs.slack.dev');
  });

  it.each([
    'stored-then-reset',
    'stored-then-no-answer',
    'stored-then-cut',
    'reset',
    'no-answer',
    '500',
    '503-html',
  ] as const)('never posts twice after %s: the outcome is unknown', async (kind) => {
    const { delivered, problem, slept } = await send({}, [{ kind, method: 'chat.postMessage' }]);
    expect(delivered).toBe('unknown');
    expect(problem?.remedy).toContain('look into #reviews');
    expect(twin?.calls).toEqual(['chat.postMessage']);
    expect(posted().length).toBe(kind.startsWith('stored') ? 1 : 0);
    expect(slept).toBe(0);
  });

  it.each(['internal_error', 'fatal_error'])(
    'takes %s for unknown: Slack says that it may have been done',
    async (code) => {
      expect((await send({}, [{ kind: 'stored-error', code }])).delivered).toBe('unknown');
      expect(posted()).toHaveLength(1);
    },
  );

  it.each(['html-200', 'redirect'] as const)('knows that %s is not Slack', async (kind) => {
    const { delivered, problem } = await send({}, [{ kind }]);
    expect(delivered).toBe('failed');
    expect(problem?.what).toContain('is not Slack');
    expect(problem?.what).not.toContain('<');
  });

  it('waits as long as Slack asks, then posts once', async () => {
    const delivery = await send({}, [
      { kind: '429', retryAfter: 7, nth: 1 },
      { kind: '429-no-header', nth: 1 },
    ]);
    expect(delivery).toMatchObject({ delivered: 'posted', slept: 12_000 });
    expect(delivery.said).toEqual([
      'Slack: too many requests; asking again in 7 s',
      'Slack: too many requests; asking again in 5 s',
    ]);
    expect(posted()).toHaveLength(1);
  });

  it.each([2, 61])('waits in bounds where Slack asks for %d s again and again', async (retryAfter) => {
    const delivery = await send({}, [{ kind: '429', retryAfter }]);
    expect(delivery.delivered).toBe('failed');
    expect(delivery.slept).toBeLessThanOrEqual(60_000);
    expect(delivery.problem?.what).toContain('no more posts');
  });

  it.each(['0', '-5', '', '0.3', 'Wed, 21 Oct 2026 07:28:00 GMT', '1e9', 'soon'])(
    'waits at least 1 s, twice as long each time, where Slack asks for "%s"; so does a webhook',
    async (retryAfter) => {
      for (const webhook of ['', 'good']) {
        const delivery = await send({}, [{ kind: '429', retryAfter }], [pull()], webhook);
        expect(delivery.delivered).toBe('failed');
        expect(delivery.problem?.what).toContain('no more posts');
        expect(delivery.problem?.what).not.toContain('asked to wait');
        expect(twin?.calls.length).toBeGreaterThan(3);
        expect(twin?.calls.length).toBeLessThan(8);
        expect(delivery.slept).toBeGreaterThan(10_000);
        expect(delivery.slept).toBeLessThanOrEqual(60_000);
        expect(posted()).toEqual([]);
        await twin?.close();
        const once = await send({}, [{ kind: '429', retryAfter, nth: 1 }], [pull()], webhook);
        expect(once.delivered).toBe('posted');
        expect(once.slept).toBeGreaterThanOrEqual(1000);
        expect(posted()).toHaveLength(1);
        await twin?.close();
      }
    },
  );

  it.each(['61', '100000', '9'.repeat(40), '9'.repeat(400)])(
    'does not wait for %s s at all',
    async (retryAfter) => {
      for (const webhook of ['', 'good']) {
        const delivery = await send({}, [{ kind: '429', retryAfter }], [pull()], webhook);
        expect(delivery).toMatchObject({ delivered: 'failed', slept: 0 });
        expect(delivery.problem?.what).toMatch(
          /it asked to wait (61 s|more than a day), longer than this run waits/,
        );
        expect(twin?.calls).toHaveLength(1);
        await twin?.close();
      }
    },
  );

  it('asks again where no connection came about', async () => {
    const gone = await startSlackTwin();
    await gone.close();
    const delivery = await send({ 'slack-api-url': gone.apiUrl });
    expect(delivery).toMatchObject({
      delivered: 'failed',
      problem: { what: expect.stringContaining('could not be reached') },
    });
    expect(delivery.said.length).toBeGreaterThan(2);
    expect(delivery.slept).toBeLessThanOrEqual(60_000);
  });
});

describe('a webhook', () => {
  it('posts the same message, and says no more than "ok"', async () => {
    expect(await send({}, [], [pull()], 'good')).toMatchObject({
      delivered: 'posted',
      channel: undefined,
      ts: undefined,
      notes: [],
    });
    expect(posted()).toMatchObject([{ text: expect.stringContaining('1 pull request has waited') }]);
  });

  it.each([
    ['removed', 'no_service', 'make a new webhook'],
    ['archived', 'channel_is_archived', 'unarchive it'],
    ['prohibited', 'action_prohibited', 'ask who runs it'],
    ['unknown', 'invalid_token', 'make a new webhook'],
  ])('that is %s fails with %s and its remedy, without its address', async (name, code, remedy) => {
    const { delivered, problem } = await send({}, [], [pull()], name);
    expect(delivered).toBe('failed');
    expect(problem?.what).toContain(code);
    expect(problem?.remedy).toContain(remedy);
    expect(JSON.stringify(problem)).not.toContain('/services/');
  });

  it.each(['stored-then-reset', 'stored-then-cut', 'no-answer', '500'] as const)(
    'never posts twice after %s',
    async (kind) => {
      expect((await send({}, [{ kind }], [pull()], 'good')).delivered).toBe('unknown');
      expect(twin?.calls).toEqual(['webhook']);
    },
  );

  it('waits for a rate limit, and knows a page that is not Slack', async () => {
    expect(await send({}, [{ kind: '429', nth: 1 }], [pull()], 'good')).toMatchObject({
      delivered: 'posted',
      slept: 1000,
    });
    await twin?.close();
    expect(await send({}, [{ kind: 'html-200' }], [pull()], 'good')).toMatchObject({ delivered: 'failed' });
  });
});
