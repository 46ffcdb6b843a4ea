import { describe, expect, it } from 'vitest';
import { runAction } from '../runner/runner.ts';
import { type GitHubTwin, startGitHubTwin } from '../twins/github/twin.ts';
import type { World } from '../twins/github/world.ts';
import type { SlackFault } from '../twins/slack/fault.ts';
import { type SlackTwin, startSlackTwin } from '../twins/slack/twin.ts';
import { demoTokens, demoWorkspace } from '../twins/slack/workspace.ts';
import { asked, repository, testToken, token, world } from '../worlds/builder.ts';
import { pull } from './stage.ts';

const path = '.github/pr-status-monitor.yml';
const channels = ['C0123456789', 'C0SECURITY', 'C0PAYMENTS', 'C0LEADS'] as const;

/** Each a repository of its own. */
function organisation(): World {
  return world(
    [
      repository('acme/web', {}, [
        pull({ number: 1, title: 'Plain', hoursAgo: 50 }),
        pull({ number: 2, title: 'Secret hole', hoursAgo: 6, labels: ['security'] }),
        pull({ number: 3, title: 'Fresh', hoursAgo: 2 }),
      ]),
      repository('acme/pay-api', {}, [
        pull({ number: 4, title: 'Money', hoursAgo: 100 }),
        pull({ number: 5, title: 'Secret money', hoursAgo: 30, labels: ['security'], ...asked('hubot', 20) }),
      ]),
    ],
    [token({ sees: ['acme/web', 'acme/pay-api'] })],
  );
}

const file = `
routes:
  - when: { labels: security }
    slack-channel: C0SECURITY
    threshold: 4h
    also: true
  - when: { repositories: 'acme/pay-*' }
    slack-channel: C0PAYMENTS
    threshold: 3d
escalations:
  - { after: 4d, slack-channel: C0LEADS }
`;

async function play(
  {
    config = file,
    inputs = {},
    given = organisation(),
    faults = [],
    clock = Date.now(),
  }: {
    config?: string;
    inputs?: Record<string, string>;
    given?: World;
    faults?: SlackFault[];
    clock?: number;
  } = {},
  use: (played: { run: Awaited<ReturnType<typeof runAction>>; slack: SlackTwin; github: GitHubTwin }) => void,
) {
  const slack = await startSlackTwin({
    faults,
    now: clock,
    workspace: {
      ...demoWorkspace(),
      channels: channels.map((id) => ({ id, name: id.toLowerCase(), joined: true })),
    },
  });
  const github = await startGitHubTwin({ world: given, now: () => slack.clock.now });
  try {
    const run = await runAction({
      token: testToken,
      apiUrl: github.apiUrl,
      clock,
      checkout: { [path]: config },
      inputs: {
        repositories: 'acme/web, acme/pay-api',
        'slack-bot-token': demoTokens.historian.token,
        'slack-channel': 'C0123456789',
        'slack-api-url': slack.apiUrl,
        ...inputs,
      },
    });
    use({ run, slack, github });
  } finally {
    await Promise.all([slack.close(), github.close()]);
  }
}

const textIn = (slack: SlackTwin, channel: string) =>
  JSON.stringify(slack.messages(channel).map(({ blocks }) => blocks));

describe('routes', () => {
  it('lead each pull request to its channel, by its own threshold, and one message a channel', async () => {
    await play({}, ({ run, slack }) => {
      expect(run.exitCode, run.text).toBe(0);
      for (const channel of channels) expect(slack.messages(channel).length, channel).toBe(1);
      expect(textIn(slack, 'C0123456789')).toContain('#1 Plain');
      expect(textIn(slack, 'C0123456789')).not.toMatch(/Secret|Money/);
      expect(textIn(slack, 'C0SECURITY')).toContain('#2 Secret hole');
      expect(textIn(slack, 'C0SECURITY')).toContain('#5 Secret money');
      expect(textIn(slack, 'C0SECURITY')).toContain('2 pull requests have waited longer than 4 h');
      expect(textIn(slack, 'C0PAYMENTS')).toContain('#4 Money');
      // Overdue for security, in time for payments: also said there only where it is overdue there.
      expect(textIn(slack, 'C0PAYMENTS')).not.toContain('#5 ');
      expect(textIn(slack, 'C0LEADS')).toContain('#4 Money');
      expect(textIn(slack, 'C0LEADS')).not.toContain('#1 Plain');
      expect(run.outputs['count']).toBe('4');
      const overdue: { number: number; route?: number }[] = JSON.parse(run.outputs['pull-requests'] ?? '');
      expect(overdue.map(({ number, route }) => [number, route])).toEqual([
        [4, 2],
        [1, undefined],
        [5, 1],
        [2, 1],
      ]);
      const deliveries: { channel: string; delivered: string; count: number }[] = JSON.parse(
        run.outputs['deliveries'] ?? '',
      );
      expect(deliveries.map(({ channel, delivered, count }) => [channel, delivered, count])).toEqual([
        ['C0123456789', 'posted', 1],
        ['C0SECURITY', 'posted', 2],
        ['C0PAYMENTS', 'posted', 1],
        ['C0LEADS', 'posted', 1],
      ]);
      expect(run.outputs['slack-channel-id']).toBe('C0123456789');
      expect(run.text).toContain('Routes: 2, and what none of them takes');
      expect(run.summary).toContain('route 1 (line 3)');
    });
  });

  it('of which one channel fails: the others hear, and the run fails', async () => {
    const faults: SlackFault[] = [{ kind: 'error', method: 'chat.postMessage', nth: 2, code: 'is_archived' }];
    await play({ faults }, ({ run, slack }) => {
      expect(run.exitCode).toBe(1);
      expect(slack.messages('C0SECURITY')).toEqual([]);
      expect(slack.messages('C0PAYMENTS').length).toBe(1);
      expect(run.outputs['delivered']).toBe('failed');
    });
  });

  it('whose `when` takes nothing are warned of', async () => {
    const config = `
routes:
  - when: { labels: securty }
    slack-channel: C0SECURITY
`;
    await play({ config }, ({ run }) => {
      expect(run.exitCode, run.text).toBe(0);
      expect(run.annotations.map(({ message }) => message)).toEqual([
        expect.stringContaining('No open pull request matches "when" of route 1 (line 3)'),
      ]);
    });
  });

  it('are explained', async () => {
    await play({ inputs: { explain: 'acme/pay-api#5' } }, ({ run, slack }) => {
      expect(run.exitCode, run.text).toBe(0);
      expect(run.text).toContain('route 1 (line 3) takes it: C0SECURITY');
      expect(run.text).toContain('route 2 (line 7) takes it: C0PAYMENTS');
      expect(run.text).toContain('no route does not see it: an earlier one has taken it');
      expect(run.text).toContain('acme/pay-api#5 is overdue');
      expect(slack.calls).toEqual([]);
    });
    const named = `people: { hubot: U0123456789 }\nmention: asked, authors\n${file}`;
    await play({ config: named, inputs: { explain: 'acme/pay-api#5' } }, ({ run, slack }) => {
      expect(run.text).toContain('Whom a fresh message would name for it');
      expect(run.text).toContain('hubot, who was asked');
      expect(run.text).toContain('octocat is not in people, and stays plain text');
      expect(slack.calls).toEqual([]);
    });
    await play({ inputs: { explain: 'acme/web#1' } }, ({ run }) => {
      expect(run.text).toContain('route 1 (line 3) does not: labels does not match');
    });
  });

  it('by changed files read them to their end, of those alone that these decide about', async () => {
    const many = Array.from({ length: 250 }, (_, index) => `src/${index}.ts`);
    const given = world([
      repository('acme/web', {}, [
        pull({ number: 1, hoursAgo: 50, files: [...many, 'infra/main.tf'] }),
        pull({ number: 2, hoursAgo: 50, files: many, association: 'FIRST_TIME_CONTRIBUTOR' }),
        pull({ number: 3, hoursAgo: 50, files: null, labels: ['ops'] }),
        pull({ number: 4, hoursAgo: 50, files: ['infra/x.tf'], labels: ['docs'] }),
      ]),
    ]);
    const config = `
routes:
  - when: { paths: 'infra/**', labels: '!docs' }
    slack-channel: C0SECURITY
  - when: { author-association: first-time-contributor }
    slack-channel: C0PAYMENTS
`;
    await play({ config, given, inputs: { repositories: 'acme/web' } }, ({ run, slack, github }) => {
      expect(run.exitCode, run.text).toBe(0);
      expect(textIn(slack, 'C0SECURITY')).toContain('1 pull request has waited');
      expect(textIn(slack, 'C0SECURITY')).toContain('#1 ');
      expect(textIn(slack, 'C0PAYMENTS')).toContain('#2 ');
      expect(textIn(slack, 'C0123456789')).toContain('2 pull requests have waited');
      expect(run.annotations.map(({ message }) => message)).toEqual([
        expect.stringMatching(
          /^routes: which files 1 pull request changes is not known, and "when.paths" matches none/,
        ),
      ]);
      const asked = github.requests.filter(({ query = '' }) => query.includes('files(first: 100'));
      expect(asked.length).toBeLessThanOrEqual(4);
      expect(asked.flatMap(({ variables = {} }) => Object.values(variables))).not.toContain(4);
    });
    await play({ config, given, inputs: { repositories: 'acme/web', explain: '1' } }, ({ run }) => {
      expect(run.text).toContain('route 1 (line 3) takes it: C0SECURITY');
    });
  });

  it('without paths ask for no files', async () => {
    await play({}, ({ github }) => {
      expect(JSON.stringify(github.requests)).not.toMatch(/files\(|authorAssociation/);
    });
  });

  it('in a public run show nothing of what is private', async () => {
    const open = organisation();
    const given: World = {
      ...open,
      repositories: open.repositories.map((one) =>
        one.nameWithOwner === 'acme/pay-api' ? { ...one, isPrivate: true } : one,
      ),
    };
    const config = `people: { octodog: U0123456789 }\nmention: asked\n${file}`;
    await play({ config, given }, ({ run, slack }) => {
      expect(run.exitCode, run.text).toBe(0);
      expect(textIn(slack, 'C0PAYMENTS')).toContain('#4 Money');
      const shown = [run.text, run.summary, JSON.stringify(run.outputs), JSON.stringify(run.report)].join();
      expect(shown).not.toMatch(/Money|Secret money|hubot|pull\/[45]/);
    });
  });
});

describe('escalations', () => {
  const people = 'people: { hubot: U0123456789, acme/leads: S0123456789 }\n';
  const levels = 'escalations:\n- { after: 3d, mention: acme/leads }\n';

  it('name whom a level names beside what has reached it', async () => {
    await play(
      { config: `${people}${file.slice(0, file.indexOf('escalations'))}${levels}` },
      ({ run, slack }) => {
        expect(run.exitCode, run.text).toBe(0);
        // Opened 100 hours ago: three days were over yesterday, and with delivery: post it spoke then.
        expect(slack.pings).toEqual([]);
      },
    );
    await play({ config: `${people}delivery: update\n${levels}` }, ({ run, slack }) => {
      expect(run.exitCode, run.text).toBe(0);
      expect(slack.pings).toEqual(['S0123456789']);
      expect(textIn(slack, 'C0123456789')).toContain('"usergroup_id":"S0123456789"');
    });
  });
});

describe('direct messages', () => {
  it('are one a person, however many channels say that something waits for them', async () => {
    const config = `people: { hubot: U0123456789 }\ndirect-messages: asked\n${file}`;
    const given = world([
      repository('acme/web', {}, [pull({ number: 1, hoursAgo: 50, ...asked('hubot', 40) })]),
      repository('acme/pay-api', {}, [pull({ number: 4, hoursAgo: 100, ...asked('hubot', 90) })]),
    ]);
    await play({ config, given }, ({ run, slack }) => {
      expect(run.exitCode, run.text).toBe(0);
      const direct = slack.messages('U0123456789');
      expect(direct.length).toBe(1);
      expect(direct[0]?.text).toMatch(/^2 pull requests wait for you: acme\/pay-api#4 .*acme\/web#1 /);
      expect(run.text).toContain('Sent 1 direct message.');
      const deliveries: { channel: string }[] = JSON.parse(run.outputs['deliveries'] ?? '');
      expect(deliveries.at(-1)?.channel).toBe('U0123456789');
    });
  });
});

describe('a run that may not read the config file', () => {
  it('changes nothing where a message is there that was made with one', async () => {
    const slack = await startSlackTwin({ now: Date.now() });
    const open = organisation();
    const given: World = {
      ...open,
      repositories: open.repositories.map((one) => ({ ...one, isPrivate: true })),
    };
    const github = await startGitHubTwin({ world: given });
    const inputs = {
      repositories: 'acme/web',
      'slack-bot-token': demoTokens.historian.token,
      'slack-channel': 'C0123456789',
      'slack-api-url': slack.apiUrl,
    };
    const options = { token: testToken, apiUrl: github.apiUrl, inputs };
    try {
      const config = 'delivery: update\nwatchdog: 3d\n';
      const first = await runAction({ ...options, checkout: { [path]: config } });
      expect(first.outputs['delivered'], first.text).toBe('posted');
      const before = JSON.stringify([slack.messages('reviews'), slack.scheduled]);
      const second = await runAction(options);
      expect(second.outputs['delivered'], second.text).toBe('nothing-to-say');
      expect(second.exitCode).toBe(0);
      expect(second.text).toContain('was made with the config file .github/pr-status-monitor.yml');
      expect(JSON.stringify([slack.messages('reviews'), slack.scheduled])).toBe(before);
    } finally {
      await Promise.all([slack.close(), github.close()]);
    }
  });
});

it('holidays of a country hold for the route that names it alone', async () => {
  // In Germany, Good Friday (3 April 2026) and Easter Monday are holidays. This is the Tuesday after them.
  const now = Date.parse('2026-04-07T08:00:00Z');
  const opened = { createdAt: '2026-04-03T08:00:00Z' };
  const given = world([
    repository('acme/web', {}, [
      { ...pull({ number: 1, labels: ['german'] }), ...opened },
      { ...pull({ number: 2 }), ...opened },
    ]),
  ]);
  const config = `
working-days: mon-fri
routes:
  - when: { labels: german }
    slack-channel: C0SECURITY
    holidays: DE
    threshold: 1d
`;
  const inputs = { repositories: 'acme/web' };
  await play({ config, given, inputs, clock: now }, ({ run }) => {
    expect(run.exitCode, run.text).toBe(0);
    expect(
      JSON.parse(run.outputs['pull-requests'] ?? '').map((one: { number: number }) => one.number),
    ).toEqual([2]);
  });
});
