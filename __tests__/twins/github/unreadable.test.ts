import { describe, expect, test } from 'vitest';
import { pull, repository, world } from '../../worlds/builder.ts';
import { asking, web } from './ask.ts';

describe('one pull request that cannot be read', () => {
  const refusal = { type: 'FORBIDDEN', message: 'Resource not accessible by integration' };
  const slow = { type: 'RESOURCE_LIMITS_EXCEEDED', message: 'Resource limits for this query exceeded.' };
  const worlds = world([
    repository('acme/web', {}, [
      pull({ number: 1, hoursAgo: 9, unreadable: refusal }),
      pull({ number: 2, hoursAgo: 8, checks: 'SUCCESS', failing: { mergeable: slow, reviewRequests: slow } }),
      pull({ number: 3, hoursAgo: 7 }),
    ]),
  ]);

  test('is null with an error, alone or among others', async () => {
    const { graphql, get } = await asking({ world: worlds });
    const { body } = await graphql(web('pullRequests(first: 3) { totalCount nodes { number } }'));
    expect(body).toEqual({
      data: {
        repository: { pullRequests: { totalCount: 3, nodes: [null, { number: 2 }, { number: 3 }] } },
      },
      errors: [
        {
          ...refusal,
          path: ['repository', 'pullRequests', 'nodes', 0],
          locations: [expect.objectContaining({ line: 1 })],
        },
      ],
    });
    expect((await graphql(web('pullRequest(number: 1) { number }'))).body).toMatchObject({
      data: { repository: { pullRequest: null } },
      errors: [{ ...refusal, path: ['repository', 'pullRequest'] }],
    });
    const { body: listed } = await get('/repos/acme/web/pulls?direction=asc');
    const [id] = (listed as unknown as { node_id: string }[]).map((one) => one.node_id);
    const byId = await graphql('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: [id] });
    expect(byId.body).toMatchObject({
      data: { nodes: [null] },
      errors: [{ ...refusal, path: ['nodes', 0] }],
    });
  });

  test('lacks one field, or all where the schema has no null for it', async () => {
    const { graphql } = await asking({ world: worlds });
    const of = (fields: string) => graphql(web(`pullRequest(number: 2) { number ${fields} }`));
    expect((await of('asked: reviewRequests(first: 1) { totalCount }')).body).toMatchObject({
      data: { repository: { pullRequest: { number: 2, asked: null } } },
      errors: [{ ...slow, path: ['repository', 'pullRequest', 'asked'] }],
    });
    expect((await of('mergeable')).body).toMatchObject({
      data: { repository: { pullRequest: null } },
      errors: [{ ...slow, path: ['repository', 'pullRequest', 'mergeable'] }],
    });
    expect((await of('isDraft')).body?.errors).toBeUndefined();
  });
});
