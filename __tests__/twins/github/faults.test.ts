import { expect, test } from 'vitest';
import { pull, repository, testToken, token, world } from '../../worlds/builder.ts';
import { asking } from './ask.ts';
import type { Fault } from './fault.ts';
import { startGitHubTwin } from './twin.ts';

const pulls = Array.from({ length: 9 }, (_, index) => pull({ number: index + 1, hoursAgo: 20 - index }));
const pretended = world([repository('acme/web', {}, pulls), repository('acme/api', {}, pulls)], [token()]);
const query = `query ($name: String!, $first: Int!, $after: String) {
  repository(owner: "acme", name: $name) { pullRequests(first: $first, after: $after) { nodes { number } pageInfo { hasNextPage endCursor } } }
}`;
const variables = { name: 'web', first: 3 };
const start = (...faults: Fault[]) => asking({ world: pretended, faults });

const wrong = {
  errors: [{ message: expect.stringMatching(/^Something went wrong while executing your query/) }],
};
const repositoryNull = (type: string, message: RegExp) => ({
  data: { repository: null },
  errors: [{ type, path: ['repository'], message: expect.stringMatching(message) }],
});

test.each<[Fault, number, unknown, Record<string, string>?]>([
  [{ kind: '502-json' }, 502, { data: null, ...wrong }],
  [{ kind: '500-json' }, 500, { message: 'Server Error' }],
  [{ kind: '503' }, 503, { message: 'Service unavailable' }],
  [{ kind: '401' }, 401, { message: 'Bad credentials' }],
  [
    { kind: '403-secondary', retryAfter: 7 },
    403,
    { message: expect.stringMatching(/secondary rate limit/) },
    { 'retry-after': '7' },
  ],
  [
    { kind: '200-secondary', retryAfter: 8 },
    200,
    { errors: [{ message: expect.stringMatching(/secondary rate limit/) }] },
    { 'retry-after': '8' },
  ],
  [
    { kind: 'rate-limited', resetIn: 60 },
    200,
    { errors: [{ type: 'RATE_LIMITED' }] },
    { 'x-ratelimit-remaining': '0' },
  ],
  [{ kind: '200-something-wrong' }, 200, wrong],
  [{ kind: 'not-found' }, 200, repositoryNull('NOT_FOUND', /^Could not resolve/)],
  [{ kind: 'forbidden' }, 200, repositoryNull('FORBIDDEN', /^Resource not accessible by integration/)],
  [{ kind: 'ip-allow-list' }, 200, repositoryNull('FORBIDDEN', /`acme` organization has an IP allow list/)],
  [{ kind: 'wrong-shape' }, 200, { ok: true }],
])('%j', async (fault, status, body, headers = {}) => {
  const { graphql, twin } = await start(fault);
  const answer = await graphql(query, variables);
  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject(body as object);
  expect(Object.fromEntries(answer.headers)).toMatchObject(headers);
  expect(twin.requests).toEqual([expect.objectContaining({ fault: fault.kind, status })]);
});

test.each([
  ['502-html', 502],
  ['504-html', 504],
] as const)('%s is a page of the proxy', async (kind, status) => {
  const answer = await (await start({ kind })).graphql(query, variables);
  expect(answer).toMatchObject({ status, body: undefined });
  expect(answer.text).toContain('<center>nginx</center>');
});

test.each([
  ['not-found', 404],
  ['forbidden', 403],
  ['ip-allow-list', 403],
  ['rate-limited', 403],
] as const)('%s is an HTTP error in REST', async (kind, status) => {
  const { get } = await start({ kind });
  expect((await get('/repos/acme/web')).status).toBe(status);
});

test('null-nodes leaves out some, with their paths', async () => {
  const { graphql } = await start({ kind: 'null-nodes', every: 2 });
  expect((await graphql(query, variables)).body).toMatchObject({
    data: { repository: { pullRequests: { nodes: [{ number: 1 }, null, { number: 3 }] } } },
    errors: [{ type: 'FORBIDDEN', path: ['repository', 'pullRequests', 'nodes', 1] }],
  });
});

test('resource-limits keeps part of the data, or nulls what it stands in', async () => {
  const { graphql, twin } = await start({ kind: 'resource-limits', when: { times: 1 } });
  expect((await graphql(query, variables)).body).toMatchObject({
    data: { repository: { pullRequests: { nodes: [{ number: 1 }, { number: 2 }, null] } } },
    errors: [{ type: 'RESOURCE_LIMITS_EXCEEDED', path: ['repository', 'pullRequests', 'nodes', 2] }],
  });
  twin.addFault({ kind: 'resource-limits', part: 'parent' });
  expect((await graphql(query, variables)).body).toMatchObject({
    data: { repository: null },
    errors: [{ type: 'RESOURCE_LIMITS_EXCEEDED', path: ['repository'] }],
  });
});

interface Paged {
  repository: { pullRequests: { pageInfo: { hasNextPage: boolean; endCursor: string } } };
}

test('endless-cursor always has a next page, behind the same cursor', async () => {
  const { graphql } = await start({ kind: 'endless-cursor' });
  const cursors: string[] = [];
  for (let page = 0; page < 4; page++) {
    const { data } = await graphql(query, { ...variables, after: cursors.at(-1) ?? null });
    const { hasNextPage, endCursor } = (data as Paged).repository.pullRequests.pageInfo;
    expect(hasNextPage).toBe(true);
    cursors.push(endCursor);
  }
  expect(new Set(cursors).size).toBe(1);
});

test.each(['reset', 'cut-body'] as const)('%s breaks the connection', async (kind) => {
  const { graphql, twin } = await start({ kind });
  await expect(graphql(query, variables)).rejects.toThrow();
  expect(twin.requests).toMatchObject([{ fault: kind, status: kind === 'reset' ? 0 : 200 }]);
});

test('cut-json ends well in the middle of a word', async () => {
  const { status, text, body } = await (await start({ kind: 'cut-json' })).graphql(query, variables);
  expect([status, body]).toEqual([200, undefined]);
  expect(text).toMatch(/^\{"data":/);
});

test('no-answer waits until the twin closes', async () => {
  const twin = await startGitHubTwin({ world: pretended, faults: [{ kind: 'no-answer' }] });
  const waiting = fetch(twin.graphqlUrl, { method: 'POST', body: JSON.stringify({ query, variables }) });
  const settled = waiting.then(
    () => 'answered',
    () => 'broken',
  );
  expect(await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, 100, 'waiting'))])).toBe(
    'waiting',
  );
  await twin.close();
  expect(await settled).toBe('broken');
});

test('slow answers truly, later', async () => {
  const { graphql } = await start({ kind: 'slow', delayMs: 120 });
  const before = performance.now();
  expect((await graphql(query, variables)).body?.errors).toBeUndefined();
  expect(performance.now() - before).toBeGreaterThan(110);
});

/** Which of five requests of each kind are hit. */
const hits = async (fault: Fault) => {
  const { graphql, get, twin } = await start(fault);
  for (const first of [1, 50, 100]) await graphql(query, { name: 'web', first });
  await graphql(query, { name: 'api', first: 2 });
  await graphql('{ viewer { login } }');
  await get('/repos/acme/web');
  await get('/repos/acme/api/pulls?state=open');
  return twin.requests.map((one) => (one.fault ? 'x' : '-')).join('');
};

test.each<[Fault['when'], string]>([
  [undefined, 'xxxxxxx'],
  [{ nth: 2 }, '-x-----'],
  [{ from: 3 }, '--xxxxx'],
  [{ times: 2 }, 'xx-----'],
  [{ from: 2, times: 2 }, '-xx----'],
  [{ matching: { minPageSize: 50 } }, '-xx----'],
  [{ matching: { minPageSize: 50 }, nth: 2 }, '--x----'],
  [{ matching: { repository: 'Acme/API' } }, '---x--x'],
  [{ matching: { field: 'login' } }, '----x--'],
  [{ matching: { field: 'pageInfo' }, nth: 2 }, '-x-----'],
  [{ matching: { path: '/graphql' } }, 'xxxxx--'],
  [{ matching: { path: '/repos/acme/web' } }, '-----x-'],
])('%j hits %s', async (when, expected) => {
  expect(await hits({ kind: '503', ...(when && { when }) })).toBe(expected);
});

test('what is done to GraphQL data never hits REST', async () => {
  expect(await hits({ kind: 'null-nodes', when: { nth: 6 } })).toBe('-------');
});

test('what GitHub cannot read in its 10 seconds is asked for by a field', async () => {
  const { graphql } = await start({ kind: '502-json', when: { matching: { field: 'statusCheckRollup' } } });
  const asked = (fields: string) =>
    graphql(`{ repository(owner: "acme", name: "web") { pullRequests(first: 3) { nodes { ${fields} } } } }`);
  expect((await asked('number mergeable')).status).toBe(200);
  expect((await asked('number ... { rollup: statusCheckRollup { state } }')).status).toBe(502);
  expect((await asked('number statusCheckRollup @skip(if: true) { state }')).status).toBe(200);
});

test('a query that ran into the time limit has cost its points', async () => {
  const { twin } = await start({ kind: '502-json' });
  const init = {
    method: 'POST',
    headers: { authorization: `token ${testToken}` },
    body: JSON.stringify({ query, variables }),
  };
  await fetch(twin.graphqlUrl, init);
  expect(twin.requests).toMatchObject([{ points: 1 }]);
});
