/** The table of a check: clocks, repositories, and how it is shown. */
import { describe, expect, it } from 'vitest';
import { type Check, checkTitle, failsCheck } from '../../src/report/check.ts';
import { gitHubRows, tokenKind } from '../../src/report/check-github.ts';
import { clockRow } from '../../src/report/check-settings.ts';
import { checkLog } from '../../src/report/log/check.ts';
import { renderCheck } from '../../src/report/summary/check.ts';
import { aroundTheClock } from '../../src/review/calendar.ts';
import { openCalendar } from '../../src/review/open-calendar.ts';
import { createQuote, ServerText } from '../../src/text/server-text.ts';
import { type Inputs, lookedAt, now, pull, quote, report, reportOf, settings } from '../support/samples.ts';

async function clock(inputs: Inputs, at = now) {
  const own = settings(inputs);
  return clockRow({ settings: own, calendar: await openCalendar(own.workingTime, at), whose: '' }, at);
}

describe('the clock', () => {
  const office = { 'working-days': 'mon-fri', 'working-hours': '09:00-17:00', timezone: 'Europe/Berlin' };

  it('names when one is overdue that is opened now and on the two working days that follow', async () => {
    // Fri 7 Aug 2026, 16:00 in Berlin.
    const row = await clock({ ...office, threshold: '4h' }, Date.parse('2026-08-07T14:00:00Z'));
    expect(row.seen).toBe(
      'threshold 4 h: what is opened now is overdue after Mon 10 Aug 12:00 CEST; opened Mon 10 Aug 16:00 CEST, after Tue 11 Aug 12:00 CEST; opened Tue 11 Aug 16:00 CEST, after Wed 12 Aug 12:00 CEST',
    );
  });

  it('passes over holidays', async () => {
    const row = await clock({ ...office, threshold: '1d', holidays: '2026-08-04..2026-08-05' });
    expect(row.seen).toBe(
      'threshold 1 working day: what is opened now is overdue after Thu 6 Aug 09:17 CEST; opened Thu 6 Aug 09:17 CEST, after Fri 7 Aug 09:17 CEST; opened Fri 7 Aug 09:17 CEST, after Mon 10 Aug 09:17 CEST',
    );
  });

  it('does not work where the threshold never passes', () => {
    const own = settings({ threshold: '1d' });
    const calendar = { ...aroundTheClock(), lastInstantWithin: () => undefined };
    expect(clockRow({ settings: own, calendar, whose: '' }, now)).toMatchObject({
      state: 'does not work',
      remedy: expect.stringContaining('holidays'),
    });
  });
});

describe('the rows of GitHub', () => {
  const token = { kind: tokenKind('ghs_x'), limit: { remaining: 4990, resetAt: now }, failure: undefined };

  it('are bounded, with what has trouble first', () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      lookedAt([pull({ repository: `acme/r${index}`, number: index + 1 })], {
        name: `acme/r${index}`,
        ...(index === 50 && { elsewhere: { open: 2, bases: ['develop'] }, pullRequests: [] }),
      }),
    );
    const found = { repositories: many, unreachable: [], spent: { requests: 1, points: 1, remaining: 1 } };
    const rows = gitHubRows(reportOf(found), token, 12);
    expect(rows[0]?.seen).toBe(
      "an installation's token: the run's own, or a GitHub App's, granted 12 repositories; 4,990 points left until Mon 3 Aug 07:17 UTC",
    );
    expect(rows[1]).toMatchObject({ what: 'repository acme/r50', state: 'to do' });
    expect(rows).toHaveLength(22);
    expect(rows.at(-1)).toMatchObject({ what: '40 more repositories', state: 'works' });
  });

  it('do not check a branch that nothing open could tell of', () => {
    const rows = gitHubRows(report([], { inputs: { branch: 'mian' } }), token, undefined);
    expect(rows.find(({ what }) => what === 'branch')).toMatchObject({ state: 'not checked' });
  });

  it.each([
    ['ghs_1', 'installation'],
    ['github_pat_1', 'fine-grained'],
    ['ghp_1', 'classic'],
    ['gho_1', 'OAuth'],
    ['ghu_1', 'person'],
    ['0123', 'not known'],
  ])('tell the kind of %s', (value, kind) => {
    expect(tokenKind(value)).toContain(kind);
    expect(tokenKind(value)).not.toContain(value);
  });
});

describe('the table', () => {
  const hostile: Check = [
    { what: 'repository ::error::x', state: 'does not work', seen: '<b>\n\n# no', remedy: '<script>' },
    {
      what: 'Slack',
      state: 'not checked',
      seen: 'no answer',
      said: new ServerText('secret </td>', 'HTTP 502'),
    },
  ];

  it('holds foreign text as text', () => {
    const html = renderCheck(hostile, quote);
    expect(html).not.toMatch(/<b>|<script>|\n\n|secret <\/td>/);
    for (const entry of checkLog(hostile, quote)) expect('text' in entry ? entry.text : '').not.toMatch(/\n/);
  });

  it('shows what a server said only where the run may', () => {
    const withheld = createQuote({ redact: (text) => text, shown: false });
    expect(renderCheck(hostile, quote)).toContain('secret');
    expect(renderCheck(hostile, withheld)).not.toContain('secret');
    expect(JSON.stringify(checkLog(hostile, withheld))).not.toContain('secret');
  });

  it('counts the states, and fails by what does not work alone', () => {
    expect(checkTitle(hostile)).toBe('Check of the set-up: 1 does not work, 1 is not checked');
    expect(failsCheck(hostile)).toBe(true);
    expect(failsCheck(hostile.slice(1))).toBe(false);
  });
});
