import { describe, expect, it } from 'vitest';
import { audiencesOf, isToSay } from '../../src/report/audience.ts';
import { renderMessage } from '../../src/report/slack/message.ts';
import {
  audience,
  day,
  hoursAgo,
  type Inputs,
  pull,
  report,
  settings,
  unreachable,
} from '../support/samples.ts';

const shown = report(
  [400, 90, 80, 70].map((hours, index) => pull({ number: index + 1, createdAt: hoursAgo(hours) })),
);

describe('an audience', () => {
  it('is one: what the inputs name, which hears of everything', () => {
    const inputs: Inputs = { 'slack-channel': '#reviews', 'max-age': '9d', 'notify-on-failure': 'false' };
    const all = report([pull()], { inputs });
    expect(audiencesOf(all)).toEqual([
      {
        destination: settings(inputs).destination,
        report: all,
        style: {
          maxListed: 20,
          maxAge: 9 * day,
          notifyWhenClear: false,
          notifyOnFailure: false,
          delivery: 'post',
          remindEvery: { kind: 'days', days: 1 },
          news: 'post',
          mention: { asked: 'none', authors: false },
          mentionRepeat: 'every',
          mentionFallback: undefined,
          directMessages: 'none',
          routes: [],
        },
        levels: [],
        others: new Set(),
      },
    ]);
  });

  it('gets its message in its own style, whatever the settings say', () => {
    const one = audience(shown);
    const message = renderMessage({ ...one, style: { ...one.style, maxListed: 2, maxAge: 10 * day } });
    expect(message).toMatchObject({ count: 4, named: ['acme/web#2', 'acme/web#3'] });
    const blocks = JSON.stringify(message.blocks);
    expect(blocks).toContain('and 1 more, waiting up to 2 d ·');
    expect(blocks).toContain('1 more waits longer than 10 d');
  });

  it('of another channel has another key, by which later runs know its message', () => {
    const one = audience(shown);
    const { destination } = settings({ 'slack-channel': '#other' });
    const keys = [one, { ...one, destination }].map((each) => renderMessage(each).memory.key);
    expect(new Set(keys).size).toBe(2);
  });

  it.each<[said: boolean, why: string, pulls: number, failed: number, looked: number, inputs: Inputs]>([
    [true, 'something is overdue', 1, 0, 1, {}],
    [false, 'nothing is', 0, 0, 1, {}],
    [true, 'nothing is, and an all-clear is wanted', 0, 0, 1, { 'notify-when-clear': 'true' }],
    [true, 'not everything could be looked at', 0, 1, 1, {}],
    [false, 'so it is, and nobody wants to know', 0, 1, 1, { 'notify-on-failure': 'false' }],
    [
      false,
      'nothing could be looked at: no all-clear',
      0,
      1,
      0,
      { 'notify-on-failure': 'false', 'notify-when-clear': 'true' },
    ],
  ])('is spoken to (%s): %s', (said, _, pulls, failed, looked, inputs) => {
    const found = report(
      Array.from({ length: pulls }, () => pull()),
      { inputs, unreachable: Array.from({ length: failed }, () => unreachable) },
    );
    expect(isToSay(audience({ ...found, repositories: found.repositories.slice(0, looked) }))).toBe(said);
  });
});
