/** A run with debug logging tells what it asks, and nothing that its log may not hold. */
import { describe, expect, it } from 'vitest';
import { demoTokens } from '../twins/slack/workspace.ts';
import { repository, testToken, world } from '../worlds/builder.ts';
import { emptyConfig, type Played, play, pull, type Scene } from './stage.ts';

const debugging = { RUNNER_DEBUG: '1' };
const debugLines = ({ lines }: Played) =>
  lines.filter(({ kind }) => kind === 'debug').map(({ text }) => text);
const run = (scene: Scene) => play({ checkout: emptyConfig, ...scene });

describe('debug logging', () => {
  it('is off unless somebody asks for it', async () => {
    const played = await run({});
    expect(played.output).not.toContain('::debug::');
  });

  it('tells each request with its cost and time, and what is decided', async () => {
    const played = await run({
      env: debugging,
      inputs: {
        delivery: 'update',
        'slack-bot-token': demoTokens.historian.token,
        'slack-channel': 'C0123456789',
      },
    });
    expect(played.outputs['delivered']).toBe('posted');
    const lines = debugLines(played);
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^GitHub GraphQL repository ×\d, first \d+.*: HTTP 200, \d+ points? \(\d+ left\), \d+ k?B, \d+ ms$/,
      ),
    );
    expect(lines).toContainEqual(
      expect.stringMatching(/^Slack conversations\.history: HTTP 200, \d+ k?B, \d+ ms$/),
    );
    expect(lines).toContain(
      'Decision for C0123456789: post, since no message of ours was in the channel; 0 messages of ours found',
    );
    expect(lines).toContainEqual(expect.stringMatching(/^Slack chat\.postMessage: HTTP 200, /));
    // Each of them once.
    expect(lines.filter((line) => line.startsWith('Slack '))).toHaveLength(played.slackCalls.length);
    expect(lines.filter((line) => line.startsWith('GitHub '))).toHaveLength(played.requests.length);
  });

  it('tells a refusal by its code', async () => {
    const played = await run({ env: debugging, inputs: { 'slack-bot-token': demoTokens.revoked.token } });
    expect(debugLines(played)).toContain('Decision for #reviews: post');
    expect(debugLines(played)).toContainEqual(
      expect.stringMatching(/^Slack chat\.postMessage: HTTP 200, token_revoked, /),
    );
  });

  it('names nothing private, no title and no secret', async () => {
    const hidden = world(
      ['acme/web', 'acme/vault'].map((name) =>
        repository(name, { visibility: name === 'acme/vault' ? 'private' : 'public' }, [
          pull({ number: 1, title: 'Rotate "type":"SECRET_KEY" now', hoursAgo: 90 }),
        ]),
      ),
    );
    const played = await run({
      world: hidden,
      env: debugging,
      webhook: 'good',
      inputs: { repositories: 'acme/*' },
      event: {
        name: 'schedule',
        payload: { repository: { full_name: 'acme/web', private: false, visibility: 'public' } },
      },
    });
    const said = debugLines(played).join('\n');
    expect(said).toMatch(/^GitHub GET \/(?:orgs|users)\/…\/repos: HTTP 200/m);
    expect(said).toMatch(/^Slack webhook: HTTP 200/m);
    for (const word of ['vault', 'acme', 'Rotate', 'SECRET_KEY', testToken, played.webhookUrl, 'services'])
      expect(said).not.toContain(word);
  });
});
