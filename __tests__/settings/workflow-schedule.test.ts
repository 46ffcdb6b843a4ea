import { describe, expect, it } from 'vitest';
import { readSchedule } from '../../src/settings/workflow-schedule.ts';
import { parseYaml } from '../../src/yaml/index.ts';

const path = '.github/workflows/reviews.yml';
const read = (text: string) => readSchedule(parseYaml(text), path);

describe('the schedule of a workflow', () => {
  it('is every cron line, with its zone', () => {
    expect(
      read(
        `name: Reviews\non:\n  schedule:\n    - cron: '17 8 * * 1-5' # off the hour\n      timezone: Europe/Berlin\n    - cron: "*/30 9-17 * * MON-FRI"\n`,
      ),
    ).toEqual({
      kind: 'found',
      path,
      crons: [
        { cron: '17 8 * * 1-5', timezone: 'Europe/Berlin', isOdd: false },
        { cron: '*/30 9-17 * * MON-FRI', timezone: undefined, isOdd: false },
      ],
    });
  });

  it.each(['@daily', '17 8 * *', '17 8 * * 1-5 2026', 'every day', '', '* * * * ?'])(
    'is odd as %j',
    (cron) => {
      const found = read(`"on": { schedule: [{ cron: ${JSON.stringify(cron)} }] }\n`);
      expect(found).toMatchObject({ crons: [{ isOdd: true }] });
    },
  );

  it.each(['on: push', 'on: [push, workflow_dispatch]', 'on: { workflow_dispatch: }'])(
    'is none in %j',
    (text) => {
      expect(read(`${text}\n`)).toEqual({ kind: 'none', path });
    },
  );

  it.each([
    '',
    'jobs: {}',
    'on:',
    'on: schedule',
    'on: { schedule: }',
    'on: { schedule: [] }',
    'on: { schedule: [17] }',
    'on: { schedule: { cron: 1 } }',
    'on: { schedule: [{ cron: [1] }] }',
    'on: [',
    '- on',
  ])('is not known in %j, which is not none', (text) => {
    expect(read(`${text}\n`).kind).toBe('unknown');
  });
});
