import { describe, expect, it } from 'vitest';
import {
  countingReviews,
  isReviewed,
  unknownOfCounting,
  waitsAgainSince,
} from '../../src/review/counting.ts';
import { decidingBy, decidingUnknown } from '../../src/review/judge.ts';
import type { PullRequest, Review, Unknown } from '../../src/review/pull-request.ts';
import { account, asked, hoursAgo, type Inputs, now, pull, review, rules } from '../support/samples.ts';

const agent = { author: account('agent[bot]') };
const again = { 're-requests': 'true' };
const independent = { 'independent-review': 'true' };
const at = (name: string, hours: number) => ({ name, at: hoursAgo(hours) });
const approved = (login: string, hours: number): Review => review(login, 'approved', hoursAgo(hours));

describe('accounts that have reviewed', () => {
  const logins = (reviews: readonly Review[], inputs: Inputs = {}) =>
    countingReviews(pull({ reviews }), rules(inputs)).map(({ author, submittedAt }) => [
      author.login,
      submittedAt,
    ]);

  it('are each named by their first review that counts, the earliest first', () => {
    const reviews = [
      approved('mona', 2),
      approved('Hubot', 5),
      approved('hubot', 9),
      approved('ghost', 3),
      approved('ghost', 4),
    ];
    expect(logins(reviews)).toEqual([
      ['hubot', hoursAgo(9)],
      ['ghost', hoursAgo(4)],
      ['mona', hoursAgo(2)],
    ]);
  });

  it('at one instant are in the order of their names', () => {
    expect(logins([approved('mona', 2), approved('hubot', 2)]).map(([login]) => login)).toEqual([
      'hubot',
      'mona',
    ]);
    expect(logins([approved('hubot', 2), approved('mona', 2)]).map(([login]) => login)).toEqual([
      'hubot',
      'mona',
    ]);
  });

  it.each([
    [1, 0, false],
    [1, 1, true],
    [2, 1, false],
    [2, 2, true],
    [2, 3, true],
  ])('where %i are needed suffice from there on: %i', (needed, count, expected) => {
    const reviews = ['hubot', 'mona', 'lisa'].slice(0, count).map((login) => approved(login, 2));
    expect(isReviewed(pull({ reviews }), rules({ 'reviews-needed': String(needed) }))).toBe(expected);
  });
});

describe('a wait that began anew', () => {
  const since = (changes: Partial<PullRequest>, inputs: Inputs = again) => {
    const found = waitsAgainSince(pull(changes), rules(inputs));
    return found === undefined ? undefined : (now - found) / 3_600_000;
  };
  const reviews = [approved('hubot', 50)];
  const requested = asked('hubot');

  it('did so at the latest request of those whose reviews counted', () => {
    expect(since({ reviews, requested, requestEvents: [at('hubot', 30), at('hubot', 20)] })).toBe(20);
    const both = {
      reviews: [...reviews, approved('mona', 40)],
      requested: asked('hubot', 'mona'),
      requestEvents: [at('hubot', 30), at('mona', 10)],
    };
    expect(since(both)).toBe(10);
    // Of one whose review did not count anyway, it does not matter.
    const stated = { ...both, reviews: [...reviews, review('mona', 'commented', hoursAgo(40))] };
    expect(since(stated, { ...again, 'counts-as-review': 'approved' })).toBe(30);
  });

  it.each<[string, Partial<PullRequest>, Inputs?]>([
    ['where the input is not set', { reviews, requested, requestEvents: [at('hubot', 30)] }, {}],
    ['where nobody has reviewed', { requested, requestEvents: [at('hubot', 30)] }],
    ['where the request came before', { reviews, requested, requestEvents: [at('hubot', 60)] }],
    ['where the request is taken back', { reviews, requested: [], requestEvents: [at('hubot', 30)] }],
    ['where another one is asked', { reviews, requested: asked('mona'), requestEvents: [at('mona', 30)] }],
    [
      'where another’s request is later',
      { reviews, requested: asked('hubot', 'mona'), requestEvents: [at('hubot', 60), at('mona', 30)] },
    ],
    ['where nobody knows when it was', { reviews, requested }],
    [
      'where somebody else has reviewed',
      { reviews: [...reviews, approved('mona', 40)], requested, requestEvents: [at('hubot', 30)] },
    ],
    [
      'where it lacks a second reviewer anyway',
      { reviews, requested, requestEvents: [at('hubot', 30)] },
      { ...again, 'reviews-needed': '2' },
    ],
    ['where who was asked is not known', { reviews, requested: undefined, requestEvents: [at('hubot', 30)] }],
  ])('did not %s', (_, changes, inputs) => expect(since(changes, inputs)).toBeUndefined());
});

describe('what GitHub left out', () => {
  const reviews = [approved('hubot', 50)];
  const table: [Unknown, Inputs, Partial<PullRequest>, boolean][] = [
    ['assignees', independent, { ...agent, reviews }, true],
    ['assignees', independent, { ...agent }, false],
    ['assignees', independent, { reviews }, false],
    ['assignees', {}, { ...agent, reviews }, false],
    ['requested', again, { reviews }, true],
    ['requested', again, {}, false],
    ['requested', {}, { reviews }, false],
    ['requests', again, { reviews, requested: asked('hubot') }, true],
    ['requests', again, { reviews: [...reviews, approved('mona', 2)], requested: asked('mona') }, true],
    ['requests', again, { reviews, requested: asked('mona') }, false],
    ['requests', again, { reviews }, false],
    ['requests', {}, { reviews, requested: asked('hubot') }, false],
    ['older requests', again, { reviews, requested: asked('Hubot'), requestEvents: [at('mona', 9)] }, true],
    [
      'older requests',
      again,
      { reviews, requested: asked('hubot'), requestEvents: [at('Hubot', 60), at('mona', 9)] },
      false,
    ],
    ['older requests', again, { reviews, requested: asked('mona'), requestEvents: [] }, false],
    [
      'older requests',
      again,
      { reviews: [...reviews, approved('mona', 2)], requested: asked('mona'), requestEvents: [] },
      true,
    ],
    ['older requests', {}, { reviews, requested: asked('hubot'), requestEvents: [] }, false],
    ['labels', again, { reviews, requested: asked('hubot') }, false],
    ['restarts', again, { reviews, requested: asked('hubot') }, false],
    ['pushes', again, { reviews, requested: asked('hubot') }, false],
  ];
  it.each(table)('(%s) with %j and %j could take a review away: %s', (part, inputs, changes, expected) => {
    const one = pull({ ...changes, unknown: [part] });
    expect(unknownOfCounting(one, rules(inputs))).toBe(expected ? part : undefined);
  });

  it('is nothing where all came', () =>
    expect(unknownOfCounting(pull({ reviews, requested: asked('hubot') }), rules(again))).toBeUndefined());

  it.each<[Inputs, readonly string[], boolean]>([
    [{ labels: 'bug' }, [], true],
    [{ labels: 'bug' }, ['bug'], true],
    [{ labels: '!wip' }, ['bug'], true],
    [{ labels: 'bug, !wip' }, ['bug'], true],
    [{ labels: '!wip' }, ['wip'], false],
    [{}, [], true],
    [{}, ['no-reminder'], false],
  ])('of labels decides with %j and %j: %s, since one could snooze', (inputs, labels, expected) =>
    expect(decidingUnknown(pull({ labels, unknown: ['labels'] }), rules(inputs), now)).toBe(
      expected ? 'labels' : undefined,
    ),
  );

  it.each<[Inputs, readonly string[], boolean]>([
    [{ labels: 'bug' }, [], true],
    [{ labels: 'bug' }, ['bug'], false],
    [{ labels: '!wip' }, ['bug'], true],
    [{ labels: 'bug, !wip' }, ['bug'], true],
    [{ labels: '!wip' }, ['wip'], false],
    [{}, [], false],
  ])('of labels beyond the page decides with %j and %j: %s', (inputs, labels, expected) =>
    expect(decidingUnknown(pull({ labels, unknown: ['further labels'] }), rules(inputs), now)).toBe(
      expected ? 'further labels' : undefined,
    ),
  );

  it('of something else leaves the labels as they are', () =>
    expect(
      decidingUnknown(pull({ labels: [], unknown: ['assignees'] }), rules({ labels: '!wip' }), now),
    ).toBeUndefined());
});

describe('what is to be read', () => {
  it('is whose turn it is, where the input asks and nothing else settles it', () => {
    const {
      turnsOf,
      isUndecided,
      decidingUnknown: deciding,
    } = decidingBy([rules({ 'authors-turn': 'conflicts' })], now);
    expect(turnsOf(pull())).toEqual(['conflicts']);
    expect(turnsOf(pull({ draft: true }))).toEqual([]);
    expect(turnsOf(pull({ labels: ['no-reminder'] }))).toEqual([]);
    expect(decidingBy([rules()], now).turnsOf(pull())).toEqual([]);
    expect(isUndecided(pull())).toBe(true);
    expect(isUndecided(pull({ reviews: [approved('hubot', 2)] }))).toBe(false);
    expect(deciding(pull({ unknown: ['restarts'] }))).toBe('restarts');
  });
});
