import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BothEnds } from '../../../src/github/pull-requests/both-ends.ts';
import type { Page, Place } from '../../../src/github/pull-requests/pages.ts';
import type { Entry } from '../../../src/github/pull-requests/partial-list.ts';
import type { RecordedRequest } from '../../twins/github/exchange.ts';
import type { FaultKind } from '../../twins/github/fault.ts';
import type { WorldPullRequest } from '../../twins/github/world.ts';
import { hoursAgo, pull, repository, token, world } from '../../worlds/builder.ts';
import { lookAt, numbers } from '../fetching.ts';

const app = token({ kind: 'app', sees: 'all', pointsPerHour: 1e6 });
/** Two are opened in each hour, so that some share their instant. */
const many = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    pull({ number: index + 1, hoursAgo: 30_000 - Math.floor(index / 2) }),
  );
const all = (count: number) => many(count).map(({ number }) => number);
const one = (pulls: WorldPullRequest[]) => world([repository('acme/web', {}, pulls)], [app]);
const isGraphql = ({ method }: RecordedRequest) => method === 'POST';

describe('a long list', () => {
  it.each([100, 101, 200, 201, 350, 500, 501, 601, 1000])(
    'of %i is read whole, oldest first',
    async (count) => {
      for (const branch of ['main', '']) {
        const found = await lookAt(one(many(count)), { branch });
        expect(numbers(found)).toEqual(all(count));
        expect(found.unreachable).toEqual([]);
        expect(found.requests.filter(isGraphql).length).toBeLessThanOrEqual(Math.ceil(count / 100) + 2);
      }
    },
  );

  it('of 1,000 takes at most 6 round trips', async () => {
    const latencyMs = 300;
    for (const branch of ['main', '']) {
      let [trips, last] = [0, 0];
      const before = () => {
        // What is asked while an answer is on its way belongs to the same trip.
        const now = performance.now();
        if (now - last > latencyMs / 2) trips += 1;
        last = now;
      };
      const found = await lookAt(one(many(1000)), { branch, twin: { latencyMs, before } });
      expect(numbers(found)).toHaveLength(1000);
      expect(trips).toBeLessThanOrEqual(6);
    }
  });

  it('whose REST pages the token may not read is read by cursors', async () => {
    const faults = [{ kind: 'forbidden', when: { matching: { path: '/repos/acme/web/pulls' } } } as const];
    const found = await lookAt(one(many(700)), { branch: 'main', faults });
    expect(numbers(found)).toEqual(all(700));
    expect(found.unreachable).toEqual([]);
  });

  it('that was renamed is read under its new name', async () => {
    const moved = world([repository('acme/new', { renamedFrom: ['acme/old'] }, many(700))], [app]);
    const found = await lookAt(moved, { repositories: 'acme/old', branch: 'main' });
    expect(found.repositories).toMatchObject([{ asked: 'acme/old', name: 'acme/new' }]);
    expect(found.repositories[0]?.pullRequests).toHaveLength(700);
  });
});

describe('while a long list is read', () => {
  /** Changes the world before the nth request; says which pull requests were open all the time. */
  async function whileChanging(
    count: number,
    changes: ReadonlyMap<number, (pulls: WorldPullRequest[]) => void>,
    options: Partial<Parameters<typeof lookAt>[1]> = {},
  ) {
    const pulls = many(count);
    const always = new Set(all(count));
    let request = 0;
    const before = () => {
      request += 1;
      changes.get(request)?.(pulls);
      for (const { number, state, base } of pulls)
        if (state !== 'OPEN' || base !== 'main') always.delete(number);
    };
    const found = await lookAt(one(pulls), {
      branch: 'main',
      ...options,
      twin: { ...options?.twin, before },
    });
    return { found, lost: [...always].filter((number) => !numbers(found).includes(number)) };
  }

  const close =
    (...closed: number[]) =>
    (pulls: WorldPullRequest[]) => {
      for (const one of pulls) if (closed.includes(one.number)) one.state = 'CLOSED';
    };
  const open = (number: number) => (pulls: WorldPullRequest[]) => {
    pulls.push(pull({ number, hoursAgo: 1 }));
  };

  const both =
    (...changes: ReturnType<typeof open>[]) =>
    (pulls: WorldPullRequest[]) => {
      for (const change of changes) change(pulls);
    };

  it('what closes moves no other out of sight, and is not reported where it was seen closed', async () => {
    for (const nth of [2, 3, 4, 6, 9]) {
      const { found, lost } = await whileChanging(1000, new Map([[nth, close(50, 150, 333, 700)]]));
      expect(lost).toEqual([]);
      expect(found.unreachable).toEqual([]);
      expect(found.repositories[0]?.pullRequests.every(({ number }) => number > 0)).toBe(true);
    }
  });

  it('what is opened at any time is no gap', async () => {
    const nths = Array.from({ length: 18 }, (_, index) => index + 1);
    for (const nth of nths) {
      const changes = new Map([[5, close(301)]]);
      changes.set(nth, nth === 5 ? both(close(301), open(5000)) : open(5000));
      const { found, lost } = await whileChanging(501, changes);
      expect({ nth, lost, unreachable: found.unreachable }).toEqual({ nth, lost: [], unreachable: [] });
    }
  });

  /** Page 3 comes last, after something on page 2 closed: what stood first on page 3 is then on no page that was read. */
  async function skipping(pulls: WorldPullRequest[], atFirstPage: (pulls: WorldPullRequest[]) => void) {
    const pages: string[] = [];
    const before = ({ path }: RecordedRequest) => {
      const [, page] = /^\/repos\/acme\/web\/pulls.*&page=(\d+)$/.exec(path) ?? [];
      if (page === undefined) return;
      if (pages.length === 0) atFirstPage(pulls);
      if (page === '3' && pages.includes(page)) close(120)(pulls);
      pages.push(page);
    };
    const faults = [{ kind: '503', when: { nth: 8, matching: { path: '/repos/acme/web/pulls' } } } as const];
    const found = await lookAt(one(pulls), { branch: 'main', faults, twin: { before } });
    expect(pages.indexOf('2')).toBeLessThan(pages.lastIndexOf('3'));
    return numbers(found);
  }

  it('a page that skipped one is noticed', async () => {
    expect(await skipping(many(950), () => undefined)).toContain(201);
  });

  it('a page that skipped one is noticed even where another was opened meanwhile', async () => {
    expect(await skipping(many(950), open(5000))).toContain(201);
  });

  it('a page that skipped one is noticed even where another was reopened meanwhile', async () => {
    const pulls = many(950);
    close(20)(pulls);
    const read = await skipping(pulls, () => {
      const returned = pulls.find(({ number }) => number === 20);
      if (!returned) return;
      returned.state = 'OPEN';
      returned.events.push({ type: 'ReopenedEvent', createdAt: new Date().toISOString() });
    });
    // All behind it stand one place further.
    expect(read).toEqual(expect.arrayContaining([20, 200, 201, 202]));
  });

  const faults: FaultKind[] = [
    '502-html',
    '503',
    'reset',
    'cut-json',
    '403-secondary',
    '200-something-wrong',
    'resource-limits',
  ];
  it.each(faults)('%s in the midst loses none', async (kind) => {
    for (const nth of [2, 5, 9]) {
      const found = await lookAt(one(many(1000)), { branch: 'main', faults: [{ kind, when: { nth } }] });
      expect(numbers(found)).toEqual(all(1000));
      expect(found.unreachable).toEqual([]);
    }
  });

  it('whatever opens, closes and fails, none that was open all the time is lost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1300 }),
        fc.array(
          fc.tuple(
            fc.integer({ min: 1, max: 30 }),
            fc.array(fc.integer({ min: 1, max: 1300 }), { maxLength: 9 }),
          ),
          { maxLength: 6 },
        ),
        fc.array(fc.tuple(fc.constantFrom(...faults), fc.integer({ min: 1, max: 12 })), { maxLength: 3 }),
        async (count, closing, failing) => {
          const changes = new Map(
            closing.map(([nth, closed], index) => [
              nth,
              index % 2 ? close(...closed) : both(close(...closed), open(5000 + index)),
            ]),
          );
          const { found, lost } = await whileChanging(count, changes, {
            faults: failing.map(([kind, nth]) => ({ kind, when: { nth } })),
          });
          expect(lost).toEqual([]);
          expect(found.unreachable).toEqual([]);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('in repositories of any size, side by side, none is lost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(0, 1, 3, 40, 99, 100, 101, 230, 620), { minLength: 1, maxLength: 12 }),
        fc.array(fc.tuple(fc.constantFrom(...faults), fc.integer({ min: 1, max: 15 })), { maxLength: 4 }),
        fc.boolean(),
        async (sizes, failing, named) => {
          const repositories = sizes.map((size, index) => repository(`acme/r${index}`, {}, many(size)));
          const found = await lookAt(world(repositories, [app]), {
            ...(named ? { branch: 'main' } : { repositories: 'acme/*' }),
            faults: failing.map(([kind, nth]) => ({ kind, when: { nth } })),
          });
          const read = new Map(
            found.repositories.map(({ name, pullRequests }) => [name, pullRequests.length]),
          );
          expect(read).toEqual(new Map(sizes.map((size, index) => [`acme/r${index}`, size])));
          expect(found.unreachable).toEqual([]);
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe('a list that never ends', () => {
  const page = (items: readonly Entry[], next: string): Page<unknown> => ({
    about: { nameWithOwner: 'acme/web', visibility: 'public', open: 0 },
    items: items.map((item) => ({ ...item })),
    missing: 0,
    failure: undefined,
    total: 1_000_000,
    next,
  });
  it.each([
    [
      'gives the same again under ever new cursors',
      ({ end }: Place) => [{ number: 1, createdAt: end === 'oldest' ? 1 : 9 }],
    ],
    ['gives nothing under ever new cursors', () => []],
  ])('and %s ends', async (_, items) => {
    let asked = 0;
    const ends = new BothEnds(async (place: Place) => page(items(place), String(asked++)));
    await expect(ends.toTheEnd(() => 100)).rejects.toThrow('does not understand (a list that never ends)');
    expect(asked).toBeLessThan(12);
  });

  it('and an answer of 12 MB end with a clear reason', async () => {
    const found = await lookAt(one(many(3)), { branch: 'main', faults: [{ kind: 'huge-body' }] });
    expect(found.unreachable).toMatchObject([
      {
        reason: 'GitHub answered with more than this action reads at once',
        answer: { about: 'an answer of more than 10 MB' },
      },
    ]);
    // The budget of a run, and what the throttle adds where time jumps under requests side by side.
    expect(found.slept).toBeLessThanOrEqual(65_000);
  });
});

describe('what is opened', () => {
  it('in the same second as others is not skipped where the ends meet', async () => {
    const crowd = Array.from({ length: 430 }, (_, index) =>
      pull({ number: index + 1, createdAt: hoursAgo(7) }),
    );
    expect(numbers(await lookAt(one(crowd), { branch: 'main' }))).toHaveLength(430);
  });
});
