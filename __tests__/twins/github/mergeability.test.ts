import { expect, test } from 'vitest';
import { pull, repository, world } from '../../worlds/builder.ts';
import { asking, web } from './ask.ts';

const given = world([
  repository('acme/web', {}, [
    pull({ number: 1, hoursAgo: 9 }),
    pull({ number: 2, hoursAgo: 8, mergeable: 'CONFLICTING', mergeableAfter: 2 }),
    pull({ number: 3, hoursAgo: 7, mergeable: 'UNKNOWN' }),
    pull({ number: 4, hoursAgo: 6, state: 'MERGED' }),
    pull({ number: 5, hoursAgo: 5, mergeable: 'CONFLICTING', state: 'CLOSED' }),
  ]),
]);
const all = web('pullRequests(first: 9) { nodes { mergeable } }');
const list = async ({ graphql }: Awaited<ReturnType<typeof asking>>) => {
  const { body, data } = await graphql(all);
  expect(body?.errors).toBeUndefined();
  const listed = data as { repository: { pullRequests: { nodes: { mergeable: string }[] } } };
  return listed.repository.pullRequests.nodes.map(({ mergeable }) => mergeable);
};

test('whether it can be merged is unknown until it is computed, and after it was', async () => {
  const asked = await asking({ world: given });
  expect(await list(asked)).toEqual(['MERGEABLE', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN']);
  // REST asks the same.
  expect((await asked.get('/repos/acme/web/pulls/2')).body).toMatchObject({ mergeable: null });
  for (const _ of [1, 2])
    expect(await list(asked)).toEqual(['MERGEABLE', 'CONFLICTING', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN']);
  expect((await asked.get('/repos/acme/web/pulls/2')).body).toMatchObject({ mergeable: false });
  expect((await asked.get('/repos/acme/web/pulls/1')).body).toMatchObject({ mergeable: true });
});

test('another twin of the same world computes anew', async () => {
  expect((await list(await asking({ world: given })))[1]).toBe('UNKNOWN');
});
