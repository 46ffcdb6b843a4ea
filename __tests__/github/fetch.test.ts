import { describe, expect, it } from 'vitest';
import { aroundTheClock } from '../../src/review/calendar.ts';
import { judge } from '../../src/review/judge.ts';
import type { PullRequest } from '../../src/review/pull-request.ts';
import { asked, rules } from '../support/samples.ts';
import type { World } from '../twins/github/world.ts';
import { builderNow, event, pull, repository, review, token, world } from '../worlds/builder.ts';
import { lookAt, numbers } from './fetching.ts';

const many = (count: number, base = 'main') =>
  Array.from({ length: count }, (_, index) => pull({ number: index + 1, base, hoursAgo: 5000 - index }));

describe('a look at a repository', () => {
  it('reads every page, oldest first, with one request per 100 and one for the default branch', async () => {
    const found = await lookAt(world([repository('acme/web', {}, many(250))]));
    expect(numbers(found)).toEqual(many(250).map(({ number }) => number));
    expect(found.unreachable).toEqual([]);
    expect(found.requests.map(({ method }) => method)).toEqual(['GET', 'POST', 'POST', 'POST']);
    expect(found.spent).toEqual({ requests: 4, points: 15, remaining: 985 });
  });

  it('asks for the default branch by REST, and only for its pull requests', async () => {
    const mixed = [...many(3, 'trunk'), pull({ number: 10, base: 'main' })];
    const found = await lookAt(world([repository('acme/web', { defaultBranch: 'trunk' }, mixed)]));
    expect(numbers(found)).toEqual([1, 2, 3]);
    expect(found.repositories[0]?.branch).toBe('trunk');
    expect(found.requests[1]?.variables).toMatchObject({ base0: 'trunk' });
  });

  it('costs one request for up to 100 pull requests, where the event says the default branch', async () => {
    const branch = { defaultBranch: 'main' };
    for (const count of [0, 1, 100]) {
      const found = await lookAt(world([repository('acme/web', {}, many(count))]), branch);
      expect(numbers(found)).toHaveLength(count);
      expect(found.requests.map(({ method }) => method)).toEqual(['POST']);
    }
    const several = world([repository('acme/web', {}, many(3)), repository('acme/api', {}, many(2))]);
    const found = await lookAt(several, branch);
    expect(found.repositories.map(({ pullRequests }) => pullRequests.length)).toEqual([3, 2]);
    expect(found.requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
  });

  it('lets GitHub filter by one branch, and filters patterns itself', async () => {
    const pulls = [
      pull({ number: 1, base: 'release-1' }),
      pull({ number: 2, base: 'release-2' }),
      pull({ number: 3, base: 'Release-2' }),
    ];
    const at = (branch: string) =>
      lookAt(world([repository('acme/web', {}, pulls)]), { branch, 'include-stacked': 'false' });
    const [one, pattern, two] = [
      await at('release-2'),
      await at('release-*, !release-1'),
      await at('release-1, release-2'),
    ];
    expect([numbers(one), numbers(pattern), numbers(two)]).toEqual([[2], [2], [1, 2]]);
    expect(one.requests).toHaveLength(1);
    expect(one.requests[0]?.variables).toMatchObject({ base0: 'release-2' });
    expect(pattern.requests[0]?.variables).toMatchObject({ base0: null });
  });

  it('without commits has no pull requests, and is not unreachable', async () => {
    const found = await lookAt(world([repository('acme/new', { defaultBranch: null })]));
    expect(found).toMatchObject({ unreachable: [], repositories: [{ name: 'acme/new', pullRequests: [] }] });
  });

  it('that was renamed is followed, under its new name', async () => {
    const renamed = world([repository('acme/new', { renamedFrom: ['acme/old'] }, many(1))]);
    for (const branch of ['', 'main']) {
      const found = await lookAt(renamed, { repositories: 'acme/old', branch });
      expect(found.repositories).toMatchObject([
        { asked: 'acme/old', name: 'acme/new', pullRequests: [{ repository: 'acme/new' }] },
      ]);
    }
  });

  it('that cannot be looked at hides no other', async () => {
    const found = await lookAt(world([repository('acme/web', {}, many(2))]), {
      repositories: 'acme/nope, acme/web',
    });
    expect(numbers(found)).toEqual([1, 2]);
    expect(found.unreachable).toMatchObject([
      { repository: 'acme/nope', partly: false, reason: expect.stringContaining('no such repository') },
    ]);
  });

  it('that is private and not seen looks like one that does not exist', async () => {
    const found = await lookAt(world([repository('acme/secret', { isPrivate: true }, many(1))]), {
      branch: 'main',
    });
    expect(found.unreachable).toMatchObject([
      { remedy: expect.stringContaining('A private repository looks the same') },
    ]);
  });

  it('without pull-requests: read names the permission', async () => {
    const found = await lookAt(world([repository('acme/web', {}, many(1))], [token({ permissions: {} })]));
    expect(found.unreachable).toMatchObject([
      {
        reason: 'the token may not read pull requests here',
        remedy: expect.stringContaining('pull-requests: read'),
      },
    ]);
  });

  it('with a wrong token asks no more after the first', async () => {
    const found = await lookAt(world([repository('acme/a'), repository('acme/b')]), {
      token: 'ghs_wrong',
      branch: 'main',
    });
    expect(found.requests).toHaveLength(1);
    expect(found.unreachable.map(({ reason }) => reason)).toEqual(
      Array(2).fill('GitHub does not accept the token'),
    );
  });
});

describe('a pull request', () => {
  async function only(changes: Partial<Parameters<typeof pull>[0]>, tokens = [token()]) {
    const found = await lookAt(
      world([repository('acme/web', {}, [pull({ number: 7, ...changes })])], tokens),
      { branch: 'main' },
    );
    const [first] = found.repositories[0]?.pullRequests ?? [];
    if (!first) throw new Error('nothing found');
    return first;
  }

  it('is read with all that the rules need', async () => {
    const read = await only({
      title: 'Cache <b>everything</b>',
      labels: ['bug', 'area/web'],
      additions: 120,
      deletions: 30,
      reviews: [
        review('copilot-pull-request-reviewer[bot]', 'COMMENTED', 5),
        review(null, 'APPROVED', 4),
        review('hubot', 'PENDING', 1),
      ],
      requested: [
        { login: 'hubot', type: 'User' },
        { login: 'renovate', type: 'Bot' },
        { team: 'acme/frontend' },
      ],
      events: [
        event({ type: 'ReadyForReviewEvent' }, 30),
        event({ type: 'ReopenedEvent' }, 20),
        event({ type: 'BaseRefChangedEvent', previousRefName: 'dev', currentRefName: 'main' }, 10),
      ],
    });
    expect(read).toMatchObject({
      repository: 'acme/web',
      number: 7,
      title: 'Cache <b>everything</b>',
      url: 'https://github.com/acme/web/pull/7',
      author: { login: 'octocat', kind: 'user' },
      labels: ['bug', 'area/web'],
      reviews: [
        { author: { login: 'copilot-pull-request-reviewer[bot]', kind: 'bot' }, state: 'commented' },
        { author: { login: 'ghost', kind: 'deleted' }, state: 'approved' },
      ],
      requested: asked('hubot', 'renovate[bot]', '(team)'),
      restarted: { how: 'was reopened', at: builderNow - 20 * 3_600_000 },
      retargeted: { from: 'dev', at: builderNow - 10 * 3_600_000 },
    });
  });

  const names = ({ requested = [] }: PullRequest) => requested.map(({ name }) => name);
  it('names teams where the token may, and counts them where it may not', async () => {
    const requested = [{ team: 'acme/frontend' }];
    const app = token({ kind: 'app', permissions: { 'pull-requests': 'read', members: 'read' } });
    expect(names(await only({ requested }, [app]))).toEqual(['acme/frontend']);
    expect(names(await only({ requested }, [token({ kind: 'pat' })]))).toEqual(['(team)']);
    expect(names(await only({ requested }, [token()]))).toEqual(['(team)']);
  });
});

describe('reviews beyond the first page', () => {
  const bots = (count: number) =>
    Array.from({ length: count }, (_, index) => review('ci[bot]', 'COMMENTED', 40 - index / 100));
  const verdicts = async (reviews: ReturnType<typeof bots>, isDraft = false) => {
    const found = await lookAt(world([repository('acme/web', {}, [pull({ number: 1, reviews, isDraft })])]), {
      branch: 'main',
    });
    const [one] = found.repositories[0]?.pullRequests ?? [];
    return {
      verdict: one && judge(one, rules(), aroundTheClock(), builderNow).finding.verdict,
      requests: found.requests.length,
    };
  };

  it('are read until a person is found: the 151st, the 21st', async () => {
    expect(await verdicts([...bots(150), review('hubot', 'APPROVED', 1)])).toEqual({
      verdict: 'reviewed',
      requests: 3,
    });
    expect(await verdicts([...bots(20), review('hubot', 'APPROVED', 1)])).toEqual({
      verdict: 'reviewed',
      requests: 2,
    });
  });
  it('are read to the end where there is none', async () =>
    expect(await verdicts(bots(230))).toEqual({ verdict: 'overdue', requests: 4 }));
  it('are not read where the first page decides', async () => {
    expect(await verdicts([review('hubot', 'APPROVED', 1), ...bots(150)])).toEqual({
      verdict: 'reviewed',
      requests: 1,
    });
    expect(await verdicts(bots(150), true)).toEqual({ verdict: 'draft', requests: 1 });
  });

  it('of many pull requests share requests', async () => {
    const pulls = Array.from({ length: 60 }, (_, index) =>
      pull({ number: index + 1, reviews: [...bots(30), review('hubot', 'APPROVED', 1)] }),
    );
    const found = await lookAt(world([repository('acme/web', {}, pulls)]), { branch: 'main' });
    expect(found.requests).toHaveLength(1 + 3);
    expect(
      found.repositories[0]?.pullRequests.every(
        (one) => judge(one, rules(), aroundTheClock(), builderNow).finding.verdict === 'reviewed',
      ),
    ).toBe(true);
  });
});

describe('a branch that matches nothing', () => {
  const repositories = [
    repository('acme/web', {}, [...many(3, 'main'), pull({ number: 9, base: 'develop' })]),
  ];
  const elsewhere = async (found: World, branch: string) =>
    (await lookAt(found, { branch })).repositories.map((one) => one.elsewhere);

  it.each(['mian', 'Develop', 'release-*', 'a, b, c, d, e'])(
    '(%s) is answered with what is open, and which branches it targets, the most frequent first',
    async (branch) => {
      expect(await elsewhere(world(repositories), branch)).toEqual([{ open: 4, bases: ['main', 'develop'] }]);
    },
  );

  it('is told of where the default branch is the one', async () => {
    const idle = world([repository('acme/web', { defaultBranch: 'trunk' }, many(3, 'main'))]);
    expect(await elsewhere(idle, '')).toEqual([{ open: 3, bases: ['main'] }]);
  });

  it('is no matter where something matched, or nothing is open', async () => {
    expect(await elsewhere(world(repositories), 'main, mian')).toEqual([undefined]);
    expect(await elsewhere(world([repository('acme/web')]), 'mian')).toEqual([undefined]);
  });

  it('costs one request more, however many repositories', async () => {
    const idle = Array.from({ length: 20 }, (_, index) =>
      repository(`acme/r${index}`, {}, many(2, 'master')),
    );
    const found = await lookAt(world(idle), { branch: 'main' });
    expect(found.repositories.every((one) => one.elsewhere?.open === 2)).toBe(true);
    expect(found.repositories.filter((one) => one.elsewhere?.bases.length).length).toBe(5);
    expect(found.requests.filter(({ query }) => query?.includes('baseRefName } }'))).toHaveLength(1);
  });
});
