import { describe, expect, it } from 'vitest';
import type { Delivered, Delivery } from '../../../src/report/slack/delivery.ts';
import { renderMessage } from '../../../src/report/slack/message.ts';
import { renderSummary } from '../../../src/report/summary/summary.ts';
import { audience, hoursAgo, pull, report } from '../../support/samples.ts';

/** Numbers 1 to 3 wait for more than 90 d, 4 to 15 for less. */
const shown = report(
  Array.from({ length: 15 }, (_, index) =>
    pull({ number: index + 1, createdAt: hoursAgo((index < 3 ? 100 : 50) * 24 - index) }),
  ),
  { inputs: { 'max-age': '90d', 'max-listed': '5' } },
);

function delivery(delivered: Delivered, items?: number): Delivery {
  const { named, count } = renderMessage(audience(shown), items);
  return { delivered, to: '#reviews', channel: undefined, ts: undefined, count, named, notes: [] };
}

/** Numbers in each part of the summary, in order, by its heading. */
function parts(summary: string): (readonly [heading: string, numbers: number[]])[] {
  const [overdue = ''] = summary.split('<table><tr><th>overdue');
  return overdue
    .split('<h3>')
    .map((part, index) => [
      index === 0 ? '' : (part.split('</h3>')[0] ?? ''),
      [...part.matchAll(/\/pull\/(\d+)"/g)].map(([, number]) => Number(number)),
    ]);
}

const unescaped = (html: string) =>
  html.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('the overdue in a job summary', () => {
  it.each(['posted', 'unknown', 'dry-run'] as const)('stand as the message tells them (%s)', (delivered) => {
    expect(JSON.stringify(renderMessage(audience(shown)).blocks)).toContain('and 7 more');
    expect(parts(renderSummary(shown, [delivery(delivered)]))).toEqual([
      ['', range(4, 8)],
      ['7 more, which the message only counts', range(9, 15)],
      ['3 more wait longer than 90 d', range(1, 3)],
    ]);
  });

  it('stand as a smaller message told them, where Slack refused the first', () => {
    expect(parts(renderSummary(shown, [delivery('posted', 2)]))).toMatchObject([
      ['', range(4, 5)],
      ['10 more, which the message only counts', range(6, 15)],
      ['3 more wait longer than 90 d', range(1, 3)],
    ]);
    expect(parts(renderSummary(shown, [delivery('posted', 0)]))[1]).toEqual([
      '12 more, which the message only counts',
      range(4, 15),
    ]);
  });

  it('show the wait and the title first: a phone shows no more', () => {
    const title = 'Feed `import.meta.ROLLDOWN_FILE_URL_*` & 長い題名'.padEnd(90, 'x');
    const [, row = ''] = /(<tr><td>.*?<\/tr>)/.exec(
      renderSummary(report([pull({ number: 7, title, createdAt: hoursAgo(50) })]), []),
    ) ?? [''];
    const cells = [...row.matchAll(/<td>(.*?)<\/td>/g)].map(([, cell = '']) => cell);
    expect(cells[0]).toBe('<b>2&nbsp;d 2&nbsp;h</b>');
    const seen = unescaped(cells[1] ?? '');
    expect(seen.replaceAll('<wbr>', '')).toContain(`/pull/7">#7</a> ${title}`);
    // A cell is no narrower than its longest word.
    const words = seen.replace(/<a.*<\/a>/, '').split(/ |<wbr>/);
    expect(Math.max(...words.map((word) => word.length))).toBeLessThan(30);
  });

  it('stand together where there is no message', () => {
    for (const deliveries of [[], [delivery('failed')]])
      expect(parts(renderSummary(shown, deliveries))).toEqual([
        ['', range(4, 15)],
        ['3 more wait longer than 90 d', range(1, 3)],
      ]);
  });
});

it('says near the top which message is not there, why, and what to do, with nothing of it as markup', () => {
  const problem = {
    what: 'Slack refused the message for #re<b>views: not_in_channel',
    remedy: 'in Slack, type /invite @monitor in #reviews.',
    topic: 'slack-not-in-channel',
  } as const;
  const summary = renderSummary(shown, [{ ...delivery('failed'), problem }]);
  const [top = ''] = summary.split('<table>');
  expect(top).toContain(
    '<li>⚠ Slack refused the message for #re&#60;b&#62;views: not_in_channel. Remedy: in Slack, type /invite @',
  );
});
