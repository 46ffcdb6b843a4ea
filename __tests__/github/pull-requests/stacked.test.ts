import { describe, expect, it } from 'vitest';
import { fetchOne } from '../../../src/github/fetch-one.ts';
import type { Inputs } from '../../support/samples.ts';
import type { RecordedRequest } from '../../twins/github/exchange.ts';
import type { Fault } from '../../twins/github/fault.ts';
import type { TwinOptions } from '../../twins/github/twin.ts';
import type { WorldPullRequest } from '../../twins/github/world.ts';
import { pull, repository, token, world } from '../../worlds/builder.ts';
import { acmeWeb, lookAt, numbers, withApi } from '../fetching.ts';

/** What a run sees of acme/web: `#102 on #101` for a stacked one. */
async function seen(
  pulls: readonly WorldPullRequest[],
  inputs: Inputs = {},
  options: { twin?: Omit<TwinOptions, 'world' | 'faults'>; faults?: Fault[]; defaultBranch?: string } = {},
) {
  const found = await lookAt(world([repository('acme/web', {}, [...pulls])]), { ...options, ...inputs });
  const [first] = found.repositories;
  return {
    seen: (first?.pullRequests ?? []).map(({ number, stackedOn }) =>
      stackedOn === undefined ? `#${number}` : `#${number} on #${stackedOn}`,
    ),
    unwatched: first?.unwatched,
    requests: found.requests.map(({ path }) => path),
    unreachable: found.unreachable,
    notes: found.notes,
    points: found.spent.points,
  };
}

const lower = pull({ number: 101, head: 'one' });
const middle = pull({ number: 102, base: 'one', head: 'two' });
const stack = [lower, middle, pull({ number: 103, base: 'two', head: 'three' })];
const other = pull({ number: 200, base: 'next', head: 'elsewhere' });

describe('a stack', () => {
  it('is watched as a whole, and what is towards other branches is counted', async () => {
    const found = await seen([...stack, other]);
    expect(found).toMatchObject({
      seen: ['#101', '#102 on #101', '#103 on #102'],
      unwatched: 1,
      unreachable: [],
    });
    // The default branch, the page, the others briefly, those that are stacked.
    expect(found.requests).toEqual(['/repos/acme/web', '/graphql', '/graphql', '/graphql']);
  });

  it('costs nothing more where all that is open is watched, or nothing can stand on it', async () => {
    const event = { defaultBranch: 'main' };
    expect((await seen([pull({ number: 1 }), pull({ number: 2 })], {}, event)).requests).toHaveLength(1);
    const fork = pull({ number: 1, head: 'patch', headRepository: 'anna/web' });
    expect((await seen([fork, other], {}, event)).requests).toHaveLength(1);
    expect((await seen([...stack, other], { 'include-stacked': 'false' }, event)).requests).toHaveLength(1);
  });

  it('of many small repositories shares requests', async () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      repository(`acme/r${index}`, {}, [
        pull({ number: 1, head: 'one' }),
        pull({ number: 2, base: 'one', head: 'two' }),
        pull({ number: 3, base: 'next' }),
      ]),
    );
    const found = await lookAt(world(many, [token({ kind: 'app', sees: 'all' })]), {
      repositories: 'acme/*',
    });
    expect(found.repositories.map(({ pullRequests }) => pullRequests.length)).toEqual(Array(60).fill(2));
    // The list of repositories, the pages, the others, those that are stacked.
    expect(found.requests.length).toBeLessThanOrEqual(6);
  });

  it('is found among a thousand that were opened at one instant', async () => {
    const crowd = Array.from({ length: 1000 }, (_, index) =>
      pull({
        number: index + 1,
        hoursAgo: 50,
        head: `h${index + 1}`,
        ...(index % 10 === 9 && { base: `h${index}` }),
      }),
    );
    const found = await lookAt(world([repository('acme/web', {}, crowd)], [token({ pointsPerHour: 1e6 })]));
    expect(found.unreachable).toEqual([]);
    expect(numbers(found)).toHaveLength(1000);
  });

  it('is not watched with include-stacked: false', async () =>
    expect(await seen([...stack, other], { 'include-stacked': 'false' })).toMatchObject({
      seen: ['#101'],
      unwatched: 3,
    }));

  it('leads through drafts and reviewed ones, also where patterns are read of all that is open', async () => {
    const draft = stack.map((one) => ({ ...one, isDraft: one.number === 102 }));
    for (const branch of ['main', 'ma*', 'main, next-*'])
      expect(await seen([...draft, other], { branch })).toMatchObject({
        seen: ['#101', '#102 on #101', '#103 on #102'],
        unwatched: 1,
      });
  });

  it('does not stand on a fork’s branch of the same name', async () => {
    const fork = pull({ number: 101, head: 'next', headRepository: 'anna/web' });
    const gone = pull({ number: 102, head: 'next', headRepository: null });
    expect((await seen([fork, gone, other])).seen).toEqual(['#101', '#102']);
  });

  it('of 40 layers is read to its top', async () => {
    const layers = Array.from({ length: 40 }, (_, index) =>
      pull({ number: index + 1, base: index === 0 ? 'main' : `l${index}`, head: `l${index + 1}` }),
    );
    const found = await seen(layers.toReversed());
    expect(found.seen).toHaveLength(40);
    expect(found.seen).toContain('#40 on #39');
  });

  it('never leads through the default branch, whatever is watched', async () => {
    const develop = [
      pull({ number: 1, base: 'release', head: 'main' }),
      pull({ number: 2, base: 'main', head: 'two' }),
      pull({ number: 3, base: 'two', head: 'three' }),
    ];
    expect((await seen(develop, { branch: 'release' })).seen).toEqual(['#1']);
    expect((await seen(develop, { branch: 'release' }, { defaultBranch: 'main' })).seen).toEqual(['#1']);
    expect((await seen(develop)).seen).toEqual(['#2', '#3 on #2']);
  });

  it('is no way around an exclusion', async () => {
    const excluded = [pull({ number: 1, head: 'wip/a' }), pull({ number: 2, base: 'wip/a', head: 'b' })];
    expect((await seen(excluded, { branch: 'main, !wip/**' })).seen).toEqual(['#1']);
    expect((await seen(excluded, { branch: 'main' })).seen).toEqual(['#1', '#2 on #1']);
  });

  it('whose lower layer is merged meanwhile is none', async () =>
    expect((await seen([pull({ number: 1, head: 'z' }), ...stack.slice(1)])).seen).toEqual(['#1']));

  it('whose lower layer is merged in the midst of it goes on where GitHub moved it', async () => {
    const pulls = [...stack, other];
    const before = ({ variables }: RecordedRequest) => {
      if (!Object.keys(variables ?? {}).some((name) => name.startsWith('ids'))) return;
      pulls.splice(0, 2, { ...lower, state: 'MERGED' }, { ...middle, base: 'main' });
    };
    const found = await lookAt(world([repository('acme/web', {}, pulls)]), { twin: { before } });
    const [first] = found.repositories;
    const seen = (first?.pullRequests ?? []).map(({ number, base, stackedOn }) => [number, base, stackedOn]);
    expect(seen).toEqual([
      [101, 'main', undefined],
      [102, 'main', undefined],
      [103, 'two', 102],
    ]);
    expect(found.unreachable).toEqual([]);
  });

  it.each(['MERGED', 'CLOSED'] as const)(
    'whose layer is %s in the midst of it carries nothing any more',
    async (state) => {
      const pulls = [...stack, other];
      const before = ({ variables }: RecordedRequest) => {
        if (Object.keys(variables ?? {}).some((name) => name.startsWith('ids')))
          pulls.splice(1, 1, { ...middle, state });
      };
      const found = await lookAt(world([repository('acme/web', {}, pulls)]), { twin: { before } });
      expect(numbers(found)).toEqual([101]);
      expect(found.unreachable).toEqual([]);
    },
  );

  it.each([2, 3, 4, 5, 6, 7])(
    'is told, and nothing taken for a gap, where another is opened before request %i',
    async (nth) => {
      const others = Array.from({ length: 350 }, (_, index) =>
        pull({ number: 1000 + index, base: 'next', hoursAgo: 1000 - index }),
      );
      const pulls = [...stack, ...others];
      let request = 0;
      const before = () => {
        request += 1;
        if (request === nth) pulls.push(pull({ number: 5000, base: 'next', hoursAgo: 1 }));
      };
      const found = await lookAt(world([repository('acme/web', {}, pulls)]), { twin: { before } });
      expect(request).toBeGreaterThan(7);
      expect(numbers(found).toSorted()).toEqual([101, 102, 103]);
      expect(found.unreachable).toEqual([]);
    },
  );

  it('that cannot be told is not explained away', async () => {
    const explain = (faults: Fault[]) =>
      withApi(world([repository('acme/web', {}, [...stack, other])]), {
        faults,
        branch: 'main',
        use: (api, wanted) => fetchOne(api, { repository: acmeWeb, number: 102 }, wanted),
      });
    expect((await explain([])).watched).toMatchObject({ matches: true });
    await expect(explain([{ kind: 'null-nodes', every: 1, when: { from: 2 } }])).rejects.toThrow();
  });

  it('on a server without the names of source branches is not seen, and the log says so', async () => {
    const found = await seen([...stack, other], {}, { twin: { without: ['PullRequest.isCrossRepository'] } });
    expect(found).toMatchObject({ seen: ['#101'], unreachable: [] });
    expect(found.notes).toEqual([expect.stringContaining('stacked pull requests are not seen')]);
  });

  it('that cannot be read does not hide what is watched by itself, and the run says so', async () => {
    const at = (nth: number) =>
      seen(
        [...stack, other],
        { branch: 'main' },
        {
          defaultBranch: 'main',
          faults: [{ kind: 'forbidden', when: { matching: { path: '/graphql' }, nth } }],
        },
      );
    // The brief list, then the stacked ones.
    expect(await at(2)).toMatchObject({
      seen: ['#101'],
      unwatched: undefined,
      unreachable: [{ partly: true, unread: 0 }],
    });
    expect(await at(3)).toMatchObject({ seen: ['#101'], unreachable: [{ partly: true, unread: 2 }] });
  });
});
