/** What a run with `explain` says of one pull request. */
import { describe, expect, it } from 'vitest';
import { explanationSections } from '../../src/report/explanation.ts';
import { explain } from '../../src/review/explanation.ts';
import { openCalendar } from '../../src/review/open-calendar.ts';
import type { PullRequest } from '../../src/review/pull-request.ts';
import { account, hour, hoursAgo, type Inputs, now, pull, review, settings } from '../support/samples.ts';

async function explained(changes: Partial<PullRequest>, inputs: Inputs = {}) {
  const own = settings(inputs);
  const calendar = await openCalendar(own.workingTime, hoursAgo(24 * 400), () => []);
  const watched = { branch: 'main', matches: true };
  const subject = { pullRequest: pull(changes), state: 'open', closedAt: undefined, watched } as const;
  const sections = explanationSections(explain(subject, own.rules, calendar, now), { settings: own, now });
  return new Map(
    sections.map(({ title, lines }) => [title, lines.flatMap(({ text, below = [] }) => [text, ...below])]),
  );
}

const outlook = async (changes: Partial<PullRequest>, inputs: Inputs = {}) =>
  (await explained(changes, inputs)).get('What would change it');

describe('what would change a verdict', () => {
  it('is the input, or what it leaves out', async () => {
    expect(await outlook({ author: account('renovate[bot]') }, { authors: '!*[bot]' })).toEqual([
      'Nothing about its author may match *[bot]; or change the input authors.',
    ]);
    expect(await outlook({ labels: ['docs'] }, { labels: 'bug' })).toEqual([
      'Its label must match what the input labels names.',
    ]);
  });

  it('is a push, where only reviews of the newest commit count', async () => {
    const reviewed = {
      head: { commit: 'c2', committedAt: hoursAgo(30), forcePushedAt: undefined },
      reviews: [{ ...review('hubot', 'approved', hoursAgo(1)), commit: 'c2' }],
    };
    expect((await outlook(reviewed, { 'fresh-reviews-only': 'true' }))?.[0]).toMatch(/^A push: /);
    expect((await outlook(reviewed))?.[0]).toBe('Nothing: a review that counts stays one.');
  });
});

describe('the derivation of a verdict', () => {
  it('says what leaves it out', async () => {
    const rules = (await explained({ labels: ['docs'] }, { labels: 'bug' })).get('The rules, in order');
    expect(rules?.[2]).toMatch(/^Is it left out\? yes: .*bug.* → left out$/);
  });

  it('names the commit of a review, and that the clock begins with a push', async () => {
    const sections = await explained(
      {
        head: { commit: 'c2c2c2c2c2', committedAt: hoursAgo(30), forcePushedAt: undefined },
        reviews: [{ ...review('hubot', 'approved', hoursAgo(40)), commit: 'c1c1c1c1c1' }],
      },
      { 'fresh-reviews-only': 'true' },
    );
    expect(sections.get('Its reviews')?.[0]).toMatch(
      /approved on c1c1c1c; does not count: not on the newest commit c2c2c2c$/,
    );
    expect(sections.get('Its clock')?.[0]).toContain('fresh-reviews-only is set');
  });

  it('counts the reviews beyond 200', async () => {
    const reviews = Array.from({ length: 230 }, () => review('ci[bot]', 'commented', hoursAgo(3)));
    const lines = (await explained({ reviews })).get('Its reviews');
    expect(lines).toHaveLength(201);
    expect(lines?.at(-1)).toBe('and 30 more');
  });

  it('has the spans of working time, none outside of it, and counts those beyond 14', async () => {
    const office = { timezone: 'UTC', 'working-days': 'mon-fri', 'working-hours': '09:00-17:00' };
    // Mon 3 Aug 2026 07:17: nobody has worked since Friday evening.
    expect((await explained({ createdAt: now - hour }, office)).get('Its clock')).toContain('none');
    const long = (await explained({ createdAt: hoursAgo(28 * 24) }, office)).get('Its clock');
    expect(long).toContain('and 6 more spans of working time');
  });
});
