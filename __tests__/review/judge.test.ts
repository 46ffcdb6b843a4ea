import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aroundTheClock } from '../../src/review/calendar.ts';
import { isUndecided, judge } from '../../src/review/judge.ts';
import { reviewStates } from '../../src/review/pull-request.ts';
import { reasonOf } from '../../src/review/reason.ts';
import {
  account,
  day,
  hour,
  hoursAgo,
  type Inputs,
  now,
  pull,
  review,
  rules,
  settings,
} from '../support/samples.ts';

const verdictOf = (changes: Parameters<typeof pull>[0], inputs: Inputs = {}) =>
  judge(pull(changes), rules(inputs), aroundTheClock, now).finding.verdict;
const reason = (changes: Parameters<typeof pull>[0], inputs: Inputs = {}) => {
  const own = settings(inputs);
  return reasonOf(judge(pull(changes), own.rules, aroundTheClock, now), { settings: own, now });
};

describe('a pull request without reviews', () => {
  it.each([
    [24, 'in time'],
    [25, 'overdue'],
    [0, 'in time'],
  ])('after %d h of 1 d allowed is %s', (hours, verdict) =>
    expect(verdictOf({ createdAt: hoursAgo(hours) })).toBe(verdict),
  );

  it('is overdue one millisecond after the threshold, not at it', () => {
    expect(verdictOf({ createdAt: now - day })).toBe('in time');
    expect(verdictOf({ createdAt: now - day - 1 })).toBe('overdue');
  });

  it('with the threshold 0 is overdue at once, but not before it was opened', () => {
    expect(verdictOf({ createdAt: now - 1 }, { threshold: '0' })).toBe('overdue');
    expect(verdictOf({ createdAt: now + hour }, { threshold: '0' })).toBe('in time');
  });
});

describe('what counts as a review', () => {
  const table: [string, Parameters<typeof review>, Inputs, string][] = [
    ['an approval', ['hubot', 'approved'], {}, 'reviewed'],
    ['a comment', ['hubot', 'commented'], {}, 'reviewed'],
    ['changes requested', ['hubot', 'changes-requested'], {}, 'reviewed'],
    ['a dismissed one', ['hubot', 'dismissed'], {}, 'reviewed'],
    [
      'a comment, where only approvals do',
      ['hubot', 'commented'],
      { 'counts-as-review': 'approved' },
      'overdue',
    ],
    ["the author's own answer", ['octocat', 'commented'], {}, 'overdue'],
    ["the author's own, written otherwise", ['OctoCat', 'commented'], {}, 'overdue'],
    ['a bot', ['copilot-pull-request-reviewer[bot]', 'commented'], {}, 'overdue'],
    [
      'a bot that counts',
      ['coderabbitai[bot]', 'approved'],
      { 'bots-that-count': 'coderabbitai[bot]' },
      'reviewed',
    ],
    [
      'a bot named without [bot]',
      ['coderabbitai[bot]', 'approved'],
      { 'bots-that-count': 'coderabbitai' },
      'overdue',
    ],
    [
      'a bot that counts and is ignored',
      ['x[bot]', 'approved'],
      { 'bots-that-count': '*', 'ignore-reviewers': 'x[bot]' },
      'overdue',
    ],
    ['a machine user', ['acme-robot', 'approved'], { 'ignore-reviewers': 'acme-*' }, 'overdue'],
    ['a person beside ignored ones', ['hubot', 'approved'], { 'ignore-reviewers': '*, !hubot' }, 'reviewed'],
    ['a deleted account', ['ghost', 'approved'], {}, 'reviewed'],
    ['one from long before', ['hubot', 'approved', hoursAgo(1000)], {}, 'reviewed'],
  ];
  it.each(table)('%s', (_, given, inputs, verdict) =>
    expect(verdictOf({ reviews: [review(...given)] }, inputs)).toBe(verdict),
  );

  it('a mannequin does', () =>
    expect(
      verdictOf({ reviews: [{ ...review('old-name'), author: account('old-name', 'mannequin') }] }),
    ).toBe('reviewed'));

  it("a deleted account on a deleted author's does not: it may be his own", () =>
    expect(verdictOf({ author: account('ghost'), reviews: [review('ghost', 'approved')] })).toBe('overdue'));

  it('one human after 150 bots does', () =>
    expect(
      verdictOf({ reviews: [...Array.from({ length: 150 }, () => review('ci[bot]')), review('hubot')] }),
    ).toBe('reviewed'));
});

describe('what is left out', () => {
  const table: [string, Parameters<typeof pull>[0], Inputs, string][] = [
    ['a draft', { draft: true }, {}, 'draft'],
    ['a draft, where drafts count', { draft: true }, { 'include-drafts': 'true' }, 'overdue'],
    ['an approved draft', { draft: true, reviews: [review('hubot')] }, {}, 'draft'],
    ['a draft with an excluded label', { draft: true, labels: ['wip'] }, { labels: '!wip' }, 'draft'],
    ['no wanted label', { labels: ['docs'] }, { labels: 'bug' }, 'left out'],
    ['a wanted label', { labels: ['docs', 'Bug'] }, { labels: 'bug' }, 'overdue'],
    ['no label, with exclusions only', {}, { labels: '!wip' }, 'overdue'],
    [
      'an excluded label beside a wanted one',
      { labels: ['bug', 'wip'] },
      { labels: 'bug, !wip' },
      'left out',
    ],
    ['an excluded author', { author: account('renovate[bot]') }, { authors: '!*[bot]' }, 'left out'],
    ['another author', { author: account('octocat') }, { authors: '!*[bot]' }, 'overdue'],
    ['a deleted author', { author: account('ghost') }, { authors: '!ghost' }, 'left out'],
    [
      'a reviewed one with an excluded label',
      { labels: ['wip'], reviews: [review('hubot')] },
      { labels: '!wip' },
      'left out',
    ],
  ];
  it.each(table)('%s', (_, changes, inputs, verdict) => expect(verdictOf(changes, inputs)).toBe(verdict));
});

describe('the clock', () => {
  const restarted = { how: 'left draft', at: hoursAgo(3) } as const;
  it('starts anew when the pull request leaves draft or is reopened', () => {
    expect(verdictOf({ restarted })).toBe('in time');
    expect(verdictOf({ restarted: { how: 'was reopened', at: hoursAgo(30) } })).toBe('overdue');
  });
  it('starts at the opening with clock-start: created', () =>
    expect(verdictOf({ restarted }, { 'clock-start': 'created' })).toBe('overdue'));
  it('is not moved by a change of base', () =>
    expect(verdictOf({ retargeted: { at: hoursAgo(1), from: 'dev' } })).toBe('overdue'));
});

describe('a reason', () => {
  const table: [Parameters<typeof pull>[0], Inputs, string][] = [
    [{ draft: true }, {}, 'is a draft'],
    [{ reviews: [review('hubot', 'commented', hoursAgo(3))] }, {}, 'reviewed by hubot, commented, 3 h ago'],
    [
      {
        reviews: [
          review('late', 'approved', hoursAgo(2)),
          review('first', 'changes-requested', hoursAgo(50)),
        ],
      },
      {},
      'reviewed by first, changes requested, 2 d 2 h ago',
    ],
    [{}, { threshold: '2d' }, 'waits since it was opened on Thu 30 Jul 04:17: 4 d 3 h, allowed 2 d'],
    [
      { restarted: { how: 'left draft', at: hoursAgo(99) }, createdAt: hoursAgo(200) },
      { threshold: '2d', timezone: 'Europe/Berlin' },
      'waits since it left draft on Thu 30 Jul 06:17: 4 d 3 h, allowed 2 d',
    ],
    [
      { createdAt: now - day - 30 * 60_000 },
      {},
      'waits since it was opened on Sun 2 Aug 06:47: 1 d 30 m, allowed 1 d',
    ],
    [
      { reviews: [review('copilot-pull-request-reviewer[bot]')] },
      {},
      'waits since it was opened on Thu 30 Jul 04:17: 4 d 3 h, allowed 1 d; only bots have looked: copilot-pull-request-reviewer[bot]',
    ],
    [
      { reviews: [review('ci[bot]'), review('hubot')] },
      { 'counts-as-review': 'approved' },
      'waits since it was opened on Thu 30 Jul 04:17: 4 d 3 h, allowed 1 d; bots have looked: ci[bot]; does not count here: hubot commented',
    ],
    [
      { retargeted: { at: hoursAgo(1), from: 'feature-x' } },
      {},
      'waits since it was opened on Thu 30 Jul 04:17: 4 d 3 h, allowed 1 d; on main for 1 h, before on feature-x',
    ],
    [{ labels: ['WIP'] }, { labels: '!wip' }, 'its label matches !wip'],
    [{ labels: ['docs'] }, { labels: 'bug, security' }, 'no label of it matches bug, security'],
    [{ author: account('renovate[bot]') }, { authors: '!*[bot]' }, 'its author matches !*[bot]'],
  ];
  it.each(table)('of %j with %j: %s', (changes, inputs, text) => expect(reason(changes, inputs)).toBe(text));
});

describe('always', () => {
  const login = fc.constantFrom('octocat', 'hubot', 'ghost', 'ci[bot]', 'x[bot]', 'acme-robot');
  const anyReview = fc.record({
    login,
    state: fc.constantFrom(...reviewStates),
    hours: fc.integer({ min: 0, max: 2000 }),
  });
  const reviews = fc.array(
    anyReview.map(({ login: by, state, hours }) => review(by, state, hoursAgo(hours))),
    { maxLength: 8 },
  );
  const inputs = fc.record({
    threshold: fc.constantFrom('0', '1d', '100d'),
    'counts-as-review': fc.constantFrom(
      'approved',
      'commented, dismissed',
      'approved, changes-requested, commented, dismissed',
    ),
    'bots-that-count': fc.constantFrom('', 'x[bot]'),
    'ignore-reviewers': fc.constantFrom('', 'acme-*'),
  });
  const anyPull = fc.record({
    reviews,
    createdAt: fc.integer({ min: -10, max: 3000 }).map(hoursAgo),
    draft: fc.boolean(),
  });

  it('the order of the reviews changes neither verdict nor reason', () => {
    fc.assert(
      fc.property(anyPull, inputs, fc.infiniteStream(fc.nat()), (changes, given, order) => {
        const shuffled = [...changes.reviews]
          .map((one) => ({ one, key: order.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key);
        const other = { ...changes, reviews: shuffled.map(({ one }) => one) };
        expect(verdictOf(other, given)).toBe(verdictOf(changes, given));
        if (verdictOf(changes, given) === 'reviewed')
          expect(reason(other, given)).toBe(reason(changes, given));
      }),
    );
  });

  it('a further review never makes a pull request overdue', () => {
    fc.assert(
      fc.property(anyPull, anyReview, inputs, (changes, more, given) => {
        const before = verdictOf(changes, given);
        const after = verdictOf(
          { ...changes, reviews: [...changes.reviews, review(more.login, more.state)] },
          given,
        );
        expect([before, 'reviewed']).toContain(after);
      }),
    );
  });

  it("a bot's review changes no verdict", () => {
    fc.assert(
      fc.property(anyPull, inputs, (changes, given) => {
        const after = verdictOf(
          { ...changes, reviews: [...changes.reviews, review('ci[bot]', 'approved')] },
          given,
        );
        expect(after).toBe(verdictOf(changes, given));
      }),
    );
  });

  it('what is decided stays so, whatever reviews are read on', () => {
    fc.assert(
      fc.property(anyPull, reviews, inputs, (changes, further, given) => {
        if (isUndecided(pull(changes), rules(given))) return;
        expect(verdictOf({ ...changes, reviews: [...changes.reviews, ...further] }, given)).toBe(
          verdictOf(changes, given),
        );
      }),
    );
  });

  it('a longer threshold never makes a pull request overdue', () => {
    fc.assert(
      fc.property(anyPull, (changes) => {
        if (verdictOf(changes, { threshold: '1d' }) !== 'overdue')
          expect(verdictOf(changes, { threshold: '2d' })).not.toBe('overdue');
      }),
    );
  });
});
