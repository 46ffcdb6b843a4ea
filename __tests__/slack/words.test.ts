/** What is said of a refusal: by Slack's own words, within bounds, without secrets, and about what was asked. */
import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../src/report/log/entry.ts';
import { type Inputs, pull } from '../support/samples.ts';
import type { SlackFault } from '../twins/slack/fault.ts';
import { demoTokens } from '../twins/slack/workspace.ts';
import { type Delivered, posted, send } from './sending.ts';

const printed = (log: readonly LogEntry[]) => JSON.stringify(log);
const problemOf = ({ log }: Delivered) => log.find(({ kind }) => kind === 'error');
const secret = 'A title that is private';
const token = demoTokens.good.token;

const echoes: readonly [name: string, fault: SlackFault][] = [
  ['a page that repeats the request', { kind: 'echo' }],
  ['a page of a failing server that repeats it', { kind: 'echo', status: 502 }],
  ['a page with status 200', { kind: 'echo', status: 200 }],
  ['a refusal that repeats it', { kind: 'echo-refusal' }],
  ['details that repeat it', { kind: 'error', code: 'invalid_blocks', answer: { errors: [`no ${secret}`] } }],
  [
    'a scope that repeats it',
    { kind: 'error', code: 'missing_scope', answer: { needed: `${secret} ${token}` } },
  ],
  ['an error that repeats it', { kind: 'error', code: `${secret}: ${token} ${'x'.repeat(1e6)}` }],
];

describe.each(['', 'good'])('what Slack or a page in between says (webhook: %j)', (webhook) => {
  const name = webhook ? 'webhook' : 'chat.postMessage';

  it.each(echoes)('is clipped, and repeats no secret: %s', async (_, fault) => {
    const delivery = await send({}, [{ ...fault, method: name }], [pull({ title: secret })], webhook);
    const log = printed(delivery.log);
    expect(problemOf(delivery)).toBeDefined();
    expect(log.length).toBeLessThan(1200);
    for (const known of webhook ? ['T0000000001', 'B0000000001'] : [token]) expect(log).not.toContain(known);
    expect(log).not.toMatch(/<\/?html|\\u001b/);
  });

  it.each(echoes)('is withheld where it may name what is private: %s', async (_, fault) => {
    const delivery = await send({}, [{ ...fault, method: name }], [pull({ title: secret })], webhook);
    const log = printed(delivery.withheld);
    expect(log).not.toContain(secret);
    expect(log).toContain('Remedy: ');
    expect(log).toMatch(/invalid_blocks|missing_scope|HTTP \d{3}|invalid_payload/);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', 'UPPER', 'two words', ''])(
    'may be an error named %j',
    async (code) => {
      const delivery = await send({}, [{ kind: 'error', code, method: name }], [pull()], webhook);
      expect(delivery.delivered).toBe('failed');
      expect(problemOf(delivery)?.kind).toBe('error');
      expect(printed(delivery.log)).not.toMatch(/native code|\[object/);
      expect(posted()).toEqual([]);
    },
  );

  it('cannot be serialized by accident', async () => {
    const { problem } = await send({}, [{ kind: 'echo', method: name }], [pull({ title: secret })], webhook);
    expect(JSON.stringify(problem)).not.toContain(secret);
    expect(String(problem?.said)).not.toContain(secret);
  });
});

describe('an answer of odd form', () => {
  const odd: readonly Readonly<Record<string, unknown>>[] = [
    { ts: null, channel: null, message: null },
    { ts: 1785741421.0001, channel: 7, message: 'x' },
    { ts: '::set-output name=count::0', channel: '##[add-mask]x', message: [] },
    { ts: 'x'.repeat(10_000), channel: 'C'.repeat(10_000), message: { username: {}, icons: 5 } },
    { ts: '1.2\n::error::x', channel: 'C0123456789\n', message: {} },
    { ts: undefined, channel: undefined, message: undefined },
  ];
  it.each(odd)('is a post all the same: %j', async (answer) => {
    const delivery = await send({ 'slack-username': 'Nag' }, [{ kind: 'stored-odd', answer }]);
    expect(delivery).toMatchObject({ delivered: 'posted', channel: '#reviews', to: '#reviews' });
    expect(delivery.ts).toBeUndefined();
    expect(posted()).toHaveLength(1);
    expect(printed(delivery.log).length).toBeLessThan(1000);
  });

  it.each([
    { errors: 'all of it', response_metadata: { messages: 'x' }, needed: 7 },
    { errors: null, response_metadata: {} },
    { errors: [null, 5, {}, ['x'], { message: 5 }], response_metadata: { messages: 'x' } },
    { errors: Array(10_000).fill('x'.repeat(500)) },
  ])('is a refusal all the same: %j', async (answer) => {
    const delivery = await send({}, [{ kind: 'error', code: 'is_archived', answer }]);
    expect(delivery.delivered).toBe('failed');
    expect(printed(delivery.log)).toContain('unarchive it');
    expect(printed(delivery.log).length).toBeLessThan(1000);
  });

  it.each([{ user: 5 }, { user: '::error::x' }, { user: `x${token}` }, { user: token }, { user: '' }])(
    'does not name the app: %j',
    async (answer) => {
      const delivery = await send({ 'slack-channel': 'open-talk' }, [
        { kind: 'stored-odd', method: 'auth.test', answer },
      ]);
      expect(delivery.problem?.remedy).toContain('/invite @the-app in #open-talk');
    },
  );

  it.each(['reset', '500', 'html-200'] as const)(
    'has a remedy where nobody says who the app is: %s',
    async (kind) => {
      const delivery = await send({ 'slack-channel': 'open-talk' }, [{ kind, method: 'auth.test' }]);
      expect(delivery.delivered).toBe('failed');
      expect(delivery.problem?.remedy).toContain('/invite @the-app in #open-talk');
    },
  );
});

describe('a refusal', () => {
  const codes = [
    ...['not_in_channel', 'channel_not_found', 'user_not_found', 'is_archived', 'restricted_action'],
    ...['invalid_auth', 'token_revoked', 'missing_scope', 'no_permission', 'unknown_method', 'brand_new'],
    ...['messages_tab_disabled', 'no_service', 'invalid_token', 'team_access_not_granted', 'invalid_payload'],
    ...['user_disabled', 'cannot_dm_bot', 'service_unavailable'],
  ];
  const ofChannel = /invite| #|channel's details|C0123/;

  it.each(codes)('of a webhook speaks of the webhook: %s', async (code) => {
    const { problem } = await send({}, [{ kind: 'error', code }], [pull()], 'good');
    expect(problem?.what).toContain(`the webhook's channel: ${code}`);
    expect(problem?.remedy).toMatch(/webhook|report it/);
    expect(problem?.remedy).not.toMatch(/slack-channel|bot token|slack-api-url|\/invite|xoxb/i);
  });

  it.each([
    { kind: 'html-200' },
    { kind: 'redirect' },
    { kind: '429' },
    { kind: '500' },
    { kind: 'reset' },
  ] as const)('of a webhook speaks of the webhook: %j', async (fault) => {
    const { problem } = await send({}, [fault], [pull()], 'good');
    expect(JSON.stringify(problem)).not.toMatch(/slack-channel|bot token|slack-api-url|\/invite|xoxb/i);
    expect(JSON.stringify(problem)).toContain('webhook');
  });

  const persons: Inputs[] = [{ 'slack-channel': 'U0123456789' }, { 'slack-channel': 'W0123456789' }];
  it.each(persons.flatMap((one) => codes.map((code) => [one, code] as const)))(
    'of %j speaks of the person: %s',
    async (inputs, code) => {
      const { problem } = await send(inputs, [{ kind: 'error', code, method: 'chat.postMessage' }]);
      expect(problem?.what).toContain(`the person ${inputs['slack-channel']}: ${code}`);
      expect(problem?.remedy).not.toMatch(ofChannel);
    },
  );

  it.each(codes)('of a conversation speaks of it: %s', async (code) => {
    const { problem } = await send({ 'slack-channel': 'D0123456789' }, [
      { kind: 'error', code, method: 'chat.postMessage' },
    ]);
    expect(problem?.what).toContain(`the conversation D0123456789: ${code}`);
    expect(problem?.remedy).not.toMatch(ofChannel);
  });

  it.each([
    ['U0123456789', 'look into the conversation with the person U0123456789'],
    ['D0123456789', 'look into the conversation D0123456789'],
  ])('or a lost answer of %s', async (channel, remedy) => {
    const { problem } = await send({ 'slack-channel': channel }, [{ kind: 'reset' }]);
    expect(problem?.remedy).toContain(remedy);
  });
});
