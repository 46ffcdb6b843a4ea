/** A month of three teams with a channel each and a lead, beside an oracle that knows who must have been pinged when. */
import { describe, expect, it } from 'vitest';
import type { PullRequest } from '../../src/review/pull-request.ts';
import { anybody, asked, day, hour, pull, review } from '../support/samples.ts';
import { demoWorkspace } from '../twins/slack/workspace.ts';
import { startLife } from './channel-life.ts';

const teams = ['C0123456789', 'C0000000002', 'C0000000003'] as const;
const people = ['ada', 'ben', 'cleo', 'dora', 'eve', 'finn'];
const lead = 'S0123456789';
const config = `
delivery: update
mention: asked
routes:
  - { when: { labels: one }, slack-channel: ${teams[1]} }
  - { when: { labels: two }, slack-channel: ${teams[2]}, threshold: 2d }
escalations:
  - { after: 3d, mention: ${lead} }
`;
const labels = ['', 'one', 'two'];
const thresholds = [day, day, 2 * day];
const idOf = (name: string) => anybody.idOf(name)?.id ?? '';

/** Numbers that look random, and are the same each time. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** What the oracle knows of a pull request. */
interface Known {
  readonly number: number;
  readonly team: number;
  readonly who: string;
  readonly createdAt: number;
  reviewedAt: number | undefined;
}

/** What a channel was told, by number, with the level; and on which day it was told last. */
interface Memory {
  told: Map<number, number>;
  day: number;
}

describe('a month of three teams', () => {
  it('pings whom it must, when it must, and nobody else', async () => {
    const next = random(1);
    const life = await startLife({
      config,
      directory: anybody,
      inputs: { delivery: '' },
      workspace: {
        ...demoWorkspace(),
        channels: teams.map((id) => ({ id, name: id.toLowerCase(), joined: true })),
      },
    });
    const all: Known[] = [];
    const memories: (Memory | undefined)[] = [undefined, undefined, undefined];
    let pinged = 0;
    for (let step = 0; step < 28 * 8; step++) {
      life.twin.clock.advance(3 * hour);
      const { now } = life;
      if (next() < 0.25)
        all.push({
          number: all.length + 1,
          team: Math.floor(next() * 3),
          who: people[Math.floor(next() * people.length)] ?? 'ada',
          createdAt: now,
          reviewedAt: undefined,
        });
      for (const one of all) if (one.reviewedAt === undefined && next() < 0.035) one.reviewedAt = now;

      const expected: string[] = [];
      const today = Math.floor(now / day);
      for (const [team, memory] of memories.entries()) {
        const overdue = all.filter(
          (one) =>
            one.team === team &&
            one.reviewedAt === undefined &&
            now - one.createdAt > (thresholds[team] ?? 0),
        );
        const levelOf = ({ createdAt }: Known) => (now - createdAt >= 3 * day ? 1 : 0);
        const news = overdue.filter((one) => (memory?.told.get(one.number) ?? -1) < levelOf(one));
        const reminds = memory === undefined || memory.day < today;
        if (overdue.length === 0 || (news.length === 0 && !reminds)) continue;
        const named = reminds ? overdue : news;
        const risen = overdue.filter((one) => levelOf(one) > (memory?.told.get(one.number) ?? 0));
        expected.push(
          ...new Set([...named.map(({ who }) => idOf(who)), ...(risen.length > 0 ? [lead] : [])]),
        );
        memories[team] = { told: new Map(overdue.map((one) => [one.number, levelOf(one)])), day: today };
      }

      const pulls = all.map(
        ({ number, team, who, createdAt, reviewedAt }): PullRequest =>
          pull({
            number,
            createdAt,
            labels: labels[team] ? [labels[team]] : [],
            requested: asked(who),
            reviews: reviewedAt === undefined ? [] : [review('hubot', 'approved', reviewedAt)],
          }),
      );
      const { all: deliveries } = await life.play({ pulls });
      expect(deliveries.filter(({ problem }) => problem)).toEqual([]);
      const pings = life.twin.pings.slice(pinged);
      pinged = life.twin.pings.length;
      expect([...pings].sort(), `step ${step}`).toEqual(expected.sort());
    }
    expect(pinged).toBeGreaterThan(40);
  });
});
