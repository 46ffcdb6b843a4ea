/** Nobody learns from a public log what is private. */
import { describe, expect, it } from 'vitest';
import type { Fault } from '../twins/github/fault.ts';
import { repository, token, world } from '../worlds/builder.ts';
import { type Played, play, pull, smallWorld } from './stage.ts';

const hidden = /topsecret|secret plan|insider|private-branch|private-label/;
const secret = repository('acme/topsecret', { isPrivate: true, defaultBranch: 'private-branch' }, [
  pull({
    number: 9,
    title: 'A secret plan',
    base: 'private-branch',
    hoursAgo: 70,
    labels: ['private-label'],
    author: { login: 'insider', type: 'User' },
  }),
]);
const both = world([...smallWorld().repositories, secret], [token({ kind: 'app', sees: 'all' })]);
const inputs = { repositories: 'acme/*' };

/** All that the readers of a public run can see. */
function shown({ output, summary, outputs, report, annotations }: Played): string {
  return [output, summary, JSON.stringify([outputs, report, annotations])].join('\n');
}

describe('a public run over a pattern', () => {
  it('names no private repository', async () => {
    const played = await play({ world: both, inputs });
    expect(played.outputs['count']).toBe('3');
    expect(shown(played)).not.toMatch(hidden);
    expect(JSON.stringify(played.messages[0]?.blocks)).toContain('A secret plan');
  });

  const aimed = { matching: { repository: 'acme/topsecret' } };
  const faults: Fault[] = [
    // Those that pass are repeated for a minute: report/redact.test.ts lets it pass at once.
    { kind: '502-html', when: { ...aimed, times: 1 } },
    { kind: 'echo', when: aimed },
    { kind: 'wrong-shape', when: aimed },
    { kind: 'not-found', when: aimed },
    { kind: 'forbidden', when: aimed },
    { kind: 'pathless-error', when: aimed },
    { kind: 'null-nodes', every: 1, when: aimed },
  ];
  it.each(faults)(
    'names none where GitHub answers by $kind',
    async (fault) => {
      const played = await play({ world: both, inputs, faults: [fault] });
      expect(played.exitCode, played.text).toBe(fault.when?.times ? 0 : 1);
      expect(shown(played)).not.toMatch(hidden);
      expect(JSON.stringify(played.messages[0]?.blocks)).toContain('acme/topsecret');
    },
    120_000,
  );

  it('names none in the preview of a dry run, nor its branches in a warning', async () => {
    const played = await play({
      world: both,
      inputs: {
        ...inputs,
        branch: 'main, nothing',
        'dry-run': 'true',
        threshold: '30d',
        'notify-when-clear': 'true',
      },
    });
    expect(shown(played)).not.toMatch(hidden);
  });
});

describe('a public run over a private repository that was renamed', () => {
  const renamed = world(
    [...smallWorld().repositories, { ...secret, renamedFrom: ['acme/former'] }],
    [token({ kind: 'app', sees: 'all' })],
  );

  it.each([{}, { branch: '**' }, { threshold: '30d', 'notify-when-clear': 'true' }])(
    'shows it under the name that the workflow writes (%j)',
    async (more) => {
      const played = await play({
        world: renamed,
        inputs: { repositories: 'acme/web, acme/former', 'dry-run': 'true', ...more },
      });
      expect(shown(played)).not.toMatch(hidden);
      expect(played.text).toContain('acme/former is private and this run is public');
      expect(played.summary).toContain('acme/former');
    },
  );

  it('tells its present name in a private run', async () => {
    const payload = { repository: { full_name: 'acme/web', private: true, visibility: 'private' } };
    const played = await play({
      world: renamed,
      inputs: { repositories: 'acme/web, acme/former' },
      event: { name: 'schedule', payload },
    });
    expect(played.text).toContain('acme/former is now acme/topsecret');
  });
});

describe('the run of an internal repository', () => {
  const payload = { repository: { full_name: 'acme/web', private: true, visibility: 'internal' } };
  const internal = world(
    [
      repository('acme/web', { isPrivate: true, visibility: 'internal' }, [
        pull({ number: 1, title: 'Of the house', hoursAgo: 60 }),
      ]),
      repository('acme/api', { isPrivate: true, visibility: 'internal' }, [
        pull({ number: 2, title: 'Of the neighbour', hoursAgo: 60 }),
      ]),
      secret,
    ],
    [token({ kind: 'app', sees: 'all' })],
  );

  it('shows internal ones and its own, and private ones as counts', async () => {
    const played = await play({ world: internal, inputs, event: { name: 'schedule', payload } });
    expect(shown(played)).not.toMatch(hidden);
    expect(played.text).toContain('Of the house');
    expect(played.text).toContain('Of the neighbour');
    expect(played.outputs['count']).toBe('3');
  });
});
