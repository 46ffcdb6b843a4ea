import { describe, expect, it } from 'vitest';
import { aroundTheClock } from '../../src/review/calendar.ts';
import { explain } from '../../src/review/explanation.ts';
import { openCalendar } from '../../src/review/open-calendar.ts';
import type { PullRequest } from '../../src/review/pull-request.ts';
import { WorkingCalendar } from '../../src/review/working-calendar.ts';
import {
  account,
  hour,
  hoursAgo,
  type Inputs,
  now,
  pull,
  review,
  rules,
  settings,
} from '../support/samples.ts';

const explained = (changes: Partial<PullRequest>, inputs: Inputs = {}) => {
  const watched = { branch: 'main', matches: true };
  const subject = { pullRequest: pull(changes), state: 'open', closedAt: undefined, watched } as const;
  return explain(subject, rules(inputs), aroundTheClock(), now);
};

describe('an explanation', () => {
  it('says of each review why it does not count, the earliest first', () => {
    const on = (commit: string) => ({ commit });
    const { reviews } = explained(
      {
        head: { commit: 'c2', committedAt: hoursAgo(30), forcePushedAt: undefined },
        reviews: [
          { ...review('hubot', 'approved', hoursAgo(1)), ...on('c2') },
          { ...review('mona', 'approved', hoursAgo(2)), ...on('c1') },
          { ...review('hubot', 'commented', hoursAgo(3)), ...on('c2') },
          { ...review('acme-robot', 'approved', hoursAgo(4)), ...on('c2') },
          { ...review('ci[bot]', 'approved', hoursAgo(5)), ...on('c2') },
          { ...review('octocat', 'commented', hoursAgo(6)), ...on('c2') },
        ],
      },
      { 'counts-as-review': 'approved', 'ignore-reviewers': 'acme-*', 'fresh-reviews-only': 'true' },
    );
    expect(reviews.map(({ review: { author }, discount }) => [author.login, discount])).toEqual([
      ['octocat', 'own'],
      ['ci[bot]', 'bot'],
      ['acme-robot', 'ignored'],
      ['hubot', 'state'],
      ['mona', 'stale'],
      ['hubot', undefined],
    ]);
  });

  it('says what leaves it out', () => {
    expect(explained({ author: account('renovate[bot]') }, { authors: '!*[bot]' }).exclusion).toEqual({
      by: 'authors',
      excluded: '*[bot]',
    });
    expect(explained({ labels: ['docs'] }, { labels: 'bug, security' }).exclusion).toEqual({
      by: 'labels',
      wanted: ['bug', 'security'],
    });
  });

  it('tells all that could start the clock, the earliest first', () => {
    const { starts } = explained(
      {
        createdAt: hoursAgo(50),
        restarted: { how: 'was reopened', at: hoursAgo(10) },
        requested: [{ name: 'hubot', kind: 'user' }],
        requestEvents: [{ name: 'hubot', at: hoursAgo(40) }],
        head: { commit: 'c1', committedAt: hoursAgo(30), forcePushedAt: hoursAgo(20) },
      },
      { 'clock-start': 'review-requested', 'fresh-reviews-only': 'true' },
    );
    expect(starts.map(({ how, at }) => [how, (now - at) / hour])).toEqual([
      ['was opened', 50],
      ['asked for a review', 40],
      ['got its newest commit', 30],
      ['was force-pushed', 20],
      ['was reopened', 10],
    ]);
  });

  it('has the span of the wait, and none where nothing was waited', () => {
    expect(explained({ createdAt: hoursAgo(3) }).spans).toEqual([{ from: hoursAgo(3), to: now }]);
    expect(explained({ createdAt: now }).spans).toEqual([]);
  });
});

describe('the calendar of a run', () => {
  it('is no calendar where every hour counts', async () => {
    const opened = (inputs?: Inputs) => openCalendar(settings(inputs).workingTime, hoursAgo(99));
    expect(await opened()).not.toBeInstanceOf(WorkingCalendar);
    expect(await opened({ 'working-days': 'mon-sat' })).toBeInstanceOf(WorkingCalendar);
  });
});
