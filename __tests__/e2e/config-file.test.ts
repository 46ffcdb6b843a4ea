import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../twins/github/fault.ts';
import type { Permission, World, WorldRepository } from '../twins/github/world.ts';
import { testToken } from '../worlds/builder.ts';
import { page, play, smallWorld, warnings } from './stage.ts';

const path = '.github/pr-status-monitor.yml';
const contents = `/repos/acme/web/contents/${path}`;

/** The small world with files on its default branch, as one token sees it. */
function worldWith(
  files: WorldRepository['files'] = {},
  { isPrivate = false, ...granted }: Partial<Record<Permission, 'read'>> & { isPrivate?: boolean } = {},
): World {
  const small = smallWorld();
  return {
    repositories: small.repositories.map((one) => ({ ...one, isPrivate, files })),
    tokens: [
      {
        token: testToken,
        kind: 'actions',
        permissions: { 'pull-requests': 'read', ...granted },
        sees: ['acme/web'],
        pointsPerHour: 1000,
      },
    ],
  };
}

const fault = (status: number, kind?: Fault['kind']): Fault => ({
  kind: kind ?? 'answer',
  answer: { status, body: { message: 'No' } },
  when: { matching: { path: '/repos/acme/web/contents/' } },
});

/** Its retries take half a minute of the process's own time. */
const retried = play({ faults: [fault(503)], haste: 20 });

const pullRequest = (from: string) => ({
  name: 'pull_request',
  payload: {
    repository: { full_name: 'acme/web', private: false, default_branch: 'main' },
    pull_request: {
      user: { login: 'someone' },
      head: { repo: { full_name: from } },
      base: { repo: { full_name: 'acme/web' } },
    },
  },
});

describe('a config file', () => {
  it('of the workspace holds on a schedule, and asks GitHub for nothing more', async () => {
    const played = await play({
      checkout: { [path]: 'threshold: 60h # two and a half days\nmax-listed: 7\n' },
    });
    expect(played.exitCode, played.text).toBe(0);
    expect(played.outputs['count']).toBe('1');
    expect(played.configRequests).toEqual([]);
    expect(played.text).toMatch(/config-file +\.github\/pr-status-monitor\.yml \(from the workspace\)/);
    expect(played.text).toMatch(/max-listed +7/);
  });

  it('is that of the default branch where the job checked nothing out', async () => {
    const played = await play({ world: worldWith({ [path]: 'threshold: 60h\n' }) });
    expect(played.outputs['count'], played.text).toBe('1');
    expect(played.configRequests.map((one) => one.path)).toEqual([contents]);
    expect(played.text).toContain(`${path} (from the default branch)`);
  });

  it.each([
    ['pull_request', pullRequest('acme/web')],
    ['pull_request from a fork', pullRequest('someone/web')],
    ['pull_request_target', { ...pullRequest('someone/web'), name: 'pull_request_target' }],
    ['issue_comment', { ...pullRequest('acme/web'), name: 'issue_comment' }],
    ['workflow_run', { ...pullRequest('acme/web'), name: 'workflow_run' }],
    [
      'a push to a branch that is named like none',
      { name: 'push', payload: { repository: { full_name: 'acme/web', default_branch: 'develop' } } },
    ],
    ['a push, run again', { name: 'push', payload: {} }],
  ])('is never that of the workspace on %s', async (_, event) => {
    const played = await play({
      event,
      checkout: { [path]: 'threshold: 90d\nslack-channel: C0EVIL0000\n' },
      world: worldWith({ [path]: 'threshold: 60h\n' }),
    });
    expect(played.outputs['count'], played.text).toBe('1');
    expect(played.text).toContain(`${path} (from the default branch)`);
  });

  it('is that of the workspace on a push to the default branch', async () => {
    const event = {
      name: 'push',
      payload: { repository: { full_name: 'acme/web', default_branch: 'main' } },
    };
    const played = await play({ event, checkout: { [path]: 'threshold: 60h\n' } });
    expect(played.outputs['count'], played.text).toBe('1');
    expect(played.text).toContain('(from the workspace)');
  });

  it('gives way to given inputs, value by value', async () => {
    const played = await play({
      checkout: { [path]: 'threshold: 60h\nlabels: nothing-has-it\n' },
      inputs: { threshold: '1d', labels: '!wip' },
    });
    expect(played.outputs['count'], played.text).toBe('2');
  });

  it('may hold what a message needs, and the run says nothing is missing', async () => {
    const played = await play({
      checkout: { [path]: 'slack-channel: "#reviews"\n' },
      inputs: { 'slack-channel': '' },
    });
    expect(played.outputs['delivered'], played.text).toBe('posted');
    expect(played.messages).toHaveLength(1);
  });

  it('that is wrong is told line by line, with every wrong input, and nothing is asked', async () => {
    const played = await play({
      checkout: {
        [path]:
          'treshold: 4h\nmax-listed: 90\nlabels:\n  - bug\n  - "!"\nroutes:\n  - slack-channel: C0SECURITY\n  - { when: { foo: y }, delivery: updat }\n',
      },
      inputs: { 'include-drafts': 'maybe', 'slack-channel': '' },
    });
    expect(played.exitCode).toBe(1);
    expect(played.annotations.map(({ message }) => message)).toEqual([
      `${path}:1:1: "treshold" is no key of this file. Did you mean threshold? Allowed: the names of inputs, routes and escalations. More: ${page}#config-file-wrong`,
      `${path}:5:5: labels: "!" alone excludes nothing. Write !pattern. Allowed: names and patterns of labels, such as bug, area/* or !wip. In YAML, a value that begins with ! or * stands in quotes. More: ${page}#input-labels`,
      `Input include-drafts: "maybe" is not a boolean. Allowed: true or false. More: ${page}#input-include-drafts`,
      `${path}:2:13: max-listed: "90" is not allowed. Allowed: a whole number from 1 to 45. More: ${page}#input-max-listed`,
      expect.stringMatching(/:7:5: A route needs "when"/),
      expect.stringMatching(/:8:15: "foo" is no key here/),
      expect.stringMatching(/:8:35: delivery: "updat" is not allowed/),
    ]);
    expect(played.requests).toEqual([]);
    expect(played.outputs['delivered']).toBe('failed');
  });

  it('never shows a token that stands in it', async () => {
    const token = 'xoxb-1111-2222-SecretiveSecretive';
    const played = await play({
      checkout: { [path]: `# ${token}\nslack-bot-token: ${token}\nlabels: ${token}\n${token}: 1\n` },
    });
    expect(played.exitCode).toBe(1);
    expect(played.text).toContain(`${path}:2:1: "slack-bot-token" may not stand in the file`);
    expect(played.output).not.toMatch(/secretive/i);
  });
});

describe('a config file that is not there', () => {
  it('is no word at the default path, and costs one request', async () => {
    const played = await play({ world: worldWith({}, { isPrivate: true, contents: 'read' }) });
    expect(played.exitCode, played.text).toBe(0);
    expect(played.annotations).toEqual([]);
    expect(played.text.match(/config file/gi)).toBeNull();
    expect(played.configRequests.map((one) => one.path)).toEqual([contents]);
  });

  it('at a path that was given is an error, also where it is the default path', async () => {
    for (const given of ['.github/reviews.yml', path]) {
      const played = await play({ inputs: { 'config-file': given } });
      expect(played.exitCode).toBe(1);
      expect(played.text).toContain(`Input config-file: "${given}" is not there, neither in the workspace`);
      expect(played.messages).toEqual([]);
    }
  });
});

describe('a config file that may not be read', () => {
  it('at the default path is a line with the remedy, and the run goes on', async () => {
    const played = await play({ world: worldWith({ [path]: 'threshold: 60h' }, { isPrivate: true }) });
    expect(played.exitCode, played.text).toBe(0);
    expect(played.outputs['count']).toBe('2');
    expect(warnings(played)).toEqual([]);
    // Who speaks comes first.
    expect(played.lines[0]?.text).toContain('PR Status Monitor');
    expect(played.lines[1]?.text).toMatch(
      /config file \.github\S+ is not known.*HTTP 403.*add "contents: read"/,
    );
    expect(played.text).toContain(`${path} (the token may not read it)`);
  });

  it('at a path that was given is an error', async () => {
    const played = await play({
      world: worldWith({}, { isPrivate: true }),
      inputs: { 'config-file': path },
    });
    expect(played.exitCode).toBe(1);
    expect(played.text).toMatch(
      /Input config-file: .* could not be read: the token may not read it \(HTTP 403.*contents: read/,
    );
    expect(played.messages).toEqual([]);
  });

  it('for a trouble of GitHub that stays is an error, given or not', async () => {
    const played = await retried;
    expect(played.exitCode).toBe(1);
    expect(played.text).toMatch(
      /Error: The config file \S+: could not be read: .*HTTP 503.*Remedy: .*#github-/,
    );
    expect(played.messages).toEqual([]);
  }, 120_000);

  it('but is where GitHub answers at the second try', async () => {
    const played = await play({
      world: worldWith({ [path]: 'threshold: 60h' }),
      faults: [{ ...fault(502), when: { matching: { path: contents }, times: 1 } }],
      haste: 20,
    });
    expect(played.outputs['count'], played.text).toBe('1');
  });

  it.each([
    ['a folder', { [`${path}/x`]: 'a: 1' }, 'is a folder.'],
    [
      'a link out of the repository',
      { [path]: { linkTo: '/etc/passwd' } },
      'is a link that leads to no file',
    ],
    ['too large', { [path]: `threshold: 1d\n${'#'.repeat(2_000_000)}` }, 'has 2,000,014 bytes, too many'],
    ['no text', { [path]: new Uint8Array([0xff, 0xfe, 0x61, 0]) }, 'is no text in UTF-8'],
  ])('since it is %s is an error', async (_, files, words) => {
    const played = await play({ world: worldWith(files) });
    expect(played.exitCode).toBe(1);
    expect(played.text).toContain(words);
  });
});

it('a run of a fork without secrets asks for nothing', async () => {
  const played = await play({
    event: pullRequest('someone/web'),
    inputs: { 'slack-bot-token': '', 'slack-channel': '', 'slack-api-url': '' },
  });
  expect(played.exitCode, played.text).toBe(0);
  expect([...played.requests, ...played.configRequests]).toEqual([]);
});

describe('the chunk that reads YAML', () => {
  it('is never loaded by a run without a file', async () => {
    const action = mkdtempSync(join(tmpdir(), 'action-'));
    try {
      for (const part of ['action.yml', 'dist/index.js', 'dist/package.json'])
        cpSync(part, join(action, part), { recursive: true });
      const without = await play({ action });
      expect(without.outputs['delivered'], without.text).toBe('posted');
      const played = await play({ action, checkout: { [path]: 'threshold: 60h\n' } });
      expect(played.text).toMatch(/ERR_MODULE_NOT_FOUND/);
    } finally {
      rmSync(action, { recursive: true });
    }
  });

  it('carries its licence', () =>
    expect(readFileSync('dist/yaml/licenses.txt', 'utf8')).toMatch(/^yaml\nISC/m));
});
