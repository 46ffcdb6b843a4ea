import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { hostile } from '../corpus/hostile.ts';
import { demoTokens } from '../twins/slack/workspace.ts';
import { repository, testToken, token, world } from '../worlds/builder.ts';
import { play, pull, review, smallWorld } from './stage.ts';

const good = demoTokens.good.token;
const bot = { 'slack-bot-token': '', 'slack-channel': '', 'slack-api-url': '' };

describe('a run', () => {
  it('tells log, Slack, summary and outputs the same', async () => {
    const played = await play({ secrets: [testToken, good] });
    expect(played.exitCode, played.text).toBe(0);
    expect(played.outputs).toMatchObject({
      count: '2',
      checked: '5',
      unreachable: '[]',
      delivered: 'posted',
      'slack-channel-id': 'C0123456789',
      'slack-ts': '1785741421.000100',
    });
    expect(
      JSON.parse(played.outputs['pull-requests'] ?? '').map(({ number }: { number: number }) => number),
    ).toEqual([1, 2]);
    expect(played.messages).toHaveLength(1);
    expect(played.messages[0]?.text).toMatch(
      /^2 pull requests have waited longer than 1 d for a review, the oldest for 4 d, in acme\/web to main: #1 The oldest \(4 d\), #2 The next \(2 d; only bots have looked\)\.$/,
    );
    expect(played.text).toContain('2 overdue   1 in time   1 reviewed   1 draft   0 left out');
    expect(played.text).toContain('acme/web#1  The oldest');
    expect(played.text).toContain('Posted to #reviews (C0123456789) at 1785741421.000100: 2 pull requests');
    expect(played.summary).toContain('2 of 5 open pull requests have waited longer than 1 d for a review');
    expect(played.annotations).toEqual([]);
    expect(played.requests.map(({ path }) => path)).toEqual([
      '/repos/acme/web',
      '/graphql',
      // One is open towards another branch: it could stand on a watched one.
      '/graphql',
    ]);
  });

  it('writes a report that follows its schema', async () => {
    const ajv = new Ajv2020();
    addFormats.default(ajv);
    const { report } = await play();
    expect(
      ajv.validate(JSON.parse(readFileSync('docs/report.schema.json', 'utf8')), report),
      ajv.errorsText(),
    ).toBe(true);
    expect(report).toMatchObject({
      checked: 5,
      deliveries: [{ channel: 'C0123456789', delivered: 'posted' }],
    });
  });

  it('by webhook posts the same', async () => {
    const played = await play({ webhook: 'good' });
    expect(played.outputs).toMatchObject({
      delivered: 'posted',
      deliveries: '[{"channel":null,"ts":null,"delivered":"posted","count":2}]',
    });
    expect(played.messages).toHaveLength(1);
  });

  it('with blank inputs is the default run', async () => {
    const blank = Object.fromEntries(
      [
        'branch',
        'threshold',
        'labels',
        'max-listed',
        'dry-run',
        'timezone',
        'slack-username',
        'repositories',
      ].map((name) => [name, ' ']),
    );
    expect((await play({ inputs: blank })).outputs).toMatchObject({ count: '2', delivered: 'posted' });
  });

  it('with nothing overdue posts nothing, unless asked to', async () => {
    const quiet = await play({ inputs: { threshold: '30d' } });
    expect(quiet).toMatchObject({
      exitCode: 0,
      messages: [],
      outputs: { count: '0', delivered: 'nothing-to-say', deliveries: '[]' },
    });
    const asked = await play({ inputs: { threshold: '30d', 'notify-when-clear': 'true' } });
    expect(asked.messages).toMatchObject([
      { text: 'No pull request has waited longer than 30 d for a review in acme/web to main.' },
    ]);
  });

  it('fails on overdue where asked to, after it has posted', async () => {
    const played = await play({ inputs: { 'fail-on-overdue': 'true' } });
    expect(played).toMatchObject({ exitCode: 1, outputs: { delivered: 'posted' } });
    expect(played.annotations).toMatchObject([
      { type: 'error', message: expect.stringContaining('2 pull requests overdue') },
    ]);
  });

  it('dry shows what would have been posted, and posts nothing', async () => {
    const played = await play({ inputs: { 'dry-run': 'true' } });
    expect(played).toMatchObject({
      exitCode: 0,
      messages: [],
      slackCalls: ['blocks.validate', 'auth.test'],
      outputs: { delivered: 'dry-run' },
    });
    expect(played.text).toContain('#1 The oldest');
    expect(played.text).toContain('https://app.slack.com/block-kit-builder/#');
    expect((await play({ inputs: { ...bot, 'dry-run': 'true' } })).outputs['delivered']).toBe('dry-run');
  });
});

describe('bad input', () => {
  const wrong: [Record<string, string>, RegExp][] = [
    [{ threshold: 'abc' }, /^Input threshold: "abc" is not a duration\. Allowed/],
    [{ threshold: '-1' }, /^Input threshold/],
    [{ repositories: 'foo' }, /^Input repositories: "foo" is not the name of a repository/],
    [{ repositories: 'a/b/c' }, /^Input repositories/],
    [
      { 'slack-bot-token': '' },
      /^Input slack-bot-token: is empty.*An unset secret arrives as an empty string/,
    ],
    [{ 'slack-bot-token': 'xoxp-1-2-secretive' }, /^Input slack-bot-token: is a user token/],
    [{ 'slack-bot-token': 'xoxb-secretive\nmore' }, /^Input slack-bot-token: holds a blank or a line break/],
    [
      { 'slack-webhook-url': 'https://hooks.slack.com/services/T/B/secretive' },
      /^Input slack-webhook-url: is given together with slack-bot-token/,
    ],
    [
      { 'slack-bot-token': '', 'slack-channel': '', 'slack-webhook-url': 'secretive' },
      /^Input slack-webhook-url: is not an address/,
    ],
    [{ 'slack-api-url': 'http://slack.example.com/' }, /^Input slack-api-url/],
  ];
  it.each(wrong)(
    '%j is one error each; nothing is asked or posted, no secret shown',
    async (inputs, message) => {
      const played = await play({ inputs });
      expect(played.exitCode).toBe(1);
      expect(played.annotations[0]).toMatchObject({ type: 'error', message: expect.stringMatching(message) });
      expect(played.requests).toEqual([]);
      expect(played.slackCalls).toEqual([]);
      expect(played.text).not.toContain('secretive');
      expect(played.outputs).toEqual({ delivered: 'failed' });
    },
  );

  it('of several kinds is reported in one run', async () => {
    const { annotations } = await play({
      inputs: { threshold: '1d 4', timezone: 'Mars', 'max-listed': 'all', labels: '!' },
    });
    const names = annotations.map(({ message }) => message.split(':')[0]);
    expect(names.sort()).toEqual(['Input labels', 'Input max-listed', 'Input threshold', 'Input timezone']);
  });
});

describe('what cannot be looked at', () => {
  it('fails the run, is named in the message, and hides nothing', async () => {
    const played = await play({ inputs: { repositories: 'acme/web, acme/nope' } });
    expect(played.exitCode).toBe(1);
    expect(played.outputs).toMatchObject({ count: '2', delivered: 'posted' });
    expect(JSON.parse(played.outputs['unreachable'] ?? '')).toMatchObject([{ repository: 'acme/nope' }]);
    expect(JSON.stringify(played.messages[0]?.blocks)).toContain('acme/nope could not be looked at');
    expect(played.summary).toContain('acme/nope could not be looked at');
    expect(played.annotations).toMatchObject([
      { type: 'error', message: expect.stringContaining('Check the spelling') },
    ]);
  });

  it('at all posts no all-clear', async () => {
    const played = await play({ inputs: { repositories: 'acme/nope', 'notify-when-clear': 'true' } });
    expect(played).toMatchObject({ exitCode: 1, outputs: { delivered: 'posted' } });
    expect(played.messages[0]?.text).toMatch(
      /^No repository could be looked at\. acme\/nope could not be looked at: GitHub shows this token no such repository\.$/,
    );
    expect(played.outputs).not.toHaveProperty('count');
    expect(played.text).toContain('that is not an all-clear');
    expect(played.summary).toContain('No repository could be looked at');
  });

  it.each([
    ['without pull-requests: read', token({ permissions: {} }), 'pull-requests: read'],
    [
      'that is unknown',
      token({ token: 'ghs_another' }),
      'Input github-token: is not accepted by GitHub (HTTP 401',
    ],
  ])('because of a token %s', async (_, only, message) => {
    const played = await play({ world: world(smallWorld().repositories, [only]) });
    expect(played.exitCode).toBe(1);
    expect(played.annotations[0]?.message).toContain(message);
  });

  it('is no repository without commits', async () => {
    const played = await play({ world: world([repository('acme/web', { defaultBranch: null })]) });
    expect(played).toMatchObject({ exitCode: 0, outputs: { count: '0', checked: '0', unreachable: '[]' } });
  });

  it('for a moment is asked again, and the log says so', async () => {
    const played = await play({ faults: [{ kind: '502-html', when: { nth: 2 } }] });
    expect(played).toMatchObject({ exitCode: 0, outputs: { count: '2' } });
    expect(played.text).toContain('GitHub: GitHub did not answer in time (HTTP 502');
  });
});

describe('Slack', () => {
  it('that refuses fails the run with cause and remedy', async () => {
    const played = await play({ inputs: { 'slack-channel': 'open-talk' } });
    expect(played).toMatchObject({ exitCode: 1, outputs: { delivered: 'failed', count: '2' } });
    expect(played.annotations[0]?.message).toMatch(
      /^Slack refused the message for #open-talk: not_in_channel\. Remedy: in Slack, type \/invite @pr_status_monitor in #open-talk, then re-run this job\. Nothing was posted/,
    );
  });

  it('whose answer is lost is not asked twice', async () => {
    const played = await play({ slackFaults: [{ kind: 'stored-then-reset' }] });
    expect(played).toMatchObject({
      exitCode: 1,
      slackCalls: ['chat.postMessage'],
      outputs: { delivered: 'unknown' },
    });
    expect(played.messages).toHaveLength(1);
  });

  it('without its secrets on a fork ends green, with a notice', async () => {
    const repo = (full_name: string) => ({ repo: { full_name } });
    const payload = {
      repository: { full_name: 'acme/web', private: false },
      pull_request: { head: repo('someone/web'), base: repo('acme/web') },
    };
    const fork = await play({ inputs: bot, event: { name: 'pull_request', payload } });
    expect(fork).toMatchObject({
      exitCode: 0,
      requests: [],
      outputs: { delivered: 'nothing-to-say' },
      annotations: [{ type: 'notice' }],
    });
    const own = { ...payload, pull_request: { head: repo('acme/web'), base: repo('acme/web') } };
    expect((await play({ inputs: bot, event: { name: 'pull_request', payload: own } })).exitCode).toBe(1);
    expect(
      (await play({ inputs: bot, event: { name: 'pull_request', payload: own }, actor: 'dependabot[bot]' }))
        .exitCode,
    ).toBe(0);
  });
});

describe('a branch that matches nothing', () => {
  it('is a warning with the nearest', async () => {
    const played = await play({ inputs: { branch: 'mian' } });
    expect(played).toMatchObject({ exitCode: 0, outputs: { count: '0' } });
    expect(played.annotations).toMatchObject([
      {
        type: 'warning',
        message: expect.stringMatching(
          /matches mian\. Did you mean main\? The 6 open pull requests target: main, develop\./,
        ),
      },
    ]);
  });
});

describe('private stays private', () => {
  const secret = repository('acme/secret', { isPrivate: true }, [
    pull({ number: 9, title: 'A secret plan', hoursAgo: 70, author: { login: 'insider', type: 'User' } }),
  ]);
  const both = world([...smallWorld().repositories, secret], [token({ kind: 'app', sees: 'all' })]);
  const inputs = { repositories: 'acme/web, acme/secret' };

  it('in a public run: counts only, but for Slack', async () => {
    const played = await play({ world: both, inputs });
    expect(JSON.stringify(played.messages[0]?.blocks)).toContain('A secret plan');
    for (const shown of [
      played.output,
      played.summary,
      JSON.stringify(played.outputs),
      JSON.stringify(played.report),
    ])
      expect(shown).not.toMatch(/secret plan|insider/);
    expect(played.outputs['count']).toBe('3');
    expect(played.text).toContain(
      'acme/secret is private and this run is public: 1 overdue, shown as a count only',
    );
  });

  it('in a dry public run, too', async () => {
    expect((await play({ world: both, inputs: { ...inputs, 'dry-run': 'true' } })).output).not.toMatch(
      /secret(%20| )plan|insider/,
    );
  });

  it('is no matter in a private run', async () => {
    const payload = { repository: { full_name: 'acme/web', private: true } };
    expect((await play({ world: both, inputs, event: { name: 'schedule', payload } })).text).toContain(
      'A secret plan',
    );
  });
});

describe('hostile texts', () => {
  it('start no command, ping nobody, set no output', async () => {
    const pulls = hostile.flatMap(([, title], index) => [
      pull({
        number: index + 1,
        title,
        hoursAgo: 200 + index,
        labels: [title],
        base: title || 'main',
        author: { login: title || 'x', type: 'User' },
      }),
      pull({
        number: index + 1001,
        title,
        hoursAgo: 100,
        reviews: [review({ login: title || 'y', type: 'User' }, 'APPROVED', 1)],
      }),
    ]);
    const played = await play({
      world: world([repository('acme/web', {}, pulls)]),
      inputs: { branch: '**', 'max-listed': '45' },
    });
    expect(played.exitCode, played.text.slice(-2000)).toBe(0);
    expect(new Set(played.commands.map(({ name, old }) => `${name}${old ? ' (old)' : ''}`))).toEqual(
      new Set(['group', 'endgroup', 'add-mask']),
    );
    expect(played.pings).toEqual([]);
    expect(played.messages).toHaveLength(1);
    expect(played.outputs['count']).toBe(String(hostile.length));
    expect(played.annotations).toEqual([]);
  });
});
