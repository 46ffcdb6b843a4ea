import { describe, expect, it } from 'vitest';
import { pull, repository, token, world } from '../../worlds/builder.ts';
import { asking } from './ask.ts';

const pulls = () => [pull({ number: 1 }), pull({ number: 2 }), pull({ number: 3 })];
const given = world(
  [repository('acme/web', {}, pulls()), repository('acme/secret', { isPrivate: true })],
  [token(), token({ token: 'other', sees: 'all' })],
);
const { graphql, get, twin } = await asking({ world: given, unchanging: true });
const query = `query ($first: Int!) {
  limits: rateLimit { cost remaining }
  repository(owner: "acme", name: "web") { pullRequests(first: $first) { nodes { number } } }
}`;

describe('a world that never changes', () => {
  it('answers an equal question alike, but for what is left of the hour', async () => {
    const [one, two] = [await graphql(query, { first: 5 }), await graphql(query, { first: 5 })];
    const repositoryOf = { pullRequests: { nodes: [{ number: 1 }, { number: 2 }, { number: 3 }] } };
    expect(one.body).toEqual({ data: { limits: { cost: 1, remaining: 999 }, repository: repositoryOf } });
    expect(two.body).toEqual({ data: { limits: { cost: 1, remaining: 998 }, repository: repositoryOf } });
    expect(two.headers.get('x-ratelimit-remaining')).toBe('998');
  });

  it('tells questions and tokens apart', async () => {
    expect((await graphql(query, { first: 1 })).data).toMatchObject({
      repository: { pullRequests: { nodes: [{ number: 1 }] } },
    });
    expect((await graphql(query, { first: 5 }, 'other')).data).toMatchObject({ limits: { remaining: 999 } });
    expect((await graphql(query, { first: 5 }, 'wrong')).status).toBe(401);
    const secret = '{ repository(owner: "acme", name: "secret") { isPrivate } }';
    expect((await graphql(secret, {}, 'other')).data).toEqual({ repository: { isPrivate: true } });
    expect((await graphql(secret)).data).toEqual({ repository: null });
    expect((await get('/repos/acme/secret', 'other')).status).toBe(200);
    expect((await get('/repos/acme/secret')).status).toBe(404);
  });

  it('gives errors every time', async () => {
    const absent = '{ repository(owner: "acme", name: "absent") { id } rateLimit { cost } }';
    for (const _ of [1, 2])
      expect((await graphql(absent)).body).toMatchObject({ errors: [{ type: 'NOT_FOUND' }] });
  });

  it('still meets faults', async () => {
    twin.addFault({ kind: '502-html', when: { nth: 1 } });
    expect((await graphql(query, { first: 5 })).status).toBe(502);
    expect((await graphql(query, { first: 5 })).status).toBe(200);
  });

  it('keeps replies of REST by address', async () => {
    const [one, two] = [await get('/repos/acme/web/pulls?per_page=1'), await get('/repos/acme/web/pulls')];
    expect([JSON.parse(one.text).length, JSON.parse(two.text).length]).toEqual([1, 3]);
    expect((await get('/repos/acme/web/pulls?per_page=1')).text).toBe(one.text);
  });
});

describe('any other world', async () => {
  const changing = world([repository('acme/a'), repository('acme/b', {}, pulls()), repository('acme/d')]);
  const asked = await asking({ world: changing });
  const numbers = async (name: string, number: number) =>
    (
      await asked.graphql(
        `{ repository(owner: "acme", name: "${name}") { nameWithOwner pullRequest(number: ${number}) { title } } }`,
      )
    ).body;

  it('is read anew: things move, go and come', async () => {
    expect(await numbers('b', 2)).toMatchObject({
      data: { repository: { pullRequest: { title: 'Change 2' } } },
    });
    changing.repositories.shift();
    changing.repositories[0]?.pullRequests.shift();
    expect(await numbers('B', 2)).toMatchObject({ data: { repository: { nameWithOwner: 'acme/b' } } });
    expect(await numbers('b', 1)).toMatchObject({ errors: [{ type: 'NOT_FOUND' }] });
    expect(await numbers('a', 1)).toMatchObject({ errors: [{ type: 'NOT_FOUND' }] });
    changing.repositories.push(repository('acme/c', {}, [pull({ number: 9, title: 'New' })]));
    expect(await numbers('c', 9)).toMatchObject({ data: { repository: { pullRequest: { title: 'New' } } } });
  });

  it('tells when a request came and went', () => {
    for (const { startedAt, endedAt } of asked.twin.requests) expect(endedAt).toBeGreaterThan(startedAt);
  });
});
