/** What a scope is for: manifests, links and remedies say the same, and no more than is needed. */
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { declared } from '../../src/settings/declarations.ts';
import { optionScopes, scopesFor, uses } from '../../src/slack/scopes.ts';
import { demoTokens } from '../twins/slack/workspace.ts';
import { send } from './sending.ts';

interface Manifest {
  readonly display_information: { readonly name: string; readonly description: string };
  readonly features: { readonly bot_user: { readonly display_name: string } };
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
}

/** Written out, not computed: the least that Slack asks for (docs.slack.dev, methods chat.* and conversations.history). */
const least: Readonly<Record<string, readonly string[]>> = {
  post: ['chat:write'],
  update: ['chat:write', 'channels:history'],
  'update-private': ['chat:write', 'groups:history'],
  'update-conversation': ['chat:write', 'im:history'],
};
const manifests = globSync('docs/slack-app/*.json').map((path): [string, Manifest] => [
  basename(path, '.json'),
  JSON.parse(readFileSync(path, 'utf8')),
]);

it('there is a manifest for each way of delivery, with the least scopes', () => {
  const scopes = manifests.map(([name, { oauth_config }]) => [name, oauth_config.scopes.bot] as const);
  expect(Object.fromEntries(scopes)).toEqual(least);
  expect(scopesFor('replace', 'private channel')).toEqual(least['update-private']);
});

it.each(manifests)('the manifest %s asks for user scopes, addresses and events nowhere', (_, manifest) => {
  expect(Object.keys(manifest.oauth_config)).toEqual(['scopes']);
  expect(Object.keys(manifest.oauth_config.scopes)).toEqual(['bot']);
  expect(JSON.stringify(manifest)).not.toMatch(/https?:|event_subscriptions|interactivity|slash_commands/);
});

it.each(manifests)('Slack takes the names of the manifest %s', (_, { display_information, features }) => {
  expect(display_information.name.length).toBeLessThanOrEqual(35);
  expect(display_information.description.length).toBeLessThanOrEqual(140);
  expect(features.bot_user.display_name).toMatch(/^[\w .-]{1,80}$/);
});

describe.each(['README.md', 'docs/slack.md'])('the links of %s', (file) => {
  const text = readFileSync(file, 'utf8');
  const links = [...text.matchAll(/^\[app-([\w-]+)\]: (\S+)$/gm)].map(([, name = '', link = '']) => ({
    name,
    link,
  }));
  const used = new Set([...text.matchAll(/\]\[app-([\w-]+)\]/g)].map(([, name = '']) => name));

  it('are those that it names', () => {
    expect(new Set(links.map(({ name }) => name))).toEqual(used);
    expect(used).toContain('post');
    expect(used).toContain('update');
  });

  it.each(links)('$name', ({ name, link }) => {
    const { origin, pathname, searchParams } = new URL(link);
    expect(origin + pathname).toBe('https://api.slack.com/apps');
    expect(searchParams.get('new_app')).toBe('1');
    const filledIn: unknown = JSON.parse(searchParams.get('manifest_json') ?? '');
    expect(filledIn).toEqual(new Map(manifests).get(name));
  });
});

it('docs/slack.md and docs/security.md tell every scope, and the inputs that need one name it', () => {
  for (const file of ['docs/slack.md', 'docs/security.md'])
    for (const [scope] of uses) expect(readFileSync(file, 'utf8')).toContain(`\`${scope}\``);
  for (const [input, scope] of Object.entries(optionScopes)) {
    const needs = declared.get(input)?.description;
    if (scope !== 'chat:write') expect(needs).toContain(`\`${scope}\``);
    else expect(needs).toContain('`slack-bot-token`');
  }
  for (const scope of ['channels:history', 'groups:history'])
    expect(declared.get('delivery')?.description).toContain(`\`${scope}\``);
});

describe('a missing scope', () => {
  const remedyOf = async (channel: string, needed: string) => {
    const fault = { kind: 'error', code: 'missing_scope', answer: { needed } } as const;
    const { problem } = await send({ 'slack-channel': channel }, [fault]);
    return problem?.remedy;
  };
  const all = 'channels:history,groups:history,mpim:history,im:history';

  it.each([
    [
      'C0000000001',
      'channels:history',
      /^add the scope channels:history \(for delivery: update and replace in a public/,
    ],
    ['C0000000001', 'chat:write', /^add the scope chat:write \(for every message\): "chat:write" in oauth/],
    // Slack names every scope that the method knows: the place tells which.
    [
      'C0000000001',
      all,
      /"channels:history" or "groups:history" in oauth_config\.scopes\.bot of the app's manifest/,
    ],
    ['G0000000001', all, /: "groups:history" in oauth/],
    ['D0000000001', all, /: "im:history" in oauth/],
    ['#reviews', all, /"channels:history" or "groups:history" or "mpim:history" or "im:history" in oauth/],
    [
      'C0000000001',
      'users:read.email',
      /^add the scope users:read\.email \(for people by e-mail address\): "users:read\.email" in oauth/,
    ],
    // One that this version does not ask for.
    ['C0000000001', 'usergroups:read', /^add the scope usergroups:read: "usergroups:read" in oauth/],
  ])('in %s, %s', async (channel, needed, words) => {
    const remedy = await remedyOf(channel, needed);
    expect(remedy).toMatch(words);
    expect(remedy).toMatch(/Then install the app again; where its token is another one then, store it\.$/);
  });

  it('of a name or an icon stands in the note, with the line to add', async () => {
    const { notes } = await send({
      'slack-bot-token': demoTokens.ignoring.token,
      'slack-icon-emoji': ':eyes:',
    });
    expect(notes.join()).toMatch(
      /"chat:write\.customize" in oauth_config\.scopes\.bot of the app's manifest/,
    );
  });
});
