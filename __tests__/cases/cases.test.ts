import { describe, expect, it } from 'vitest';
import { explain } from '../../src/review/explanation.ts';
import { judge } from '../../src/review/judge.ts';
import { openCalendar } from '../../src/review/open-calendar.ts';
import { reasonOf } from '../../src/review/reason.ts';
import { type Case, type Expected, readCase, readThemes } from './case.ts';
import { formatLength, formatTime } from './times.ts';

const themes = readThemes();

for (const theme of themes)
  describe(theme.theme, () => {
    for (const row of theme.rows)
      it(row.why, async () => {
        const one = await readCase(theme, row);
        const { said, explained } = await lookAt(one);
        expect(said, one.why).toEqual(one.expected);
        expect(explained, one.why).toBe(one.expected.verdict);
      });
  });

describe('the rows', () => {
  const rows = themes.flatMap(({ rows: own }) => own);

  it('have each a why of its own', () => {
    const whys = rows.map(({ why }) => why);
    expect(whys.filter((why, index) => whys.indexOf(why) !== index)).toEqual([]);
  });

  it.each([
    ['a verdict that is none', { expect: { verdict: 'stale' } }, /stale/],
    ['a key that is none', { expected: {} }, /expected/],
    ['an input that is none', { settings: { treshold: '1d' } }, /treshold/],
    ['a wrong value of an input', { settings: { threshold: '2 days' } }, /threshold: "2 days"/],
    ['something about the pull request that is none', { pull: { opend: '' } }, /opend/],
    ['no why', { why: undefined }, /why/],
    ['a why that is no sentence', { why: 'because' }, /because|length/],
    ['no time', { pull: {} }, /no time of opened/],
    ['a time that the clocks never showed', { now: '2026-03-29 02:30' }, /2026-03-29|ambig|valid|reject/i],
    ['an event that is none', { pull: { opened, events: [`left ${opened}`] } }, /no event/],
    [
      'a review of a state that is none',
      { pull: { opened, reviews: [`hubot liked ${opened}`] } },
      /no review/,
    ],
    [
      'another pull request that is none',
      { pull: { opened, open: ['101 feature → main'] } },
      /no pull request/,
    ],
    ['a turn that is none', { pull: { opened, turns: ['checks'] } }, /checks/],
    ['a comment without a time', { pull: { opened, comments: ['hubot'] } }, /no comment/],
    ['a head without a time', { pull: { opened, head: 'c2' } }, /no head/],
    ['a wait that is no length', { expect: { verdict: 'overdue', waited: '2 days' } }, /no length/],
    ['a wait that is not said', { expect: { verdict: 'overdue' } }, /says what was waited/],
  ])('may not have %s', async (_, change, problem) => {
    await expect(readCase(sound.theme, { ...sound.row, ...change })).rejects.toThrow(problem);
  });

  it('that are sound are read', async () => {
    const { why } = await readCase(sound.theme, sound.row);
    expect(why).toBe(sound.row.why);
  });
});

const opened = '2026-03-28 09:30';
const sound = {
  theme: { theme: '', settings: { timezone: 'Europe/Berlin' }, pull: {}, now: '2026-03-29 12:00' },
  row: {
    why: 'A row that has all that a row needs.',
    pull: { opened },
    expect: { verdict: 'overdue', waited: '25h 30m' },
  },
};

/** What the action says of a case, in the words of its row: only what the row expects, too. */
async function lookAt({ settings, now, subject, publicHolidays, expected }: Case) {
  const { rules, workingTime, timezone } = settings;
  const { pullRequest } = subject;
  const calendar = await openCalendar(workingTime, Math.min(now, pullRequest.createdAt), publicHolidays);
  const judgement = judge(pullRequest, rules, calendar, now);
  const { verdict, judgement: explained } = explain(subject, rules, calendar, now);
  const due = judgement.dueAt;
  const reason = reasonOf(judgement, { settings, now });
  const isLookedAt = subject.state === 'open' && subject.watched.matches;
  const all: Required<Omit<Expected, 'on'>> & Pick<Expected, 'on'> = {
    verdict: isLookedAt ? judgement.finding.verdict : verdict,
    waited: formatLength(judgement.waited),
    since: formatTime(judgement.start.at, timezone),
    due: due === undefined ? 'never' : formatTime(due, timezone),
    on: pullRequest.stackedOn,
    reason: expected.reason !== undefined && reason.includes(expected.reason) ? expected.reason : reason,
  };
  expect(explained.dueAt).toBe(due);
  // Right after the last moment in time, more was waited than is allowed.
  if (due !== undefined) {
    expect(calendar.workedBetween(judgement.start.at, due)).toBeLessThanOrEqual(rules.threshold);
    expect(calendar.workedBetween(judgement.start.at, due + 1)).toBeGreaterThan(rules.threshold);
  }
  const said = Object.fromEntries(Object.entries(all).filter(([key]) => key in expected));
  return { said, explained: verdict };
}
