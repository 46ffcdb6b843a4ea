import { WebClient } from '@slack/web-api';
import { afterEach, describe, expect, it } from 'vitest';
import { blockErrors, isTooLong } from './blocks.ts';
import type { SlackFault } from './fault.ts';
import { type SlackTwin, startSlackTwin } from './twin.ts';
import { demoTokens } from './workspace.ts';

let twin: SlackTwin | undefined;
afterEach(async () => {
  await twin?.close();
  twin = undefined;
});

async function post(
  changes: Record<string, unknown> = {},
  token: string = demoTokens.good.token,
  faults: SlackFault[] = [],
) {
  twin = await startSlackTwin({ faults });
  const client = new WebClient(token, {
    slackApiUrl: twin.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 500,
  });
  const result = client.apiCall('chat.postMessage', { channel: 'reviews', text: 'Hello', ...changes });
  return result.then(
    (answer) => ({ answer, error: undefined }),
    (error: { data?: { error?: string }; code?: string; message: string }) => ({
      answer: undefined,
      error: error.data?.error ?? error.code ?? error.message,
    }),
  );
}

const text = (length: number) => 'x'.repeat(length);
const header = (length: number) => ({ type: 'header', text: { type: 'plain_text', text: text(length) } });
const rich = (...elements: unknown[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});
const context = (count: number) => ({
  type: 'context',
  elements: Array(count).fill({ type: 'mrkdwn', text: 'x' }),
});
const markdown = (content: string) => ({ type: 'section', text: { type: 'mrkdwn', text: content } });

describe('blocks', () => {
  it.each([
    ['50 blocks', Array(50).fill({ type: 'divider' })],
    ['a header of 150', [header(150)]],
    ['a section of 3,000', [markdown(text(3000))]],
    ['ten elements of context', [context(10)]],
    ['a link', [rich({ type: 'link', url: 'https://github.com', text: 'x' })]],
    ['a bold text', [rich({ type: 'text', text: 'x', style: { bold: true } })]],
  ])('%s are taken', (_, blocks) => expect(blockErrors(blocks)).toEqual([]));

  it.each([
    ['51 blocks', Array(51).fill({ type: 'divider' }), 'no more than 50 items allowed'],
    ['a header of 151', [header(151)], 'must be less than 151 characters'],
    ['a section of 3,001', [markdown(text(3001))], 'must be less than 3001 characters'],
    ['an empty text', [markdown('')], 'must be more than 0 characters'],
    ['eleven elements of context', [context(11)], 'no more than 10 items allowed'],
    ['no elements of context', [context(0)], 'no fewer than 1 items allowed'],
    ['an unknown block', [{ type: 'carousel2' }], 'unsupported type: carousel2'],
    ['an alert, which is for modals', [{ type: 'alert' }], 'unsupported type: alert'],
    ['an unknown property', [{ type: 'divider', color: 'red' }], 'invalid additional property: color'],
    ['an unknown element', [rich({ type: 'blink', text: 'x' })], 'unsupported type: blink'],
    ['a link without an address', [rich({ type: 'link', text: 'x' })], 'missing required field: url'],
    ['a link to nowhere', [rich({ type: 'link', url: 'javascript:x', text: 'x' })], 'invalid url'],
    [
      'a long link',
      [rich({ type: 'link', url: `https://x/${text(3000)}` })],
      'must be less than 3001 characters',
    ],
    ['an unpaired surrogate', [markdown('a\ud83d')], 'invalid characters'],
    ['a control character', [markdown('a\u0007')], 'invalid characters'],
    [
      'markup in a header',
      [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }],
      'unsupported type: mrkdwn',
    ],
    [
      'the same id twice',
      [
        { type: 'divider', block_id: 'a' },
        { type: 'divider', block_id: 'a' },
      ],
      '`block_id` already exists',
    ],
    ['no list', {}, 'must be an array'],
  ])('%s are refused', (_, blocks, message) =>
    expect(blockErrors(blocks).map((error) => error.message)).toContain(message),
  );

  it('too long in all are refused', () => {
    const of = (length: number) => [
      markdown(text(3000)),
      markdown(text(3000)),
      markdown(text(3000)),
      markdown(text(3000)),
      markdown(text(length)),
    ];
    expect(isTooLong(of(500))).toBe(false);
    expect(isTooLong(of(1200))).toBe(true);
  });
});

describe('a post', () => {
  it('is stored', async () => {
    expect((await post()).answer).toMatchObject({ ok: true, channel: 'C0123456789' });
    expect(twin?.messages('reviews')).toMatchObject([{ text: 'Hello' }]);
  });

  const { user, revoked, inactive, expired, scopeless, custom, ignoring, everywhere } = demoTokens;
  const refusals: [string, Record<string, unknown>, string, string][] = [
    ['with a token that nobody has', {}, 'xoxb-1', 'invalid_auth'],
    ['with a user token', {}, user.token, 'not_allowed_token_type'],
    ['with a revoked token', {}, revoked.token, 'token_revoked'],
    ['with a token of an app that was removed', {}, inactive.token, 'account_inactive'],
    ['with an expired token', {}, expired.token, 'token_expired'],
    ['without chat:write', {}, scopeless.token, 'missing_scope'],
    ['under another name without the scope', { username: 'x' }, demoTokens.good.token, 'missing_scope'],
    ['to no channel', { channel: 'nowhere' }, custom.token, 'channel_not_found'],
    ['to an archived channel', { channel: 'old-reviews' }, custom.token, 'is_archived'],
    ['to a channel without the app', { channel: 'open-talk' }, custom.token, 'not_in_channel'],
    ['to a private channel without the app', { channel: 'secret' }, everywhere.token, 'channel_not_found'],
    ['to a restricted channel', { channel: 'announcements' }, custom.token, 'restricted_action'],
    ['without any text', { text: '' }, custom.token, 'no_text'],
    ['with blocks that are none', { blocks: 'x' }, custom.token, 'invalid_blocks_format'],
    ['with wrong blocks', { blocks: [header(151)] }, custom.token, 'invalid_blocks'],
    [
      'with too many blocks',
      { blocks: Array(5).fill(markdown(text(3000))) },
      custom.token,
      'msg_blocks_too_long',
    ],
    [
      'with huge metadata',
      { metadata: { event_type: 'x', event_payload: { a: text(17_000) } } },
      custom.token,
      'metadata_too_large',
    ],
  ];
  it.each(refusals)('%s is refused', async (_, changes, token, error) => {
    expect((await post(changes, token)).error).toBe(error);
    expect(twin?.messages('reviews')).toEqual([]);
  });

  it('with a scope for it goes to public channels without the app, or under another name', async () => {
    expect((await post({ channel: 'open-talk' }, everywhere.token)).error).toBeUndefined();
    await twin?.close();
    expect((await post({ username: 'Nag' }, custom.token)).answer).toMatchObject({
      message: { username: 'Nag' },
    });
    await twin?.close();
    expect((await post({ username: 'Nag' }, ignoring.token)).answer).not.toHaveProperty('message.username');
  });

  it('with a bad event type loses its metadata, with a warning only', async () => {
    const { answer } = await post({ metadata: { event_type: 'a.b', event_payload: {} } });
    expect(answer).toMatchObject({ ok: true, response_metadata: { warnings: ['invalid_metadata_schema'] } });
    expect(twin?.messages('reviews')[0]).not.toHaveProperty('metadata');
  });

  it.each([
    [{ text: '<!channel> hi' }, ['!channel']],
    [{ blocks: [markdown('<@U0123456789>')] }, ['@U0123456789']],
    [{ blocks: [rich({ type: 'broadcast', range: 'here' })] }, ['here']],
    [{ text: '&lt;!channel&gt;', blocks: [rich({ type: 'text', text: '<!channel>' })] }, []],
  ])('%j pings %j', async (changes, pings) => {
    await post(changes);
    expect(twin?.pings).toEqual(pings);
  });

  it.each([
    ['429', 'slack_webapi_rate_limited_error', 0],
    ['500', 'slack_webapi_http_error', 0],
    ['html-200', '<html><body><h1>Sign in to the network</h1></body></html>', 0],
    ['reset', 'slack_webapi_request_error', 0],
    ['no-answer', 'slack_webapi_request_error', 0],
    ['stored-then-reset', 'slack_webapi_request_error', 1],
    ['stored-then-no-answer', 'slack_webapi_request_error', 1],
    ['stored-then-cut', 'terminated', 1],
    ['stored-error', 'internal_error', 1],
    ['error', 'internal_error', 0],
  ] as const)('that meets %s fails, and %s', async (kind, error, storedCount) => {
    expect((await post({}, demoTokens.good.token, [{ kind }])).error).toBe(error);
    expect(twin?.messages('reviews')).toHaveLength(storedCount);
  });
});
