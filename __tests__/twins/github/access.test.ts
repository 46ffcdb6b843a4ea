import { describe, expect, test } from 'vitest';
import { pull, repository, review, token, world } from '../../worlds/builder.ts';
import { asking, web } from './ask.ts';

const read = { 'pull-requests': 'read' } as const;
const tokens = [
  token(),
  token({ token: 'none', permissions: {} }),
  token({ token: 'contents', permissions: { ...read, contents: 'read' } }),
  token({ token: 'seeing', sees: ['acme/secret'] }),
  token({ token: 'pat', kind: 'pat', sees: 'all' }),
  token({ token: 'pat with read:org', kind: 'pat', permissions: { ...read, members: 'read' } }),
  token({ token: 'app', kind: 'app' }),
  token({ token: 'app with members', kind: 'app', permissions: { ...read, members: 'read' } }),
];
const { graphql, get } = await asking({
  world: world(
    [
      repository('acme/web', {}, [
        pull({ number: 1, hoursAgo: 9 }),
        pull({
          number: 2,
          hoursAgo: 8,
          reviews: [review('anna', 'APPROVED', 1)],
          requested: [
            { team: 'acme/core', asCodeOwner: true },
            { login: 'helper', type: 'Bot' },
          ],
        }),
      ]),
      repository('acme/secret', { isPrivate: true }, [pull({ number: 3 })]),
      repository('acme/saml', { saml: true }),
    ],
    tokens,
  ),
});

test.each([null, 'ghs_unknown'])('the token %s has bad credentials', async (unknown) => {
  for (const { status, body } of [
    await graphql('{ viewer { login } }', {}, unknown),
    await get('/repos/acme/web', unknown),
  ]) {
    expect(status).toBe(401);
    expect(body).toMatchObject({ message: 'Bad credentials' });
  }
});

test('without pull-requests: read there is no list', async () => {
  const { status, body } = await graphql(
    web('nameWithOwner pullRequests(first: 1) { totalCount }'),
    {},
    'none',
  );
  expect(status).toBe(200);
  // The schema has no null for the list, so the repository is null.
  expect(body).toMatchObject({
    data: { repository: null },
    errors: [
      {
        type: 'FORBIDDEN',
        path: ['repository', 'pullRequests'],
        message: 'Resource not accessible by integration',
      },
    ],
  });
  expect((await graphql(web('nameWithOwner'), {}, 'none')).body?.errors).toBeUndefined();
  expect((await get('/repos/acme/web/pulls', 'none')).status).toBe(403);
});

describe('without contents: read', () => {
  test.each([
    ['defaultBranchRef { name }', ['defaultBranchRef']],
    ['ref(qualifiedName: "main") { name }', ['ref']],
    ['pullRequest(number: 1) { number baseRef { name } }', ['pullRequest', 'baseRef']],
    ['pullRequest(number: 1) { number headRef { name } }', ['pullRequest', 'headRef']],
    ['pullRequest(number: 1) { number commits(last: 1) { totalCount } }', ['pullRequest', 'commits']],
  ])('%s is forbidden', async (fields, path) => {
    const { body } = await graphql(web(fields));
    const message = 'Resource not accessible by integration';
    expect(body?.errors).toMatchObject([{ type: 'FORBIDDEN', message, path: ['repository', ...path] }]);
  });

  test("a review's commit is forbidden, and only where there is a review", async () => {
    const fields = 'number reviews(first: 5) { nodes { state commit { oid } } }';
    const one = await graphql(web(`pullRequest(number: 1) { ${fields} }`));
    expect(one.body?.errors).toBeUndefined();
    const { body } = await graphql(web(`pullRequests(first: 5) { nodes { ${fields} } }`));
    expect(body).toMatchObject({
      data: {
        repository: {
          pullRequests: {
            nodes: [{ number: 1 }, { number: 2, reviews: { nodes: [{ state: 'APPROVED', commit: null }] } }],
          },
        },
      },
      errors: [{ path: ['repository', 'pullRequests', 'nodes', 1, 'reviews', 'nodes', 0, 'commit'] }],
    });
  });

  test('the head is known by its name and object id', async () => {
    const { body } = await graphql(web('pullRequest(number: 1) { headRefName headRefOid }'));
    expect(body?.data).toMatchObject({
      repository: { pullRequest: { headRefOid: expect.stringMatching(/^[0-9a-f]{40}$/) } },
    });
  });
});

test('with contents: read, branches and commits have names', async () => {
  const fields =
    'defaultBranchRef { name } pullRequest(number: 2) { headRefOid baseRef { name } reviews(first: 1) { nodes { commit { oid } } } }';
  const { body } = await graphql(web(fields), {}, 'contents');
  expect(body?.errors).toBeUndefined();
  expect(body?.data).toMatchObject({
    repository: { defaultBranchRef: { name: 'main' }, pullRequest: { baseRef: { name: 'main' } } },
  });
});

test('a private repository that is not seen is one that is not there', async () => {
  const of = (name: string) => `{ repository(owner: "acme", name: "${name}") { nameWithOwner } }`;
  const [secret, absent] = [await graphql(of('secret')), await graphql(of('absent'))];
  expect(secret.body).toMatchObject({
    data: { repository: null },
    errors: [
      {
        type: 'NOT_FOUND',
        path: ['repository'],
        message: "Could not resolve to a Repository with the name 'acme/secret'.",
      },
    ],
  });
  expect(absent.text.replace('absent', 'secret')).toBe(secret.text);
  expect((await get('/repos/acme/secret')).text).toBe((await get('/repos/acme/absent')).text);
  expect((await graphql(of('secret'), {}, 'seeing')).body?.errors).toBeUndefined();
  const owned = '{ repositoryOwner(login: "acme") { repositories { totalCount } } }';
  expect((await graphql(owned)).body?.data).toEqual({ repositoryOwner: { repositories: { totalCount: 2 } } });
  expect((await graphql(owned, {}, 'pat')).body?.data).toEqual({
    repositoryOwner: { repositories: { totalCount: 3 } },
  });
});

test('SAML keeps out, and says so', async () => {
  const { status, headers, body } = await graphql(
    '{ repository(owner: "acme", name: "saml") { nameWithOwner } }',
  );
  expect(status).toBe(200);
  expect(headers.get('x-github-sso')).toMatch(/^required/);
  expect(body?.errors).toMatchObject([
    { type: 'FORBIDDEN', path: ['repository'], extensions: { saml_failure: true } },
  ]);
  expect((await get('/repos/acme/saml')).status).toBe(403);
});

describe('a team that is asked', () => {
  const ask = (team: string, secret: string | undefined) =>
    graphql(
      web(
        `pullRequest(number: 2) { reviewRequests(first: 5) { nodes { asCodeOwner requestedReviewer { __typename ... on Bot { login } ${team} } } } }`,
      ),
      {},
      secret,
    );
  const named = '... on Team { name slug combinedSlug organization { login } }';
  const nodes = (first: unknown) => ({
    repository: {
      pullRequest: {
        reviewRequests: {
          nodes: [
            { asCodeOwner: true, requestedReviewer: first },
            { asCodeOwner: false, requestedReviewer: { __typename: 'Bot', login: 'helper' } },
          ],
        },
      },
    },
  });

  test.each([undefined, 'app'])('is silently null for %s', async (secret) => {
    expect((await ask(named, secret)).body).toEqual({ data: nodes(null) });
  });

  test.each(['app with members', 'pat with read:org'])('has its names for %s', async (secret) => {
    const team = { name: 'core', slug: 'core', combinedSlug: 'acme/core', organization: { login: 'acme' } };
    expect((await ask(named, secret)).body).toEqual({ data: nodes({ __typename: 'Team', ...team }) });
  });

  test('costs a classic token without read:org the whole answer, where the query names its fields', async () => {
    const { body } = await ask('... on Team { combinedSlug }', 'pat');
    expect(body).toEqual({
      errors: [
        {
          type: 'INSUFFICIENT_SCOPES',
          locations: [expect.objectContaining({ line: 1 })],
          message: expect.stringContaining(
            "The 'combinedSlug' field requires one of the following scopes: ['read:org'",
          ),
        },
      ],
    });
    expect((await ask('', 'pat')).body).toEqual({ data: nodes({ __typename: 'Team' }) });
  });
});
