import { describe, expect, it } from 'vitest';
import type { WorldRepository } from '../../twins/github/world.ts';
import { pull, repository, token, world } from '../../worlds/builder.ts';
import { lookAt } from '../fetching.ts';

const app = token({ kind: 'app', sees: 'all', pointsPerHour: 5000 });
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => pull({ number: index + 1, hoursAgo: 5000 - index }));
const repositories = (count: number, pulls: number, given: Partial<WorldRepository> = {}) =>
  Array.from({ length: count }, (_, index) => repository(`acme/r${index}`, given, many(pulls)));

const acme = [
  repository('acme/web', {}, many(3)),
  repository('acme/secret', { isPrivate: true }, many(2)),
  repository('acme/quiet'),
  repository('acme/old', { archived: true }, many(1)),
  repository('acme/mirror', { fork: true }, many(1)),
  repository('acme/sandbox-1', {}, many(1)),
  repository('acme/trunk', { defaultBranch: 'trunk' }, [
    pull({ number: 1, base: 'trunk' }),
    pull({ number: 2 }),
  ]),
  repository('hubot/tool', { ownerType: 'User' }, many(1)),
  repository('hubot/diary', { ownerType: 'User', isPrivate: true }, many(1)),
];
const names = ({ repositories: found }: { repositories: readonly { name: string }[] }) =>
  found.map(({ name }) => name);

describe('a pattern', () => {
  it('chooses among all that the token sees, without archived ones and forks', async () => {
    const found = await lookAt(world(acme, [app]), { repositories: 'ACME/*, !acme/sandbox-*' });
    expect(names(found)).toEqual(['acme/quiet', 'acme/secret', 'acme/trunk', 'acme/web']);
    expect(found.repositories.map(({ pullRequests }) => pullRequests.length)).toEqual([0, 2, 1, 3]);
    expect(found.matched).toEqual([{ owner: 'ACME', repositories: 4, private: 1, archived: 1, forks: 1 }]);
    expect(found.notes).toEqual([
      'Of ACME: 4 repositories match, 1 of them private; 1 archived and 1 fork left out',
    ]);
    expect(found.unreachable).toEqual([]);
  });

  it('costs one request for the small ones together, and none for those without pull requests', async () => {
    const found = await lookAt(world([...acme, ...repositories(20, 0)], [app]), {
      repositories: 'acme/*, !acme/trunk',
    });
    expect(found.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
    expect(found.requests.filter(({ path }) => path.startsWith('/repos/'))).toEqual([]);
  });

  it('leaves archived ones and forks out unless they are named exactly', async () => {
    const found = await lookAt(world(acme, [app]), { repositories: 'acme/old, acme/mirror, acme/w*' });
    expect(names(found)).toEqual(['acme/old', 'acme/mirror', 'acme/web']);
    expect(found.repositories.map(({ matched }) => matched)).toEqual([false, false, true]);
  });

  it('over a user finds public ones, and private ones where the token is granted them', async () => {
    const at = async (given: Parameters<typeof token>[0]) =>
      names(await lookAt(world(acme, [token(given)]), { repositories: 'hubot/*' }));
    expect(await at({ kind: 'app', sees: 'all' })).toEqual(['hubot/diary', 'hubot/tool']);
    expect(await at({ kind: 'app', sees: ['acme/secret'] })).toEqual(['hubot/tool']);
  });

  it('with a personal token finds the private ones of its owner', async () => {
    const mine = 'ghp_mine000000000000000000000000000000000';
    const hubot = token({ token: mine, kind: 'pat', login: 'hubot', sees: ['hubot/diary', 'acme/secret'] });
    const found = await lookAt(world(acme, [hubot]), { repositories: 'hubot/*, acme/s*', token: mine });
    expect(names(found).sort()).toEqual(['acme/sandbox-1', 'acme/secret', 'hubot/diary', 'hubot/tool']);
  });

  it('over several owners, one of which nobody knows, hides nothing', async () => {
    const found = await lookAt(world(acme, [app]), { repositories: 'nobody/*, acme/web*, acme/none-*' });
    expect(names(found)).toEqual(['acme/web']);
    expect(found.unreachable).toMatchObject([
      { repository: 'nobody/*', reason: 'GitHub shows this token no such user or organization' },
    ]);
  });

  it('that matches nothing is not nothing found', async () => {
    const found = await lookAt(world(acme, [app]), { repositories: 'acme/none-*' });
    expect(found).toMatchObject({
      repositories: [],
      unreachable: [
        { repository: 'acme/*', reason: expect.stringContaining('no repository that this token sees') },
      ],
    });
  });

  it('says what the token was granted, which for the run’s own token is one', async () => {
    expect((await lookAt(world(acme), { repositories: 'acme/*' })).granted).toBe(1);
    expect((await lookAt(world(acme, [app]), { repositories: 'acme/*' })).granted).toBe(9);
    expect((await lookAt(world(acme), { repositories: 'acme/web' })).granted).toBeUndefined();
  });
});

describe('an organisation', () => {
  it('of 2,000 small repositories takes at most 60 requests', async () => {
    const found = await lookAt(world(repositories(2000, 3), [app]), { repositories: 'acme/*' });
    expect(found.repositories).toHaveLength(2000);
    expect(found.repositories.every(({ pullRequests }) => pullRequests.length === 3)).toBe(true);
    expect(found.requests.length).toBeLessThanOrEqual(60);
    expect(found.spent.points).toBeLessThan(400);
    // Progress may follow, on a slow machine.
    expect(found.notes.join('\n')).toMatch(
      /^This run needs about 320 of the points .*; 5,000 are left until \d\d:\d\d UTC\.$/m,
    );
  });

  it('with many issues and few pull requests is counted first: points go by pull requests', async () => {
    const found = await lookAt(world(repositories(300, 1, { issues: 900 }), [app]), {
      repositories: 'acme/*',
    });
    expect(found.repositories.flatMap(({ pullRequests }) => pullRequests)).toHaveLength(300);
    expect(found.spent.points).toBeLessThan(40);
    expect(found.requests.length).toBeLessThanOrEqual(12);
  });

  it('named one by one is listed, where that is shorter', async () => {
    const named = repositories(20, 50);
    const found = await lookAt(world(named, [app]));
    expect(found.repositories.map(({ pullRequests }) => pullRequests.length)).toEqual(Array(20).fill(50));
    expect(found.requests.length).toBeLessThanOrEqual(7);
    const branch = await lookAt(world(named, [app]), { branch: 'main' });
    expect(branch.repositories.map(({ pullRequests }) => pullRequests.length)).toEqual(Array(20).fill(50));
    expect(branch.requests.length).toBeLessThanOrEqual(7);
  });

  it('is not listed to the end for a few names', async () => {
    const crowd = [
      ...repositories(1100, 0),
      ...['a', 'b'].map((name) => repository(`acme/${name}`, {}, many(2))),
    ];
    const some = ['acme/a', 'acme/b', ...Array.from({ length: 10 }, (_, index) => `acme/r${index}`)];
    const found = await lookAt(world(crowd, [app]), { repositories: some.join(',') });
    expect(names(found)).toEqual(some);
    expect(found.requests.length).toBeLessThanOrEqual(14);
  });
});

describe('one dead repository among many', () => {
  const all = [...repositories(50, 2), repository('acme/saml', { saml: true }, many(2))];

  it('hides none of the others', async () => {
    const found = await lookAt(world(all, [app]), { repositories: 'acme/*' });
    expect(found.repositories).toHaveLength(50);
    expect(found.unreachable).toMatchObject([
      { repository: 'acme/saml', reason: expect.stringContaining('SAML') },
    ]);
  });

  it.each(['502-html', '500-json', 'wrong-shape', 'cut-json', 'reset', '200-something-wrong'] as const)(
    'not even where it spoils the whole request: %s',
    async (kind) => {
      const faults = [{ kind, when: { matching: { repository: 'acme/r17', path: '/graphql' } } }];
      const found = await lookAt(world(all.slice(0, 50), [app]), { repositories: 'acme/*', faults });
      expect(found.repositories).toHaveLength(49);
      expect(found.unreachable).toMatchObject([{ repository: 'acme/r17' }]);
      expect(found.requests.length).toBeLessThan(40);
    },
  );

  it('that is too heavy for a moment makes nobody else’s requests smaller for good', async () => {
    const faults = [
      { kind: '502-html', when: { matching: { repository: 'acme/r17', path: '/graphql' } } } as const,
    ];
    const found = await lookAt(world(repositories(600, 2), [app]), { repositories: 'acme/*', faults });
    expect(found.repositories).toHaveLength(599);
    expect(found.requests.length).toBeLessThan(40);
  });

  it('of those that are renamed is followed', async () => {
    const moved = repository('acme/new', { renamedFrom: ['acme/former'] }, many(2));
    const found = await lookAt(world([...repositories(4, 1), moved], [app]), {
      repositories: 'acme/former, acme/n*, acme/r1, acme/r2',
    });
    expect(found.repositories.filter(({ name }) => name === 'acme/new')).toMatchObject([
      { asked: 'acme/former', pullRequests: [{}, {}] },
    ]);
  });
});

describe('requests that GitHub cannot bear', () => {
  it('become smaller for the rest of the run', async () => {
    const found = await lookAt(world(repositories(400, 3), [app]), {
      repositories: 'acme/*',
      twin: { refusing: ({ pullRequests }) => pullRequests > 60 },
    });
    expect(found.repositories.every(({ pullRequests }) => pullRequests.length === 3)).toBe(true);
    expect(found.unreachable).toEqual([]);
    expect(found.requests.length).toBeLessThan(60);
  });

  it('answered in part are used as far as they go', async () => {
    const faults = [{ kind: 'resource-limits', part: 'parent', when: { nth: 1 } } as const];
    const found = await lookAt(world(repositories(30, 3), [app]), { repositories: 'acme/*', faults });
    expect(found.repositories.every(({ pullRequests }) => pullRequests.length === 3)).toBe(true);
    const [, again] = found.requests.filter(({ method }) => method === 'POST');
    expect(Object.keys(again?.variables ?? {}).filter((key) => key.startsWith('name'))).toEqual(['name0']);
  });

  it('at once are limited: what GitHub throttles is waited for by all together', async () => {
    const found = await lookAt(world(repositories(500, 20), [app]), {
      repositories: 'acme/*',
      twin: { atOnce: 4, latencyMs: 5 },
    });
    expect(found.repositories.every(({ pullRequests }) => pullRequests.length === 20)).toBe(true);
    expect(found.slept).toBeLessThan(15_000);
    expect(found.notes.filter((note) => note.includes('secondary')).length).toBeLessThan(6);
  });

  it.each(['403-secondary', 'rate-limited'] as const)(
    '%s seen by ten requests is one pause',
    async (kind) => {
      const faults = [
        { kind, retryAfter: 100, resetIn: 100, when: { matching: { path: '/graphql' }, times: 8 } },
      ];
      const found = await lookAt(world(repositories(500, 20), [app]), {
        repositories: 'acme/*',
        faults,
        twin: { latencyMs: 20 },
      });
      expect(found.repositories).toHaveLength(500);
      expect(found.unreachable).toEqual([]);
      expect(found.slept).toBeLessThan(250_000);
    },
  );
});

describe('a token with too few points', () => {
  const poor = token({ kind: 'app', sees: 'all', pointsPerHour: 150 });

  it('looks at as many as it can pay for, others each time, and says which are left out', async () => {
    const seen = new Map<string, number>();
    for (let turn = 1; turn <= 8; turn++) {
      const found = await lookAt(world(repositories(100, 50), [poor]), { repositories: 'acme/*', turn });
      expect(found.repositories.length + found.unreachable.length).toBe(100);
      expect(found.repositories.length).toBeGreaterThan(40);
      expect(found.unreachable[0]).toMatchObject({
        reason: "the token's points for this hour do not suffice for all repositories",
        remedy: expect.stringContaining('GitHub App'),
      });
      expect(found.spent.points).toBeLessThanOrEqual(150);
      expect(found.notes.at(-1)).toMatch(/do not suffice: \d+ repositories are left out this time/);
      for (const name of names(found)) seen.set(name, (seen.get(name) ?? 0) + 1);
    }
    expect(seen.size).toBe(100);
    expect(Math.max(...seen.values()) - Math.min(...seen.values())).toBeLessThanOrEqual(3);
  });
});
