import { describe, expect, it } from 'vitest';
import { event, pull, repository, token, world } from '../../worlds/builder.ts';
import { lookAt, numbers } from '../fetching.ts';

const pulls = [
  pull({
    number: 1,
    isDraft: true,
    requested: [
      { login: 'renovate', type: 'Bot' },
      { login: 'hubot', type: 'User' },
    ],
  }),
  pull({
    number: 2,
    events: [
      event({ type: 'ReopenedEvent' }, 5),
      event({ type: 'BaseRefChangedEvent', previousRefName: 'dev', currentRefName: 'main' }, 3),
    ],
  }),
];
const small = world([repository('acme/web', {}, pulls)]);

describe('a server with an older schema', () => {
  it('is asked without what it lacks, and the log says what the run then does not know', async () => {
    const found = await lookAt(small, { branch: 'main', twin: { schema: 'older' } });
    expect(numbers(found)).toEqual([1, 2]);
    expect(found.unreachable).toEqual([]);
    const [first, second] = found.repositories[0]?.pullRequests ?? [];
    expect(first).toMatchObject({ draft: true, requested: [{ name: '(team)' }, { name: 'hubot' }] });
    expect(second).toMatchObject({ restarted: { how: 'was reopened' }, retargeted: undefined });
    expect(found.notes).toEqual([
      "This GitHub server is older than this action's questions: it lacks visibility, so internal repositories count as private.",
      "This GitHub server is older than this action's questions: it lacks Bot, so a bot that was asked shows as (team).",
      "This GitHub server is older than this action's questions: it lacks BaseRefChangedEvent, previousRefName, so a change of the target branch is not told.",
      "This GitHub server is older than this action's questions: it lacks AutomaticBaseChangeSucceededEvent, so an automatic change of the target branch is not told.",
    ]);
    expect(found.slept).toBe(0);
  });

  it('is asked once with what it lacks, not for every repository', async () => {
    const repositories = Array.from({ length: 30 }, (_, index) => repository(`acme/r${index}`, {}, pulls));
    const found = await lookAt(world(repositories, [token({ kind: 'app', sees: 'all' })]), {
      repositories: 'acme/*',
      twin: { schema: 'older' },
    });
    expect(found.repositories.every(({ pullRequests }) => pullRequests.length === 2)).toBe(true);
    expect(found.notes.filter((note) => note.includes('lacks Bot'))).toHaveLength(1);
    expect(found.requests.filter(({ method }) => method === 'POST').length).toBeLessThan(6);
  });

  it('tells who sees a repository by whether it is private, where it knows no more', async () => {
    const known = world(
      [
        repository('acme/web', {}, [pull({ number: 1 })]),
        repository('acme/secret', { isPrivate: true }, [pull({ number: 2 })]),
      ],
      [token({ kind: 'app', sees: 'all' })],
    );
    const found = await lookAt(known, { branch: 'main', twin: { without: ['Repository.visibility'] } });
    expect(found.repositories.map(({ name, visibility }) => [name, visibility])).toEqual([
      ['acme/web', 'public'],
      ['acme/secret', 'private'],
    ]);
    expect(found.notes).toEqual([expect.stringContaining('internal repositories count as private')]);
  });
});
