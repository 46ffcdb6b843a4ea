/** A log of very much stays readable: it says how much more there is, and where. */
import { describe, expect, it } from 'vitest';
import { elsewhereLine } from '../../../src/report/elsewhere.ts';
import type { LogEntry } from '../../../src/report/log/entry.ts';
import { unforeseenLog } from '../../../src/report/log/failed.ts';
import { unreachableLog } from '../../../src/report/log/outcome.ts';
import { unmatchedLog } from '../../../src/report/log/unmatched.ts';
import { reportLog } from '../../../src/report/log/verdicts.ts';
import { renderSummary } from '../../../src/report/summary/summary.ts';
import { hoursAgo, lookedAt, pull, quote, report, reportOf, unreachable } from '../../support/samples.ts';

const texts = (entries: readonly LogEntry[]) =>
  entries.flatMap((entry) => (entry.kind === 'group' ? [entry.title, ...entry.lines] : [entry.text]));
const groups = (entries: readonly LogEntry[]) => entries.filter((entry) => entry.kind === 'group');
const looked = { repositories: [], unnamed: { repositories: 1, overdue: 0, elsewhere: 0 } };

describe('what could not be looked at', () => {
  it('is five annotations, and a group of the causes beyond them', () => {
    const causes = Array.from({ length: 7 }, (_, index) => ({ ...unreachable, reason: `reason ${index}` }));
    const log = unreachableLog({ ...looked, unreachable: causes });
    expect(log.filter(({ kind }) => kind === 'error')).toHaveLength(5);
    expect(groups(log)).toMatchObject([{ title: '2 more causes' }]);
    expect(
      texts(log).filter((text) => /reason \d.*Remedy: Give the job permissions\./.test(text)),
    ).toHaveLength(7);
  });

  it('by one cause names five, and all of them in a group', () => {
    const many = Array.from({ length: 9 }, (_, index) => ({ ...unreachable, repository: `acme/r${index}` }));
    const log = unreachableLog({ ...looked, unreachable: many });
    expect(texts(log)[0]).toMatch(
      /^9 repositories \(acme\/r0, .*acme\/r4 and 4 more\) could not be looked at/,
    );
    expect(groups(log)).toEqual([
      {
        kind: 'group',
        title: 'The 9 repositories of: the token may not read pull requests here',
        lines: many.map(({ repository }) => repository),
      },
    ]);
  });
});

describe('a log of very many pull requests', () => {
  const many = (count: number, hours: number) =>
    Array.from({ length: count }, (_, index) => pull({ number: index + 1, createdAt: hoursAgo(hours) }));

  it('names 2,000 overdue ones, and where the others are', () => {
    const lines = texts(reportLog(report(many(2003, 200))));
    expect(lines.filter((line) => line.includes('#'))).toHaveLength(2000);
    expect(lines).toContain('  and 3 more: all of them stand in the report file');
  });

  it('does so with those in time, and with what becomes overdue next', () => {
    const lines = texts(reportLog(report(many(2004, 60), { inputs: { threshold: '3d' } })));
    expect(lines).toContain('and 4 more: all of them stand in the report file');
    expect(lines).toContain('  and 1,999 more: all of them stand in the report file');
  });

  it('does so with repositories', () => {
    const repositories = Array.from({ length: 2005 }, (_, index) =>
      lookedAt([pull({ repository: `acme/r${index}` })], { name: `acme/r${index}` }),
    );
    const log = reportLog(
      reportOf({ repositories, unreachable: [], spent: { requests: 1, points: 1, remaining: 9 } }),
    );
    const group = groups(log).find(({ title }) => title === 'Looked at 2,005 repositories');
    expect(group?.lines.at(-1)).toBe('and 5 more: all of them stand in the report file');
  });
});

describe('what matches nothing', () => {
  it('counts the branches beyond five', () => {
    const bases = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const { repositories } = reportOf({
      repositories: [lookedAt([], { elsewhere: { open: 1200, bases } })],
      unreachable: [],
      spent: { requests: 1, points: 1, remaining: 9 },
    });
    expect(repositories.map(elsewhereLine)).toEqual([
      'acme/web: 1,200 open towards a, b, c, d, e and 2 more; none towards main',
    ]);
  });

  it('counts repositories beyond those that a summary names', () => {
    const idle = Array.from({ length: 60 }, (_, index) =>
      lookedAt([], { name: `acme/r${index}`, elsewhere: { open: 1, bases: ['develop'] } }),
    );
    const found = reportOf({
      repositories: idle,
      unreachable: [],
      spent: { requests: 1, points: 1, remaining: 9 },
    });
    const named = renderSummary(found, []).match(/<li>⚠ acme\/r/g)?.length ?? 0;
    expect(renderSummary(found, [])).toContain(`<li>and ${60 - named} further repositories</li>`);
  });

  it('says that labels are asked for and none are there, or counts those beyond ten', () => {
    const wanting = (labels: readonly string[]) =>
      texts(unmatchedLog(report([pull({ labels })], { inputs: { labels: 'security' } }))).join('\n');
    expect(wanting([])).toContain('labels is security, and they have none');
    const twelve = Array.from({ length: 12 }, (_, index) => `label-${index}`);
    expect(wanting(twelve)).toContain('label-9 and 2 more');
  });
});

describe('a mistake of this action', () => {
  it('asks for a report, with the places and without markup or commands', () => {
    const error = new TypeError('cannot read <b>x</b>');
    error.stack = `TypeError: cannot read\n    at judge (file:///dist/index.js:1:2)\n    at run (file:///dist/index.js:3:4)`;
    expect(unforeseenLog(error, quote)).toEqual({
      kind: 'error',
      topic: 'unforeseen',
      text: 'An error that this action did not foresee; please report it: TypeError: cannot read x at judge (file:///dist/index.js:1:2) at run (file:///dist/index.js:3:4)',
    });
  });

  it('may be no Error at all', () =>
    expect(unforeseenLog('out of cheese', quote)).toMatchObject({
      text: expect.stringContaining('please report it: out of cheese'),
    }));
});
