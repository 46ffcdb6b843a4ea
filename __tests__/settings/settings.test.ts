import { describe, expect, it } from 'vitest';
import { declared, type InputName } from '../../src/settings/declarations.ts';
import { readInputs } from '../../src/settings/inputs.ts';
import { placeOf, SettingsError } from '../../src/settings/problem.ts';
import { readSettings } from '../../src/settings/settings.ts';
import { selects } from '../../src/values/pattern-list.ts';
import { day, type Inputs, run, settings } from '../support/samples.ts';

/** The problems that these inputs cause, as a user reads them. */
function problems(given: Inputs, changes: Partial<typeof run> = {}): string[] {
  try {
    settings(given, changes);
    return [];
  } catch (error) {
    if (error instanceof SettingsError)
      return error.problems.map((one) => `${placeOf(one).replace(/^(Input|Variable) /, '')}: ${one.message}`);
    throw error;
  }
}

describe('settings', () => {
  it('are the defaults where every input is blank', () => {
    const blank = Object.fromEntries([...declared.keys()].map((name) => [name, ' \n ']));
    const given: Inputs = { ...blank, 'github-token': 'ghs_0123456789', 'dry-run': 'true' };
    const { settings: read } = readSettings(readInputs((name) => given[name] ?? '', run));
    expect(read).toMatchObject({
      repositories: [{ full: 'acme/web' }],
      branch: undefined,
      rules: {
        threshold: day,
        clockStart: 'ready',
        countsAsReview: ['approved', 'changes-requested', 'commented', 'dismissed'],
        includeDrafts: false,
        labels: undefined,
        authors: undefined,
      },
      destination: { kind: 'none' },
      maxListed: 20,
      maxAge: undefined,
      notifyWhenClear: false,
      failOnOverdue: false,
      timezone: 'UTC',
    });
  });

  it('cannot be changed', () => {
    const read = settings({ labels: 'bug' });
    expect(
      Object.isFrozen(read) && Object.isFrozen(read.rules) && Object.isFrozen(read.rules.labels?.entries),
    ).toBe(true);
  });

  it('report every wrong input of a run, each with its name, the value and what is allowed', () => {
    const found = problems({
      threshold: 'abc',
      repositories: 'foo',
      'include-drafts': 'yes',
      'max-listed': '46',
      timezone: 'Berlin',
      'clock-start': 'opened',
      'slack-bot-token': 'xoxp-1-2',
    });
    expect(found).toHaveLength(7);
    for (const name of [
      'threshold',
      'repositories',
      'include-drafts',
      'max-listed',
      'timezone',
      'clock-start',
      'slack-bot-token',
    ])
      expect(found.filter((problem) => problem.startsWith(`${name}: `))).toHaveLength(1);
    for (const problem of found) expect(problem).toContain('Allowed: ');
    expect(found.find((problem) => problem.startsWith('timezone'))).toContain('Europe/Berlin');
  });

  it.each(['abc', '-1', '1e9d', 'NaN', '1d 4'])('refuse the threshold %j', (threshold) => {
    expect(problems({ threshold })).toEqual([
      expect.stringContaining(`threshold: "${threshold}" is not a duration. Allowed: `),
    ]);
  });

  it.each([
    'foo',
    'a/b/c',
    '/',
    'a/',
    '/b',
    'a b/c',
    '*',
    '*/web',
    'ac*/web',
    'acme/*/x',
    '!web',
    '!acme/a b, acme/*',
    'https://github.com/acme/web',
    'acme/..',
    '-a/b',
  ])('refuse the repository %j', (repositories) =>
    expect(problems({ repositories })).toEqual([
      expect.stringMatching(/^repositories: ".*Allowed: owner\/name/),
    ]),
  );

  it('read several repositories, each once', () => {
    const { repositories } = settings({ repositories: 'acme/web\nAcme/Web\nacme/.github\n' });
    expect(repositories.map(({ full }) => full)).toEqual(['Acme/Web', 'acme/.github']);
  });

  it('read patterns over the repositories of several owners, exclusions wherever they stand', () => {
    const { repositories, repositoryPatterns: patterns } = settings({
      repositories: '!acme/sandbox-*, acme/*, Hubot/lib-?, acme/web, acme/sandbox-1, Acme/x-*, !**/old',
    });
    expect(repositories.map(({ full }) => full)).toEqual(['acme/web']);
    expect(patterns?.owners.map((owner) => owner.toLowerCase())).toEqual(['acme', 'hubot']);
    const chosen = [
      'acme/a',
      'ACME/B',
      'acme/SANDBOX-2',
      'hubot/lib-a',
      'hubot/lib-ab',
      'hubot/old',
      'other/a',
    ];
    expect(chosen.filter((name) => patterns && selects(patterns.list, name))).toEqual([
      'acme/a',
      'ACME/B',
      'hubot/lib-a',
    ]);
    expect(settings({ repositories: 'acme/web' }).repositoryPatterns).toBeUndefined();
  });

  it('refuse exclusions that leave nothing, or leave open whose repositories are meant', () => {
    expect(problems({ repositories: '!acme/web' })).toEqual([
      expect.stringMatching(/^repositories: holds exclusions only.*"acme\/\*"/),
    ]);
    expect(problems({ repositories: 'acme/web, !acme/*' })).toEqual([
      expect.stringContaining('excludes everything that it names'),
    ]);
  });

  it('split a list with a newline at newlines only', () => {
    expect(settings({ labels: 'needs, review\n' }).rules.labels?.entries).toEqual(['needs, review']);
    expect(settings({ labels: 'needs, review' }).rules.labels?.entries).toEqual(['needs', 'review']);
  });

  it('skip comments between newlines, in every list', () => {
    const read = settings({
      repositories: '# ours\nacme/web\n  # and the other\nacme/api\n',
      branch: '# the trunk\nmain\n',
      labels: '#1\n# two, three\n#4\nbug\n',
      authors: '# everybody\n',
      'working-days': '# short week\nmon-thu\n',
      'counts-as-review': '# all\n',
    });
    expect(read).toMatchObject({
      repositories: [{ full: 'acme/web' }, { full: 'acme/api' }],
      branch: { entries: ['main'] },
      rules: { labels: { entries: ['bug'] }, authors: undefined, countsAsReview: { length: 4 } },
      workingTime: { weekdays: [0, 1, 2, 3] },
    });
    expect(settings({ repositories: '# none\n', branch: '# none\n' })).toMatchObject({
      repositories: [{ full: 'acme/web' }],
      branch: undefined,
    });
    expect(settings({ labels: '#1, #2' }).rules.labels?.entries).toEqual(['#1', '#2']);
  });

  it('take a blank that only looks like something as blank', () => {
    const blank = Object.fromEntries([...declared.keys()].map((name) => [name, '\u00a0\u200b\ufeff\u2060']));
    const given: Inputs = { ...blank, 'github-token': 'ghs_0123456789', 'dry-run': 'true\u200b' };
    expect(readSettings(readInputs((name) => given[name] ?? '', run)).settings).toEqual(
      settings({ 'dry-run': 'true', 'slack-bot-token': '', 'slack-channel': '' }),
    );
  });

  it('tell every wrong entry of every list in one run', () => {
    const found = problems({
      branch: 'refs/heads/main, origin/main, good, a b',
      authors: '@a, @b',
      labels: `${'x'.repeat(51)}, bug`,
      repositories: 'acme/web.git, acme/web/',
    });
    expect(found.map((problem) => problem.split(':')[0]).sort()).toEqual(
      ['authors', 'authors', 'branch', 'branch', 'branch', 'labels', 'repositories', 'repositories'].sort(),
    );
    const many = problems({ authors: Array.from({ length: 150 }, (_, index) => `@a${index}`).join() });
    expect(many).toHaveLength(101);
    expect(many.at(-1)).toBe('authors: has 50 more wrong entries.');
  });

  it('measure max-age against the threshold only where both are sound', () => {
    expect(problems({ 'max-age': '1h', threshold: 'soon' })).toEqual([expect.stringMatching(/^threshold: /)]);
    expect(problems({ 'max-age': '25h' })).toEqual([]);
    expect(problems({ 'max-age': '0', threshold: '0' })).toEqual([expect.stringMatching(/^max-age: /)]);
  });

  it.each([
    ['http://ghes.acme.test/api/v3', 'http://ghes.acme.test/api/graphql', 2],
    ['https://ghes.acme.test/api/v3', 'http://ghes.acme.test/api/graphql', 1],
    ['https://ghes.acme.test/api/v3', 'https://ghes.acme.test/api/graphql', 0],
    ['http://127.0.0.1:4010', 'http://localhost:4010/graphql', 0],
    ['http://[::1]:4010', 'http://[::ffff:127.0.0.1]/graphql', 0],
    ['http://127.1', 'http://2130706433/graphql', 0],
    ['http://localhost.acme.test', 'http://127.0.0.1.acme.test/graphql', 2],
    ['http://[::ffff:10.0.0.1]', 'http://api.localhost/graphql', 2],
    ['ftp://127.0.0.1', 'nonsense', 2],
  ])('send the token to %j and %j: %d problems', (apiUrl, graphqlUrl, count) => {
    const found = problems({}, { apiUrl, graphqlUrl });
    expect(found).toHaveLength(count);
    for (const problem of found)
      expect(problem).toMatch(/^GITHUB_\w+_URL: .*the token is sent there.*Allowed: /);
  });

  const wrong: [InputName, string, string][] = [
    ['max-listed', '0', 'from 1 to 45'],
    ['max-listed', '4.5', 'from 1 to 45'],
    ['max-age', 'old', 'a duration'],
    ['counts-as-review', 'approved, liked', 'changes-requested'],
    ['counts-as-review', ',', 'one or several'],
    ['labels', '!', '!pattern'],
    ['ignore-reviewers', '!octocat', 'exclusions only'],
    ['dry-run', '1', 'true or false'],
    ['timezone', '+02:00', 'an IANA name'],
    ['slack-icon-emoji', 'eyes', ':eyes:'],
    ['slack-channel', '"#reviews"', 'Did you mean #reviews?'],
    ['slack-channel', 'https://acme.slack.com/archives/C0123456789', 'Did you mean C0123456789?'],
    ['slack-channel', '[reviews]', 'not one channel'],
    ['notify-on-failure', 'never', 'true or false'],
    ['max-age', '1h', '"1 h" is not longer than threshold (1 d)'],
    ['max-age', '24h', 'Allowed: a duration longer than 1 d'],
    ['explain', '"acme/web#12"', 'Did you mean acme/web#12?'],
    ['timezone', 'BST', 'such as Europe/London'],
    ['repositories', 'https://github.com/acme/web.git', 'Did you mean acme/web?'],
    ['repositories', 'https://github.com/acme/*', 'Did you mean acme/*?'],
    ['repositories', 'git@github.com:acme/web.git', 'Did you mean acme/web?'],
    ['repositories', 'acme/web.git', 'Did you mean acme/web?'],
    ['repositories', '"acme/web"', 'Did you mean acme/web?'],
    ['repositories', '[acme/web, acme/api]', 'Did you mean acme/web, acme/api?'],
    ['working-days', '- mon\n- tue\n', 'Did you mean mon, tue?'],
    ['counts-as-review', "['approved']", 'Did you mean approved?'],
    ['holidays', '"2026-12-24"', 'Did you mean 2026-12-24?'],
    ['branch', "['main', 'release-*']", 'Did you mean main, release-*?'],
    ['branch', '"main"', 'Did you mean main?'],
    ['branch', '!refs/heads/main', 'Did you mean !main?'],
    ['branch', '^release-.*$', 'Did you mean release-*?'],
    ['labels', '"needs, review"', 'Did you mean needs, review?'],
    ['authors', '!@octocat', 'Did you mean !octocat?'],
    ['ignore-reviewers', 'a, b\n', 'a line of its own'],
    ['ignore-reviewers', '@octocat', 'Did you mean octocat?'],
    ['bots-that-count', 'app/dependabot', 'Did you mean dependabot[bot]?'],
    ['github-token', 'xoxb-0123456789', 'which GitHub must not see'],
    ['slack-username', 'a\tb', 'one line'],
    ['slack-channel', 'Reviews', 'C0123456789'],
    ['slack-channel', '#a, #b', 'not one channel'],
    ['slack-api-url', 'http://slack.example.com/api/', 'https://'],
    ['slack-api-url', 'slack.com', 'https://'],
    ['github-token', 'ghs_a b', 'Store the secret again'],
    ['reviews-needed', '0', 'Allowed: a whole number from 1 to 10.'],
    ['snooze-labels', '!x', 'holds exclusions only'],
  ];
  it.each(wrong)('refuse %s %j', (name, value, allowed) => {
    const found = problems({ [name]: value });
    expect(found).toEqual([expect.stringContaining(allowed)]);
    expect(found[0]).toMatch(new RegExp(`^${name}: `));
  });

  const named: [InputName, string, string][] = [
    ...['0', '11', 'two', '1.5', '-1', '2 reviews', '1e1', '٣'].map((value): [InputName, string, string] => [
      'reviews-needed',
      value,
      'is not allowed. Allowed: a whole number from 1 to 10.',
    ]),
    ['authors-turn', 'checks', 'is not allowed. Allowed: conflicts, failing-checks.'],
    ['authors-turn', 'conflicts, draft', 'is not allowed. Allowed: conflicts, failing-checks.'],
    ...(['include-stacked', 're-requests', 'independent-review'] as const).flatMap((name) =>
      ['yes', 'on', '1'].map((value): [InputName, string, string] => [
        name,
        value,
        'Allowed: true or false.',
      ]),
    ),
    ['snooze-labels', `${'x'.repeat(51)}`, 'Allowed: '],
  ];
  it.each(named)('refuse %s %j by name and value, and say what is allowed', (name, value, allowed) => {
    const [problem, ...others] = problems({ [name]: value });
    expect(others).toEqual([]);
    expect(problem).toMatch(new RegExp(`^${name}: "`));
    expect(problem).toContain(allowed);
    expect(problem).toContain(value.split(', ').at(-1) ?? '');
  });

  it('refuse exclusions alone that would snooze whatever has a label', () =>
    expect(problems({ 'snooze-labels': '!x' })).toEqual([
      expect.stringMatching(
        /^snooze-labels: "!x" holds exclusions only, .*Add what snoozes, for example "on-hold/,
      ),
    ]));

  it('are read of the rules of a team', () => {
    const read = settings({
      'reviews-needed': '10',
      're-requests': 'TRUE',
      'independent-review': 'true',
      'authors-turn': 'failing-checks\nconflicts\n',
      'include-stacked': 'False',
      'snooze-labels': 'on-hold',
      timezone: 'Europe/Berlin',
    });
    expect(read).toMatchObject({
      includeStacked: false,
      rules: {
        reviewsNeeded: 10,
        reRequests: true,
        independentReview: true,
        authorsTurn: ['failing-checks', 'conflicts'],
        snoozeLabels: { entries: ['on-hold'] },
        timezone: 'Europe/Berlin',
      },
    });
    expect(settings()).toMatchObject({
      includeStacked: true,
      rules: {
        reviewsNeeded: 1,
        reRequests: false,
        independentReview: false,
        snoozeLabels: { entries: ['snooze-until-*', 'no-reminder'] },
        timezone: 'UTC',
      },
    });
    expect(settings().rules.authorsTurn).toBeUndefined();
  });

  it.each(['http://127.0.0.1:4010/api', 'http://localhost:1/', 'https://slack-gov.com/api/'])(
    'take the Slack address %j',
    (url) => {
      expect(settings({ 'slack-api-url': url }).destination).toMatchObject({
        apiUrl: expect.stringMatching(/\/$/),
      });
    },
  );
});

describe('Slack credentials', () => {
  const none: Inputs = { 'slack-bot-token': '', 'slack-channel': '' };

  it('missing without dry-run are an error that speaks of unset secrets', () => {
    expect(problems(none)).toEqual([
      expect.stringMatching(/^slack-bot-token: .*unset secret arrives as an empty string/),
    ]);
    expect(problems({ ...none, 'dry-run': 'true' })).toEqual([]);
  });

  it('missing by design on a fork or for Dependabot are none', () => {
    expect(settings(none, { withoutSecrets: true }).destination.kind).toBe('without-secrets');
  });

  it('of two kinds together are an error', () => {
    expect(problems({ 'slack-webhook-url': 'https://hooks.slack.com/services/T/B/x' })).toEqual(
      expect.arrayContaining([expect.stringMatching(/^slack-webhook-url: .*together with slack-bot-token/)]),
    );
  });

  it.each([
    ['xoxp-1-2-3', 'a user token'],
    ['xapp-1-2-3', 'an app-level token'],
    ['xoxb-12\n34', 'a line break inside'],
    ['hello', 'not a bot token'],
    ['https://hooks.slack.com/services/T/B/x', 'slack-webhook-url'],
  ])('%j is refused as %s, without being shown', (token, what) => {
    const [problem, ...others] = problems({ 'slack-bot-token': token });
    expect(others).toEqual([]);
    expect(problem).toContain(what);
    expect(problem).not.toContain(token);
  });

  it('by token need a channel, which YAML may have eaten', () => {
    expect(problems({ 'slack-channel': '' })).toEqual([
      expect.stringContaining("write '#reviews' in quotes"),
    ]);
  });

  it.each([
    ['C0123456789', 'C0123456789'],
    ['reviews', '#reviews'],
    ['#team-レビュー', '#team-レビュー'],
  ])('channel %j goes to Slack as %j', (channel, sent) => {
    expect(settings({ 'slack-channel': channel }).destination).toMatchObject({ channel: sent });
  });

  it.each([
    'no url',
    'http://hooks.slack.com/services/T/B/secret',
    'ftp://x/secret',
    'https://hooks.slack.com/triggers/T/1/secret',
  ])('webhook %j is refused without being shown', (url) => {
    const found = problems({ ...none, 'slack-webhook-url': url });
    expect(found).toEqual([expect.stringMatching(/^slack-webhook-url: .*Allowed: an incoming webhook/)]);
    expect(found.join()).not.toContain(url);
  });

  it('by webhook take no channel, name or icon', () => {
    const webhook: Inputs = { ...none, 'slack-webhook-url': 'https://hooks.slack.com/services/T/B/x' };
    const found = problems({
      ...webhook,
      'slack-channel': '#a',
      'slack-username': 'b',
      'slack-icon-emoji': ':c:',
    });
    expect(found.map((problem) => problem.split(':')[0])).toEqual([
      'slack-channel',
      'slack-username',
      'slack-icon-emoji',
    ]);
  });

  it('of GitHub passed as an unset secret are an error', () => {
    expect(problems({ 'github-token': ' ' })).toEqual([
      expect.stringContaining('An unset secret arrives as an empty string'),
    ]);
  });
});
