/** What is said of a set-up by what Slack answers; nothing is posted, whatever it answers. */
import { expect, it } from 'vitest';
import type { CheckRow } from '../../src/report/check.ts';
import { examineSlack } from '../../src/slack/examine.ts';
import { configured } from '../support/configured.ts';
import type { Inputs } from '../support/samples.ts';
import { postingWith } from '../support/slack.ts';
import type { SlackFault } from '../twins/slack/fault.ts';
import { type SlackTwinOptions, startSlackTwin } from '../twins/slack/twin.ts';
import { demoTokens, demoWorkspace } from '../twins/slack/workspace.ts';

async function examined(
  inputs: Inputs = {},
  faults: SlackFault[] = [],
  mayName = true,
  options: SlackTwinOptions = {},
  config = '',
) {
  const twin = await startSlackTwin({ faults, ...options });
  try {
    const own = configured(config, {
      'slack-bot-token': demoTokens.insider.token,
      'slack-channel': 'C0123456789',
      'slack-api-url': twin.apiUrl,
      ...inputs,
    });
    const { destination } = own;
    if (destination.kind !== 'bot') throw new Error('The inputs name a bot.');
    const posting = postingWith(inputs['slack-bot-token'] ?? demoTokens.insider.token);
    const rows = await examineSlack(destination, own, { posting, mayName });
    expect(twin.calls.filter((one) => one.startsWith('chat.'))).toEqual([]);
    return { rows, calls: [...twin.calls] };
  } finally {
    await twin.close();
  }
}

const find = (rows: readonly CheckRow[], what: string) => rows.find((row) => row.what === what);

it('finds the app in a private channel, by the scope for those', async () => {
  const { rows } = await examined({ 'slack-channel': 'C0000000006', delivery: 'update' });
  expect(rows.map(({ what, state }) => [what, state])).toEqual([
    ['Slack token', 'works'],
    ['Slack scopes', 'works'],
    ['channel C0000000006', 'works'],
  ]);
});

it('names the scope of a private channel, which the token does not tell by itself', async () => {
  const inputs = { 'slack-bot-token': demoTokens.historian.token, 'slack-channel': 'C0000000006' };
  const { rows } = await examined({ ...inputs, delivery: 'update' });
  expect(find(rows, 'channel C0000000006')).toMatchObject({
    state: 'does not work',
    seen: expect.stringContaining('missing_scope'),
    remedy: expect.stringContaining('groups:history'),
  });
  // To post, nothing is missing.
  const { rows: posting } = await examined(inputs);
  expect(find(posting, 'channel C0000000006')?.state).toBe('not checked');
});

it.each<[SlackFault, CheckRow['state']]>([
  [{ kind: 'html-200' }, 'does not work'],
  [{ kind: 'error', code: 'invalid_auth' }, 'does not work'],
  [{ kind: 'error', code: 'constructor' }, 'does not work'],
  [{ kind: '429', retryAfter: 3600 }, 'not checked'],
])('says that the token is not known to work where Slack answers %j', async (fault, state) => {
  const { rows, calls } = await examined({}, [fault]);
  expect(rows.map((row) => [row.what, row.state])).toEqual([
    ['Slack token', state],
    ['channel C0123456789', 'not checked'],
  ]);
  expect(rows[0]?.remedy).toBeTruthy();
  expect(new Set(calls)).toEqual(new Set(['auth.test']));
});

it('names people by their logins only where it may, and none by an address', async () => {
  const inputs = {
    'slack-bot-token': demoTokens.finder.token,
    people: 'octocat: U0123456789\nhubot: gone@example.com',
    mention: 'asked',
  };
  const seen = async (mayName: boolean) =>
    find((await examined(inputs, [], mayName)).rows, 'people by e-mail')?.seen ?? '';
  expect(await seen(true)).toBe('0 of 1 found; Slack knows no active person for hubot of people');
  expect(await seen(false)).toBe('0 of 1 found; Slack knows no active person for entry 2 of people');
});

it('looks nobody up where no option names anybody', async () => {
  const { rows, calls } = await examined({
    'slack-bot-token': demoTokens.finder.token,
    people: 'hubot: gone@example.com',
  });
  expect(find(rows, 'people by e-mail')?.state).toBe('not checked');
  expect(calls).not.toContain('users.lookupByEmail');
});

it('says that a person only gets to know by a message', async () => {
  const { rows } = await examined({ 'slack-channel': 'U0123456789' });
  expect(find(rows, 'channel U0123456789')).toMatchObject({ state: 'not checked' });
});

it('takes a channel that the app has not joined where it may post without', async () => {
  const { rows } = await examined({
    'slack-bot-token': demoTokens.everywhere.token,
    'slack-channel': 'C0000000004',
  });
  // It may not read, and so nobody knows.
  expect(find(rows, 'channel C0000000004')).toMatchObject({ state: 'not checked' });
});

it('knows more where it may read, too: posting needs no joining, keeping a message true does', async () => {
  const token = { ...demoTokens.everywhere, scopes: ['chat:write', 'chat:write.public', 'channels:history'] };
  const inputs = { 'slack-bot-token': token.token, 'slack-channel': 'C0000000004' };
  const options = { workspace: { ...demoWorkspace(), tokens: [token] } };
  const rowOf = async (delivery: string) =>
    find((await examined({ ...inputs, delivery }, [], true, options)).rows, 'channel C0000000004');
  expect(await rowOf('post')).toEqual({
    what: 'channel C0000000004',
    state: 'works',
    seen: 'found; the app is not in it, and chat:write.public lets it post',
  });
  expect(await rowOf('update')).toMatchObject({
    state: 'does not work',
    seen: expect.stringContaining('not_in_channel'),
    remedy: expect.stringMatching(/^in Slack, type \/invite @/),
  });
});

it('says that the scopes are not known where the answer does not name them, and looks all the same', async () => {
  const { rows } = await examined({ delivery: 'update' }, [], true, { dropsScopes: true });
  expect(rows.map(({ what, state }) => [what, state])).toEqual([
    ['Slack token', 'works'],
    ['Slack scopes', 'not checked'],
    ['channel C0123456789', 'works'],
  ]);
});

const people = {
  'slack-bot-token': demoTokens.finder.token,
  people: 'octocat: ada@example.com',
  mention: 'asked',
};

it('finds people by their addresses', async () => {
  const { rows } = await examined(people);
  expect(find(rows, 'people by e-mail')).toEqual({
    what: 'people by e-mail',
    state: 'works',
    seen: '1 found',
  });
});

it.each<[SlackFault, CheckRow['state'], RegExp]>([
  [{ kind: '429', retryAfter: 3600, method: 'users.lookupByEmail' }, 'not checked', /give IDs/],
  [
    { kind: 'error', code: 'missing_scope', method: 'users.lookupByEmail' },
    'does not work',
    /users:read\.email/,
  ],
])('says why addresses could not be looked up: %j', async (fault, state, remedy) => {
  const { rows } = await examined(people, [fault]);
  expect(find(rows, 'people by e-mail')).toMatchObject({ state, remedy: expect.stringMatching(remedy) });
});

it('asks Slack for no further channel where it does not answer for one', async () => {
  const fault = { kind: '429', retryAfter: 3600, method: 'conversations.history' } as const;
  const config = 'routes: [{ when: { labels: bug }, slack-channel: C0000000006 }]';
  const { rows, calls } = await examined({ delivery: 'update' }, [fault], true, {}, config);
  expect(rows.slice(2)).toEqual([
    expect.objectContaining({ what: 'channel C0123456789', state: 'not checked' }),
    {
      what: 'channel C0000000006 (route 1 (line 1))',
      state: 'not checked',
      seen: 'Slack did not answer for C0123456789',
    },
  ]);
  expect(new Set(calls)).toEqual(new Set(['auth.test', 'conversations.history']));
});
