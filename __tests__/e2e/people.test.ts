/** Pings and direct messages, from the inputs to Slack. */
import { describe, expect, it } from 'vitest';
import type { WorldPullRequest } from '../twins/github/world.ts';
import type { SlackTwin } from '../twins/slack/twin.ts';
import { demoTokens } from '../twins/slack/workspace.ts';
import { repository, token, world } from '../worlds/builder.ts';
import { blocksOf, type Played, play, pull, type Scene, warnings } from './stage.ts';

const person = (login: string, busy = false) => ({ login, type: 'User', ...(busy && { busy }) }) as const;
const ada = 'U0123456789';
const grace = 'U0123456788';

const worldOf = (...pulls: Partial<WorldPullRequest>[]) =>
  world([
    repository(
      'acme/web',
      {},
      pulls.map((one, index) => pull({ number: index + 1, hoursAgo: 100 - index, ...one })),
    ),
  ]);
const asked = worldOf(
  { requested: [person('Ada'), person('grace'), { team: 'acme/core' }] },
  { requested: [person('Ada'), person('stranger')] },
);

async function playPeople(scene: Scene): Promise<Played & { readonly direct: (person: string) => number }> {
  let slack: SlackTwin | undefined;
  const played = await play({
    world: asked,
    ...scene,
    inputs: { 'slack-bot-token': demoTokens.finder.token, ...scene.inputs },
    afterwards: (twin) => {
      slack = twin;
    },
  });
  return { ...played, direct: (one) => slack?.messages(one).length ?? 0 };
}

const logOf = ({ text }: Played) => text;

describe('a run that mentions those asked', () => {
  it('pings whom people knows, by ID and by e-mail, each once; the log has the lines of the others', async () => {
    const run = await playPeople({
      inputs: { people: `ada: ${ada}\ngrace: grace@example.com\nacme/core: S0123456789`, mention: 'asked' },
    });
    expect(run.exitCode).toBe(0);
    expect(run.pings).toEqual([ada, grace]);
    expect(logOf(run)).toContain('stranger: ');
    expect(logOf(run)).not.toContain('grace: ');
    expect(warnings(run).join()).toMatch(
      /1 pull request asks a team that the token cannot name.*members: read/,
    );
    expect(run.slackCalls.filter((method) => method === 'users.lookupByEmail').length).toBe(1);
  });

  it('names teams where the token can', async () => {
    const inApp = world(asked.repositories, [
      token({ kind: 'app', permissions: { 'pull-requests': 'read', members: 'read' }, sees: 'all' }),
    ]);
    const run = await playPeople({
      world: inApp,
      inputs: { people: 'acme/Core: S0123456789', mention: 'asked' },
    });
    expect(run.pings).toEqual(['S0123456789']);
    expect(warnings(run)).toEqual([]);
  });

  it('without the scope posts all the same, with one warning that names it', async () => {
    const run = await playPeople({
      inputs: {
        'slack-bot-token': demoTokens.good.token,
        people: `Ada: ${ada}\ngrace: grace@example.com\nstranger: s@example.com`,
        mention: 'asked',
      },
    });
    expect(run.exitCode).toBe(0);
    expect(run.pings).toEqual([ada]);
    const about = warnings(run).filter((text) => text.includes('users:read.email'));
    expect(about.length).toBe(1);
    expect(about[0]).toMatch(/grace, stranger stay plain text.*missing_scope/);
    expect(about[0]).not.toContain('@example.com');
  });

  it('tells of an address that nobody has', async () => {
    const run = await playPeople({ inputs: { people: 'ada: gone@example.com', mention: 'asked' } });
    expect(run.exitCode).toBe(0);
    expect(run.pings).toEqual([]);
    expect(warnings(run).join()).toMatch(/the e-mail address of Ada \(users_not_found\)/);
  });

  it('pings nobody in an edit, nor where nothing is said to', async () => {
    const run = await playPeople({ inputs: { people: `ada: ${ada}` } });
    expect(run.pings).toEqual([]);
    expect(logOf(run)).not.toContain('stranger: ');
    expect(run.outputs['delivered']).toBe('posted');
  });

  it('by a webhook pings by ID, and says what of an e-mail address it cannot', async () => {
    const run = await play({
      world: asked,
      webhook: 'good',
      inputs: { people: `ada: ${ada}\ngrace: grace@example.com`, mention: 'asked' },
    });
    expect(run.exitCode).toBe(0);
    expect(run.pings).toEqual([ada]);
    expect(warnings(run).join()).toMatch(/a webhook cannot look up e-mail addresses/);
  });

  it('posts without pings where Slack refuses the blocks with an ID in it', async () => {
    const run = await playPeople({
      inputs: { people: `ada: ${ada}`, mention: 'asked' },
      slackFaults: [{ kind: 'error', method: 'chat.postMessage', nth: 1, code: 'invalid_blocks' }],
    });
    expect(run.exitCode).toBe(0);
    expect(run.pings).toEqual([]);
    expect(run.messages.length).toBe(1);
    expect(logOf(run)).toMatch(/trying again without pinging anybody/);
  });

  it('in a dry run shows whom it would ping, and asks nobody', async () => {
    const run = await playPeople({
      inputs: { people: `ada: ${ada}`, mention: 'asked', 'direct-messages': 'asked', 'dry-run': 'true' },
    });
    expect(run.exitCode).toBe(0);
    expect(run.pings).toEqual([]);
    expect(logOf(run)).toContain(`@${ada}`);
    expect(logOf(run)).toContain('1 direct message would have been sent');
    expect(run.slackCalls).not.toContain('chat.postMessage');
  });

  it('warns of a fallback that has no effect', async () => {
    const run = await playPeople({ inputs: { 'mention-fallback': 'S0123456789' } });
    expect(warnings(run).join()).toMatch(/mention-fallback has no effect/);
    const good = await playPeople({ inputs: { mention: 'asked', 'mention-fallback': 'S0123456789' } });
    expect(good.pings).toEqual(['S0123456789']);
  });
});

describe('a public run that looks at a private repository', () => {
  it('pings whom the message is for, and its log names none of those asked there', async () => {
    const all = world(
      [
        repository('acme/web', {}, [pull({ number: 1, hoursAgo: 90, requested: [person('open-stranger')] })]),
        repository('acme/secret', { isPrivate: true }, [
          pull({ number: 1, hoursAgo: 80, requested: [person('ada'), person('hidden-stranger')] }),
          pull({ number: 2, hoursAgo: 70, requested: [person('hidden-friend')] }),
        ]),
      ],
      [token({ kind: 'app', sees: 'all' })],
    );
    const run = await playPeople({
      world: all,
      inputs: {
        repositories: 'acme/web, acme/secret',
        people: `ada: ${ada}\nhidden-friend: nobody@example.com`,
        mention: 'asked',
      },
    });
    expect(run.exitCode).toBe(0);
    expect(run.pings).toEqual([ada]);
    expect(logOf(run)).toContain('open-stranger: ');
    expect(logOf(run)).not.toContain('hidden-');
    expect(warnings(run).join()).toMatch(/the e-mail address of 1 person \(users_not_found\)/);
  });
});

describe('one-asked', () => {
  const inputs = { people: `ada: ${ada}\ngrace: ${grace}`, mention: 'one-asked' };

  it.each([
    ['ada', grace],
    ['grace', ada],
  ])('passes over %s, who is busy', async (busy, pinged) => {
    const both = [person('ada', busy === 'ada'), person('grace', busy === 'grace')];
    const run = await playPeople({ world: worldOf({ requested: both }), inputs });
    expect(run.pings).toEqual([pinged]);
  });

  it('asks GitHub only of those between whom it chooses, in one request', async () => {
    const alone = await playPeople({ world: worldOf({ requested: [person('ada')] }), inputs });
    const two = await playPeople({ world: worldOf({ requested: [person('ada'), person('grace')] }), inputs });
    const statuses = ({ requests }: Played) =>
      requests.filter((one) => JSON.stringify(one).includes('indicatesLimitedAvailability')).length;
    expect([statuses(alone), statuses(two)]).toEqual([0, 1]);
    expect(two.pings.length).toBe(1);
  });

  it.each(['forbidden', '500-json', 'wrong-shape'] as const)(
    'loses nothing where GitHub answers %s',
    async (kind) => {
      const run = await playPeople({
        world: worldOf({ requested: [person('ada'), person('grace')] }),
        inputs,
        faults: [{ kind, when: { matching: { field: 'indicatesLimitedAvailability' } } }],
        haste: 20,
      });
      expect(run.exitCode).toBe(0);
      expect(run.pings.length).toBe(1);
      expect(logOf(run)).toMatch(/GitHub did not say of 2 people who were asked whether they are busy/);
    },
  );
});

describe('direct messages', () => {
  const inputs = {
    people: `Ada: ${ada}\ngrace: ${grace}\nstranger: U0000000404`,
    'direct-messages': 'asked',
  };

  it('follow the message, are in deliveries, and decide nothing', async () => {
    const run = await playPeople({ inputs });
    expect(run.exitCode).toBe(0);
    expect(run.outputs['delivered']).toBe('posted');
    const deliveries = JSON.parse(run.outputs['deliveries'] ?? '');
    expect(deliveries).toMatchObject([
      { channel: 'C0123456789', delivered: 'posted', count: 2 },
      { channel: ada, delivered: 'posted', count: 2 },
      { channel: grace, delivered: 'failed', ts: null, count: 1 },
      { channel: 'U0000000404', delivered: 'failed', count: 1 },
    ]);
    expect(run.outputs['slack-channel-id']).toBe('C0123456789');
    expect(run.direct(ada)).toBe(1);
    expect(run.pings).toEqual([]);
    expect(warnings(run).join()).toMatch(/messages_tab_disabled\. Remedy: switch the app's messages tab on/);
    expect(blocksOf(run)).not.toContain(ada);
  });

  it('whose answer is lost are unknown, and the run is green', async () => {
    const run = await playPeople({
      inputs: { people: `ada: ${ada}`, 'direct-messages': 'asked' },
      slackFaults: [{ kind: 'stored-then-reset', method: 'chat.postMessage', nth: 2 }],
    });
    expect(run.exitCode).toBe(0);
    expect(run.outputs['delivered']).toBe('posted');
    expect(JSON.parse(run.outputs['deliveries'] ?? '')[1]).toMatchObject({
      channel: ada,
      delivered: 'unknown',
    });
    expect(run.direct(ada)).toBe(1);
  });

  it('do not go out where the message did not', async () => {
    const run = await playPeople({
      inputs,
      slackFaults: [{ kind: 'error', method: 'chat.postMessage', nth: 1, code: 'is_archived' }],
    });
    expect(run.exitCode).toBe(1);
    expect(run.direct(ada)).toBe(0);
  });
});
