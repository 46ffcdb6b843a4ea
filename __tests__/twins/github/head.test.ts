import { describe, expect, test } from 'vitest';
import { pull, repository, token, world } from '../../worlds/builder.ts';
import { asking, web } from './ask.ts';

const { graphql, get } = await asking({
  world: world(
    [
      repository('acme/web', {}, [
        pull({ number: 101, hoursAgo: 9, head: 'api' }),
        pull({ number: 102, hoursAgo: 8, base: 'api', head: 'ui' }),
        pull({ number: 103, hoursAgo: 7, head: 'main', headRepository: 'anna/web' }),
        pull({ number: 104, hoursAgo: 6, head: 'api', headRepository: null }),
        pull({ number: 105, hoursAgo: 5, headRepository: 'acme/secret-fork' }),
        pull({ number: 106, hoursAgo: 4, headRepository: 'ACME/Web' }),
      ]),
      repository('acme/secret-fork', { isPrivate: true, fork: true }),
    ],
    [token(), token({ token: 'seeing', sees: 'all' })],
  ),
});

interface Listed {
  readonly repository: { readonly pullRequests: { readonly totalCount: number; readonly nodes: unknown[] } };
}

async function list(args = '', secret?: string): Promise<Listed['repository']['pullRequests']> {
  const fields =
    'number headRefName isCrossRepository headRepository { nameWithOwner isPrivate isFork } headRepositoryOwner { __typename login }';
  const { body, data } = await graphql(
    web(`pullRequests(first: 9${args}) { totalCount nodes { ${fields} } }`),
    {},
    secret,
  );
  expect(body?.errors).toBeUndefined();
  return (data as Listed).repository.pullRequests;
}

const own = { nameWithOwner: 'acme/web', isPrivate: false, isFork: false };
const acme = { __typename: 'Organization', login: 'acme' };

describe('the head of a pull request', () => {
  test('has a branch and a repository: its own, a fork, or one that is deleted', async () => {
    expect((await list()).nodes).toEqual([
      {
        number: 101,
        headRefName: 'api',
        isCrossRepository: false,
        headRepository: own,
        headRepositoryOwner: acme,
      },
      {
        number: 102,
        headRefName: 'ui',
        isCrossRepository: false,
        headRepository: own,
        headRepositoryOwner: acme,
      },
      {
        number: 103,
        headRefName: 'main',
        isCrossRepository: true,
        headRepository: { nameWithOwner: 'anna/web', isPrivate: false, isFork: true },
        headRepositoryOwner: { __typename: 'User', login: 'anna' },
      },
      {
        number: 104,
        headRefName: 'api',
        isCrossRepository: true,
        headRepository: null,
        headRepositoryOwner: null,
      },
      // A private fork is there for who sees it.
      {
        number: 105,
        headRefName: 'change-105',
        isCrossRepository: true,
        headRepository: null,
        headRepositoryOwner: null,
      },
      {
        number: 106,
        headRefName: 'change-106',
        isCrossRepository: false,
        headRepository: own,
        headRepositoryOwner: acme,
      },
    ]);
    expect((await list(', headRefName: "change-105"', 'seeing')).nodes).toMatchObject([
      { headRepository: { nameWithOwner: 'acme/secret-fork', isPrivate: true, isFork: true } },
    ]);
  });

  test.each([
    [', headRefName: "api"', [101, 104]],
    [', headRefName: "API"', []],
    [', headRefName: "ap*"', []],
    [', headRefName: "api", states: CLOSED', []],
    [', headRefName: "ui", baseRefName: "api"', [102]],
    [', headRefName: "ui", baseRefName: "main"', []],
    [', headRefName: null, baseRefName: "api"', [102]],
    [', headRefName: "api", orderBy: { field: CREATED_AT, direction: DESC }', [104, 101]],
  ])('is found by%s', async (args, numbers) => {
    const { totalCount, nodes } = await list(args);
    expect(nodes).toMatchObject(numbers.map((number) => ({ number })));
    expect(totalCount).toBe(numbers.length);
  });

  test('is told by REST, too', async () => {
    const { body } = await get('/repos/acme/web/pulls?direction=asc');
    expect(body).toMatchObject([
      { base: { ref: 'main', repo: { full_name: 'acme/web' } }, head: { ref: 'api' } },
      { base: { ref: 'api' }, head: { ref: 'ui', repo: { full_name: 'acme/web', fork: false } } },
      { head: { ref: 'main', repo: { full_name: 'anna/web', fork: true } } },
      { head: { ref: 'api', repo: null } },
      { head: { ref: 'change-105', repo: null } },
      { head: { ref: 'change-106', repo: { full_name: 'acme/web' } } },
    ]);
  });
});
