/** What a message says, and how it looks. */
import { describe, expect, it } from 'vitest';
import { messagePreview } from '../../../src/report/log/message-preview.ts';
import { renderMessage } from '../../../src/report/slack/message.ts';
import {
  asked,
  audience,
  hoursAgo,
  type Inputs,
  lookedAt,
  pull,
  report,
  reportOf,
  review,
  unreachable,
} from '../../support/samples.ts';

type Changes = Parameters<typeof pull>[0];

const messageOf = (pulls: readonly Changes[], inputs: Inputs = {}) =>
  renderMessage(
    audience(
      report(
        pulls.map((changes, index) => pull({ number: index + 1, ...changes })),
        { inputs },
      ),
    ),
  );
/** Lines as they stand below one another, without the addresses of links. */
const linesOf = (message: Parameters<typeof messagePreview>[0]) =>
  messagePreview(message).map((line) => line.replaceAll(/ \(https:[^)]*\)/g, ''));
const factsOf = (changes: Changes, inputs: Inputs = {}) =>
  linesOf(messageOf([{ title: 'Short', ...changes }], inputs))[3];

describe('a listed pull request', () => {
  it('is its wait and its linked title, and below them small and grey what helps to decide', () => {
    const { blocks } = messageOf([{ requested: asked('hubot', 'acme/web'), createdAt: hoursAgo(392) }]);
    expect(blocks.slice(2, 4)).toEqual([
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: '16 d  ', style: { bold: true } },
              {
                type: 'link',
                url: 'https://github.com/acme/web/pull/1',
                text: '#1 Reduce cold start of the worker',
              },
            ],
          },
        ],
      },
      {
        type: 'context',
        elements: [{ type: 'plain_text', text: '+120 −30 · asked: hubot, acme/web', emoji: false }],
      },
    ]);
  });

  it.each<[shown: string, hours: number, inputs: Inputs]>([
    ['16 d', 392, {}],
    ['1 d 3 h', 27, {}],
    ['2 d', 71, {}],
    ['5 h', 5.5, { threshold: '2h' }],
    ['12 m', 0.2, { threshold: '1m' }],
    ['1 d 14 h', 38, { threshold: '1d 12h' }],
  ])('has waited %s: the largest unit, or as many as say that it is overdue', (shown, hours, inputs) =>
    expect(linesOf(messageOf([{ createdAt: hoursAgo(hours) }], inputs))[2]).toBe(
      `${shown}  #1 Reduce cold start of the worker`,
    ),
  );

  it.each<[facts: string, changes: Changes, inputs: Inputs]>([
    ['+120 −30 · nobody asked', {}, {}],
    ['draft · +120 −30 · nobody asked', { draft: true }, { 'include-drafts': 'true' }],
    ['+120 −30 · nobody asked', { draft: false }, { 'include-drafts': 'true' }],
    ['on #101 · +120 −30 · nobody asked', { stackedOn: 101 }, {}],
    ['only bots have looked · +120 −30 · nobody asked', { reviews: [review('copilot[bot]')] }, {}],
    [
      'reviewed by 1 of 2: hubot · +120 −30 · nobody asked',
      { reviews: [review('hubot')] },
      { 'reviews-needed': '2' },
    ],
    [
      '+120 −30 · asked: hubot, copilot[bot] (does not count)',
      { requested: asked('copilot[bot]', 'hubot') },
      {},
    ],
    [
      '+120 −30 · asked: copilot[bot], hubot',
      { requested: asked('copilot[bot]', 'hubot') },
      { 'bots-that-count': 'copilot[bot]' },
    ],
    [
      '+120 −30 · asked: reviewer-1, reviewer-2, reviewer-3, reviewer-4, reviewer-5 +10',
      { requested: asked(...Array.from({ length: 15 }, (_, index) => `reviewer-${index + 1}`)) },
      {},
    ],
  ])('says: %s', (facts, changes, inputs) => expect(factsOf(changes, inputs)).toBe(facts));

  it('says that only bots were asked, where their names leave no room for "(does not count)"', () =>
    expect(
      linesOf(
        messageOf([
          {
            title: 'word '.repeat(40),
            requested: asked('copilot-pull-request-reviewer[bot]'),
            reviews: [review('copilot-pull-request-reviewer[bot]')],
          },
        ]),
      )[3],
    ).toBe('only bots have looked · +120 −30 · only bots asked'));

  it('says on one line less where the title takes two, and counts those asked whom it does not name', () => {
    const [, , title = '', facts = ''] = linesOf(
      messageOf([{ title: 'word '.repeat(40), requested: asked('hubot', 'octocat', 'acme/frontend-team') }]),
    );
    expect(title).toMatch(/^4 d {2}#1 word word .*…$/);
    expect(facts).toBe('+120 −30 · asked: hubot, octocat +1');
  });
});

describe('the mark', () => {
  const marked = (hours: readonly number[], inputs: Inputs = {}) => {
    const lines = linesOf(
      messageOf(
        hours.map((each) => ({ createdAt: hoursAgo(each) })),
        inputs,
      ),
    );
    return { legend: lines[1], marks: lines.filter((line) => /^🔴 .*#\d/.test(line)).length };
  };

  it('stands before those that waited far longer than the others, never before most', () => {
    expect(marked([800, 780, 100, 90])).toEqual({
      legend: 'the oldest for 33 d · acme/web → main · 🔴 over 8 d',
      marks: 2,
    });
    expect(marked([800, 780, 760, 300])).toEqual({
      legend: 'the oldest for 33 d · acme/web → main · 🔴 over 32 d',
      marks: 2,
    });
    expect(marked([800, 60, 50, 40]).marks).toBe(1);
    expect(marked([47, 40, 30]).marks).toBe(0);
  });

  it('tells nothing where there is one, where all are alike, or where any wait is too long', () => {
    expect(marked([800]).marks).toBe(0);
    expect(marked([800, 800, 800]).marks).toBe(0);
    expect(marked([800, 20], { threshold: '0' }).marks).toBe(0);
  });
});

describe('repositories', () => {
  const several = [
    { repository: 'acme/web', createdAt: hoursAgo(60) },
    { repository: 'acme/api', createdAt: hoursAgo(300) },
    { repository: 'acme/web', createdAt: hoursAgo(200) },
    { repository: 'acme/api', createdAt: hoursAgo(50) },
  ];

  it('are named once each, in the order of their longest waits, with a line above each', () => {
    const message = messageOf(several);
    expect(linesOf(message).filter((line) => !line.startsWith('+'))).toEqual([
      '4 pull requests have waited longer than 1 d for a review',
      'the oldest for 12 d · 2 repositories · 🔴 over 4 d',
      '',
      'acme/api → main',
      '🔴 12 d  #2 Reduce cold start of the worker',
      '2 d  #4 Reduce cold start of the worker',
      '',
      'acme/web → main',
      '🔴 8 d  #3 Reduce cold start of the worker',
      '2 d  #1 Reduce cold start of the worker',
      expect.stringContaining('4 open pull requests'),
    ]);
    expect(message.named).toEqual(['acme/api#2', 'acme/web#3', 'acme/web#1', 'acme/api#4']);
  });

  it('do not change which pull requests are listed: the longest waits of all', () => {
    const message = messageOf(several, { 'max-listed': '2' });
    expect(message.named).toEqual(['acme/api#2', 'acme/web#3']);
    expect(linesOf(message)).toContain('and 2 more, waiting up to 2 d · see them all');
  });

  it('that are one are named below the headline only, even where it is one of several that has some', () => {
    expect(linesOf(messageOf(several.filter(({ repository }) => repository === 'acme/web')))[1]).toBe(
      'the oldest for 8 d · acme/web → main · 🔴 over 4 d',
    );
    const quiet = reportOf({
      repositories: [lookedAt([pull()]), lookedAt([], { name: 'acme/quiet' })],
      unreachable: [],
      spent: { requests: 2, points: 2, remaining: 1 },
    });
    expect(linesOf(renderMessage(audience(quiet))).slice(1, 3)).toEqual([
      '2 repositories',
      'acme/web → main',
    ]);
  });
});

describe('many pull requests', () => {
  const many = (count: number, repositories = 1): Changes[] =>
    Array.from({ length: count }, (_, index) => ({
      repository: `acme/r${index % repositories}`,
      createdAt: hoursAgo(900 - index),
      reviews: index === 3 ? [review('copilot[bot]')] : [],
    }));
  const listed = (count: number, repositories = 1) => {
    const message = messageOf(many(count, repositories), { 'max-listed': '45' });
    const kinds = message.blocks.map(({ type }) => type);
    return { kinds, named: message.named.length, lines: linesOf(message), blocks: kinds.length };
  };

  it('have two blocks each as long as Slack takes these', () => {
    expect(listed(20)).toMatchObject({ named: 20, blocks: 43 });
    expect(listed(20, 5)).toMatchObject({ named: 20, blocks: 48 });
    expect(listed(23)).toMatchObject({ named: 23, blocks: 49 });
  });

  it('have no lines between many repositories', () => {
    const { kinds, named, blocks } = listed(20, 10);
    expect({ named, blocks }).toEqual({ named: 20, blocks: 43 });
    expect(kinds).not.toContain('divider');
  });

  it.each([1, 3, 9])('are entries of a list, beyond that: 45 in %d repositories', (repositories) => {
    const { named, blocks, lines } = listed(45, repositories);
    expect({ named, blocks }).toEqual({ named: 45, blocks: repositories + 3 });
    expect(lines.filter((line) => line.startsWith('• '))).toHaveLength(45);
    expect(lines).toContain('• 37 d  #4 Reduce cold start of the worker · only bots have looked');
    expect(lines.filter((line) => line === 'acme/r1 → main')).toHaveLength(repositories > 1 ? 1 : 0);
  });
});

describe('repositories that could not be looked at', () => {
  const failed = (...counts: readonly number[]) =>
    counts.flatMap((count, cause) =>
      Array.from({ length: count }, (_, index) => ({
        ...unreachable,
        repository: `acme/r${cause}-${index}`,
        reason: `reason ${cause}`,
      })),
    );
  const warned = (all: (typeof unreachable)[]) =>
    linesOf(renderMessage(audience(report([pull()], { unreachable: all })))).slice(4, -1);

  it('are one sentence where it is one', () =>
    expect(warned([unreachable])).toEqual([
      '⚠ acme/legacy could not be looked at: the token may not read pull requests here',
    ]));

  it('are one line a cause, below their number', () => {
    expect(warned(failed(6, 4, 2))).toEqual([
      '⚠ 12 repositories could not be looked at',
      '• reason 0: acme/r0-0, acme/r0-1, acme/r0-2 and 3 more',
      '• reason 1: acme/r1-0, acme/r1-1, acme/r1-2 and 1 more',
      '• reason 2: acme/r2-0, acme/r2-1',
    ]);
    expect(warned(failed(1, 1, 1, 1, 1, 2, 1)).at(-1)).toBe('• and 3 further repositories');
  });

  it('are named, at least the first, however long the reason', () => {
    const [, line = ''] = warned(failed(5).map((one) => ({ ...one, reason: 'because of it '.repeat(30) })));
    expect(line).toMatch(/^• because of it .*…: acme\/r0-0 and 4 more$/);
  });

  it('say what of them is missing, and name no private ones in a run that may not', () => {
    const partly = { ...unreachable, partly: true, reason: 'no answer in time' };
    const unnamed = { ...unreachable, unnamed: true, reason: 'hidden' };
    expect(warned([{ ...partly, unread: 30 }, { ...partly, unread: 0 }, unnamed, unnamed])).toEqual([
      '⚠ 4 repositories could not be looked at, or not to the end',
      '• 30 pull requests could not be read: no answer in time: acme/legacy, acme/legacy',
      '• hidden: 2 private repositories',
    ]);
  });
});

describe('the text for notifications', () => {
  it('begins with what is to know: how many, and for how long', () =>
    expect(messageOf([{ createdAt: hoursAgo(392) }, { createdAt: hoursAgo(30) }]).text).toMatch(
      /^2 pull requests have waited longer than 1 d for a review, the oldest for 16 d, in acme\/web to main: #1 /,
    ));
});
