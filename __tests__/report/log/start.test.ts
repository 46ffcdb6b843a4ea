import { describe, expect, it } from 'vitest';
import { writtenHoursLog } from '../../../src/report/log/start.ts';
import { readInputs } from '../../../src/settings/inputs.ts';
import { readSettings } from '../../../src/settings/settings.ts';
import { run } from '../../support/samples.ts';

/** What the log says of durations that are written so. */
function said(given: Readonly<Record<string, string>>): string[] {
  const all: Readonly<Record<string, string>> = {
    'github-token': 'ghs_0123456789',
    'dry-run': 'true',
    'working-days': 'mon-fri',
    'working-hours': '09:00-17:30',
    ...given,
  };
  const inputs = readInputs((name) => all[name] ?? '', run);
  const { settings } = readSettings(inputs);
  return writtenHoursLog(settings.units, inputs.texts).flatMap((entry) =>
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
});
