import { describe, expect, it } from 'vitest';
import type { Inputs } from '../../support/samples.ts';
import type { Fault } from '../../twins/github/fault.ts';
import type { TwinOptions } from '../../twins/github/twin.ts';
import type { WorldPullRequest, WorldToken } from '../../twins/github/world.ts';
import { byAgent, pull, repository, review, token, world } from '../../worlds/builder.ts';
import { lookAt, numbers } from '../fetching.ts';

const withChecks = token({ permissions: { 'pull-requests': 'read', checks: 'read', statuses: 'read' } });

async function seen(
  pulls: readonly WorldPullRequest[],
  inputs: Inputs,
  options: {
    tokens?: WorldToken[];
    twin?: Omit<TwinOptions, 'world' | 'faults'>;
    faults?: Fault[];
  } = {},
) {
  const { tokens = [withChecks], ...rest } = options;
  const found = await lookAt(world([repository('acme/web', {}, [...pulls])], tokens), {
    branch: 'main',
    ...rest,
    ...inputs,
  });
  return {
    turns: (found.repositories[0]?.pullRequests ?? []).map(({ turns = [] }) => turns.join(' ')),
    assignees: (found.repositories[0]?.pullRequests ?? []).map(({ assignees }) => assignees),
    requests: found.requests.length,
    unreachable: found.unreachable,
    notes: found.notes,
    points: found.spent.points,
  };
}

describe('authors-turn: failing-checks', () => {
  const checked = [
    pull({ number: 1, checks: 'FAILURE' }),
    pull({ number: 2, checks: 'ERROR' }),
    pull({ number: 3, checks: 'PENDING' }),
    pull({ number: 4, checks: 'EXPECTED' }),
    pull({ number: 5, checks: 'SUCCESS' }),
    pull({ number: 6 }),
  ];
  const inputs = { 'authors-turn': 'failing-checks' };

  it('knows which checks fail, by a request of its own', async () => {
    expect(await seen(checked, inputs)).toMatchObject({
      turns: ['failing-checks', 'failing-checks', '', '', '', ''],
      requests: 2,
      notes: [],
      unreachable: [],
    });
    expect((await seen(checked, {})).requests).toBe(1);
  });

  it('asks for a hundred at once, and not for drafts and what is left out', async () => {
    const many = Array.from({ length: 250 }, (_, index) =>
      pull({ number: index + 1, checks: 'FAILURE', isDraft: index < 50, labels: index < 100 ? ['wip'] : [] }),
    );
    const found = await seen(many, { ...inputs, labels: '!wip' });
    expect(found.turns.filter((turn) => turn === 'failing-checks')).toHaveLength(150);
    const { requests } = await seen(many, { labels: '!wip' });
    expect(found.requests).toBe(requests + 2);
  });

  it.each([
    ['the run’s own', token(), 'Resource not accessible by integration'],
    ['a personal', token({ kind: 'pat' }), 'Resource not accessible by personal access token'],
  ])(
    'that %s token may not read counts as no, with one warning that names the permissions',
    async (_, own, said) => {
      const found = await seen(checked, inputs, { tokens: [own] });
      expect(found).toMatchObject({ turns: Array(6).fill(''), unreachable: [] });
      expect(found.notes).toEqual([expect.stringContaining(said)]);
      expect(found.notes[0]).toContain('"checks: read" and "statuses: read"');
      expect(found.notes[0]).toContain('authors-turn');
    },
  );

  it('that cannot be asked for now counts as no, and nothing else is lost', async () => {
    const fault = { kind: 'forbidden', when: { matching: { field: 'statusCheckRollup' } } } as const;
    const found = await seen(checked, inputs, { faults: [fault] });
    expect(found).toMatchObject({ turns: Array(6).fill(''), unreachable: [] });
    expect(found.notes).toHaveLength(1);
  });

  it('on a server that does not know them counts as no, and the log says so', async () => {
    const found = await seen(checked, inputs, { twin: { without: ['PullRequest.statusCheckRollup'] } });
    expect(found).toMatchObject({ turns: Array(6).fill(''), unreachable: [] });
    expect(found.notes).toEqual([expect.stringContaining('whether checks fail is not known')]);
  });
});

describe('what is asked for besides', () => {
  const inputs = { 'authors-turn': 'failing-checks' };
  const many = Array.from({ length: 100 }, (_, index) => pull({ number: index + 1, checks: 'FAILURE' }));
  const long = pull({
    number: 200,
    reviews: Array.from({ length: 25 }, (_, index) => review('ci[bot]', 'COMMENTED', 90 - index)),
  });

  it.each(['502-json', '403-secondary', 'no-answer'] as const)(
    '(%s) never costs what must be read',
    async (kind) => {
      const fault: Fault = { kind, retryAfter: 60, when: { matching: { field: 'statusCheckRollup' } } };
      const found = await lookAt(world([repository('acme/web', {}, [...many, long])], [withChecks]), {
        branch: 'main',
        ...inputs,
        faults: [fault],
      });
      expect(numbers(found)).toHaveLength(101);
      expect(found.unreachable).toEqual([]);
      // A run waits 60 s for what it must read, and ten minutes where GitHub asks for it.
      expect(found.slept).toBeLessThan(15_000);
      expect(found.notes.at(-1)).toMatch(/^authors-turn: whether checks fail is not known everywhere/);
    },
  );

  it.each([
    ['nothing at all', []],
    ['empty places', Array(100).fill(null)],
  ])('that comes back with %s is told', async (_, part0) => {
    const body = { data: { part0, rateLimit: null } };
    const fault: Fault = {
      kind: 'answer',
      answer: { body },
      when: { matching: { field: 'statusCheckRollup' } },
    };
    const found = await seen(many, inputs, { faults: [fault] });
    expect(found).toMatchObject({ turns: Array(100).fill(''), unreachable: [] });
    expect(found.notes).toEqual([expect.stringContaining('whether checks fail is not known')]);
  });

  it('and needs a scope that the token lacks takes no names of teams away', async () => {
    const errors = [
      { type: 'INSUFFICIENT_SCOPES', message: 'Your token has not been granted the required scopes' },
    ];
    const fault: Fault = {
      kind: 'answer',
      answer: { body: { data: null, errors } },
      when: { matching: { field: 'statusCheckRollup' } },
    };
    const asked = pull({ number: 1, checks: 'FAILURE', requested: [{ team: 'acme/core' }] });
    const reader = token({ kind: 'pat', permissions: { 'pull-requests': 'read', members: 'read' } });
    const found = await lookAt(world([repository('acme/web', {}, [asked])], [reader]), {
      branch: 'main',
      ...inputs,
      faults: [fault],
    });
    expect(found.repositories[0]?.pullRequests[0]?.requested).toEqual([{ name: 'acme/core', kind: 'team' }]);
    expect(found.notes).toEqual([expect.stringMatching(/^authors-turn: whether checks fail is not known/)]);
  });

  it('of one that cannot be read does not hide the others', async () => {
    const failing = { statusCheckRollup: { type: 'FORBIDDEN', message: 'no' } };
    const found = await seen([pull({ number: 1, checks: 'FAILURE', failing }), ...many.slice(1)], inputs);
    expect(found.turns).toEqual(['', ...Array(99).fill('failing-checks')]);
    expect(found.notes).toHaveLength(1);
  });
});

describe('authors-turn: conflicts', () => {
  const inputs = { 'authors-turn': 'conflicts' };

  it('are told with the pages, and asked for once more where GitHub had yet to compute them', async () => {
    const known = [
      pull({ number: 1, mergeable: 'CONFLICTING' }),
      pull({ number: 2, mergeable: 'MERGEABLE' }),
    ];
    expect(await seen(known, inputs)).toMatchObject({ turns: ['conflicts', ''], requests: 1 });
    const late = (mergeableAfter: number) => [
      ...known,
      pull({ number: 3, mergeable: 'CONFLICTING', mergeableAfter }),
    ];
    const turns = ['conflicts', '', 'conflicts'];
    expect(await seen(late(1), inputs)).toMatchObject({ turns, requests: 2 });
    // After a pause.
    expect(await seen(late(2), inputs)).toMatchObject({ turns, requests: 3 });
  });

  it('that stay unknown count as no', async () =>
    expect(await seen([pull({ number: 1, mergeable: 'UNKNOWN' })], inputs)).toMatchObject({
      turns: [''],
      unreachable: [],
    }));

  it('that cannot be asked for once more count as no, with a warning', async () => {
    const late = [pull({ number: 1, mergeable: 'CONFLICTING', mergeableAfter: 1 })];
    const fault = { kind: 'forbidden', when: { nth: 2 } } as const;
    const found = await seen(late, inputs, { faults: [fault] });
    expect(found).toMatchObject({ turns: [''], unreachable: [] });
    expect(found.notes).toEqual([
      expect.stringMatching(/^authors-turn: whether there are conflicts is not known/),
    ]);
  });

  it('suffice: of these, checks are not asked for', async () => {
    const both = pull({ number: 1, mergeable: 'CONFLICTING', checks: 'FAILURE' });
    const found = await seen([both], { 'authors-turn': 'failing-checks, conflicts' });
    expect(found).toMatchObject({ turns: ['conflicts'], requests: 1 });
  });

  it('on a server that does not know them count as no', async () => {
    const found = await seen([pull({ number: 1 })], inputs, { twin: { without: ['PullRequest.mergeable'] } });
    expect(found).toMatchObject({ turns: [''], unreachable: [] });
    expect(found.notes).toEqual([
      expect.stringContaining('whether pull requests have conflicts is not known'),
    ]);
  });
});

describe('assignees', () => {
  it('come with the pages, for no point more; bots are none', async () => {
    const agents = pull({
      number: 1,
      ...byAgent('octocat', 'mona'),
    });
    const many = Array.from({ length: 99 }, (_, index) => pull({ number: index + 2 }));
    const found = await seen([agents, ...many], {});
    expect(found).toMatchObject({ requests: 1, points: 5 });
    expect(found.assignees[0]).toEqual(['octocat', 'mona']);
  });
});
