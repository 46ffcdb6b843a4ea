/** Who can read a run, where its event does not say: what is not known counts as public. */
import { describe, expect, it } from 'vitest';
import { runVisibility } from '../../../src/github/repositories/visibility.ts';
import type { Visibility } from '../../../src/review/fetched.ts';
import type { Run } from '../../../src/settings/run.ts';
import { run } from '../../support/samples.ts';
import type { Fault } from '../../twins/github/fault.ts';
import { repository, token, world } from '../../worlds/builder.ts';
import { withApi } from '../fetching.ts';

const own = (given: Partial<Parameters<typeof repository>[1]> = {}) =>
  world(
    [repository('acme/web', given), repository('acme/secret', { isPrivate: true })],
    [token({ kind: 'app', sees: 'all' })],
  );
const one = (name: string, visibility: Visibility) => ({ name, visibility });
const secret = one('acme/secret', 'private');
const silent = { repositoryVisibility: undefined, repositoryIsPrivate: undefined };

/** The answer, and what was asked for it. */
const ask = (
  changes: Partial<Run>,
  seen: readonly ReturnType<typeof one>[],
  { faults = [], ...given }: { faults?: Fault[] } & Parameters<typeof own>[0] = {},
) =>
  withApi(own(given), {
    faults,
    use: async (api, _, { requests }) => ({
      visibility: await runVisibility(api, { ...run, ...changes }, seen),
      asked: requests.map(({ path }) => path),
    }),
  });

describe('where the event says it', () => {
  it.each(['public', 'internal', 'private'] as const)('%s, nothing is asked', async (visibility) => {
    const known = await ask({ repositoryVisibility: visibility }, [secret]);
    expect(known).toEqual({ visibility, asked: [] });
  });
});

describe('where the event is silent', () => {
  it.each(['public', 'internal', 'private'] as const)(
    'the own repository among those looked at says it: %s',
    async (visibility) => {
      const found = await ask(silent, [secret, one('ACME/Web', visibility)]);
      expect(found).toEqual({ visibility, asked: [] });
    },
  );

  it.each([
    ['public', {}],
    ['private', { isPrivate: true }],
  ] as const)('GitHub is asked: %s', async (visibility, given) => {
    expect(await ask(silent, [secret], given)).toEqual({ visibility, asked: ['/repos/acme/web'] });
  });

  it('nothing is asked where nothing is to be hidden', async () => {
    expect(await ask(silent, [])).toEqual({ visibility: 'public', asked: [] });
    expect(await ask(silent, [one('acme/api', 'public')])).toEqual({ visibility: 'public', asked: [] });
  });

  it.each(['not-found', '401', 'forbidden', 'wrong-shape', 'cut-json'] as const)(
    'and the question fails by %s, it counts as public',
    async (kind) => {
      const { visibility } = await ask(silent, [secret], { isPrivate: true, faults: [{ kind }] });
      expect(visibility).toBe('public');
    },
  );

  it('and no repository is known, it counts as public', async () => {
    expect(await ask({ ...silent, repository: '' }, [secret])).toEqual({ visibility: 'public', asked: [] });
  });

  it('and our own question fails by a mistake, it counts as public', async () => {
    const visibility = await withApi(own(), {
      use: (api) =>
        runVisibility({ ...api, get: () => Promise.reject(new TypeError('x')) }, { ...run, ...silent }, [
          secret,
        ]),
    });
    expect(visibility).toBe('public');
  });
});

describe('where an older server says no more than private', () => {
  const older = { repositoryVisibility: undefined, repositoryIsPrivate: true };
  it('it is private if GitHub says so, or the own repository that was looked at', async () => {
    expect(await ask(older, [secret], { isPrivate: true })).toMatchObject({ visibility: 'private' });
    expect(await ask(older, [one('acme/web', 'private')])).toEqual({ visibility: 'private', asked: [] });
  });

  it('it is internal if GitHub says that, or nothing', async () => {
    expect(await ask(older, [one('acme/web', 'internal')])).toMatchObject({ visibility: 'internal' });
    const failed = await ask(older, [secret], { faults: [{ kind: 'not-found' }] });
    expect(failed).toMatchObject({ visibility: 'internal' });
    expect(await ask(older, [])).toEqual({ visibility: 'internal', asked: [] });
  });
});
