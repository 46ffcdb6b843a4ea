/** Numbers, instants and texts of GitHub are what anybody may send: a wrong one is told, and ends nothing else. */
import { describe, expect, it } from 'vitest';
import { fetchRepositories } from '../../../src/github/fetch.ts';
import type { Fault } from '../../twins/github/fault.ts';
import { pull, repository, review, token, world } from '../../worlds/builder.ts';
import { type Looked, lookAt, numbers, withApi } from '../fetching.ts';

const unexpected = 'GitHub answered what this action does not understand';
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => pull({ number: index + 1, hoursAgo: 5000 - index }));
const app = token({ kind: 'app', sees: 'all', pointsPerHour: 1e6 });
const web = (count = 3) => world([repository('acme/web', {}, many(count))], [app]);
const set = (key: string, value: unknown, of?: string): Fault[] => [
  { kind: 'set', field: { key, value, ...(of !== undefined && { of }) } },
];

describe('a wrong value of the list', () => {
  const values: [string, unknown, string?][] = [
    ...[1e9, -1, 0.5, 1e300, '5', 100_001].map((value): [string, unknown] => ['totalCount', value]),
    ['hasNextPage', 'yes'],
    ['nameWithOwner', '../../secrets'],
    ['nameWithOwner', 'acme/web\n::error::no'],
    ['endCursor', 'A'.repeat(100_000), 'pageInfo'],
    ['nodes', Array.from({ length: 101 }, () => null), 'pullRequests'],
    ['nodes', {}, 'pullRequests'],
  ];
  it.each(values)('%s is told, and ends', async (key, value, of) => {
    for (const count of [3, 130, 700]) {
      const found = await lookAt(web(count), { branch: 'main', faults: set(key, value, of) });
      expect(found.repositories).toEqual([]);
      expect(found.unreachable).toMatchObject([{ repository: 'acme/web', reason: unexpected }]);
      expect(found.requests.length).toBeLessThan(20);
    }
  });

  it.each([1e9, 1e300, -1, '', 0])('link to the last page %o of an owner ends', async (last) => {
    const link = `<https://api.github.com/orgs/acme/repos?page=${last}>; rel="last"`;
    const fault: Fault = {
      kind: 'answer',
      answer: { body: [], headers: { link } },
      when: { matching: { path: '/orgs/' } },
    };
    const found = await lookAt(web(), { repositories: 'acme/*', faults: [fault] });
    expect(found.unreachable).toMatchObject([{ repository: 'acme/*' }]);
    expect(found.requests.length).toBeLessThan(10);
  });

  it.each([
    ['open_issues_count', 1e300],
    ['open_issues_count', -5],
  ])('%s %d of REST is but a hint', async (key, value) => {
    expect(numbers(await lookAt(web(), { faults: set(key, value) }))).toEqual([1, 2, 3]);
  });

  it.each([
    ['full_name', 'acme/../web'],
    ['default_branch', 7],
  ])('%s %o of REST is told', async (key, value) => {
    const found = await lookAt(web(), { faults: set(key, value) });
    expect(found.unreachable).toMatchObject([{ repository: 'acme/web', reason: unexpected }]);
  });
});

describe('a wrong value of a pull request', () => {
  const values: [string, unknown][] = [
    ['number', 1.5],
    ['number', 0],
    ['number', 1e300],
    ['createdAt', '0000-01-01T00:00:00Z'],
    ['createdAt', '+275760-09-13T00:00:00Z'],
    ['createdAt', '9999-12-31T23:59:59Z'],
    ['createdAt', 'garbage'],
    ['additions', -1],
    ['deletions', 1e300],
    ['title', null],
    ['state', 'constructor'],
    ['baseRefName', 'x'.repeat(5000)],
    ['labels', { nodes: Array.from({ length: 1e5 }, (_, index) => ({ name: `label-${index}` })) }],
    ['login', 'x'.repeat(5000)],
  ];
  it.each(values)('%s is told, and it is unread', async (key, value) => {
    const found = await lookAt(web(), { branch: 'main', faults: set(key, value) });
    expect(numbers(found)).toEqual([]);
    expect(found.unreachable).toMatchObject([{ partly: true, unread: 3, reason: unexpected }]);
    expect(found.unreachable[0]?.answer.about).toBe('a pull request of another shape');
  });

  it('hides no other', async () => {
    const wrong = world([repository('acme/web', {}, [...many(2), pull({ number: 3, additions: -1 })])]);
    const found = await lookAt(wrong, { branch: 'main' });
    expect(numbers(found)).toEqual([1, 2]);
    expect(found.unreachable).toMatchObject([{ partly: true, unread: 1 }]);
  });

  const first = ({ repositories }: Looked) => repositories[0]?.pullRequests[0];
  it.each([
    'javascript:alert(1)',
    'https://github.com/acme/web\n::error::no',
    'https://evil.example/<b>|x',
    'ftp://github.com/acme/web',
    'https://',
    '',
  ])('the address %o becomes that of its number', async (url) => {
    const found = await lookAt(web(), { branch: 'main', faults: set('url', url) });
    expect(found.unreachable).toEqual([]);
    expect(first(found)?.url).toBe('https://github.com/acme/web/pull/1');
  });

  it('a title of 5 MB is cut where it comes in', async () => {
    const huge = world([repository('acme/web', {}, [pull({ number: 1, title: 'A'.repeat(5_000_000) })])]);
    expect(first(await lookAt(huge, { branch: 'main' }))?.title).toHaveLength(1000);
  });

  it('a date of a commit that cannot be is its committer’s, and none', async () => {
    const all = token({ permissions: { 'pull-requests': 'read', contents: 'read' } });
    const found = await lookAt(world([repository('acme/web', {}, many(1))], [all]), {
      branch: 'main',
      'fresh-reviews-only': 'true',
      faults: set('committedDate', '0000-01-01T00:00:00Z'),
    });
    expect(first(found)?.head?.committedAt).toBeUndefined();
    expect(found.unreachable).toEqual([]);
  });

  it.each(['constructor', '__proto__', 'toString'])('an account of the type %s is a user', async (type) => {
    const reviewed = world([
      repository('acme/web', {}, [pull({ number: 1, reviews: [review('hubot', 'APPROVED', 1)] })]),
    ]);
    const found = await lookAt(reviewed, { branch: 'main', faults: set('__typename', type, 'author') });
    expect(first(found)?.author.kind).toBe('user');
  });
});

describe('points', () => {
  it.each([
    ['rateLimit', { cost: 1e300, remaining: -1, resetAt: 'garbage' }],
    ['resources', { graphql: { remaining: -1, reset: 1e300 } }],
    ['resetAt', 'garbage'],
    ['resetAt', '+275760-09-13T00:00:00Z'],
  ])('%s that cannot be ends nothing, also of a large run', async (key, value) => {
    const repositories = Array.from({ length: 30 }, (_, index) =>
      repository(`acme/r${index}`, {}, many(130)),
    );
    const found = await lookAt(world(repositories, [app]), { branch: 'main', faults: set(key, value) });
    expect(found.repositories).toHaveLength(30);
    expect(found.unreachable).toEqual([]);
    expect(Number.isFinite(found.spent.points)).toBe(true);
  });
});

describe('errors beside data that are complete', () => {
  const beside = (errors: unknown): Fault[] => [{ kind: 'beside', errors }];
  it.each([
    [[{ message: 'Deprecated.', path: null }]],
    [[{ message: 'Deprecated.', path: ['part0', 'nameWithOwner'] }]],
    [[{ message: 'Deprecated.', path: ['elsewhere'] }]],
    [{ message: 'Deprecated.' }],
  ])('%j are told once, and nothing is missing', async (errors) => {
    const found = await lookAt(web(130), { branch: 'main', faults: beside(errors) });
    expect(numbers(found)).toHaveLength(130);
    expect(found.unreachable).toEqual([]);
    expect(found.asides).toHaveLength(1);
    expect(found.asides?.[0]?.matches(/^Deprecated\.$/)).toBe(true);
  });

  it('but for what something lacks they say why', async () => {
    const faults: Fault[] = [
      {
        kind: 'answer',
        answer: {
          body: { data: { part0: null, part1: null }, errors: [{ type: 'FORBIDDEN', message: 'No.' }] },
        },
      },
    ];
    const found = await lookAt(web(), { branch: 'main', faults });
    expect(found.unreachable).toMatchObject([{ reason: 'the token may not read pull requests here' }]);
    expect(found.asides).toEqual([]);
  });

  it('an author that is null with an error is no deleted account', async () => {
    const reviewed = world([
      repository('acme/web', {}, [pull({ number: 1, reviews: [review('hubot', 'APPROVED', 1)] })]),
    ]);
    for (const list of ['nodes', undefined]) {
      const field = { key: 'author', value: null, ...(list !== undefined && { of: list }) };
      const hidden = await lookAt(reviewed, {
        branch: 'main',
        faults: [{ kind: 'set', field, withError: true }],
      });
      expect(hidden.unreachable).toMatchObject([
        { unread: 1, reason: 'the token may not read pull requests here' },
      ]);
      const deleted = await lookAt(reviewed, { branch: 'main', faults: [{ kind: 'set', field }] });
      expect(deleted.unreachable).toEqual([]);
    }
  });
});

describe('a mistake of this action', () => {
  it('in one repository hides no other', async () => {
    const two = world([repository('acme/a', {}, many(150)), repository('acme/b', {}, many(150))], [app]);
    const found = await withApi(two, {
      branch: 'main',
      use: (api, wanted) =>
        fetchRepositories(
          {
            ...api,
            attempt: (query, variables, begins) => {
              const isPage = query.includes('...pull') && Object.values(variables).includes('b');
              if (isPage) throw new TypeError('b.nodes is not a function');
              return api.attempt(query, variables, begins);
            },
          },
          wanted,
        ),
    });
    expect(found.repositories).toMatchObject([{ name: 'acme/a' }]);
    expect(found.repositories[0]?.pullRequests).toHaveLength(150);
    expect(found.unreachable).toMatchObject([
      { repository: 'acme/b', reason: unexpected, answer: { about: 'TypeError in this action' } },
    ]);
    expect(found.unreachable[0]?.answer.matches(/b\.nodes/)).toBe(true);
  });

  it('before any is found makes all that was asked for unreachable', async () => {
    const found = await withApi(web(), {
      repositories: 'acme/web, acme/*, other/*',
      use: (api, wanted) =>
        fetchRepositories(
          { ...api, get: () => Promise.reject(new RangeError('Invalid array length')) },
          wanted,
        ),
    });
    expect(found.repositories).toEqual([]);
    expect(found.unreachable.map(({ repository: name }) => name).sort()).toEqual([
      'acme/*',
      'acme/web',
      'other/*',
    ]);
    expect(found.unreachable[0]?.answer.about).toBe('RangeError in this action');
  });
});
