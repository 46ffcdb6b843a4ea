/** Whose look is still missing: stacks, several reviewers, asked again, agents, whose turn it is, snoozes. */
import { describe, expect, it } from 'vitest';
import type { WorldPullRequest } from '../twins/github/world.ts';
import { at, byAgent, repository, token, world } from '../worlds/builder.ts';
import { blocksOf, play, pull, review, type Scene, warnings } from './stage.ts';

const { asked } = at(Date.now());
const permissions = { 'pull-requests': 'read', checks: 'read', statuses: 'read' } as const;
const web = (...pulls: WorldPullRequest[]) =>
  world([repository('acme/web', {}, pulls)], [token({ permissions })]);

const stack = [
  pull({ number: 101, title: 'Parse', head: 'parse', hoursAgo: 60 }),
  pull({ number: 102, title: 'Render', base: 'parse', head: 'render', hoursAgo: 50 }),
  pull({ number: 103, title: 'Ship', base: 'render', head: 'ship', hoursAgo: 40, isDraft: true }),
];
const elsewhere = pull({ number: 200, base: 'next', hoursAgo: 90 });

describe('a stack', () => {
  it('is told layer by layer in message, log, summary, outputs and report', async () => {
    const played = await play({ world: web(...stack, elsewhere) });
    expect(played.outputs).toMatchObject({ count: '2', checked: '3', delivered: 'posted' });
    expect(blocksOf(played)).toMatch(/#102 Render.*on #101/);
    expect(blocksOf(played)).not.toContain('→ parse');
    expect(played.messages[0]?.text).toContain('#102 Render (2 d; on #101)');
    expect(played.summary).toMatch(/#102<\/a> Render.*on #101/);
    expect(played.text).toContain(
      'acme/web, branch main: 3 open, 3 requests; 1 more towards other branches, not watched',
    );
    expect(played.text).toMatch(/#102 {2}Render .*on #101/);
    const report = JSON.parse(played.outputs['pull-requests'] ?? '');
    expect(report).toMatchObject([{ number: 101 }, { number: 102, base: 'parse', stackedOn: 101 }]);
    expect(played.report).toMatchObject({ repositories: [{ unwatched: 1 }] });
  });

  it('is counted over many repositories, and none of them is said to be without open ones', async () => {
    const many = Array.from({ length: 11 }, (_, index) =>
      repository(
        `acme/r${index}`,
        {},
        index < 3 ? [pull({ number: 1, base: 'next' }), pull({ number: 2, base: 'next' })] : [],
      ),
    );
    const played = await play({
      world: world([repository('acme/web', {}, []), ...many], [token({ permissions })]),
      inputs: { repositories: many.map(({ nameWithOwner }) => nameWithOwner).join(','), branch: 'main' },
    });
    expect(played.text).toContain('8 without open pull requests');
    expect(played.text).toContain('6 more are towards other branches, not watched');
  });

  it('on a branch that a pattern watches, too, is explained with the one below', async () => {
    const played = await play({ world: web(...stack), inputs: { explain: '102', branch: '**' } });
    expect(played.text).toContain('yes: parse, which #101 brings there, watched: **');
  });

  it('is explained, and so is what stands on none', async () => {
    const world = web(...stack, elsewhere);
    const top = await play({ world, inputs: { explain: '103', 'include-drafts': 'true' } });
    expect(top.text).toContain('acme/web#103 is overdue');
    expect(top.text).toContain(
      'Is its base branch watched? yes: render, which #102 brings there, watched: main',
    );
    const other = await play({ world, inputs: { explain: '200' } });
    expect(other.text).toContain('acme/web#200 is not watched');
    const none = await play({ world, inputs: { explain: '103', 'include-stacked': 'false' } });
    expect(none.text).toContain('acme/web#103 is not watched');
  });
});

describe('reviewers', () => {
  it('are counted where several are needed', async () => {
    const world = web(
      pull({ number: 1, reviews: [review('hubot', 'APPROVED', 3)], hoursAgo: 60 }),
      pull({
        number: 2,
        reviews: [review('hubot', 'APPROVED', 3), review('mona', 'APPROVED', 2)],
        hoursAgo: 60,
      }),
    );
    const inputs = { 'counts-as-review': 'approved', 'reviews-needed': '2' };
    const played = await play({ world, inputs });
    expect(played.outputs['count']).toBe('1');
    expect(blocksOf(played)).toContain('reviewed by 1 of 2: hubot');
    expect(blocksOf(played)).toContain('1 pull request has waited longer than 1 d for 2 reviews');
    expect(played.text).toContain('Overdue: fewer than 2 reviews for more than 1 d');
    expect(played.text).toContain('reviewed by 2 of 2: hubot, approved, 3 h ago; mona, approved, 2 h ago');
    const explained = await play({ world, inputs: { ...inputs, explain: '1' } });
    expect(explained.text).toContain(
      'Has it reviews that count, by 2 accounts? no: 1 of 2: by hubot, approved',
    );
  });

  it('that are asked again have it waiting since then, with re-requests', async () => {
    const again = { reviews: [review('hubot', 'CHANGES_REQUESTED', 90)], ...asked('hubot', 30) };
    const world = web(pull({ number: 1, hoursAgo: 100, ...again }));
    const played = await play({ world, inputs: { 're-requests': 'true' } });
    expect(played.outputs['count']).toBe('1');
    expect(played.text).toMatch(/1 d 6 h {2}acme\/web#1 .*asked for a review again/);
    expect(blocksOf(played)).toContain('asked again since: hubot changes requested');
    expect((await play({ world })).outputs['count']).toBe('0');
  });

  it('who commissioned an agent are named, and do not count with independent-review', async () => {
    const world = web(
      pull({
        number: 1,
        ...byAgent('octocat', 'mona'),
        reviews: [review('octocat', 'APPROVED', 3)],
        hoursAgo: 60,
      }),
    );
    expect((await play({ world })).text).toContain(
      "reviewed by octocat, approved, who is assigned to this bot's pull request, 3 h ago",
    );
    const strict = await play({ world, inputs: { 'independent-review': 'true' } });
    expect(strict.outputs['count']).toBe('1');
    expect(blocksOf(strict)).toContain("assigned to this bot's pull request: octocat approved");
  });
});

describe('whose turn it is', () => {
  const failing = [
    pull({ number: 1, checks: 'FAILURE', hoursAgo: 60 }),
    pull({ number: 2, mergeable: 'CONFLICTING', hoursAgo: 60 }),
    pull({ number: 3, checks: 'SUCCESS', hoursAgo: 60 }),
  ];
  const inputs = { 'authors-turn': 'conflicts, failing-checks' };

  it('is said where it is the author’s', async () => {
    const played = await play({ world: web(...failing), inputs });
    expect(played.outputs['count']).toBe('1');
    expect(played.text).toContain("its author's turn: its checks fail");
    expect(played.text).toContain("its author's turn: it has conflicts");
    expect(warnings(played)).toEqual([]);
  });

  it('is explained, too, with one request for it and none for the default branch', async () => {
    const explain = (number: number, scene: Partial<Scene> = {}) =>
      play({
        world: web(...failing),
        defaultBranch: 'main',
        inputs: { ...inputs, explain: String(number) },
        ...scene,
      });
    const left = await explain(1);
    expect(left.text).toContain('acme/web#1 is left out');
    expect(left.text).toContain("yes: its author's turn: its checks fail");
    expect(left.text).toContain('Its author: a push that resolves the conflicts, or mends the checks.');
    expect(left.requests.map(({ path }) => path)).toEqual(['/graphql', '/graphql']);
    expect((await explain(3)).text).toContain('acme/web#3 is overdue');
    const unknown = await explain(1, { world: world([repository('acme/web', {}, failing)]) });
    expect(unknown.text).toContain('acme/web#1 is overdue');
    expect(warnings(unknown)).toEqual([expect.stringMatching(/^authors-turn: whether checks fail/)]);
  });

  it('is not known of checks that the token may not read: a warning, and the run is green', async () => {
    const played = await play({ world: world([repository('acme/web', {}, failing)]), inputs });
    expect(played.outputs['count']).toBe('2');
    expect(played.exitCode).toBe(0);
    expect(warnings(played)).toEqual([
      expect.stringMatching(/^authors-turn: .*"checks: read" and "statuses: read" to the permissions/),
    ]);
  });
});

describe('a snooze', () => {
  it('leaves out until its date, and one without a date is told and not obeyed', async () => {
    const labelled = (number: number, label: string) => pull({ number, labels: [label], hoursAgo: 60 });
    const played = await play({
      world: web(
        labelled(1, 'snooze-until-2099-12-01'),
        labelled(2, 'no-reminder'),
        labelled(3, 'snooze-until-2026-13-01'),
        labelled(4, 'snooze-until-tomorrow'),
        labelled(5, 'snooze-until-2020-01-01'),
      ),
    });
    expect(
      JSON.parse(played.outputs['pull-requests'] ?? '').map(({ number }: { number: number }) => number),
    ).toEqual([3, 4, 5]);
    expect(played.text).toContain('its label snooze-until-2099-12-01 leaves it out until 2099-12-01 begins');
    expect(warnings(played)).toEqual([
      expect.stringContaining('snooze-until-2026-13-01, snooze-until-tomorrow'),
    ]);
  });
});

describe('a wrong value', () => {
  it.each([
    ['reviews-needed', '0', 'Allowed: a whole number from 1 to 10'],
    ['reviews-needed', '11', 'Allowed: a whole number from 1 to 10'],
    ['reviews-needed', 'two', 'Allowed: a whole number from 1 to 10'],
    ['authors-turn', 'checks', 'conflicts, failing-checks'],
    ['include-stacked', 'yes', 'Allowed: true or false'],
    ['snooze-labels', '!no-reminder', 'exclusions only'],
  ])('of %s (%s) is an error that names it, and nothing is posted', async (name, value, allowed) => {
    const played = await play({ inputs: { [name]: value } });
    expect(played.exitCode).toBe(1);
    expect(played.messages).toEqual([]);
    expect(played.text).toContain(`Input ${name}`);
    expect(played.text).toContain(allowed);
  });
});
