/** The log's list reads as a table of one screen, in GitHub's viewer, too. */
import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../../src/report/log/entry.ts';
import { reportLog } from '../../../src/report/log/verdicts.ts';
import { widthOf } from '../../../src/text/untrusted.ts';
import { account, hoursAgo, pull, report, review } from '../../support/samples.ts';

const bots = [review('copilot-pull-request-reviewer[bot]')];

/** So many overdue, of several repositories. */
const overdue = (
  count: number,
  title = 'Reduce the cold start of the worker by half, and say why it was slow',
) =>
  Array.from({ length: count }, (_, index) =>
    pull({
      repository: `acme-corporation/service-${index % 9}`,
      number: index + 1,
      title,
      author: account(`contributor-${index}`),
      createdAt: hoursAgo(400 - index),
      reviews: index % 2 === 0 ? bots : [],
    }),
  );

/** What is seen while groups are collapsed. */
const seen = (entries: readonly LogEntry[]) =>
  entries.map((entry) => (entry.kind === 'group' ? `▸ ${entry.title}` : entry.text));
const rowsOf = (entries: readonly LogEntry[]) => seen(entries).filter((text) => /^ {2}\d+ d/.test(text));

describe('the overdue in the log', () => {
  it('are all seen where they fit on a screen', () => {
    expect(rowsOf(reportLog(report(overdue(25))))).toHaveLength(25);
  });

  it('are the longest waits and a group, where they do not', () => {
    const log = reportLog(report(overdue(300)));
    expect(rowsOf(log)).toHaveLength(20);
    const group = log.find((entry) => entry.kind === 'group' && entry.title === 'Overdue, too: 280 more');
    expect(group).toMatchObject({ lines: { length: 280 } });
    expect(seen(log).length).toBeLessThan(36);
  });

  it('stay on one line each, and in columns', () => {
    const rows = rowsOf(reportLog(report(overdue(25))));
    for (const row of rows) expect(widthOf(row)).toBeLessThanOrEqual(140);
    expect(new Set(rows.map((row) => row.indexOf('contributor-')))).toHaveProperty('size', 1);
    expect(rows[0]).toContain('Reduce the cold start of');
  });

  it.each([
    ['🎉 Release, at last', 'contributor-'],
    ['👩‍👩‍👧 Families', 'contributor-'],
    ['Zażółć gęślą jaźń', 'contributor-'],
    ['Уменьшить время запуска', 'contributor-'],
  ])('are in columns with %j among them', (title, next) => {
    const rows = rowsOf(reportLog(report([...overdue(2), ...overdue(1, title)])));
    const before = rows.map((row) => widthOf(row.slice(0, row.indexOf(next))));
    expect(new Set(before)).toHaveProperty('size', 1);
    expect(rows[0]).toMatch(/#\d+ +\S.* contributor-\d+ +opened/);
  });

  it.each(['起動時間を短縮するための変更', '콜드 스타트', 'تقليل زمن البدء', 'ลดเวลาเริ่มต้น', 'Ｆｕｌｌ'])(
    'have titles of uneven letters (%s) behind what is to stand in columns',
    (title) => {
      const rows = rowsOf(reportLog(report([...overdue(2), ...overdue(1, title)])));
      for (const row of rows)
        expect(row).toMatch(/^[ -~]{20,}#\d+ +contributor-\d+ +opened [A-Z][\w :]+ {2}\S/);
      expect(new Set(rows.map((row) => row.search(/ {2}(?:Reduce|\u2068?[^ -~])/)))).toHaveProperty(
        'size',
        1,
      );
    },
  );
});
