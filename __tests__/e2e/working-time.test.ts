import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { repository, token, world } from '../worlds/builder.ts';
import { play, pull, review } from './stage.ts';

const week = 168;
const team = { 'working-days': 'mon-fri', 'working-hours': '09:00-17:00', timezone: 'Asia/Kolkata' };

/** One that waits for a week, one for five minutes. */
const twoAges = () =>
  world([
    repository('acme/web', {}, [
      pull({ number: 1, title: 'A week old', hoursAgo: week }),
      pull({ number: 2, hoursAgo: 0.08 }),
    ]),
  ]);

describe('working time', () => {
  it('is what log, message, summary and report wait in', async () => {
    const { text, messages, summary, report, outputs, exitCode } = await play({
      world: twoAges(),
      inputs: { ...team, threshold: '2d' },
    });
    expect(exitCode, text).toBe(0);
    expect(text).toContain('Overdue: no review for more than 2 working days');
    expect(JSON.stringify(messages[0]?.blocks)).toContain('5 working days');
    expect(messages[0]?.text).toContain('longer than 2 working days');
    expect(summary).toContain('5&nbsp;working days');
    expect(report).toMatchObject({
      settings: { threshold: '2 working days', 'working-hours': '09:00-17:00' },
      // Within working hours, the time until the run comes on top.
      pullRequests: [
        { number: 1, waitedSeconds: expect.closeTo(5 * 8 * 3600, -2), verdict: 'overdue' },
        { number: 2 },
      ],
    });
    expect(outputs['count']).toBe('1');
  });

  it('shows the run in the time of each reader, too', async () => {
    const { messages } = await play({ world: twoAges() });
    expect(JSON.stringify(messages[0]?.blocks)).toMatch(
      /your time: <!date\^\d+\^\{date_short_pretty\} \{time\}\|/,
    );
  });

  it('leaves out the public holidays of a region, by a chunk that other runs do not read', async () => {
    const everyDay = `${new Date().getUTCFullYear() - 1}-01-01..${new Date().getUTCFullYear() + 1}-12-31`;
    const { text, exitCode } = await play({ world: twoAges(), inputs: { ...team, holidays: 'DE, US-CA' } });
    expect(exitCode, text).toBe(0);
    expect(text).toMatch(/holidays\s+DE, US-CA/);
    const free = await play({ world: twoAges(), inputs: { ...team, holidays: everyDay, threshold: '0' } });
    expect(free.outputs['count']).toBe('0');
  });

  it('names the country that was meant, and asks nobody anything', async () => {
    const { annotations, requests } = await play({ inputs: { holidays: 'GER, US-CAL' } });
    expect(annotations.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Input holidays: "GER" is no country or region/),
      expect.stringMatching(/^Input holidays: "US-CAL" is no country or region .*Near: US-CA/),
    ]);
    expect(requests).toEqual([]);
  });

  it('carries the licences of its data', () => {
    const licences = readFileSync('dist/holidays/licenses.txt', 'utf8');
    for (const name of ['date-holidays', 'astronomia', 'moment-timezone'])
      expect(licences).toContain(`${name}\n`);
    expect(readFileSync('dist/licenses.txt', 'utf8')).toContain('temporal-polyfill\n');
  });
});

describe('what becomes overdue next', () => {
  it('stands in log, summary and report with the time', async () => {
    const soon = world([
      repository('acme/web', {}, [
        pull({ number: 7, title: 'Soon', hoursAgo: 20 }),
        pull({ number: 8, hoursAgo: 1 }),
      ]),
    ]);
    const { text, summary, report } = await play({ world: soon, inputs: { threshold: '2d' } });
    expect(text).not.toContain('Overdue within');
    expect(summary).not.toContain('Overdue within');
    expect(report).toMatchObject({ nextUp: [] });
    const day = await play({ world: soon, inputs: { threshold: '1d' } });
    expect(day.text).toMatch(
      /Overdue within the next 24 hours, unless reviewed\n {2}\w{3} .* acme\/web#7 {2}Soon/,
    );
    expect(day.summary).toContain('Overdue within the next 24 hours');
    expect(day.report).toMatchObject({ nextUp: [{ number: 7 }, { number: 8 }] });
  });
});

describe('explain', () => {
  const explained = world([
    repository('acme/web', {}, [
      pull({
        number: 1,
        hoursAgo: 50,
        reviews: [review('ci[bot]', 'APPROVED', 40), review('octocat', 'COMMENTED', 30)],
      }),
      pull({ number: 2, hoursAgo: 2 }),
      pull({ number: 3, hoursAgo: 90, reviews: [review('hubot', 'APPROVED', 3)], isDraft: true }),
      pull({ number: 4, hoursAgo: 90, state: 'MERGED', closedAt: new Date().toISOString() }),
      pull({ number: 5, hoursAgo: 90, state: 'CLOSED' }),
      pull({ number: 6, hoursAgo: 90, base: 'develop', labels: ['wip'] }),
    ]),
    repository('acme/secret', { isPrivate: true }, [
      pull({ number: 9, title: 'A secret plan', hoursAgo: 70 }),
    ]),
  ]);
  const run = (inputs: Record<string, string>, changes = {}) =>
    play({ world: explained, inputs: { 'slack-bot-token': '', 'slack-channel': '', ...inputs }, ...changes });

  it('derives the verdict rule by rule, and posts nothing', async () => {
    const { text, summary, messages, slackCalls, outputs, exitCode } = await play({
      world: explained,
      inputs: { explain: '1' },
    });
    expect(exitCode, text).toBe(0);
    expect(text).toContain('acme/web#1 is overdue');
    expect(text).toContain('4. Has it a review that counts? no: none of 2 counts');
    expect(text).toContain(
      '5. Is it in time? no: waited 2 d 2 h, allowed 1 d\n  6. Else it is overdue. → overdue',
    );
    expect(text).toContain(
      'ci[bot] (bot) approved; does not count: a bot, and bots-that-count does not name it',
    );
    expect(text).toContain(
      "octocat (user) commented; does not count: the author's own are answers, not reviews",
    );
    expect(text).toMatch(/A review that counts\. It has been overdue since \w{3} \d+ \w{3} \d\d:\d\d\./);
    expect(summary).toContain('<h2>acme/web#1 is overdue</h2>');
    expect(messages).toEqual([]);
    expect(slackCalls).toEqual([]);
    expect(outputs).toEqual({ delivered: 'dry-run' });
  });

  it.each([
    ['2', 'is in time', /Without one it becomes overdue on \w{3} \d+ \w{3} \d\d:\d\d/],
    ['3', 'is a draft', /Marking it ready for review/],
    ['4', 'is not open', /It is not open: it was merged on .* → not open\n[\s\S]*Nothing: it is merged\./],
    ['5', 'is not open', /Reopening it/],
    ['https://github.com/acme/web/pull/6', 'is not watched', /develop, watched: main → not watched/],
  ])('of %s says that it %s, and what would change that', async (explain, title, text) => {
    const played = await run({ explain });
    expect(played.exitCode, played.text).toBe(0);
    expect(played.text).toContain(title);
    expect(played.text).toMatch(text);
  });

  it('shows the spans of working time', async () => {
    const { text } = await run({ explain: '1', ...team });
    expect(text).toMatch(/ {4}\w{3} \d+ \w{3} 09:00 to \w{3} \d+ \w{3} 17:00: 1 working day\n/);
  });

  it('of one that is not there says so', async () => {
    const { exitCode, annotations } = await run({ explain: '77' });
    expect(exitCode).toBe(1);
    expect(annotations[0]?.message).toMatch(
      /^acme\/web#77 could not be explained: there is no pull request with this number/,
    );
  });

  it('keeps a private one out of a public log', async () => {
    const tokens = [token({ sees: 'all' })];
    const both = { ...explained, tokens };
    const { exitCode, text, summary } = await run({ explain: 'acme/secret#9' }, { world: both });
    expect(exitCode).toBe(1);
    expect(text + summary).not.toContain('A secret plan');
    expect(text).toContain('acme/secret#9 is private');
    const event = { name: 'schedule', payload: { repository: { full_name: 'acme/web', private: true } } };
    expect((await run({ explain: 'acme/secret#9' }, { world: both, event })).text).toContain('A secret plan');
  });

  it('names the permission that fresh-reviews-only needs', async () => {
    const { annotations } = await run({ explain: '1', 'fresh-reviews-only': 'true' });
    expect(annotations[0]?.message).toContain('"contents: read"');
  });
});
