import { afterEach, describe, expect, it } from 'vitest';
import { Emails, emailProblem } from '../../src/slack/emails.ts';
import { botAt, postingWith } from '../support/slack.ts';
import type { SlackFault } from '../twins/slack/fault.ts';
import { type SlackTwin, startSlackTwin } from '../twins/slack/twin.ts';
import { demoTokens } from '../twins/slack/workspace.ts';

let twin: SlackTwin | undefined;
afterEach(async () => {
  await twin?.close();
});

async function start(token: string = demoTokens.finder.token, faults: readonly SlackFault[] = []) {
  twin = await startSlackTwin({ faults });
  return new Emails(botAt(twin.apiUrl), postingWith(token));
}
const lookUps = () => twin?.calls.filter((method) => method === 'users.lookupByEmail').length;

describe('e-mail addresses', () => {
  it('become the IDs of people; one that nobody has, and that of a deactivated person, become none', async () => {
    const emails = await start();
    const found = await emails.find(['ada@example.com', 'nobody@example.com', 'gone@example.com']);
    expect([...found.ids]).toEqual([['ada@example.com', { kind: 'user', id: 'U0123456789' }]]);
    expect(found.nobody).toEqual(['nobody@example.com', 'gone@example.com']);
    expect(found.failure).toBeUndefined();
  });

  it('are looked up once a run each', async () => {
    const emails = await start();
    await emails.find(['ada@example.com', 'nobody@example.com']);
    await emails.find(['ada@example.com', 'grace@example.com', 'nobody@example.com']);
    expect(lookUps()).toBe(3);
  });

  it('of a person whom Slack says to be deleted, or of a bot, are told as such', async () => {
    const user = { id: 'U0123456789', deleted: true };
    const emails = await start(demoTokens.finder.token, [
      { kind: 'stored-odd', method: 'users.lookupByEmail', answer: { user } },
    ]);
    expect(await emails.find(['ada@example.com'])).toMatchObject({ gone: ['ada@example.com'], nobody: [] });
  });

  it('need a scope: without it Slack is asked once, and the remedy names it', async () => {
    const emails = await start(demoTokens.good.token);
    const { ids, failure } = await emails.find(['ada@example.com', 'grace@example.com']);
    expect(ids.size).toBe(0);
    expect(failure?.emails).toEqual(['ada@example.com', 'grace@example.com']);
    expect(lookUps()).toBe(1);
    expect(failure && emailProblem(failure.why)).toMatchObject({
      what: 'Slack refused users.lookupByEmail: missing_scope',
      remedy: expect.stringMatching(/add the scope users:read\.email \(for people by e-mail address\)/),
    });
  });

  it('are left alone after an answer that is none', async () => {
    const emails = await start(demoTokens.finder.token, [
      { kind: 'stored-odd', method: 'users.lookupByEmail', answer: { user: 'ada' } },
    ]);
    const { ids, failure } = await emails.find(['ada@example.com', 'grace@example.com']);
    expect(ids.size).toBe(0);
    expect(failure?.emails.length).toBe(2);
    expect(failure && emailProblem(failure.why).what).toBe('Slack gave no clear answer');
  });
});
