/** A run with `check`: it says what works and what to do, and posts nothing. */
import { describe, expect, it } from 'vitest';
import { demoTokens } from '../twins/slack/workspace.ts';
import { repository, token, world } from '../worlds/builder.ts';
import { emptyConfig, type Played, play, pull, type Scene, smallWorld } from './stage.ts';

const channel = 'C0123456789';
const workflow = `on:
  schedule:
    - cron: '17 8 * * 1-5'
      timezone: Europe/Berlin
  workflow_dispatch:
`;

async function check({ inputs = {}, ...scene }: Scene = {}) {
  const played = await play({ ...scene, inputs: { check: 'true', ...inputs } });
  expect(played.messages).toEqual([]);
  expect(played.outputs).toEqual({ delivered: 'dry-run' });
  expect(played.slackCalls.filter((one) => /^chat\.|webhook/.test(one))).toEqual([]);
  return played;
}

/** The rows of the table by what they are about, from the summary. */
function rows({ summary }: Played) {
  const text = (cell: string) =>
    cell
      .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
      .replaceAll('&nbsp;', ' ');
  const cells = [...summary.matchAll(/<tr>(<td>.*?)<\/tr>/g)].map(([, row = '']) =>
    [...row.matchAll(/<td>(.*?)<\/td>/g)].map(([, cell = '']) => text(cell)),
  );
  return new Map(
    cells.map(([what = '', state = '', seen = '', remedy = '']) => [
      what,
      { state: state.replace(/^\S+ /, ''), seen, remedy },
    ]),
  );
}

const stateOf = (played: Played) =>
  Object.fromEntries([...rows(played)].map(([what, { state }]) => [what, state]));
const errors = ({ annotations }: Played) =>
  annotations.filter(({ type }) => type === 'error').map(({ message }) => message);

describe('check', () => {
  it('is green where all works, and says what it saw', async () => {
    const played = await check({
      checkout: {
        '.github/workflows/reviews.yml': workflow,
        '.github/pr-status-monitor.yml': `
people: { octocat: U0123456789, hubot: ada@example.com }
mention: asked
routes:
  - { when: { labels: security }, slack-channel: ${channel}, threshold: 4h }
`,
      },
      inputs: {
        'slack-bot-token': demoTokens.historian.token,
        'slack-channel': channel,
        delivery: 'update',
        people: 'octocat: U0123456789',
        branch: 'main',
      },
      clock: Date.parse('2026-08-03T07:17:00Z'),
    });
    expect(played.exitCode, played.text).toBe(0);
    expect(stateOf(played)).toEqual({
      'GitHub token': 'works',
      'repository acme/web': 'works',
      branch: 'works',
      'config file': 'works',
      'route 1 (line 5)': 'to do',
      'no route': 'works',
      clock: 'works',
      'clock of route 1 (line 5)': 'works',
      schedule: 'works',
      'Slack token': 'works',
      'Slack scopes': 'works',
      [`channel ${channel}`]: 'works',
      'people by ID': 'works',
    });
    const seen = rows(played);
    expect(seen.get('GitHub token')?.seen).toMatch(/^an installation's token: .* points left until /);
    expect(seen.get('clock')?.seen).toBe(
      'threshold 1 d: what is opened now is overdue after Tue 4 Aug 07:17 UTC; opened Tue 4 Aug 07:17 UTC, after Wed 5 Aug 07:17 UTC; opened Wed 5 Aug 07:17 UTC, after Thu 6 Aug 07:17 UTC',
    );
    expect(seen.get('schedule')?.seen).toContain('17 8 * * 1-5 (Europe/Berlin)');
    expect(seen.get('Slack token')?.seen).toBe('signed in as @pr_status_monitor in the workspace Acme');
    expect(seen.get('Slack scopes')?.seen).toMatch(/^present: chat:write, channels:history;/);
    expect(played.slackCalls).toEqual(['auth.test', 'conversations.history']);
    expect(played.text).toContain('Nothing was posted: check is set.');
  });

  it('is red where scopes are missing, and names each with its remedy', async () => {
    const played = await check({
      inputs: {
        'slack-channel': channel,
        delivery: 'update',
        'slack-username': 'Reviews',
        people: 'octocat: ada@example.com',
        mention: 'asked',
      },
    });
    expect(played.exitCode).toBe(1);
    expect(stateOf(played)).toMatchObject({
      'scope channels:history or groups:history': 'does not work',
      'scope chat:write.customize': 'does not work',
      'scope users:read.email': 'does not work',
      [`channel ${channel}`]: 'not checked',
      'people by e-mail': 'not checked',
    });
    expect(rows(played).get('scope chat:write.customize')?.remedy).toContain('oauth_config.scopes.bot');
    expect(errors(played)).toHaveLength(3);
    expect(played.output).not.toContain('ada@example.com');
    expect(played.slackCalls).toEqual(['auth.test']);
  });

  it.each([
    ['C0000000004', 'not_in_channel', '/invite @pr_status_monitor in C0000000004'],
    ['C0NOTTHERE', 'channel_not_found', '/invite @pr_status_monitor in C0NOTTHERE'],
  ])('is red where the app is not in the channel %s', async (id, code, remedy) => {
    const played = await check({
      inputs: { 'slack-bot-token': demoTokens.insider.token, 'slack-channel': id },
    });
    const row = rows(played).get(`channel ${id}`);
    expect(played.exitCode).toBe(1);
    expect(row).toMatchObject({ state: 'does not work', seen: expect.stringContaining(code) });
    expect(row?.remedy).toContain(remedy);
  });

  it('says what nobody can know without posting', async () => {
    const played = await check();
    expect(played.exitCode, played.text).toBe(0);
    expect(rows(played).get('channel #reviews')).toMatchObject({ state: 'not checked' });
    expect(rows(played).get('schedule')).toMatchObject({ state: 'not checked' });
    const byHook = await check({ webhook: 'good' });
    expect(byHook.exitCode, byHook.text).toBe(0);
    expect(rows(byHook).get('Slack webhook')).toMatchObject({ state: 'not checked' });
    expect(byHook.slackCalls).toEqual([]);
  });

  it.each([
    ['revoked', 'token_revoked'],
    ['inactive', 'account_inactive'],
  ] as const)(
    'is red where Slack does not take the token (%s), and asks nothing more',
    async (name, code) => {
      const played = await check({ inputs: { 'slack-bot-token': demoTokens[name].token } });
      expect(played.exitCode).toBe(1);
      expect(errors(played)).toEqual([
        expect.stringMatching(new RegExp(`^Slack token: .*${code}.*Remedy: `)),
      ]);
      expect(stateOf(played)).toMatchObject({ 'channel #reviews': 'not checked' });
      expect(played.slackCalls).toEqual(['auth.test']);
    },
  );

  it('is red without anything of Slack, and where GitHub does not take the token', async () => {
    const none = await check({ inputs: { 'slack-bot-token': '', 'slack-channel': '' } });
    expect(none.exitCode).toBe(1);
    expect(rows(none).get('Slack')?.remedy).toContain('https://github.com/acme/web/settings/secrets/actions');
    const inputs = { 'github-token': 'ghp_wrong00000000000000000000000000' };
    const wrong = await check({ inputs, checkout: emptyConfig });
    expect(wrong.exitCode).toBe(1);
    expect(rows(wrong).get('GitHub token')).toMatchObject({
      state: 'does not work',
      seen: expect.stringMatching(/^a classic personal token; GitHub does not accept the token/),
    });
    expect(wrong.text + wrong.summary).not.toContain('ghp_wrong');
    // Whether there is a config file is not known then, and so not which settings hold.
    const unread = await play({ inputs: { ...inputs, check: 'true' } });
    expect(unread.exitCode).toBe(1);
    expect(errors(unread)).toEqual([
      expect.stringMatching(/^Input github-token: is not accepted by GitHub \(HTTP 401/),
    ]);
  });

  it('is red where a repository cannot be read, and shows the others', async () => {
    const played = await check({ inputs: { repositories: 'acme/web, acme/absent' } });
    expect(played.exitCode).toBe(1);
    expect(stateOf(played)).toMatchObject({
      'repository acme/web': 'works',
      'repository acme/absent': 'does not work',
    });
    expect(rows(played).get('repository acme/absent')?.remedy).toContain('Check the spelling');
  });

  it('names the branch that was meant, and is green: nobody knows that it is not there', async () => {
    const played = await check({ inputs: { branch: 'mian' } });
    expect(played.exitCode, played.text).toBe(0);
    expect(rows(played).get('branch')).toMatchObject({
      state: 'to do',
      seen: 'no open pull request targets a branch that matches mian',
      remedy: expect.stringMatching(/^did you mean main\? open ones target main/),
    });
    // One slip, one thing to do.
    expect(Object.values(stateOf(played)).filter((state) => state === 'to do')).toHaveLength(1);
  });

  it('names filters that leave out all, and logins that lack their [bot]', async () => {
    const played = await check({
      inputs: { labels: 'nothing-has-it', 'bots-that-count': 'copilot-pull-request-reviewer' },
    });
    expect(stateOf(played)).toMatchObject({ labels: 'to do', 'bots-that-count': 'to do' });
  });

  it('finds people by their addresses, and never shows one', async () => {
    const played = await check({
      inputs: {
        'slack-bot-token': demoTokens.finder.token,
        people: 'octocat: ada@example.com\nhubot: nobody@example.com',
        'direct-messages': 'asked',
      },
    });
    expect(rows(played).get('people by e-mail')).toMatchObject({
      state: 'to do',
      seen: '1 of 2 found; Slack knows no active person for entry 2 of people',
    });
    expect(played.output + played.summary).not.toContain('@example.com');
    expect(played.slackCalls).toEqual(['auth.test', 'users.lookupByEmail', 'users.lookupByEmail']);
  });

  it('says of each channel of routes and escalations who names it, and of filters what they leave out', async () => {
    const config = `
routes:
  - { when: { labels: security }, slack-channel: C0000000004 }
escalations:
  - { after: 3d, slack-channel: C0000000099, mention: U0123456789 }
`;
    const played = await check({
      checkout: { '.github/pr-status-monitor.yml': config },
      inputs: {
        'slack-bot-token': demoTokens.historian.token,
        'slack-channel': channel,
        authors: '!nobody-is-called-so',
      },
    });
    expect(played.exitCode, played.text).toBe(1);
    expect(stateOf(played)).toMatchObject({
      'config file': 'works',
      authors: 'works',
      [`channel ${channel}`]: 'works',
      'channel C0000000004 (route 1 (line 3))': 'does not work',
      'channel C0000000099 (escalations (line 5))': 'does not work',
    });
    const seen = rows(played);
    expect(seen.get('config file')?.seen).toContain('1 route; 1 escalation');
    expect(seen.get('authors')?.seen).toBe('leaves out 0 of 5 open pull requests');
    expect(seen.get('channel C0000000004 (route 1 (line 3))')?.remedy).toMatch(/^in Slack, type \/invite @/);
  });

  it('cannot know of a config file that the token may not read, which is no fault where there is none', async () => {
    const repositories = smallWorld().repositories.map((one) => ({ ...one, isPrivate: true }));
    const granted = token({ permissions: { 'pull-requests': 'read' }, sees: ['acme/web'] });
    const played = await check({ world: world(repositories, [granted]) });
    expect(played.exitCode, played.text).toBe(0);
    expect(rows(played).get('config file')).toMatchObject({
      state: 'not checked',
      remedy: expect.stringMatching(/^if there is one: add "contents: read"/),
    });
  });

  it.each([
    ['none', 'on:\n  workflow_dispatch:\n', /has none: it runs by hand/, /^add "schedule: /],
    ['one that is no cron', "on:\n  schedule: [{ cron: 'daily at 8' }]\n", /daily at 8/, /as five fields/],
  ])('says of the schedule, where the workflow has %s, what to do', async (_, text, seen, remedy) => {
    const played = await check({ checkout: { ...emptyConfig, '.github/workflows/reviews.yml': text } });
    expect(rows(played).get('schedule')).toEqual({
      state: 'to do',
      seen: expect.stringMatching(seen),
      remedy: expect.stringMatching(remedy),
    });
  });

  it('refuses explain beside it', async () => {
    const played = await play({ inputs: { check: 'true', explain: '1' } });
    expect(played.exitCode).toBe(1);
    expect(played.text).toContain('Input check: is given together with explain');
  });
});

describe('a public run with check', () => {
  const hidden = /topsecret|secret plan|private-branch/;
  const secret = repository('acme/topsecret', { isPrivate: true, defaultBranch: 'private-branch' }, [
    pull({ number: 9, title: 'A secret plan', base: 'private-branch', hoursAgo: 70 }),
  ]);
  const both = world([...smallWorld().repositories, secret], [token({ kind: 'app', sees: 'all' })]);

  it('names no private repository that a pattern chose', async () => {
    for (const branch of ['', 'main']) {
      const played = await check({ world: both, inputs: { repositories: 'acme/*', branch } });
      expect(played.exitCode, played.text).toBe(0);
      expect(played.output + played.summary).not.toMatch(hidden);
      expect(rows(played).get('1 private repository')).toMatchObject({ state: branch ? 'to do' : 'works' });
    }
  });

  it('says of a private one that the settings name that it works, and nothing of what is in it', async () => {
    const played = await check({ world: both, inputs: { repositories: 'acme/web, acme/topsecret' } });
    expect(played.exitCode, played.text).toBe(0);
    expect(rows(played).get('repository acme/topsecret')).toMatchObject({
      state: 'works',
      seen: expect.stringMatching(/^private, 1 open pull request .*, shown as a count only$/),
    });
    expect(played.output + played.summary).not.toMatch(/secret plan/);
  });
});

describe('a dry run', () => {
  it('has the table, collapsed, and is not failed by it', async () => {
    const played = await play({ inputs: { 'dry-run': 'true', 'slack-username': 'Reviews' } });
    expect(played.exitCode, played.text).toBe(0);
    expect(played.outputs['delivered']).toBe('dry-run');
    expect(rows(played).get('scope chat:write.customize')).toMatchObject({ state: 'does not work' });
    expect(played.summary).toContain('<details><summary>Check of the set-up: 1 does not work');
    expect(errors(played)).toEqual([]);
    expect(played.annotations).toEqual([
      {
        type: 'warning',
        message: expect.stringMatching(
          /^For a run that posts, this does not work: scope chat:write\.customize: missing, for slack-username\. Remedy: add the scope .*#slack-missing-scope$/,
        ),
      },
    ]);
  });

  it('warns of a scope that every message needs, which it gets through without', async () => {
    const played = await play({
      inputs: { 'dry-run': 'true', 'slack-bot-token': demoTokens.scopeless.token },
    });
    expect(played.exitCode, played.text).toBe(0);
    expect(played.annotations.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(
        /^For a run that posts, this does not work: scope chat:write: missing, for every message/,
      ),
    );
  });

  it('says outside of the table that nothing of Slack is given', async () => {
    const played = await play({ inputs: { 'dry-run': 'true', 'slack-bot-token': '', 'slack-channel': '' } });
    expect(played.exitCode, played.text).toBe(0);
    expect(played.annotations).toEqual([]);
    expect(played.lines.map(({ text }) => text)).toContain(
      'A run that posts needs slack-bot-token or slack-webhook-url, and neither is given.',
    );
  });

  it('tells what Slack refused it once', async () => {
    const played = await play({ inputs: { 'dry-run': 'true', 'slack-bot-token': demoTokens.revoked.token } });
    expect(played.exitCode).toBe(1);
    expect(played.annotations).toHaveLength(1);
  });
});
