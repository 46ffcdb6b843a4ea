import { expect, test } from 'vitest';
import { pull, repository, token, world } from '../../worlds/builder.ts';
import { asking, web } from './ask.ts';

const poor = 'ghs_poor';
let now = Date.parse('2026-09-01T12:00:00Z');
const { twin, graphql, get } = await asking({
  world: world(
    [repository('acme/web', {}, [pull({ number: 1 })])],
    [token(), token({ token: poor, pointsPerHour: 9 })],
  ),
  now: () => now,
});

test('more than 100 is refused where it is asked, with its path', async () => {
  const { body } = await graphql(web('pullRequests(first: 101) { nodes { number } }'));
  expect(body).toEqual({
    data: { repository: null },
    errors: [
      {
        type: 'EXCESSIVE_PAGINATION',
        path: ['repository', 'pullRequests'],
        locations: [{ line: 1, column: 44 }],
        message:
          'Requesting 101 records on the `pullRequests` connection exceeds the `first` limit of 100 records.',
      },
    ],
  });
});

test.each([
  ['pullRequests { nodes { number } }', 'MISSING_PAGINATION_BOUNDARIES'],
  ['pullRequests(first: 5) { nodes { reviews { nodes { state } } } }', 'MISSING_PAGINATION_BOUNDARIES'],
  ['pullRequests(first: 5, last: 5) { nodes { number } }', 'UNPROCESSABLE'],
  ['pullRequests(first: 0) { nodes { number } }', 'UNPROCESSABLE'],
  ['pullRequests(first: -1) { nodes { number } }', 'UNPROCESSABLE'],
  ['pullRequests(first: 5, after: "1") { nodes { number } }', 'INVALID_CURSOR_ARGUMENTS'],
])('%s is refused', async (fields, type) => {
  const { body } = await graphql(web(fields));
  expect(body?.errors).toEqual([expect.objectContaining({ type })]);
});

test('a count needs no bounds', async () => {
  const { body } = await graphql(web('pullRequests { totalCount }'));
  expect(body).toEqual({ data: { repository: { pullRequests: { totalCount: 1 } } } });
});

test('500,000 nodes are the most, and none is given beyond', async () => {
  const query = (first: number) =>
    web(
      `pullRequests(first: 100) { nodes { reviews(first: 50) { nodes { pullRequest { labels(first: ${first}) { totalCount } } } } } }`,
    );
  expect((await graphql(query(98))).body?.errors).toBeUndefined();
  const { body } = await graphql(query(99));
  expect(body).toEqual({
    errors: [
      {
        type: 'MAX_NODE_LIMIT_EXCEEDED',
        message:
          'This query requests up to 500,100 possible nodes which exceeds the maximum limit of 500,000.',
      },
    ],
  });
});

const four = `reviews(first: 10) { totalCount } timelineItems(last: 1, itemTypes: [REOPENED_EVENT]) { totalCount }
  reviewRequests(first: 10) { totalCount } labels(first: 10) { totalCount }`;
const limit = 'rateLimit { cost nodeCount limit remaining used resetAt }';

test.each([
  // 1 + 4 x 100 requests, as if every page were full.
  [`pullRequests(first: $first) { nodes { ${four} } }`, { first: 100 }, 4, 3200],
  [`pullRequests(first: $first) { nodes { ${four} } }`, { first: 25 }, 1, 800],
  [`pullRequests(first: $first) { nodes { ${four} } }`, { first: 37 }, 1, 37 * 32],
  [`pullRequests(first: $first) { nodes { ${four} } }`, { first: 38 }, 2, 38 * 32],
  // What is no list costs nothing more; a list of one costs as much as any.
  [
    `pullRequests(first: $first) { nodes { ${four} headRefName isCrossRepository headRepository { nameWithOwner } mergeable statusCheckRollup { state } } }`,
    { first: 100 },
    4,
    3200,
  ],
  [
    'pullRequests(first: $first) { nodes { assignees(first: 10) { totalCount } assignedActors(first: 10) { totalCount } } }',
    { first: 100 },
    2,
    2100,
  ],
  [
    'pullRequests(first: $first) { nodes { commits(last: 1) { nodes { commit { statusCheckRollup { state } } } } } }',
    { first: 100 },
    1,
    200,
  ],
  // Counts beside a list are connections without nodes.
  [
    'open: pullRequests(states: OPEN) { totalCount } pullRequests(first: $first, baseRefName: "main") { totalCount nodes { number baseRefName headRefName } }',
    { first: 100 },
    1,
    100,
  ],
  // The same connection twice is one; under another key it is another.
  [`pullRequests(first: $first) { nodes { ${four} ${four} } }`, { first: 100 }, 4, 3200],
  [
    `pullRequests(first: $first) { nodes { ${four} more: labels(first: 1) { totalCount } } }`,
    { first: 100 },
    5,
    3300,
  ],
  [
    `pullRequests(first: $first) { nodes { ${four} more: labels @skip(if: true) { totalCount } } }`,
    { first: 100 },
    4,
    3200,
  ],
  // Nested deeper: 1 + 100 + 1,000 requests.
  [
    'pullRequests(first: $first) { nodes { reviews(first: 10) { nodes { pullRequest { labels(first: 1) { totalCount } } } } } }',
    { first: 100 },
    11,
    2100,
  ],
])('costs %s with %j', async (fields, variables, cost, nodeCount) => {
  const query = `query ($first: Int!) { repository(owner: "acme", name: "web") { ${fields} } ${limit} }`;
  const { body } = await graphql(query, variables);
  expect(body?.data).toMatchObject({ rateLimit: { cost, nodeCount } });
  expect(twin.requests.at(-1)).toMatchObject({ points: cost, nodes: nodeCount });
});

test('the points of an hour run out, with HTTP 200, and come back', async () => {
  const query = `query ($first: Int!) { repository(owner: "acme", name: "web") { pullRequests(first: $first) { nodes { ${four} } } } ${limit} }`;
  const ask = () => graphql(query, { first: 100 }, poor);
  expect((await ask()).headers.get('x-ratelimit-remaining')).toBe('5');
  expect((await ask()).body?.data).toMatchObject({ rateLimit: { limit: 9, used: 8, remaining: 1 } });
  await ask();
  const { status, headers, body } = await ask();
  expect(status).toBe(200);
  expect(body).toEqual({ errors: [expect.objectContaining({ type: 'RATE_LIMITED' })] });
  expect(Object.fromEntries(headers)).toMatchObject({
    'x-ratelimit-limit': '9',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-used': '9',
    'x-ratelimit-reset': String(Date.parse('2026-09-01T13:00:00Z') / 1000),
    'x-ratelimit-resource': 'graphql',
  });
  // REST has its own bucket.
  expect((await get('/repos/acme/web', poor)).headers.get('x-ratelimit-remaining')).toBe('8');
  now += 3_600_000;
  expect((await ask()).body?.data).toMatchObject({ rateLimit: { remaining: 5 } });
});
