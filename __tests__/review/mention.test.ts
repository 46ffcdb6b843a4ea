import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aroundTheClock } from '../../src/review/calendar.ts';
import type { Judgement } from '../../src/review/judge.ts';
import { judge } from '../../src/review/judge.ts';
import {
  askedFor,
  type Directory,
  hasDoubled,
  lowestWaiting,
  type MentionRules,
  mentionsFor,
} from '../../src/review/mention.ts';
import { openCalendar } from '../../src/review/open-calendar.ts';
import type { PullRequest } from '../../src/review/pull-request.ts';
import type { SlackId } from '../../src/values/contact.ts';
import {
  account,
  asked,
  day,
  hour,
  hoursAgo,
  now,
  pull,
  review,
  rules,
  settings,
} from '../support/samples.ts';

const ids: Readonly<Record<string, SlackId>> = {
  ada: { kind: 'user', id: 'U000000ADA' },
  ben: { kind: 'user', id: 'U000000BEN' },
  cleo: { kind: 'user', id: 'U00000CLEO' },
  dora: { kind: 'user', id: 'U00000DORA' },
  'acme/core': { kind: 'group', id: 'S00000CORE' },
  'acme/web': { kind: 'group', id: 'S000000WEB' },
};
const directory = (...busy: string[]): Directory => ({
  idOf: (name) => ids[name.toLowerCase()],
  isBusy: (login) => busy.includes(login),
});
const today = { calendar: aroundTheClock(), now };
const everybody: MentionRules = {
  ...today,
  mention: { asked: 'all', authors: false },
  fallback: [],
  directory: directory(),
};
const judged = (changes: Partial<PullRequest>): Judgement =>
  judge(pull(changes), rules(), aroundTheClock(), now);
const named = (changes: readonly Partial<PullRequest>[], how: Partial<MentionRules> = {}) =>
  [...mentionsFor(changes.map(judged), { ...everybody, ...how }).values()].map((all) =>
    all.map(({ id, as }) => `${as} ${id}`),
  );

describe('a message names', () => {
  it('all of those asked whom people knows, people before teams, and no bot', () => {
    const requested = asked('acme/core', 'ada', 'stranger', 'hubot[bot]', '(team)', 'Ben');
    expect(named([{ requested }])).toEqual([['asked U000000ADA', 'asked U000000BEN', 'asked S00000CORE']]);
  });

  it('nobody unless it is told to', () => {
    const mention = { asked: 'none', authors: false } as const;
    const fallback = [{ kind: 'group', id: 'S0000LEADS' }] as const;
    expect(named([{ requested: asked('ada') }], { mention, fallback })).toEqual([[]]);
  });

  it('a person and a group once, beside the first of their pull requests', () => {
    const requested = asked('ada', 'acme/core');
    expect(named([{ requested }, { requested: asked('ada', 'ben', 'acme/core') }])).toEqual([
      ['asked U000000ADA', 'asked S00000CORE'],
      ['asked U000000BEN'],
    ]);
  });

  it('one person once though two logins are his', () => {
    const twice: Directory = { idOf: () => ids['ada'], isBusy: () => false };
    expect(named([{ requested: asked('ada', 'ada-work') }], { directory: twice })).toEqual([
      ['asked U000000ADA'],
    ]);
  });

  it('authors that are people', () => {
    const mention = { asked: 'none', authors: true } as const;
    const of = (login: string) => named([{ author: account(login) }], { mention })[0];
    expect(of('ada')).toEqual(['author U000000ADA']);
    expect(of('octocat')).toEqual([]);
    const bot = { ...account('ada[bot]'), login: 'ada' };
    expect(named([{ author: bot }], { mention })).toEqual([[]]);
  });

  it.each([
    ['nobody was asked', []],
    ['people knows none of them', asked('stranger')],
    ['only bots were asked', asked('hubot[bot]')],
    ['who was asked is not known', undefined],
  ])('the fallback where %s', (_, requested) => {
    const fallback = [
      { kind: 'account', name: 'acme/core' },
      { kind: 'user', id: 'U0000LEADS' },
      { kind: 'account', name: 'stranger' },
    ] as const;
    expect(named([{ requested }], { fallback })).toEqual([['fallback S00000CORE', 'fallback U0000LEADS']]);
    expect(named([{ requested: asked('ada') }], { fallback })).toEqual([['asked U000000ADA']]);
  });
});

describe('one-asked', () => {
  const one = (
    requested: PullRequest['requested'],
    at = now,
    busy: string[] = [],
    calendar = aroundTheClock(),
  ) =>
    askedFor(pull({ number: 1, createdAt: hoursAgo(99), requested }), 'one', {
      directory: directory(...busy),
      calendar,
      now: at,
    }).map(({ id }) => id)[0];
  const team = asked('dora', 'ada', 'cleo', 'ben');

  it('is the same one all day, whatever the order, and the next one on the next', () => {
    const start = Date.parse('2026-08-04T00:00:00Z');
    const days = [0, 1, 2, 3, 4].map((days) => one(team, start + days * day));
    expect(new Set(days.slice(0, 4)).size).toBe(4);
    expect(days[4]).toBe(days[0]);
    expect(one(team, start + 23 * hour)).toBe(days[0]);
    expect(one(team.toReversed(), start)).toBe(days[0]);
  });

  it('waits over the days off', async () => {
    const calendar = await openCalendar(
      settings({ 'working-days': 'mon-fri', holidays: '2026-08-10' }).workingTime,
      hoursAgo(200),
    );
    const on = (date: string) => one(team, Date.parse(`2026-08-${date}T09:00:00Z`), [], calendar);
    const friday = on('07');
    expect(on('08')).toBe(friday);
    expect(on('10')).toBe(friday);
    const names = ['ada', 'ben', 'cleo', 'dora'].map((name) => ids[name]?.id);
    expect(on('11')).toBe(names[(names.indexOf(friday) + 1) % 4]);
  });

  it('passes over whom GitHub shows as busy, and where all are, it is the one whose turn it is', () => {
    const turn = one(team);
    const names = ['ada', 'ben', 'cleo', 'dora'];
    const whose = names.findIndex((name) => ids[name]?.id === turn);
    const next = names[(whose + 1) % 4] ?? '';
    expect(one(team, now, [names[whose] ?? ''])).toBe(ids[next]?.id);
    expect(one(team, now, names)).toBe(turn);
  });

  it('is a person before a team, and a team before nobody', () => {
    expect(one(asked('acme/core', 'ada'))).toBe('U000000ADA');
    expect(one(asked('acme/core', 'stranger'))).toBe('S00000CORE');
    expect(one(asked('acme/core', 'ada'), now, ['ada'])).toBe('S00000CORE');
    expect(one(asked('stranger'))).toBeUndefined();
    expect(one(undefined)).toBeUndefined();
  });
});

describe('in a stack', () => {
  const stack = (...changes: Partial<PullRequest>[]) => {
    const all = changes.map((one, index) =>
      judged({ number: index + 1, ...(index > 0 && { stackedOn: index }), ...one }),
    );
    const isLowest = lowestWaiting(all);
    return all.map(isLowest);
  };

  it('only the lowest layer that waits names people', () => {
    expect(stack({}, {}, {})).toEqual([true, false, false]);
    expect(stack({ createdAt: hoursAgo(1) }, {})).toEqual([true, false]);
  });

  it('one below that does not wait is passed over', () => {
    expect(stack({ reviews: [review('hubot', 'approved')] }, {}, {})).toEqual([true, true, false]);
    expect(stack({ draft: true }, {})).toEqual([true, true]);
    expect(stack({}, { draft: true }, {})).toEqual([true, false, false]);
  });

  it('other repositories have their own numbers, one that was not read is none, and a loop ends', () => {
    const other = judged({ repository: 'acme/api', number: 1 });
    const above = judged({ number: 2, stackedOn: 1 });
    expect(lowestWaiting([other, above])(above)).toBe(true);
    expect(stack({ stackedOn: 2, draft: true }, { stackedOn: 1, draft: true })).toEqual([true, true]);
  });
});

describe('doubling', () => {
  const doubled = (daysOverdue: number, daysBefore: number) => {
    const since = now - (1 + daysOverdue) * day;
    const before = now - (daysOverdue - daysBefore) * day;
    return hasDoubled(judged({ createdAt: since }), before, { calendar: aroundTheClock(), day });
  };

  it.each([
    [1, 0.5, true],
    [1.5, 1, false],
    [2, 1, true],
    [3, 2, false],
    [4, 3, true],
    [7.9, 4, false],
    [8, 7.9, true],
    [16.1, 15, true],
    [31, 16, false],
    [32, 31, true],
    [9, 0.1, true],
    // The message before was posted before it was overdue.
    [1, -0.5, true],
    [0.5, -2, false],
    [0.5, 0.1, false],
  ])('overdue for %d days, the message before at %d: %s', (after, before, pings) => {
    expect(doubled(after, before)).toBe(pings);
  });

  it('counts working days of the calendar', async () => {
    const given = { 'working-days': 'mon-fri', 'working-hours': '09:00-17:00', threshold: '1d' };
    const own = settings(given);
    const calendar = await openCalendar(own.workingTime, hoursAgo(400));
    const at = (date: string) => Date.parse(`2026-08-${date}:00Z`);
    const of = (moment: number) => judge(pull({ createdAt: at('06T09:00') }), own.rules, calendar, moment);
    // Overdue since Thursday 17:00; one working day later it is Friday 17:00, two: Monday 17:00.
    const passed = (from: string, to: string) =>
      hasDoubled(of(at(to)), at(from), { calendar, day: own.units.day });
    expect(passed('07T10:00', '07T16:00')).toBe(false);
    expect(passed('07T10:00', '08T10:00')).toBe(true);
    expect(passed('08T10:00', '10T16:00')).toBe(false);
    expect(passed('08T10:00', '10T17:00')).toBe(true);
  });

  it('pings in days that grow: log2 of the time overdue, however often it reminds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 48 }), (days, everyHours) => {
        let pings = 0;
        for (let hours = everyHours; hours <= days * 24; hours += everyHours)
          if (doubled(hours / 24, (hours - everyHours) / 24)) pings++;
        expect(pings).toBeLessThanOrEqual(Math.floor(Math.log2(days)) + 1);
      }),
    );
  });
});

describe('whoever is asked', () => {
  const names = fc.constantFrom(...Object.keys(ids), 'stranger', 'hubot[bot]', '(team)', 'acme/none');
  const pulls = fc.array(
    fc.record({
      number: fc.integer({ min: 1, max: 50 }),
      requested: fc.option(
        fc.uniqueArray(names).map((some) => asked(...some)),
        { nil: undefined },
      ),
      author: fc.constantFrom('ada', 'dora', 'octocat', 'hubot[bot]', 'ghost').map((login) => account(login)),
      createdAt: fc.integer({ min: 30, max: 900 }).map(hoursAgo),
    }),
    { maxLength: 12 },
  );
  const mention = fc.record({ asked: fc.constantFrom('none', 'all', 'one'), authors: fc.boolean() });
  const fallback = fc.subarray<MentionRules['fallback'][number]>([
    { kind: 'user', id: 'U00000LEAD' },
    { kind: 'account', name: 'ben' },
    { kind: 'account', name: 'stranger' },
  ]);

  it('nobody is named twice, and whoever is was asked, is the author, or the fallback', () => {
    fc.assert(
      fc.property(pulls, mention, fallback, fc.subarray(Object.keys(ids)), (changes, how, instead, busy) => {
        const judgements = changes.map(judged);
        const found = mentionsFor(judgements, {
          ...today,
          mention: how,
          fallback: instead,
          directory: directory(...busy),
        });
        const all = [...found.values()].flat().map(({ id }) => id);
        expect(new Set(all).size).toBe(all.length);
        for (const [{ pullRequest }, own] of found)
          for (const { id, as } of own) {
            const requested = (pullRequest.requested ?? []).map(({ name }) => ids[name]?.id);
            if (as === 'asked') expect(requested).toContain(id);
            if (as === 'author') expect(how.authors && ids[pullRequest.author.login]?.id).toBe(id);
            if (as === 'fallback') {
              expect(['U00000LEAD', 'U000000BEN']).toContain(id);
              expect(requested.filter((one) => one !== undefined)).toEqual([]);
            }
          }
        if (how.asked === 'one')
          for (const own of found.values())
            expect(own.filter(({ as }) => as === 'asked').length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
