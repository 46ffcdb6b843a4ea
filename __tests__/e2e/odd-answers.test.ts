/** GitHub answers nothing, or what cannot be: no all-clear, no crash, and the run says what it is. */
import { describe, expect, it } from 'vitest';
import type { Fault } from '../twins/github/fault.ts';
import { repository, token, world } from '../worlds/builder.ts';
import { emptyConfig, type Played, play, pull, review } from './stage.ts';

const errors = ({ annotations }: Played) =>
  annotations.filter(({ type }) => type === 'error').map(({ message }) => message);
const five = (given: Partial<Parameters<typeof pull>[0]> = {}) =>
  world([
    repository(
      'acme/web',
      {},
      Array.from({ length: 5 }, (_, index) => pull({ number: index + 1, hoursAgo: 50, ...given })),
    ),
  ]);
const clear = { 'notify-when-clear': 'true' };
const unknown = 'GitHub answered what this action does not understand';

/** Whatever came, the run ended well: red, with a summary, a report and no all-clear. */
function expectTold(played: Played, unread: number): void {
  expect(played.exitCode, played.text).toBe(1);
  expect(played.text).not.toMatch(/did not foresee/);
  expect(played.report).toMatchObject({ unreachable: [{ repository: 'acme/web', unread }] });
  expect(played.summary).toContain('acme/web');
  expect(played.outputs['delivered']).toBe('posted');
  expect(played.messages[0]?.text).not.toMatch(/^No pull request/);
  expect(JSON.stringify(played.messages[0]?.blocks)).toContain(
    unread > 0 ? `${unread} pull requests could not be read` : unknown,
  );
}

describe('a list that is null', () => {
  it.each([
    [
      undefined,
      clear,
      `acme/web was not looked at to the end: 5 pull requests could not be read: ${unknown} (`,
    ],
    [
      true,
      clear,
      'acme/web was not looked at to the end: 5 pull requests could not be read: the token may not read pull requests here. GitHub said: Resource not accessible by integration.',
    ],
    [
      undefined,
      { ...clear, branch: '**' },
      `5 pull requests could not be read: ${unknown} (a list with empty places`,
    ],
  ])('of pull requests (an error beside it: %s) is no all-clear', async (withError, inputs, said) => {
    const faults: Fault[] = [{ kind: 'null-list', ...(withError && { withError }) }];
    const played = await play({ world: five(), inputs, faults });
    expectTold(played, 5);
    expect(errors(played)[0]).toContain(said);
    expect(played.outputs['count']).toBe('0');
    expect(played.outputs['checked']).toBe('5');
  });

  it('of labels is unread: each could be one that leaves it out', async () => {
    const faults: Fault[] = [{ kind: 'null-list', connection: 'labels' }];
    const asked = await play({ world: five(), inputs: { ...clear, labels: 'bug' }, faults });
    expectTold(asked, 5);
    expect(errors(asked)[0]).toContain('(labels left out, and no error that says why)');
    expectTold(await play({ world: five(), inputs: clear, faults }), 5);
  });

  it('of requests: not known who was asked', async () => {
    const faults: Fault[] = [{ kind: 'null-list', connection: 'reviewRequests' }];
    const played = await play({ world: five({ requested: [{ login: 'hubot', type: 'User' }] }), faults });
    expect(played.exitCode).toBe(0);
    expect(JSON.stringify(played.messages[0]?.blocks)).toContain('not known who was asked');
    expect(played.text + played.summary).not.toContain('nobody');
    expect(played.summary).toContain('<td>not known</td>');
    expect(JSON.parse(played.outputs['pull-requests'] ?? '')[0]).toMatchObject({ requestedReviewers: null });
  });
});

describe('a value that cannot be', () => {
  const set = (key: string, value: unknown): Fault[] => [{ kind: 'set', field: { key, value } }];
  it.each([
    ['totalCount', 1e9, 0],
    ['totalCount', -1, 0],
    ['number', 1.5, 5],
    ['createdAt', '0000-01-01T00:00:00Z', 5],
  ])('%s %s is told, with summary and report', async (key, value, unread) => {
    const played = await play({ world: five(), inputs: clear, faults: set(key, value) });
    expectTold(played, unread);
    expect(played.durationMs).toBeLessThan(20_000);
  });

  it('of points is of no matter', async () => {
    const points = { cost: 1e300, remaining: -1, resetAt: 'garbage' };
    const played = await play({ world: five(), faults: set('rateLimit', points) });
    expect(played.exitCode, played.text).toBe(0);
    expect(played.outputs['count']).toBe('5');
  });

  it.each(['javascript:alert(1)', 'https://github.com/acme/web\n::error::no'])(
    'the address %o is linked nowhere',
    async (url) => {
      const played = await play({ world: five(), faults: set('url', url) });
      expect(played.exitCode, played.text).toBe(0);
      const shown = [played.output, played.summary, JSON.stringify([played.report, played.messages])].join();
      expect(shown).not.toMatch(/javascript:|::error::no/);
      expect(played.summary).toContain('href="https://github.com/acme/web/pull/1"');
    },
  );

  it('a title of 5 MB is cut', async () => {
    const played = await play({ world: five({ title: 'A'.repeat(1_000_000) }) });
    expect(played.exitCode, played.text).toBe(0);
    expect(played.output.length).toBeLessThan(100_000);
  });
});

describe('errors beside complete data', () => {
  it('are a notice', async () => {
    const faults: Fault[] = [
      { kind: 'beside', errors: [{ message: 'Something is deprecated', path: null }] },
    ];
    const played = await play({ world: five({ reviews: [review('hubot', 'APPROVED', 1)] }), faults });
    expect(played.exitCode, played.text).toBe(0);
    expect(played.annotations).toMatchObject([
      { type: 'notice', message: expect.stringContaining('GitHub said: Something is deprecated.') },
    ]);
  });
});

describe('what cannot be looked at', () => {
  it('names the cure: a repository taken down', async () => {
    const block = { reason: 'dmca', html_url: 'https://github.com/github/dmca/blob/master/1.md' };
    const answer = { status: 451, body: { message: 'Repository access blocked', block } };
    const played = await play({ world: five(), faults: [{ kind: 'answer', answer }] });
    expect(errors(played)[0]).toContain(
      'GitHub or the owner has blocked this repository. GitHub said: HTTP 451: Repository access blocked. Remedy: Nobody can read it',
    );
    expect(played.text).not.toContain('asking again');
  });

  it('names the cure: a policy on tokens', async () => {
    const message = '`acme` forbids access via a personal access token (classic). Please use a GitHub App.';
    const played = await play({
      world: five(),
      faults: [{ kind: 'answer', answer: { status: 403, body: { message } } }],
    });
    expect(errors(played)[0]).toContain("the organization's policy does not let in tokens of this kind");
  });

  it('tells when there are points again', async () => {
    const played = await play({
      world: five(),
      faults: [{ kind: 'rate-limited' }],
      checkout: emptyConfig,
    });
    expect(errors(played)[0]).toMatch(
      /rate limit is used up\. GitHub said: HTTP 403, points again at \d\d:\d\d UTC: API rate limit/,
    );
  });

  it('a pattern that matches nothing is told in our own words', async () => {
    const app = token({ kind: 'app', sees: 'all' });
    const played = await play({
      world: world(five().repositories, [app]),
      inputs: { repositories: 'acme/zzz-*' },
    });
    expect(errors(played)[0]).toContain(
      'no repository that this token sees matches, archived ones and forks left aside (1 seen, none matches). Remedy:',
    );
    expect(played.text).not.toContain('GitHub said');
  });
});
