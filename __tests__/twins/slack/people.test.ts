import { describe, expect, it } from 'vitest';
import { ask, start } from './asking.ts';
import { demoTokens } from './workspace.ts';

const { finder, good } = demoTokens;

describe('a person', () => {
  it('is found by e-mail, whatever its case', async () => {
    const twin = await start();
    expect(await ask(twin, 'users.lookupByEmail', { email: 'Ada@Example.com' }, finder.token)).toMatchObject({
      ok: true,
      user: { id: 'U0123456789', name: 'ada', profile: { email: 'ada@example.com' } },
    });
  });

  it.each([
    ['without the scope', 'ada@example.com', good.token, 'missing_scope'],
    ['whom nobody knows', 'eve@example.com', finder.token, 'users_not_found'],
    ['without an address', '', finder.token, 'users_not_found'],
    ['who is deactivated', 'gone@example.com', finder.token, 'users_not_found'],
  ])('%s is not found', async (_, email, token, error) => {
    expect((await ask(await start(), 'users.lookupByEmail', { email }, token)).error).toBe(error);
  });

  it('gets direct messages by ID, with chat:write alone', async () => {
    const twin = await start();
    const post = (channel: string) => ask(twin, 'chat.postMessage', { channel, text: 'Hi' }, good.token);
    expect(await post('U0123456789')).toMatchObject({ ok: true, channel: 'D0123456789' });
    expect(twin.messages('U0123456789')).toMatchObject([{ text: 'Hi', channel: 'D0123456789' }]);
    expect((await post('D0123456789')).ok).toBe(true);
    expect((await post('U0123456788')).error).toBe('messages_tab_disabled');
    expect((await post('U9999999999')).error).toBe('channel_not_found');
  });

  it.each([
    ['U0123456789', finder.token, { ok: true, channel: { id: 'D0123456789' } }],
    ['U0123456789', good.token, { error: 'missing_scope', needed: 'im:write' }],
    ['U0123456787', finder.token, { error: 'user_disabled' }],
    ['U9999999999', finder.token, { error: 'user_not_found' }],
    ['', finder.token, { error: 'users_list_not_supplied' }],
  ])('%j is opened a conversation with: %j', async (users, token, answer) => {
    expect(await ask(await start(), 'conversations.open', { users }, token)).toMatchObject(answer);
  });
});
