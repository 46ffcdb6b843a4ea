import { describe, expect, it } from 'vitest';
import { play } from './stage.ts';

const nowhere = '/nowhere/at/all';

describe('what is handed over to the runner', () => {
  it.each([
    ['GITHUB_STEP_SUMMARY', /^The job summary of this run was not written: /],
    ['GITHUB_OUTPUT', /^The outputs of this run were not written: /],
  ])('where %s cannot be written, the message stands, and a warning says so', async (name, warning) => {
    const played = await play({ env: { [name]: nowhere } });
    expect(played.exitCode, played.text).toBe(0);
    expect(played.messages).toHaveLength(1);
    expect(played.text).toContain('Posted to #reviews');
    expect(played.annotations.filter(({ message }) => warning.test(message))).toHaveLength(1);
    expect(played.text).not.toContain('did not foresee');
    expect(played.text).toContain('Done in');
    if (name === 'GITHUB_STEP_SUMMARY')
      expect(played.outputs).toMatchObject({
        delivered: 'posted',
        count: '2',
        'slack-channel-id': 'C0123456789',
      });
    else expect(played.summary).toContain('2 of 5 open pull requests');
  });

  it('of a runner without job summaries is told, and the rest stands', async () => {
    const played = await play({ env: { GITHUB_STEP_SUMMARY: '' } });
    expect(played.exitCode, played.text).toBe(0);
    expect(played.text).toContain('This runner has no job summary.');
    expect(played.annotations).toEqual([]);
    expect(played.outputs).toMatchObject({ delivered: 'posted', count: '2' });
  });

  it.each(['', nowhere])(
    'with RUNNER_TEMP %j the report goes to the folder of the system',
    async (folder) => {
      const played = await play({ env: { RUNNER_TEMP: folder } });
      expect(played.exitCode, played.text).toBe(0);
      expect(played.outputs).toMatchObject({ delivered: 'posted', count: '2' });
      expect(played.report).toMatchObject({ checked: 5 });
      expect(played.annotations).toEqual([]);
    },
  );

  it('where no folder at all can be written to, only the report file is missing', async () => {
    const played = await play({ env: { RUNNER_TEMP: nowhere, TMPDIR: nowhere } });
    expect(played.exitCode, played.text).toBe(0);
    expect(played.outputs).toMatchObject({ delivered: 'posted', count: '2', checked: '5' });
    expect(played.outputs).not.toHaveProperty('report-file');
    expect(played.summary).toContain('2 of 5 open pull requests');
    expect(played.annotations).toMatchObject([
      { type: 'warning', message: expect.stringContaining('The report file of this run was not written') },
    ]);
  });

  it('of explain: its log stands where the summary cannot be written', async () => {
    const played = await play({ inputs: { explain: '1' }, env: { GITHUB_STEP_SUMMARY: nowhere } });
    expect(played.exitCode, played.text).toBe(0);
    expect(played.text).toContain('acme/web#1 is overdue');
    expect(played.outputs).toMatchObject({ delivered: 'dry-run' });
  });
});
