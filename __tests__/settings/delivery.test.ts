import { describe, expect, it } from 'vitest';
import { placeOf, SettingsError } from '../../src/settings/problem.ts';
import { day, hour, type Inputs, settings } from '../support/samples.ts';

function problemsOf(inputs: Inputs): string[] {
  try {
    settings(inputs);
    return [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.problems.map((problem) => `${placeOf(problem).replace('Input ', '')}: ${problem.message}`);
  }
}

describe('remind-every', () => {
  const workingWeek = { 'working-days': 'mon-fri', 'working-hours': '09:00-17:00' };
  it.each<[string, Inputs, unknown, string]>([
    ['', {}, { kind: 'days', days: 1 }, '1 d'],
    ['1', {}, { kind: 'days', days: 1 }, '1 d'],
    ['3d', {}, { kind: 'days', days: 3 }, '3 d'],
    ['1w 2d', {}, { kind: 'days', days: 9 }, '9 d'],
    ['1w', workingWeek, { kind: 'days', days: 5 }, '5 working days'],
    ['1d', workingWeek, { kind: 'days', days: 1 }, '1 working day'],
    ['4h', {}, { kind: 'time', length: 4 * hour }, '4 h'],
    ['36h', {}, { kind: 'time', length: 36 * hour }, '36 h'],
    ['1h 30m', workingWeek, { kind: 'time', length: 1.5 * hour }, '1 h 30 m'],
    ['90m', {}, { kind: 'time', length: 1.5 * hour }, '1 h 30 m'],
    ['Never', {}, { kind: 'never' }, 'never'],
  ])('"%s"', (value, others, expected, shown) => {
    const read = settings({ ...others, 'remind-every': value });
    expect(read.remindEvery).toEqual(expected);
    expect(read.view.find(([name]) => name === 'remind-every')?.[1]).toBe(shown);
  });

  it.each([
    ['0', 'is less than a day'],
    ['0d', 'is less than a day'],
    ['30m', 'is less than an hour'],
    ['0h', 'is less than an hour'],
    ['1d 4h', 'mixes days with hours'],
    ['1.5d', 'has a fraction'],
    ['1.5', 'has a fraction'],
    ['1.5h', 'has a fraction'],
    ['-1d', 'is not a span'],
    ['1d 1d', 'is not a span'],
    ['daily', 'is not a span'],
    ['99999999d', 'is further away'],
    ['999999999h', 'is further away'],
  ])('"%s" is an error that names the input', (value, why) => {
    const [problem, ...others] = problemsOf({ 'remind-every': value });
    expect(others).toEqual([]);
    expect(problem).toContain(`remind-every: "${value}" ${why}`);
    expect(problem).toContain('Allowed: ');
  });
});

describe('watchdog', () => {
  it.each([
    ['3d', 3 * day],
    ['1h', hour],
    ['120d', 120 * day],
    ['2', 2 * day],
    ['1w', 7 * day],
  ])('"%s" counts by the calendar, whatever the working time', (value, length) => {
    const inputs = { watchdog: value, 'working-days': 'mon-fri', 'working-hours': '09:00-17:00' };
    expect(settings(inputs).watchdog).toBe(length);
  });

  it.each(['59m', '121d', '0', 'soon'])('"%s" is an error', (value) => {
    expect(problemsOf({ watchdog: value })).toEqual([
      expect.stringContaining(`watchdog: "${value}" is not allowed. Allowed: a duration from 1h to 120d`),
    ]);
  });
});

describe('delivery', () => {
  const webhook: Inputs = {
    'slack-bot-token': '',
    'slack-channel': '',
    'slack-webhook-url': 'https://hooks.slack.com/services/T0/B0/0123456789',
  };
  it.each<[string, Inputs, RegExp[]]>([
    [
      'a name',
      { 'slack-channel': '#reviews' },
      [/^slack-channel: "#reviews" is a name, and delivery: update/],
    ],
    ['a name without #', { 'slack-channel': 'reviews' }, [/^slack-channel: "#reviews" is a name/]],
    ['a person', { 'slack-channel': 'U0123456789' }, [/^slack-channel: "U0123456789" is a person.*\(D…\)/]],
    ['a name in a dry run', { 'slack-channel': '#reviews', 'dry-run': 'true' }, [/is a name/]],
    ['a webhook', webhook, [/^delivery: "update" is given with slack-webhook-url/]],
    [
      'a webhook and a watchdog',
      { ...webhook, watchdog: '3d' },
      [/^delivery: /, /^watchdog: is given with slack-webhook-url/],
    ],
    ['an ID', { 'slack-channel': 'C0123456789' }, []],
    ['a private channel', { 'slack-channel': 'G0123456789' }, []],
    ['a conversation', { 'slack-channel': 'D0123456789' }, []],
    ['a dry run without Slack', { 'slack-bot-token': '', 'slack-channel': '', 'dry-run': 'true' }, []],
  ])('update with %s', (_, inputs, expected) => {
    const found = problemsOf({ delivery: 'update', ...inputs });
    expect(found).toEqual(expected.map((one) => expect.stringMatching(one)));
  });

  it('of another kind is an error, and so are other news', () => {
    expect(problemsOf({ delivery: 'edit', news: 'ping' })).toEqual([
      'delivery: "edit" is not allowed. Allowed: post, update, replace.',
      'news: "ping" is not allowed. Allowed: post, edit.',
    ]);
  });
});
