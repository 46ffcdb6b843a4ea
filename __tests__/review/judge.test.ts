import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aroundTheClock, type Calendar } from '../../src/review/calendar.ts';
import { discountOf } from '../../src/review/counting.ts';
import { explain } from '../../src/review/explanation.ts';
import { decidingUnknown, isUndecided, judge, judgeAll } from '../../src/review/judge.ts';
import {
  type PullRequest,
  type Review,
  reviewStates,
  turns,
  type Unknown,
} from '../../src/review/pull-request.ts';
import { reasonOf } from '../../src/review/reason.ts';
import { clockStarts } from '../../src/review/rules.ts';
import { WorkingCalendar } from '../../src/review/working-calendar.ts';
import { isAroundTheClock, type WorkingTime } from '../../src/review/working-time.ts';
import {
  account,
  asked,
  day,
  hour,
  hoursAgo,
  type Inputs,
  lookedAt,
  now,
  pull,
  review,
  rules,
  settings,
} from '../support/samples.ts';

const verdictOf = (changes: Parameters<typeof pull>[0], inputs: Inputs = {}) =>
  judge(pull(changes), rules(inputs), aroundTheClock(), now).finding.verdict;
const reason = (changes: Parameters<typeof pull>[0], inputs: Inputs = {}) => {
  const own = settings(inputs);
  return reasonOf(judge(pull(changes), own.rules, aroundTheClock(), now), { settings: own, now });
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
  it('of a request whose time is not known starts at the opening', () =>
    expect(verdictOf({ requested: asked('hubot') }, { 'clock-start': 'review-requested' })).toBe('overdue'));
  it('does not start anew where the newest commit is not known, nor is a review then on it', () => {
    expect(verdictOf({}, { 'fresh-reviews-only': 'true' })).toBe('overdue');
    expect(verdictOf({ reviews: [review('hubot')] }, { 'fresh-reviews-only': 'true' })).toBe('overdue');
  });
  it('is not moved by a change of base', () =>
    expect(verdictOf({ retargeted: { at: hoursAgo(1), from: 'dev' } })).toBe('overdue'));
});

describe('a request that is open', () => {
  const askedAt = (...hours: number[]) => ({
    createdAt: hoursAgo(99),
    reviews: [review('hubot', 'approved', hoursAgo(40))],
    requested: asked('hubot'),
    requestEvents: hours.map((each) => ({ name: 'hubot', at: hoursAgo(each) })),
  });
  it.each([
    ['after the review', [30], 'overdue'],
    ['an hour ago', [1], 'in time'],
    ['before and after it', [50, 1], 'in time'],
    ['before the review, which GitHub should have taken for its answer', [50], 'reviewed'],
    ['in the same second as the review, which it therefore followed', [40], 'overdue'],
    ['nobody knows when', [], 'reviewed'],
  ])('%s: %j makes it %s', (_, hours, verdict) =>
    expect(verdictOf(askedAt(...hours), { 're-requests': 'true' })).toBe(verdict),
  );
  it('takes no review away where re-requests is not set', () =>
    expect(verdictOf(askedAt(30))).toBe('reviewed'));
});

describe('a reason', () => {
  const table: [Parameters<typeof pull>[0], Inputs, string][] = [
    [{ draft: true }, {}, 'is a draft'],
    [{ labels: ['no-reminder'] }, {}, 'its label no-reminder leaves it out'],
    [
      { labels: ['snooze-until-2026-09-01'] },
      {},
      'its label snooze-until-2026-09-01 leaves it out until 2026-09-01 begins',
    ],
    [
      { turns: ['conflicts', 'failing-checks'] },
      { 'authors-turn': 'conflicts, failing-checks' },
      "its author's turn: it has conflicts and its checks fail",
    ],
    [
      { reviews: [review('ci[bot]'), review('octocat')] },
      {},
      'waits since it was opened on Thu 30 Jul 04:17: 4 d 3 h, allowed 1 d; only bots have looked: ci[bot]',
    ],
    [
      { reviews: [review('ci[bot]'), review('hubot')] },
      { 'reviews-needed': '2' },
      'waits since it was opened on Thu 30 Jul 04:17: 4 d 3 h, allowed 1 d; reviewed by 1 of 2: hubot; bots have looked: ci[bot]',
    ],
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

/** Around the clock, by day in Berlin with a holiday, and by night in a half-hour zone. */
const times: readonly Inputs[] = [
  {},
  {
    timezone: 'Europe/Berlin',
    'working-days': 'mon-fri',
    'working-hours': '09:00-17:00',
    holidays: '2026-07-31',
  },
  { timezone: 'Australia/Lord_Howe', 'working-days': 'sun-thu', 'working-hours': '22:30-06:00' },
];

describe('always', () => {
  const login = fc.constantFrom('octocat', 'hubot', 'ghost', 'ci[bot]', 'x[bot]', 'acme-robot');
  const anyHoursAgo = fc.integer({ min: 0, max: 2000 }).map(hoursAgo);
  const commit = fc.constantFrom('c1', 'c2');
  const anyReview: fc.Arbitrary<Review> = fc
    .record({ login, state: fc.constantFrom(...reviewStates), at: anyHoursAgo, commit })
    .map((one) => ({ ...review(one.login, one.state, one.at), commit: one.commit }));
  const reviews = fc.array(anyReview, { maxLength: 8 });
  const inputs = fc.record({
    threshold: fc.constantFrom('0', '1d', '100d'),
    'clock-start': fc.constantFrom(...clockStarts),
    'counts-as-review': fc.constantFrom(
      'approved',
      'commented, dismissed',
      'approved, conversation',
      'approved, changes-requested, commented, dismissed',
    ),
    'bots-that-count': fc.constantFrom('', 'x[bot]'),
    'ignore-reviewers': fc.constantFrom('', 'acme-*'),
    'fresh-reviews-only': fc.constantFrom('false', 'true'),
    'include-drafts': fc.constantFrom('false', 'true'),
    labels: fc.constantFrom('', 'bug', '!wip', 'bug, !wip'),
    authors: fc.constantFrom('', '!ghost'),
    'reviews-needed': fc.constantFrom('1', '1', '2', '3'),
    're-requests': fc.constantFrom('false', 'true'),
    'independent-review': fc.constantFrom('false', 'true'),
    'authors-turn': fc.constantFrom('', '', 'conflicts', 'conflicts, failing-checks'),
  });
  const names = fc.subarray(['hubot', 'mona', 'ci[bot]', '(team)']);
  const anyPull = fc.record({
    reviews,
    author: fc.constantFrom(account('octocat'), account('ghost'), account('agent[bot]')),
    labels: fc.subarray([
      'bug',
      'wip',
      'snooze-until-2026-08-01',
      'snooze-until-2026-08-04',
      'snooze-until-x',
    ]),
    assignees: fc.subarray(['hubot', 'mona']),
    turns: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.subarray([...turns])),
    createdAt: fc.integer({ min: -10, max: 3000 }).map(hoursAgo),
    draft: fc.boolean(),
    restarted: fc.option(
      anyHoursAgo.map((at) => ({ how: 'left draft' as const, at })),
      { nil: undefined },
    ),
    requested: names.map((all) => asked(...all)),
    requestEvents: fc.array(
      fc.record({ name: fc.constantFrom('hubot', 'mona', 'ci[bot]'), at: anyHoursAgo }),
    ),
    head: fc.record({
      commit,
      committedAt: fc.integer({ min: -300, max: 2000 }).map(hoursAgo),
      forcePushedAt: fc.option(anyHoursAgo, { nil: undefined }),
    }),
  });

  const earliest = hoursAgo(3000);
  const judging = fc
    .record({ pull: anyPull.map(pull), given: inputs, time: fc.constantFrom(...times) })
    .map(({ time, given, ...rest }) => {
      const own = settings({ ...given, ...time });
      return { ...rest, rules: own.rules, calendar: calendarOf(own.workingTime, earliest) };
    });
  /** Whoever has reviewed and is asked since. */
  const isAskedAgain = (
    { requested = [], reviews: seen, requestEvents = [] }: PullRequest,
    login: string,
  ) => {
    const last = Math.max(...requestEvents.filter(({ name }) => name === login).map(({ at }) => at));
    return (
      requested.some(({ name }) => name === login) &&
      seen.some(({ author, submittedAt }) => author.login === login && submittedAt < last)
    );
  };
  const withMore = (changes: PullRequest, more: readonly Review[]) => ({
    ...changes,
    reviews: [...changes.reviews, ...more],
  });

  it('the order of the reviews changes neither the verdict nor which review is named', () => {
    fc.assert(
      fc.property(judging, fc.infiniteStream(fc.nat()), ({ pull: one, rules: own, calendar }, order) => {
        const shuffled = one.reviews
          .map((seen) => ({ seen, key: order.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ seen }) => seen);
        const [first, other] = [one, { ...one, reviews: shuffled }].map((each) =>
          judge(each, own, calendar, now),
        );
        expect(other?.finding.verdict).toBe(first?.finding.verdict);
        if (first?.finding.verdict !== 'reviewed' || other?.finding.verdict !== 'reviewed') return;
        const { reviews: counted, needed } = first.finding;
        expect(counted).toHaveLength(needed);
        expect(
          other.finding.reviews.map(({ review: { author, submittedAt } }) => [author, submittedAt]),
        ).toEqual(counted.map(({ review: { author, submittedAt } }) => [author, submittedAt]));
      }),
    );
  });

  it('a further review never makes a pull request overdue, and one that counts ends its wait', () => {
    fc.assert(
      fc.property(judging, anyReview, ({ pull: one, rules, calendar }, more) => {
        const own = { ...rules, reRequests: false };
        const before = judge(one, own, calendar, now).finding.verdict;
        const after = judge(withMore(one, [more]), own, calendar, now).finding.verdict;
        expect([before, 'reviewed']).toContain(after);
        if (discountOf(more, one, own) !== undefined) expect(after).toBe(before);
        else if (own.reviewsNeeded === 1) expect(['draft', 'left out', 'reviewed']).toContain(after);
      }),
    );
  });

  it('a further review that counts never makes one overdue, also where reviewers are asked again', () => {
    fc.assert(
      fc.property(judging, anyReview, ({ pull: one, rules, calendar }, more) => {
        const own = { ...rules, reRequests: true };
        fc.pre(discountOf(more, one, own) === undefined);
        const before = judge(one, own, calendar, now).finding.verdict;
        const after = judge(withMore(one, [more]), own, calendar, now).finding.verdict;
        if (before !== 'overdue') expect(after).not.toBe('overdue');
      }),
    );
  });

  it('asking again can only make it wait, and no longer than since then', () => {
    fc.assert(
      fc.property(judging, ({ pull: one, rules, calendar }) => {
        const without = judge(one, { ...rules, reRequests: false }, calendar, now);
        const asking = judge(one, { ...rules, reRequests: true }, calendar, now);
        if (asking.finding.verdict === without.finding.verdict) return;
        expect(without.finding.verdict).toBe('reviewed');
        expect(asking.start.at).toBeGreaterThanOrEqual(
          Math.max(
            ...(one.requestEvents ?? []).filter(({ name }) => isAskedAgain(one, name)).map(({ at }) => at),
          ),
        );
      }),
    );
  });

  it('more reviews needed, or only independent ones, never end a wait', () => {
    fc.assert(
      fc.property(judging, fc.integer({ min: 1, max: 3 }), ({ pull: one, rules, calendar }, more) => {
        const own = { ...rules, reRequests: false };
        const verdict = judge(one, own, calendar, now).finding.verdict;
        fc.pre(verdict === 'overdue' || verdict === 'in time');
        const stricter = [
          { ...own, reviewsNeeded: own.reviewsNeeded + more },
          { ...own, independentReview: true },
        ];
        for (const each of stricter) expect(judge(one, each, calendar, now).finding.verdict).toBe(verdict);
      }),
    );
  });

  it('accounts are counted, not reviews: what one says twice is one of those needed', () => {
    fc.assert(
      fc.property(judging, ({ pull: one, rules: own, calendar }) => {
        const twice = withMore(one, one.reviews);
        const [first, other] = [one, twice].map((each) => judge(each, own, calendar, now).finding);
        expect(other?.verdict).toBe(first?.verdict);
      }),
    );
  });

  it('with one review needed, the first review that counts decides, and nothing else', () => {
    fc.assert(
      fc.property(judging, ({ pull: one, rules, calendar }) => {
        const own = { ...rules, reviewsNeeded: 1 };
        const { finding, waited } = judge(one, own, calendar, now);
        fc.pre(finding.verdict !== 'draft' && finding.verdict !== 'left out');
        let first: Review | undefined;
        for (const seen of one.reviews) {
          if (discountOf(seen, one, own) !== undefined) continue;
          const isEarlier = !first || seen.submittedAt < first.submittedAt;
          const isByName =
            seen.submittedAt === first?.submittedAt && seen.author.login < (first?.author.login ?? '');
          if (isEarlier || isByName) first = seen;
        }
        const late = waited > own.threshold ? 'overdue' : 'in time';
        expect(finding.verdict).toBe(first ? 'reviewed' : late);
        if (finding.verdict === 'reviewed')
          expect(finding.reviews.map((counted) => counted.review)).toEqual([first]);
        else expect(finding).toMatchObject({ counted: [], needed: 1 });
      }),
    );
  });

  it("a bot's review changes no more than the reason", () => {
    fc.assert(
      fc.property(judging, anyReview, ({ pull: one, rules: own, calendar }, more) => {
        const before = judge(one, own, calendar, now);
        const after = judge(withMore(one, [{ ...more, author: account('ci[bot]') }]), own, calendar, now);
        expect(after.finding.verdict).toBe(before.finding.verdict);
        expect(after).toMatchObject({ start: before.start, waited: before.waited });
      }),
    );
  });

  it('what is decided stays so, whatever reviews are read on', () => {
    fc.assert(
      fc.property(judging, reviews, ({ pull: one, rules: own, calendar }, further) => {
        if (isUndecided(one, own, now)) return;
        expect(judge(withMore(one, further), own, calendar, now).finding.verdict).toBe(
          judge(one, own, calendar, now).finding.verdict,
        );
      }),
    );
  });

  it('what is undecided has no review that counts, and one that did would decide', () => {
    fc.assert(
      fc.property(judging, ({ pull: one, rules: own, calendar }) => {
        const { verdict } = judge(one, own, calendar, now).finding;
        expect(isUndecided(one, own, now)).toBe(verdict === 'in time' || verdict === 'overdue');
      }),
    );
  });

  it('judgements are in order: the longest wait first, of two alike by repository, then by number', () => {
    const named = (repository: string, number: number, hours = 30) =>
      pull({ repository, number, createdAt: hoursAgo(hours) });
    const found = [
      named('acme/web', 2),
      named('acme/web', 1),
      named('acme/api', 9),
      named('acme/web', 5, 31),
    ];
    const judgements = judgeAll({ repositories: [lookedAt(found)] }, rules(), aroundTheClock(), now);
    expect(judgements.map(({ pullRequest }) => `${pullRequest.repository}#${pullRequest.number}`)).toEqual([
      'acme/web#5',
      'acme/api#9',
      'acme/web#1',
      'acme/web#2',
    ]);
  });

  it('is overdue right after the last instant in time, and not before', () => {
    fc.assert(
      fc.property(judging, ({ pull: one, rules: own, calendar }) => {
        const { finding, waited, allowed, dueAt } = judge(one, own, calendar, now);
        const isLate = dueAt !== undefined && now > dueAt;
        expect(waited > allowed).toBe(isLate);
        if (finding.verdict === 'in time' || finding.verdict === 'overdue')
          expect(finding.verdict).toBe(isLate ? 'overdue' : 'in time');
      }),
    );
  });

  it('a longer threshold never makes a pull request overdue', () => {
    fc.assert(
      fc.property(judging, fc.nat({ max: 500 }), ({ pull: one, rules: own, calendar }, hours) => {
        const longer = { ...own, threshold: own.threshold + hours * hour };
        if (judge(one, own, calendar, now).finding.verdict !== 'overdue')
          expect(judge(one, longer, calendar, now).finding.verdict).not.toBe('overdue');
      }),
    );
  });

  /** What is left when a part of a pull request does not come, or only some of it. */
  const without = (one: PullRequest, part: Unknown, some: number): PullRequest => {
    const known = { ...one, unknown: [part] };
    switch (part) {
      case 'labels':
      case 'further labels':
        return { ...known, labels: one.labels.slice(0, some) };
      case 'restarts':
        return { ...known, restarted: undefined };
      case 'requested':
        return { ...known, requested: some === 0 ? undefined : one.requested?.slice(0, some - 1) };
      case 'requests':
        return { ...known, requestEvents: (one.requestEvents ?? []).slice(0, some) };
      case 'older requests':
        return {
          ...known,
          requestEvents: (one.requestEvents ?? []).toSorted((a, b) => b.at - a.at).slice(0, some),
        };
      case 'pushes':
        return {
          ...known,
          ...(one.head && { head: { ...one.head, committedAt: undefined, forcePushedAt: undefined } }),
        };
      case 'assignees':
        return { ...known, assignees: one.assignees?.slice(0, some) };
    }
  };
  // Of labels beyond the first hundred none is ever looked for as a snooze: GitHub allows no more.
  const parts: readonly Unknown[] = [
    'labels',
    'restarts',
    'requested',
    'requests',
    'older requests',
    'pushes',
    'assignees',
  ];
  it.each(parts)('what is not known of %s changes no verdict that is given', (part) => {
    let given = 0;
    fc.assert(
      fc.property(judging, fc.nat({ max: 2 }), ({ pull: one, rules: own, calendar }, some) => {
        const known = without(one, part, some);
        if (decidingUnknown(known, own, now) !== undefined) return;
        given += 1;
        expect(judge(known, own, calendar, now).finding.verdict).toBe(
          judge(one, own, calendar, now).finding.verdict,
        );
      }),
      { numRuns: 400 },
    );
    // Nor is all withheld.
    expect(given).toBeGreaterThan(100);
  });

  const states = fc.constantFrom('open', 'closed', 'merged');
  it('the explanation says what the judgement says', () => {
    fc.assert(
      fc.property(judging, states, fc.boolean(), ({ pull: one, rules: own, calendar }, state, matches) => {
        const subject = {
          pullRequest: one,
          state,
          closedAt: undefined,
          watched: { branch: 'main', matches },
        };
        const explained = explain(subject, own, calendar, now);
        const { finding, start, waited } = judge(one, own, calendar, now);
        const { verdict } = finding;
        expect(explained.subject).toBe(subject);
        expect(explained.judgement).toEqual(judge(one, own, calendar, now));
        expect(explained.verdict).toBe(state !== 'open' ? 'not open' : matches ? verdict : 'not watched');

        const settled = verdict === 'draft' || verdict === 'left out';
        if (!settled) expect(explained.exclusion).toBeUndefined();
        if (verdict === 'left out') expect(explained.exclusion).toEqual(finding.exclusion);
        const counting = explained.reviews.filter(({ discount }) => discount === undefined);
        const accounts = new Set(counting.map(({ review: { author } }) => author.login));
        if (!settled) expect(accounts.size >= own.reviewsNeeded).toBe(verdict === 'reviewed');
        if (verdict === 'reviewed')
          expect(counting[0]?.review.submittedAt).toBe(finding.reviews[0]?.review.submittedAt);

        const seen = explained.reviews.map(({ review: each }) => each);
        expect(seen).toHaveLength(one.reviews.length);
        expect(new Set(seen)).toEqual(new Set(one.reviews));
        expect(isAscending(seen.map(({ submittedAt }) => submittedAt))).toBe(true);
        expect(isAscending(explained.starts.map(({ at }) => at))).toBe(true);
        expect(explained.starts.at(-1)?.at).toBe(start.at);

        expect(explained.spans.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(waited);
      }),
    );
  });
});

function isAscending(instants: readonly number[]): boolean {
  return instants.every((instant, index) => index === 0 || instant >= (instants[index - 1] ?? 0));
}

function calendarOf(time: WorkingTime, start: number): Calendar {
  return isAroundTheClock(time) ? aroundTheClock() : new WorkingCalendar(time, start, () => []);
}
