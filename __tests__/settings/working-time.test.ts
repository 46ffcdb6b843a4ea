import { describe, expect, it } from 'vitest';
import { readInputs } from '../../src/settings/inputs.ts';
import { SettingsError } from '../../src/settings/problem.ts';
import { readSettings } from '../../src/settings/settings.ts';
import { parseDay } from '../../src/values/civil-day.ts';
import { type Inputs, run } from '../support/samples.ts';

const hour = 3_600_000;
const regions = new Map([
  ['DE', ['Deutschland', 'Germany']],
  ['DE-BY', ['Bayern']],
  ['US', ['United States of America']],
  ['US-CA', ['California']],
  ['IN', ['भारत', 'India']],
]);

function read(inputs: Inputs) {
  const given: Inputs = { 'github-token': 'ghs_0123456789', 'dry-run': 'true', ...inputs };
  return readSettings(
    readInputs((name) => given[name] ?? '', run),
    regions,
  ).settings;
}

function problem(inputs: Inputs): string {
  try {
    read(inputs);
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  throw new Error('nothing was found wrong');
}

describe('working days', () => {
  it.each([
    ['mon-fri', [0, 1, 2, 3, 4]],
    ['sun-thu', [0, 1, 2, 3, 6]],
    ['fri-mon', [0, 4, 5, 6]],
    ['mon,wed,fri', [0, 2, 4]],
    ['Mon-Wed\nSAT', [0, 1, 2, 5]],
    ['tue', [1]],
    ['mon-sun', [0, 1, 2, 3, 4, 5, 6]],
    ['  ', [0, 1, 2, 3, 4, 5, 6]],
  ])('%j are read', (text, days) =>
    expect(read({ 'working-days': text }).workingTime.weekdays).toEqual(days),
  );

  it.each(['monday', 'mon-', 'mon-fri-sun', 'mon..fri', '1-5', ',', 'mon fri'])('%j is none', (text) =>
    expect(problem({ 'working-days': text })).toMatch(/^Input working-days: .*Allowed: .*mon-fri/),
  );
});

describe('working hours', () => {
  it.each([
    ['09:00-17:30', 9, 8.5],
    ['9:00-17:00', 9, 8],
    ['00:00-24:00', 0, 24],
    ['22:00-06:00', 22, 8],
    ['18:00-00:00', 18, 6],
    ['00:01 - 24:00', 1 / 60, 24 - 1 / 60],
  ])('%j are read', (text, begins, length) =>
    expect(read({ 'working-hours': text }).workingTime).toMatchObject({
      begins: begins * hour,
      length: length * hour,
    }),
  );

  it.each([
    ['09:00-09:00', 'is empty'],
    ['00:00-00:00', 'is empty'],
    ['24:00-06:00', 'is no span'],
    ['09:00', 'is no span'],
    ['9-17', 'is no span'],
    ['09:00-25:00', 'is no span'],
    ['09:60-17:00', 'is no span'],
    ['09:00-17:00, 18:00-19:00', 'is no span'],
    ['-1:00-17:00', 'is no span'],
  ])('%j: %s', (text, why) =>
    expect(problem({ 'working-hours': text })).toMatch(
      new RegExp(`^Input working-hours: "${text}" ${why}.*Allowed: 09:00-17:30`),
    ),
  );

  it('make the day and the week of every duration', () => {
    const { rules, units, maxAge } = read({
      'working-hours': '09:00-17:00',
      'working-days': 'mon-thu',
      threshold: '1w',
      'max-age': '33h',
    });
    expect(units).toEqual({ day: 8 * hour, week: 32 * hour, working: true });
    expect(rules.threshold).toBe(32 * hour);
    expect(maxAge).toBe(33 * hour);
  });

  it('of all days round the clock leave days as they are, in any zone', () =>
    expect(read({ timezone: 'Europe/Berlin', threshold: '2' })).toMatchObject({
      units: { day: 24 * hour, working: false },
      rules: { threshold: 48 * hour },
    }));
});

describe('holidays', () => {
  const day = (date: string) => parseDay(date) ?? Number.NaN;

  it('are dates, ranges, countries and regions', () =>
    expect(read({ holidays: '2026-12-24..2026-12-31, 2026-05-04\t, de, us-ca' }).workingTime).toMatchObject({
      holidays: [
        { from: day('2026-05-04'), to: day('2026-05-04') },
        { from: day('2026-12-24'), to: day('2026-12-31') },
      ],
      regions: ['DE', 'US-CA'],
    }));

  it.each([
    ['2026-02-30', 'is not allowed'],
    ['2026-1-1', 'is not allowed'],
    ['2026-12-31..2026-12-24', 'is not allowed'],
    ['2026-12-24..', 'is not allowed'],
    ['2026-12-24..2026-12-25..2026-12-26', 'is not allowed'],
    ['12/24', 'is not allowed'],
    ['Christmas', 'is no country or region with known public holidays. Allowed: codes of ISO 3166'],
    ['XX', 'is no country or region with known public holidays. Allowed: codes of ISO 3166'],
    ['DE-XX', 'Near: DE (Germany). '],
    ['US-C', 'Near: US-CA (California), US (United States of America). '],
    ['GER', 'Near: DE (Germany). '],
    ['USA', 'Near: US (United States of America). '],
    ['Bayern', 'Near: DE-BY (Bayern). '],
    ['india', 'Near: IN (India). '],
  ])('%j: %s', (text, why) => expect(problem({ holidays: text })).toContain(why));

  it('that are wrong are reported with every other wrong input', () => {
    const message = problem({
      holidays: 'XX, 2026-13-01',
      timezone: 'Berlin',
      'working-hours': 'nine to five',
    });
    expect(message.split('\n')).toHaveLength(4);
    expect(message).toContain('such as Europe/Berlin');
  });
});

describe('explain', () => {
  it.each([
    ['12', 'acme/web#12'],
    ['#12', 'acme/web#12'],
    ['acme/api#7', 'acme/api#7'],
    ['https://github.com/acme/api/pull/7', 'acme/api#7'],
    ['https://github.com/acme/api/pull/7/files#diff-1', 'acme/api#7'],
  ])('%j is %s', (text, name) => {
    const { explain } = read({ explain: text });
    expect(`${explain?.repository.full}#${explain?.number}`).toBe(name);
  });

  it.each([
    ['0', 'is no pull request'],
    ['seven', 'is no pull request'],
    ['acme#7', 'is no pull request'],
    ['acme/web/7', 'is no pull request'],
    ['https://github.com/acme/api/issues/7', 'is no pull request'],
    ['https://gitlab.com/acme/api/pull/7', 'is no pull request'],
  ])('%j %s', (text, why) => expect(problem({ explain: text })).toContain(`Input explain: "${text}" ${why}`));

  it('by number alone needs one repository', () =>
    expect(problem({ explain: '7', repositories: 'acme/web, acme/api' })).toContain('may be one of several'));

  it('needs no Slack', () => expect(read({ explain: '7', 'dry-run': '' }).destination.kind).toBe('none'));
});
