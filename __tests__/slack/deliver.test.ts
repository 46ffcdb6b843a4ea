import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { Network } from '../../src/http/network.ts';
import type { Delivery } from '../../src/report/delivery.ts';
import { renderMessage } from '../../src/report/message.ts';
import { deliver } from '../../src/slack/deliver.ts';
import { hostile } from '../corpus/hostile.ts';
import { asked, type Inputs, pull, report, settings } from '../support/samples.ts';
import type { SlackFault } from '../twins/slack/fault.ts';
import { type SlackTwin, startSlackTwin } from '../twins/slack/twin.ts';
import { demoTokens } from '../twins/slack/workspace.ts';

let twin: SlackTwin | undefined;
const network = new Network();
afterAll(() => network.close());
afterEach(async () => {
  await twin?.close();
  twin = undefined;
});

interface Delivered extends Delivery {
  readonly said: readonly string[];
  readonly slept: number;
}

async function send(
  inputs: Inputs = {},
  faults: SlackFault[] = [],
  pulls = [pull()],
  webhook = '',
): Promise<Delivered> {
  twin = await startSlackTwin({ faults });
  const how: Inputs = webhook
    ? { 'slack-bot-token': '', 'slack-channel': '', 'slack-webhook-url': twin.webhookUrl(webhook) }
    : { 'slack-bot-token': demoTokens.good.token, 'slack-channel': '#reviews', 'slack-api-url': twin.apiUrl };
  const given = { ...how, ...inputs };
  const said: string[] = [];
  let slept = 0;
  const delivery = await deliver(renderMessage(report(pulls, { inputs: given })), settings(given), {
    note: (text) => said.push(text),
    pause: async (ms) => {
      slept += ms;
    },
    answerMs: 500,
    fetch: network.fetch,
    credentials: {
      githubToken: undefined,
      slackBotToken: given['slack-bot-token'],
      slackWebhookUrl: given['slack-webhook-url'],
    },
  });
  return { ...delivery, said, slept };
}

const posted = () => twin?.messages('reviews') ?? [];

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
      metadata: { event_type: 'pr_status_monitor_report', event_payload: { count: 1 } },
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
    [{ 'slack-bot-token': 'xoxb-nobody' }, 'invalid_auth', 'store a new one'],
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
      'Slack: too many posts; asking again in 7 s',
      'Slack: too many posts; asking again in 5 s',
    ]);
    expect(posted()).toHaveLength(1);
  });

  it.each([2, 61])('waits in bounds where Slack asks for %d s again and again', async (retryAfter) => {
    const delivery = await send({}, [{ kind: '429', retryAfter }]);
    expect(delivery.delivered).toBe('failed');
    expect(delivery.slept).toBeLessThanOrEqual(60_000);
    expect(delivery.problem?.what).toContain('no more posts');
  });

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

describe('a dry run', () => {
  it('lets Slack check the blocks, links them, and posts nothing', async () => {
    const delivery = await send({ 'dry-run': 'true' });
    expect(delivery).toMatchObject({
      delivered: 'dry-run',
      notes: [expect.stringContaining('valid'), expect.stringContaining('block-kit-builder/#')],
    });
    expect(twin?.calls).toEqual(['blocks.validate']);
    const [, fragment = ''] = delivery.notes[1]?.split('#') ?? [];
    expect(JSON.parse(decodeURIComponent(fragment))).toEqual({ blocks: expect.any(Array) });
  });

  it('fails where Slack refuses', async () => {
    expect(await send({ 'dry-run': 'true', 'slack-bot-token': demoTokens.revoked.token })).toMatchObject({
      delivered: 'failed',
    });
  });

  it('needs no credentials', async () => {
    const delivery = await send({ 'dry-run': 'true', 'slack-bot-token': '', 'slack-channel': '' });
    expect(delivery).toMatchObject({
      delivered: 'dry-run',
      notes: [expect.stringContaining('block-kit-builder/#')],
    });
    expect(twin?.calls).toEqual([]);
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
    ['removed', 'no_service', 'make a new one'],
    ['archived', 'channel_is_archived', 'unarchive it'],
    ['prohibited', 'action_prohibited', 'ask who runs it'],
    ['unknown', 'invalid_token', 'make a new one'],
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
