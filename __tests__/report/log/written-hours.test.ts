import { describe, expect, it } from 'vitest';
import { writtenHoursLog } from '../../../src/report/log/written-hours.ts';
import { inputsOf, settingsOf } from '../../support/configured.ts';

/** What the log says of durations that are written so. @param file the config file */
function said(given: Readonly<Record<string, string>>, file = ''): string[] {
  const inputs = inputsOf(file, { 'working-days': 'mon-fri', 'working-hours': '09:00-17:30', ...given });
  return writtenHoursLog(settingsOf(inputs), inputs).flatMap((entry) =>
    entry.kind === 'notice' ? [entry.text] : [],
  );
}

describe('hours that make working days', () => {
  it('are told as what they are', () => {
    expect(said({ threshold: '36h' })).toEqual([
      'threshold: 36h is 4 working days 2 h, since hours are working time and a working day has 8 h 30 m.',
    ]);
  });

  it('are told with the days that may be meant', () => {
    expect(said({ threshold: '48h', 'max-age': ' 600 H ' })).toEqual([
      'threshold: 48h is 5 working days 5 h 30 m, since hours are working time and a working day has 8 h 30 m. If 2 working days are meant, write 2d.',
      'max-age: 600 H is 70 working days 5 h, since hours are working time and a working day has 8 h 30 m. If 25 working days are meant, write 25d.',
    ]);
    expect(said({ threshold: '24h' })).toEqual([
      expect.stringContaining('If 1 working day is meant, write 1d.'),
    ]);
  });

  it.each([
    ['days', { threshold: '2d' }],
    ['a bare number', { threshold: '3' }],
    ['the default', {}],
    ['less than a working day', { threshold: '4h' }],
    ['days and less than one', { threshold: '1d 4h' }],
    ['every hour counts', { threshold: '36h', 'working-days': '', 'working-hours': '' }],
    ['working days have 24 hours', { threshold: '36h', 'working-hours': '' }],
  ])('are no matter with %s', (_, given) => {
    expect(said(given)).toEqual([]);
  });

  it('are told also of minutes, and of hours beside days', () => {
    expect(said({ threshold: '900m' })).toHaveLength(1);
    expect(said({ threshold: '1d 30h' })).toHaveLength(1);
  });

  it('are told of a reminder, where there is one', () => {
    expect(said({ 'remind-every': '24h', delivery: 'update' })).toEqual([
      'remind-every: 24h is 2 working days 7 h, since hours are working time and a working day has 8 h 30 m. If 1 working day is meant, write 1d.',
    ]);
    expect(said({ 'remind-every': '24h' })).toEqual([]);
    expect(said({ 'remind-every': 'never', delivery: 'update' })).toEqual([]);
  });

  it('are told of a route that has them from the inputs, and days that are shorter', () => {
    const file = "routes: [{ when: { labels: bug }, working-hours: '09:00-13:00' }]";
    const around = { threshold: '12h', 'working-days': '', 'working-hours': '' };
    expect(said(around, file)).toEqual([
      expect.stringMatching(/^threshold of route 1 \(line 1\): 12h is 3 working days, since .* has 4 h\.$/),
    ]);
    // Of equal days it is told of the input alone.
    expect(said({ threshold: '12h' }, 'routes: [{ when: { labels: bug } }]')).toHaveLength(1);
  });

  it('are told of routes by their own working days, and of escalations', () => {
    const file = `
routes:
  - { when: { labels: bug }, threshold: 24h }
  - { when: { labels: ops }, threshold: 24h, working-hours: '00:00-24:00' }
  - { when: { labels: x }, threshold: 12h, working-hours: '09:00-12:00', max-age: 9w }
escalations:
  - { after: 72h, slack-channel: C0LEADS00 }
`;
    expect(said({}, file)).toEqual([
      expect.stringMatching(/^threshold of route 1 \(line 3\): 24h is 2 working days 7 h,/),
      expect.stringMatching(
        /^threshold of route 3 \(line 5\): 12h is 4 working days, since .* a working day has 3 h\.$/,
      ),
      expect.stringMatching(/^after of escalations \(line 7\): 72h is 8 working days 4 h, .* write 3d\.$/),
    ]);
  });
});
