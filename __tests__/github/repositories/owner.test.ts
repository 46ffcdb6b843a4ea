/** Which repositories of an owner are found, where GitHub lists them in pages, or none that can be looked at. */
import { describe, expect, it } from 'vitest';
import { repository, token, world } from '../../worlds/builder.ts';
import { lookAt } from '../fetching.ts';

describe('a pattern over the repositories of a user', () => {
  it('finds the private ones that an app was granted, however many pages they fill', async () => {
    const own = Array.from({ length: 230 }, (_, index) =>
      repository(`hubot/r${index}`, { ownerType: 'User', isPrivate: index % 2 === 0 }),
    );
    const app = token({ kind: 'app', sees: 'all' });
    const found = await lookAt(world(own, [app]), { repositories: 'hubot/*' });
    expect(found.unreachable).toEqual([]);
    expect(found.repositories).toHaveLength(230);
  });
});

it('a pattern that matches archived repositories only is no all-clear, and says so', async () => {
  const old = world([repository('acme/old', { archived: true })], [token({ kind: 'app', sees: 'all' })]);
  const found = await lookAt(old, { repositories: 'acme/*' });
  expect(found.repositories).toEqual([]);
  expect(found.unreachable).toMatchObject([
    { repository: 'acme/*', reason: expect.stringContaining('no repository that this token sees') },
  ]);
  expect(found.unreachable[0]?.answer.through((text) => text)).toContain('1 match, all archived or forks');
});
