/** Nobody reads an all-clear that is none. */
import { describe, expect, it } from 'vitest';
import { repository, world } from '../worlds/builder.ts';
import { blocksOf, page, play, pull, review, smallWorld, warnings } from './stage.ts';

const clear = { 'notify-when-clear': 'true' };

/** So many open pull requests towards a branch, each waiting for long. */
const towards = (base: string, count: number, from = 1) =>
  Array.from({ length: count }, (_, index) => pull({ number: from + index, base, hoursAgo: 60 }));

describe('a branch that nothing targets', () => {
  it.each([
    ['maintain', { branch: 'maintain' }],
    ['maintain, mian', { branch: 'maintain, mian' }],
    ['release-*', { branch: 'release-*' }],
  ])('%s is no all-clear: message, log and summary say what is open', async (entries, inputs) => {
    const played = await play({
      world: world([repository('acme/web', {}, towards('main', 237))]),
      inputs: { ...clear, ...inputs },
    });
    expect(played.messages[0]?.text).toContain(`237 open pull requests, none towards ${entries}`);
    expect(played.messages[0]?.text).not.toMatch(/No pull request/);
    expect(blocksOf(played)).toContain('acme/web: 237 open towards main');
    expect(played.summary).toContain(`237 open pull requests, none towards ${entries}`);
    expect(warnings(played).join('\n')).toMatch(
      /^No open pull request targets a branch that matches [^\n]*The 237 open pull requests target: main\.[^\n]*$/,
    );
  });

  it('is told of also where the default branch is the one', async () => {
    const played = await play({
      world: world([repository('acme/web', {}, towards('develop', 3))]),
      inputs: clear,
    });
    expect(played.messages[0]?.text).toContain('3 open pull requests, none towards a default branch');
    expect(warnings(played)).toEqual([
      expect.stringMatching(/acme\/web: 3 open towards develop; none towards main/),
    ]);
  });

  it('is told of where other entries match', async () => {
    const played = await play({ inputs: { branch: 'main, mastre, 1.1' } });
    expect(played.outputs).toMatchObject({ count: '2', delivered: 'posted' });
    expect(warnings(played)).toEqual([
      expect.stringMatching(/matches mastre, 1\.1\. .*YAML reads 1\.10 without quotes as 1\.1/),
    ]);
  });

  it('is told of for a repository among others, counted and named', async () => {
    const idle = Array.from({ length: 7 }, (_, index) =>
      repository(`acme/idle-${index}`, {}, towards('master', 120)),
    );
    const played = await play({
      world: world([...smallWorld().repositories, ...idle, repository('acme/empty')]),
      inputs: {
        ...clear,
        threshold: '30d',
        branch: 'main',
        repositories: ['web', 'empty', ...idle.map((_, index) => `idle-${index}`)]
          .map((name) => `acme/${name}`)
          .join(),
      },
    });
    expect(warnings(played)).toEqual([
      expect.stringMatching(
        /^7 repositories have open pull requests, and none of them was looked at.*acme\/idle-0: 120 open towards master; none towards main.*2 more/,
      ),
    ]);
    expect(blocksOf(played)).toContain('acme/idle-4: 120 open towards master; none towards main');
    expect(blocksOf(played)).toContain('and 2 further repositories');
    expect(played.messages[0]?.text).toMatch(/^No pull request has waited longer than 30 d/);
  });

  it('is an all-clear where nothing is open at all', async () => {
    const played = await play({
      world: world([repository('acme/web')]),
      inputs: { ...clear, branch: 'main, mastre' },
    });
    expect(played.messages[0]?.text).toMatch(/^No pull request has waited longer than 1 d for a review/);
    expect(played.annotations).toEqual([]);
  });
});

describe('filters that leave out all', () => {
  const labelled = world([
    repository('acme/web', {}, [
      pull({ number: 1, labels: ['urgent', 'bug'], hoursAgo: 60 }),
      pull({ number: 2, labels: ['urgent'], hoursAgo: 60 }),
      pull({ number: 3, isDraft: true, labels: [], hoursAgo: 60 }),
    ]),
  ]);

  it('by labels say so, and which labels there are', async () => {
    const played = await play({ world: labelled, inputs: { ...clear, labels: 'urgnet' } });
    expect(played.messages[0]?.text).toContain('2 open pull requests, all left out by labels');
    expect(played.summary).toContain('2 open pull requests, all left out by labels');
    expect(warnings(played)).toEqual([expect.stringMatching(/labels is urgnet, and they have urgent, bug/)]);
  });

  it('by authors say so, and which authors there are', async () => {
    const played = await play({ world: labelled, inputs: { ...clear, authors: 'octocta' } });
    expect(played.messages[0]?.text).toContain('2 open pull requests, all left out by authors');
    expect(warnings(played)).toEqual([expect.stringMatching(/authors is octocta, and they have octocat/)]);
  });
});

describe('an account without its [bot]', () => {
  const reviewed = world([
    repository('acme/web', {}, [
      pull({ number: 1, hoursAgo: 60, reviews: [review('coderabbitai[bot]', 'APPROVED', 50)] }),
    ]),
  ]);

  it.each([
    ['bots-that-count', 'coderabbitai'],
    ['ignore-reviewers', 'CodeRabbitAI'],
  ])('in %s gets a notice with what is meant', async (input, entry) => {
    const played = await play({ world: reviewed, inputs: { [input]: entry } });
    expect(played.annotations).toEqual([
      {
        type: 'notice',
        message: `Input ${input}: ${entry} matches nobody, but coderabbitai[bot] is there. Write it like that if it is meant. More: ${page}#bot-misspelt`,
      },
    ]);
  });

  it('is no matter where the entry matches', async () => {
    const played = await play({ world: reviewed, inputs: { 'bots-that-count': 'coderabbitai[bot]' } });
    expect(played.annotations).toEqual([]);
    expect(played.outputs).toMatchObject({ count: '0' });
  });
});

describe('waits beyond max-age', () => {
  it('are in the notification: it names the longest', async () => {
    const played = await play({
      world: world([
        repository('acme/web', {}, [
          pull({ number: 1, hoursAgo: 16 * 24 }),
          pull({ number: 2, hoursAgo: 60 }),
        ]),
      ]),
      inputs: { 'max-age': '3d' },
    });
    expect(played.messages[0]?.text).toMatch(
      /^2 pull requests have waited longer than 1 d for a review, the oldest for 16 d, in acme\/web to main: #2 .* \(2 d\) and 1 more\.$/,
    );
    expect(blocksOf(played)).toContain('1 more waits longer than 3 d');
  });
});

describe('a run that could not look at everything', () => {
  const none = { repositories: 'acme/nope' };
  const some = { repositories: 'acme/web, acme/nope', threshold: '30d' };

  it.each([
    [none, 'No repository could be looked at'],
    [some, 'Nothing found overdue, but not everything could be looked at'],
    [{ ...some, ...clear }, 'Nothing found overdue, but not everything could be looked at'],
  ])('%j says so in the channel, and is red', async (inputs, headline) => {
    const played = await play({ inputs });
    expect(played.exitCode).toBe(1);
    expect(played.outputs['delivered']).toBe('posted');
    expect(played.messages).toHaveLength(1);
    expect(played.messages[0]?.text.startsWith(headline)).toBe(true);
    expect(blocksOf(played)).toContain('acme/nope could not be looked at');
    expect(played.text).toContain(`Posted to #reviews (C0123456789) at 1785741421.000100: ${headline}`);
    expect('count' in played.outputs).toBe(inputs.repositories !== none.repositories);
  });

  it.each([none, some])('%j is silent with notify-on-failure: false, and red', async (inputs) => {
    const played = await play({ inputs: { ...inputs, 'notify-on-failure': 'false' } });
    expect(played).toMatchObject({ exitCode: 1, messages: [], outputs: { delivered: 'nothing-to-say' } });
    expect(played.text).toContain('notify-on-failure is false');
  });
});
