/** Whom Slack pings over weeks, as its twin sees it, beside an oracle that knows only the rules of the documents. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PullRequest } from '../../src/review/pull-request.ts';
import { anybody, asked, day, hour, type Inputs, pull, review } from '../support/samples.ts';
import { type Life, startLife } from './channel-life.ts';

const idOf = (name: string) => anybody.idOf(name)?.id ?? '';
const opened = (life: Life, number: number, hoursAgo: number, ...who: string[]) =>
  pull({ number, createdAt: life.now - hoursAgo * hour, requested: asked(...who) });

describe('one message that is kept true', () => {
  it('pings by its posts, never by its edits', async () => {
    const life = await startLife({ inputs: { mention: 'asked' }, directory: anybody });
    const [one, two] = [opened(life, 1, 50, 'ada', 'ben'), opened(life, 2, 40, 'ben', 'acme/core')];
    await life.play({ pulls: [one, two] });
    expect(life.twin.pings).toEqual([idOf('ada'), idOf('ben'), idOf('acme/core')]);

    const reviewed = { ...one, reviews: [review('hubot', 'approved', life.now)] };
    const edited = await life.play({ pulls: [reviewed, two], after: hour });
    expect(edited.delivered).toBe('updated');
    expect(life.twin.pings.length).toBe(3);
    expect(JSON.stringify(life.live()[0]?.blocks)).not.toMatch(/"type":"user(?:group)?"/);

    const three = opened(life, 3, 25, 'cleo');
    expect(await life.play({ pulls: [reviewed, two, three], after: hour })).toMatchObject({
      delivered: 'posted',
    });
    expect(life.twin.pings.slice(3)).toEqual([idOf('cleo')]);

    await life.play({ pulls: [reviewed, two, three], after: day });
    expect(life.twin.pings.slice(4)).toEqual([idOf('ben'), idOf('acme/core'), idOf('cleo')]);
  });

  it('that cannot be edited any more is followed by one that pings nobody anew', async () => {
    const life = await startLife({
      inputs: { mention: 'asked' },
      directory: anybody,
      faults: [{ kind: 'error', method: 'chat.update', nth: 1, code: 'cant_update_message' }],
    });
    const [one, two] = [opened(life, 1, 50, 'ada'), opened(life, 2, 49, 'ben')];
    await life.play({ pulls: [one, two] });
    const reviewed = { ...one, reviews: [review('hubot', 'approved', life.now)] };
    expect(await life.play({ pulls: [reviewed, two], after: hour })).toMatchObject({ delivered: 'posted' });
    expect(life.twin.pings).toEqual([idOf('ada'), idOf('ben')]);
  });
});

/** A month of a team: who was pinged, each post by itself. */
const people = ['ada', 'ben', 'cleo', 'dora', 'eve', 'finn'];
const weeks = 4;
const working: Inputs = { 'working-days': 'mon-fri', 'working-hours': '09:00-17:00', 'max-listed': '45' };

/** Numbers that look random, and are the same each time. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** Two pull requests each working day, two people asked for each; they are reviewed after one to ten days. */
function month(start: number, seed: number): (now: number) => PullRequest[] {
  const next = random(seed);
  const all = Array.from({ length: (weeks + 1) * 7 * 2 }, (_, index) => {
    const createdAt = start + Math.floor(index / 2) * day + Math.floor(next() * 8) * hour;
    const first = Math.floor(next() * people.length);
    const second = (first + 1 + Math.floor(next() * (people.length - 1))) % people.length;
    const requested = asked(people[first] ?? '', people[second] ?? '');
    const weekday = new Date(createdAt).getUTCDay();
    return {
      one: pull({ number: index + 1, createdAt, requested }),
      until: createdAt + (1 + next() ** 2 * 14) * day,
      weekday,
    };
  }).filter(({ weekday }) => weekday > 0 && weekday < 6);
  return (now) =>
    all
      .filter(({ one }) => one.createdAt <= now)
      .map(({ one, until }) =>
        until > now ? one : { ...one, requested: [], reviews: [review('hubot', 'approved', until)] },
      );
}

/** Pings, each with the run that it came with. */
async function simulate(inputs: Inputs, seed = 7) {
  const life = await startLife({ inputs: { ...working, ...inputs }, directory: anybody });
  const open = month(life.now - 7 * day, seed);
  const posts: {
    readonly pings: readonly string[];
    readonly open: readonly PullRequest[];
  }[] = [];
  for (let hours = 0; hours < weeks * 7 * 24; hours += 4) {
    const before = life.twin.pings.length;
    const after = hours > 0 ? 4 * hour : 0;
    const pulls = open(life.now + after);
    const { delivered } = await life.play({ pulls, after });
    const pings = life.twin.pings.slice(before);
    if (delivered !== 'posted') expect(pings).toEqual([]);
    else posts.push({ pings, open: pulls });
  }
  return { posts, perWeek: life.twin.pings.length / people.length / weeks };
}

describe('a month of a team', () => {
  it('pings each person once a post, only those who are asked for what is open, and ever less from way to way', async () => {
    const found = new Map<string, number>();
    for (const [way, inputs] of Object.entries({
      asked: { mention: 'asked' },
      'one-asked': { mention: 'one-asked' },
      'asked, doubling': { mention: 'asked', 'mention-repeat': 'doubling' },
      'one-asked, doubling': { mention: 'one-asked', 'mention-repeat': 'doubling' },
    } satisfies Record<string, Inputs>)) {
      const { posts, perWeek } = await simulate({ delivery: 'update', ...inputs });
      for (const { pings, open } of posts) {
        expect(new Set(pings).size).toBe(pings.length);
        const allowed = new Set(
          open.flatMap(({ requested = [] }) => requested.map(({ name }) => idOf(name))),
        );
        for (const one of pings) expect(allowed).toContain(one);
      }
      found.set(way, perWeek);
    }
    const [all = 0, one = 0, doubling = 0, least = 0] = found.values();
    expect(one).toBeLessThan(all);
    expect(doubling).toBeLessThan(all);
    expect(least).toBeLessThan(Math.min(one, doubling));
    const rows = [...found].map(([way, perWeek]) => `| ${way} | ${perWeek.toFixed(1)} |`);
    const told = readFileSync('docs/slack.md', 'utf8');
    for (const row of rows) expect(told).toContain(row);
  }, 120_000);

  it('an edit never pings, whatever comes to pass', async () => {
    const names = fc.subarray(people).map((some) => asked(...some));
    const step = fc.record({
      after: fc.constantFrom(1, 5, 24, 72),
      reviewed: fc.nat(5),
      asks: fc.array(names, { maxLength: 3 }),
      event: fc.constantFrom('schedule', 'pull_request', 'pull_request_review'),
    });
    const mention = fc.constantFrom('asked', 'one-asked', 'asked, authors', 'one-asked, authors');
    const repeat = fc.constantFrom('every', 'doubling');
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 2, maxLength: 8 }),
        mention,
        repeat,
        async (steps, how, again) => {
          const life = await startLife({
            inputs: { mention: how, 'mention-repeat': again, delivery: 'replace' },
            directory: anybody,
          });
          let pulls: PullRequest[] = [];
          for (const { after, reviewed, asks, event } of steps) {
            pulls = [
              ...pulls.map((one) =>
                one.number % 6 === reviewed && one.reviews.length === 0
                  ? { ...one, reviews: [review('hubot', 'approved', life.now)] }
                  : one,
              ),
              ...asks.map((requested, index) => ({
                ...opened(life, pulls.length + index + 1, 20 + 5 * index),
                requested,
              })),
            ];
            const before = life.twin.pings.length;
            const posts = life.twin.calls.filter((method) => method === 'chat.postMessage').length;
            const { delivered } = await life.play({ pulls, after: after * hour, run: { eventName: event } });
            const pings = life.twin.pings.slice(before);
            const posted = life.twin.calls.filter((method) => method === 'chat.postMessage').length > posts;
            expect(new Set(pings).size).toBe(pings.length);
            if (!posted) expect(pings).toEqual([]);
            if (event !== 'schedule') expect(delivered).not.toBe('posted');
          }
        },
      ),
      { numRuns: 12 },
    );
  }, 120_000);
});
