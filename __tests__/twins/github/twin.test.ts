import { expect, test } from 'vitest';
import { event, hoursAgo, pull, repository, review, world } from '../../worlds/builder.ts';
import { asking, web } from './ask.ts';

const bases = ['main', 'main-2', 'release/1', 'Main'];
const many = Array.from({ length: 250 }, (_, index) =>
  // Several share an instant, so that only the number parts them; the world's order is not the answer's.
  pull({ number: 250 - index, hoursAgo: Math.floor(index / 7), base: bases[index % 4] ?? '' }),
);
const { twin, graphql } = await asking({
  world: world([
    repository('acme/web', { renamedFrom: ['acme/old'] }, many),
    repository('acme/empty', { defaultBranch: null }),
    repository('acme/one', {}, [
      pull({
        number: 1,
        author: null,
        labels: ['a', 'b'],
        reviews: [
          review('bot[bot]', 'COMMENTED', 5),
          review('anna', 'PENDING', 4),
          review(null, 'DISMISSED', 3),
          review('anna', 'APPROVED', 2),
        ],
        events: [
          event({ type: 'BaseRefChangedEvent', previousRefName: 'next', currentRefName: 'main' }, 9),
          event({ type: 'ReopenedEvent' }, 7),
          event({ type: 'ReadyForReviewEvent' }, 8),
        ],
      }),
      pull({ number: 2, state: 'MERGED' }),
    ]),
  ]),
});

interface Listed {
  repository: {
    pullRequests: {
      totalCount: number;
      nodes: { number: number; baseRefName: string }[];
      pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string; startCursor: string };
    };
  };
}
const list = async (args: string, variables: Record<string, unknown> = {}) => {
  const declared = ['after', 'before', 'base'].filter((name) => args.includes(`$${name}`));
  const head =
    declared.length > 0 ? `query (${declared.map((name) => `$${name}: String`).join(', ')})` : 'query';
  const page = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
  const { body, data } = await graphql(
    `${head} ${web(`pullRequests(${args}) { totalCount nodes { number baseRefName } ${page} }`)}`,
    variables,
  );
  expect(body?.errors).toBeUndefined();
  return (data as Listed).repository.pullRequests;
};

test.each(['ASC', 'DESC'])(
  'pages through 250 pull requests, %s, each once and in order',
  async (direction) => {
    const seen: number[] = [];
    let after: string | null = null;
    for (let page = 0; page < 10; page++) {
      const found: Listed['repository']['pullRequests'] = await list(
        `first: 40, after: $after, orderBy: { field: CREATED_AT, direction: ${direction} }`,
        { after },
      );
      seen.push(...found.nodes.map(({ number }) => number));
      if (!found.pageInfo.hasNextPage) break;
      after = found.pageInfo.endCursor;
    }
    const numbers = Array.from({ length: 250 }, (_, index) => index + 1);
    expect(seen).toEqual(direction === 'ASC' ? numbers : numbers.reverse());
  },
);

test('pages backwards with last and before', async () => {
  const end = await list('last: 3');
  expect(end.nodes.map(({ number }) => number)).toEqual([248, 249, 250]);
  expect(end.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  const before = await list('last: 2, before: $before', { before: end.pageInfo.startCursor });
  expect(before.nodes.map(({ number }) => number)).toEqual([246, 247]);
});

test('a base is matched exactly, with regard to case', async () => {
  const main = await list('first: 100, baseRefName: $base', { base: 'main' });
  expect(main.totalCount).toBe(63);
  expect(new Set(main.nodes.map(({ baseRefName }) => baseRefName))).toEqual(new Set(['main']));
  expect((await list('first: 100, baseRefName: $base', { base: 'mai*' })).totalCount).toBe(0);
  expect((await list('first: 100, baseRefName: $base', { base: null })).totalCount).toBe(250);
});

test('what is added between two pages neither repeats nor hides another', async () => {
  const first = await list('first: 10, after: $after');
  many.push(pull({ number: 900, hoursAgo: 1000 }));
  const second = await list('first: 2, after: $after', { after: first.pageInfo.endCursor });
  expect(second.nodes.map(({ number }) => number)).toEqual([11, 12]);
  many.pop();
});

test('a former name answers with the present one', async () => {
  const query = (more: string) => `{ repository(owner: "Acme", name: "OLD"${more}) { nameWithOwner } }`;
  const { body } = await graphql(query(''));
  expect(body).toEqual({ data: { repository: { nameWithOwner: 'acme/web' } } });
  const strict = await graphql(query(', followRenames: false'));
  expect(strict.body).toMatchObject({ data: { repository: null }, errors: [{ type: 'NOT_FOUND' }] });
});

test('gives reviews, events and labels as GitHub does', async () => {
  const { body } = await graphql(`query { repository(owner: "acme", name: "one") {
    open: pullRequests(first: 5, states: OPEN) { totalCount }
    pullRequest(number: 1) {
      createdAt author { login } labels(first: 1) { totalCount nodes { name } }
      reviews(first: 9) { totalCount nodes { state submittedAt author { __typename login } } }
      byAnna: reviews(first: 9, author: "anna", states: [APPROVED]) { totalCount }
      timelineItems(last: 1, itemTypes: [READY_FOR_REVIEW_EVENT, REOPENED_EVENT]) { nodes { __typename ... on ReopenedEvent { createdAt } } }
      base: timelineItems(last: 1, itemTypes: [BASE_REF_CHANGED_EVENT]) { nodes { ... on BaseRefChangedEvent { previousRefName } } }
    } } }`);
  expect(body).toEqual({
    data: {
      repository: {
        open: { totalCount: 1 },
        pullRequest: {
          createdAt: '2026-08-30T12:00:00Z',
          author: null,
          labels: { totalCount: 2, nodes: [{ name: 'a' }] },
          reviews: {
            totalCount: 3,
            nodes: [
              {
                state: 'COMMENTED',
                submittedAt: '2026-09-01T07:00:00Z',
                author: { __typename: 'Bot', login: 'bot' },
              },
              { state: 'DISMISSED', submittedAt: '2026-09-01T09:00:00Z', author: null },
              {
                state: 'APPROVED',
                submittedAt: '2026-09-01T10:00:00Z',
                author: { __typename: 'User', login: 'anna' },
              },
            ],
          },
          byAnna: { totalCount: 1 },
          timelineItems: { nodes: [{ __typename: 'ReopenedEvent', createdAt: '2026-09-01T05:00:00Z' }] },
          base: { nodes: [{ previousRefName: 'next' }] },
        },
      },
    },
  });
});

test('finds by global id, and says which it does not find', async () => {
  const { text } = await graphql(web('pullRequest(number: 7) { id }'));
  const id = /"id":"(PR_[^"]+)"/.exec(text)?.[1];
  const again = await graphql(
    'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on PullRequest { number createdAt } } }',
    { ids: [id, 'PR_nothing'] },
  );
  expect(again.body).toMatchObject({
    data: { nodes: [{ number: 7, createdAt: `${hoursAgo(34).slice(0, 19)}Z` }, null] },
    errors: [{ type: 'NOT_FOUND', path: ['nodes', 1] }],
  });
});

test("lists an owner's repositories with their counts", async () => {
  const { body } = await graphql(
    '{ repositoryOwner(login: "acme") { login repositories(first: 2, isFork: false) { totalCount nodes { nameWithOwner pullRequests(states: OPEN) { totalCount } } } } }',
  );
  expect(body?.data).toEqual({
    repositoryOwner: {
      login: 'acme',
      repositories: {
        totalCount: 3,
        nodes: [
          { nameWithOwner: 'acme/web', pullRequests: { totalCount: 250 } },
          { nameWithOwner: 'acme/empty', pullRequests: { totalCount: 0 } },
        ],
      },
    },
  });
});

test('records what it was asked', () => {
  expect(twin.requests[0]).toMatchObject({
    method: 'POST',
    path: '/graphql',
    variables: { after: null },
    points: 1,
    nodes: 40,
    status: 200,
  });
});
