import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { testToken } from '../worlds/builder.ts';
import { play } from './stage.ts';

const folder = mkdtempSync(join(tmpdir(), 'context-'));
afterAll(() => rmSync(folder, { recursive: true }));
const noSlack = { 'slack-bot-token': '', 'slack-channel': '', 'slack-api-url': '' };

const eventFile = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

describe("the event's file", () => {
  const whole = JSON.stringify({
    repository: { full_name: 'acme/web', private: false, visibility: 'public' },
  });

  it.each([
    ['cut', eventFile('cut.json', whole.slice(0, -9))],
    ['of wrong kinds', eventFile('kinds.json', '{"repository":7,"sender":null,"pull_request":{"head":[]}}')],
    ['missing', join(folder, 'none.json')],
    ['a folder', folder],
    ['not named', ''],
  ])('may be %s: the run does its work', async (_, path) => {
    const played = await play({ env: { GITHUB_EVENT_PATH: path } });
    expect(played.exitCode, played.text).toBe(0);
    expect(played.outputs).toMatchObject({ count: '2', delivered: 'posted' });
    expect(played.output).not.toMatch(/GITHUB_EVENT_PATH|SyntaxError|did not foresee/);
  });
});

describe('an error leads to docs/troubleshooting.md', () => {
  const from = (repository: string, ref: string) => ({
    GITHUB_ACTION_REPOSITORY: repository,
    GITHUB_ACTION_REF: ref,
  });

  it.each([
    [
      'of the version that runs',
      from('acme/monitor', 'v1.2.3'),
      'https://github.com/acme/monitor/blob/v1.2.3/docs',
    ],
    [
      'of a branch',
      from('acme/monitor', 'fix/#12 %'),
      'https://github.com/acme/monitor/blob/fix/%2312%20%25/docs',
    ],
    ['beside an action of the checkout', from('', ''), 'docs'],
    ['by name, where the runner says something odd', from('https://example.com/', 'v1'), 'docs'],
    [
      'by name on another server, which may have the action from github.com',
      { ...from('acme/monitor', 'v1'), GITHUB_SERVER_URL: 'https://ghes.example.com' },
      'acme/monitor@v1: docs',
    ],
  ])('%s, once for each topic', async (_, env, place) => {
    const { annotations } = await play({ env, inputs: { threshold: 'soon', branch: 'a b, c d' } });
    expect(annotations.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Input branch: "a b" .*/),
      expect.stringMatching(/^Input branch: "c d" .* quotes\.$/),
      expect.stringMatching(/^Input threshold: .*/),
    ]);
    expect(annotations[0]?.message.endsWith(` More: ${place}/troubleshooting.md#input-branch`)).toBe(true);
    expect(annotations[2]?.message.endsWith(` More: ${place}/troubleshooting.md#input-threshold`)).toBe(true);
  });
});

describe('a run without its Slack secrets', () => {
  const repo = (full_name: string | null) => ({ repo: full_name === null ? null : { full_name } });
  const payload = (head: string | null, author: string, sender = 'octocat') => ({
    repository: { full_name: 'acme/web', private: false },
    sender: { login: sender },
    pull_request: { user: { login: author }, head: repo(head), base: repo('acme/web') },
  });
  const dependabot = 'dependabot[bot]';

  // Which events are such is in __tests__/runner/context.test.ts.
  it.each([
    ['pull_request', 'someone/web', 'someone', 'someone', 'green'],
    ['pull_request', 'acme/web', 'octocat', 'octocat', 'red'],
    ['pull_request_target', 'acme/web', dependabot, 'octocat', 'green'],
    ['schedule', null, dependabot, dependabot, 'red'],
  ])('on %s from %s by %s, where %s acted, is %s', async (name, head, author, actor, colour) => {
    const played = await play({
      inputs: noSlack,
      actor,
      event: { name, payload: payload(head, author, actor) },
    });
    expect(played.exitCode, played.text).toBe(colour === 'green' ? 0 : 1);
    expect(played.requests).toEqual([]);
    expect(played.outputs['delivered']).toBe(colour === 'green' ? 'nothing-to-say' : 'failed');
    expect(played.annotations[0]).toMatchObject({ type: colour === 'green' ? 'notice' : 'error' });
  });
});

describe("a server's address", () => {
  it.each([
    [
      'http://ghes.acme.test/api/v3',
      'Variable GITHUB_API_URL: "http://ghes.acme.test/api/v3" is not allowed',
    ],
    ['http://me:secretive@ghes.acme.test/api/v3', 'Variable GITHUB_API_URL: (the value is not shown'],
    ['nowhere', 'Variable GITHUB_API_URL: "nowhere" is not allowed'],
  ])('%j is refused before anything is asked', async (apiUrl, message) => {
    const played = await play({ apiUrl });
    expect(played.exitCode).toBe(1);
    expect(played.annotations[0]?.message).toContain(message);
    expect(played.requests.length + played.slackCalls.length).toBe(0);
    expect(played.output).not.toContain('secretive');
    expect(played.durationMs).toBeLessThan(5000);
  });

  it('of GraphQL alone likewise', async () => {
    const { annotations, requests } = await play({
      env: { GITHUB_GRAPHQL_URL: 'http://ghes.acme.test/graphql' },
    });
    expect(annotations.map(({ message }) => message)).toEqual([
      expect.stringContaining('Variable GITHUB_GRAPHQL_URL: "http://ghes.acme.test/graphql" is not allowed'),
    ]);
    expect(requests).toEqual([]);
  });
});

describe('a secret in the wrong input', () => {
  it('is masked, not shown, not sent', async () => {
    const secret = 'xoxb-1111-2222-Secretive';
    const played = await play({
      inputs: { 'slack-username': secret, threshold: `ghp_Secretive0Secretive1` },
    });
    expect(played.exitCode).toBe(1);
    expect(played.slackCalls).toEqual([]);
    const shown = played.output.replace(/^::add-mask::.*$/gm, '');
    expect(shown + played.summary + JSON.stringify(played.outputs)).not.toContain('Secretive');
    expect(played.output).toContain(`::add-mask::${secret}`);
    expect(played.output).toContain('::add-mask::ghp_Secretive0Secretive1');
  });

  it('that is the token of another is known by its value', async () => {
    const played = await play({ inputs: { labels: testToken } });
    expect(played.exitCode).toBe(1);
    expect(played.annotations[0]?.message).toContain('since it holds that of github-token');
  });
});

describe('what can match nothing', () => {
  it.each([
    ['branch', 'refs/heads/main'],
    ['branch', 'origin/main'],
    ['branch', '^release-.*$'],
    ['branch', "['main', 'release-*']"],
    ['branch', '"main"'],
    ['ignore-reviewers', 'a, b\n'],
    ['ignore-reviewers', '@octocat'],
    ['ignore-reviewers', 'app/dependabot'],
  ])('%s: %j is no all-clear, but an error', async (name, value) => {
    const played = await play({ inputs: { [name]: value, 'notify-when-clear': 'true' } });
    expect(played).toMatchObject({
      exitCode: 1,
      messages: [],
      requests: [],
      outputs: { delivered: 'failed' },
    });
    expect(played.annotations[0]?.message).toMatch(new RegExp(`^Input ${name}: `));
  });

  it('is no comment of a list', async () => {
    const authors = '# everybody but bots\n!*[bot]\n';
    expect((await play({ inputs: { authors } })).outputs).toMatchObject({ count: '2', delivered: 'posted' });
  });
});
