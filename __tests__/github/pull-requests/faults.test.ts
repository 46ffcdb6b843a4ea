import { describe, expect, it } from 'vitest';
import type { Fault, FaultKind } from '../../twins/github/fault.ts';
import { pull, repository, review, world } from '../../worlds/builder.ts';
import { lookAt, numbers } from '../fetching.ts';

const all = Array.from({ length: 250 }, (_, index) => index + 1);
const pulls = all.map((number) => pull({ number, hoursAgo: 1000 - number }));
const web = () => world([repository('acme/web', {}, pulls)]);

const passing: FaultKind[] = [
  '502-html',
  '502-json',
  '504-html',
  '500-json',
  '503',
  '403-secondary',
  '200-something-wrong',
  '200-secondary',
  'reset',
  'cut-body',
  'cut-json',
];

describe('a failure that passes', () => {
  it.each(passing)(
    '%s on the second page loses nothing, and the log says what is waited for',
    async (kind) => {
      const found = await lookAt(web(), { branch: 'main', faults: [{ kind, when: { nth: 2 } }] });
      expect(numbers(found)).toEqual(all);
      expect(found.unreachable).toEqual([]);
      expect(found.notes).toEqual([expect.stringMatching(/^GitHub: .*; asking again.* in \d+ s$/)]);
      expect(found.slept).toBeGreaterThanOrEqual(950);
    },
  );

  it('of the REST request for the default branch loses nothing', async () => {
    const found = await lookAt(web(), {
      faults: [
        { kind: '503', when: { nth: 1 } },
        { kind: 'cut-json', when: { nth: 2 } },
      ],
    });
    expect(numbers(found)).toEqual(all);
  });

  it('no answer at all: the attempt has a time-out of its own', async () => {
    const found = await lookAt(web(), {
      branch: 'main',
      attemptTimeout: 300,
      faults: [{ kind: 'no-answer', when: { nth: 2 } }],
    });
    expect(numbers(found)).toEqual(all);
  });

  it.each(['502-html', '502-json', '504-html', 'resource-limits'] as const)(
    '%s asks for smaller pages until they come',
    async (kind) => {
      const found = await lookAt(web(), {
        branch: 'main',
        faults: [{ kind, when: { matching: { minPageSize: 30 } } }],
      });
      expect(numbers(found)).toEqual(all);
      const sizes = found.requests.map(({ variables }) => Number(variables?.['first0']));
      expect(sizes.filter((size) => size > 1).slice(0, 3)).toEqual([100, 50, 25]);
      expect(found.notes[0]).toContain('asking again for less');
    },
  );

  it('obeys the time that GitHub names', async () => {
    const faults: Fault[] = [{ kind: '403-secondary', retryAfter: 90, when: { nth: 1 } }];
    const { slept } = await lookAt(web(), { branch: 'main', faults });
    // Some ms of it have passed by themselves.
    expect(slept).toBeGreaterThan(89_900);
    expect(slept).toBeLessThanOrEqual(90_000);
    const hour: Fault[] = [{ kind: 'rate-limited', resetIn: 120, when: { nth: 1 } }];
    const waited = await lookAt(web(), { branch: 'main', faults: hour });
    expect(numbers(waited)).toEqual(all);
    expect(waited.slept).toBeGreaterThan(110_000);
    expect(waited.slept).toBeLessThanOrEqual(121_000);
  });
});

describe('a failure that stays', () => {
  it.each([...passing, 'resource-limits'] as const)(
    '%s ends within bounds, with a reason and a remedy',
    async (kind) => {
      const found = await lookAt(web(), { branch: 'main', faults: [{ kind, part: 'parent' }] });
      expect(found.repositories).toEqual([]);
      expect(found.unreachable).toMatchObject([
        {
          repository: 'acme/web',
          reason: expect.stringMatching(/GitHub/),
          remedy: expect.stringMatching(/\w/),
        },
      ]);
      expect(found.slept).toBeLessThanOrEqual(/secondary/.test(kind) ? 600_000 : 60_000);
      expect(found.requests.length).toBeLessThan(15);
    },
  );

  const reasons: [FaultKind, string, string][] = [
    ['401', 'does not accept the token', 'store a new one'],
    ['not-found', 'no such repository', 'Check the spelling'],
    ['forbidden', 'may not read pull requests', 'pull-requests: read'],
    ['ip-allow-list', 'IP allow list', 'a runner inside the list'],
    ['rate-limited', 'rate limit is used up', 'GitHub App'],
    ['wrong-shape', 'does not understand', 'report it'],
    ['endless-cursor', 'does not understand', 'report it'],
  ];
  it.each(reasons)('%s is not repeated: %s, %s', async (kind, reason, remedy) => {
    const found = await lookAt(web(), { branch: 'main', faults: [{ kind }] });
    expect(found.unreachable).toMatchObject([
      { reason: expect.stringContaining(reason), remedy: expect.stringContaining(remedy) },
    ]);
    expect(found.requests.length).toBeLessThanOrEqual(3);
    expect(found.slept).toBe(0);
  });

  it('SAML enforcement says so', async () => {
    const found = await lookAt(world([repository('acme/web', { saml: true }, pulls)]), { branch: 'main' });
    expect(found.unreachable).toMatchObject([{ reason: expect.stringContaining('SAML') }]);
  });

  it('after some pages keeps what was read, and says how much is missing', async () => {
    const found = await lookAt(web(), { branch: 'main', faults: [{ kind: '503', when: { from: 3 } }] });
    expect(numbers(found)).toEqual(all.slice(0, 200));
    expect(found.repositories[0]?.unread).toBe(50);
    expect(found.unreachable).toMatchObject([{ partly: true, unread: 50 }]);
  });

  it('of single pull requests keeps the others', async () => {
    const found = await lookAt(web(), { branch: 'main', faults: [{ kind: 'null-nodes', every: 10 }] });
    const read = numbers(found).length;
    expect(read).toBeGreaterThanOrEqual(225);
    expect(found.unreachable).toMatchObject([{ partly: true, unread: 250 - read }]);
  });

  it('of further reviews gives no verdict, and says so', async () => {
    const reviews = Array.from({ length: 50 }, () => review('ci[bot]', 'COMMENTED', 5));
    const one = world([repository('acme/web', {}, [pull({ number: 1, reviews }), pull({ number: 2 })])]);
    for (const kind of ['503', 'forbidden', 'wrong-shape'] as const) {
      const found = await lookAt(one, { branch: 'main', faults: [{ kind, when: { from: 2 } }] });
      expect(numbers(found)).toEqual([2]);
      expect(found).toMatchObject({ repositories: [{ unread: 1 }], unreachable: [{ partly: true }] });
    }
    const endless = await lookAt(one, {
      branch: 'main',
      faults: [{ kind: 'endless-cursor', connection: 'reviews', when: { from: 2 } }],
    });
    expect(numbers(endless)).toEqual([2]);
    expect(endless.requests.length).toBeLessThanOrEqual(203);
  });

  it('in one repository hides no other', async () => {
    const two = world([
      repository('acme/a', {}, pulls.slice(0, 2)),
      repository('acme/b', {}, pulls.slice(0, 3)),
    ]);
    const found = await lookAt(two, {
      branch: 'main',
      faults: [{ kind: '502-html', when: { matching: { repository: 'acme/a' } } }],
    });
    expect(found.repositories).toMatchObject([{ name: 'acme/b', pullRequests: [{}, {}, {}] }]);
    expect(found.unreachable).toMatchObject([{ repository: 'acme/a' }]);
  });
});
