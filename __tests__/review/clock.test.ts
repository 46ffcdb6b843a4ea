import { describe, expect, it } from 'vitest';
import { unknownOfClock } from '../../src/review/clock.ts';
import type { PullRequest, Unknown } from '../../src/review/pull-request.ts';
import { asked, hoursAgo, type Inputs, pull, review, rules } from '../support/samples.ts';

const requests = { 'clock-start': 'review-requested' };
const created = { 'clock-start': 'created' };
const fresh = { 'fresh-reviews-only': 'true' };
const seen = [{ name: 'Hubot', at: hoursAgo(2) }];

const again = { 're-requests': 'true' };
const waitingAgain = {
  reviews: [review('hubot', 'approved', hoursAgo(9))],
  requested: asked('hubot'),
  requestEvents: seen,
};

describe('what GitHub left out', () => {
  it.each<[Unknown, Inputs, Partial<PullRequest>, boolean]>([
    ['labels', {}, {}, false],
    ['labels', requests, { requested: asked('hubot') }, false],
    ['restarts', {}, {}, true],
    ['restarts', created, {}, false],
    ['restarts', requests, {}, true],
    ['pushes', {}, {}, false],
    ['pushes', fresh, {}, true],
    ['requested', {}, {}, false],
    ['requested', requests, {}, true],
    ['requests', {}, { requested: asked('hubot') }, false],
    ['requests', requests, { requested: asked('hubot') }, true],
    ['requests', requests, { requested: asked('ci[bot]') }, false],
    ['requests', requests, { requested: [] }, false],
    ['older requests', {}, { requested: asked('hubot') }, false],
    ['older requests', requests, { requested: asked('hubot') }, true],
    ['older requests', requests, { requested: asked('hubot'), requestEvents: seen }, false],
    ['older requests', requests, { requested: asked('hubot', 'monalisa'), requestEvents: seen }, true],
    ['older requests', requests, { requested: asked('ci[bot]') }, false],
    ['restarts', { ...created, ...again }, waitingAgain, true],
    ['restarts', created, waitingAgain, false],
    ['requests', again, waitingAgain, true],
    ['requests', {}, waitingAgain, false],
    ['older requests', again, waitingAgain, false],
  ])('(%s) with %j and %j could start the clock at another time: %s', (what, inputs, changes, matters) => {
    const found = unknownOfClock(pull({ ...changes, unknown: [what] }), rules(inputs));
    expect(found).toBe(matters ? what : undefined);
  });

  it('is nothing where all came', () => {
    expect(unknownOfClock(pull({}), rules(requests))).toBeUndefined();
  });
});
