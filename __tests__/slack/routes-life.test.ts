import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anybody, asked, hour, pull, review } from '../support/samples.ts';
import { slackLimits } from '../twins/slack/rate-limits.ts';
import { demoWorkspace } from '../twins/slack/workspace.ts';
import { type Life, startLife } from './channel-life.ts';

const leads = 'S0123456789';
const opened = (life: Life, number: number, hoursAgo: number) =>
  pull({ number, createdAt: life.now - hoursAgo * hour });
const channelsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => `C${String(index).padStart(9, '0')}`);
const workspaceWith = (ids: readonly string[]) => ({
  ...demoWorkspace(),
  channels: ids.map((id) => ({ id, name: id.toLowerCase(), joined: true })),
});

describe('a level of escalation', () => {
  const config = `escalations:\n- { after: 3d, mention: ${leads} }\n- { after: 5d, mention: U0123456700 }\n`;

  it('is news when it is reached, and names whom it names once for a pull request', async () => {
    const life = await startLife({ config, directory: anybody, inputs: { 'remind-every': 'never' } });
    const pulls = [opened(life, 1, 60), opened(life, 2, 30)];
    expect(await life.play({ pulls })).toMatchObject({ delivered: 'posted' });
    expect(life.twin.pings).toEqual([]);
    expect(await life.play({ pulls, after: 11 * hour })).toMatchObject({ delivered: 'unchanged' });
    expect(await life.play({ pulls, after: hour })).toMatchObject({ delivered: 'posted' });
    expect(life.twin.pings).toEqual([leads]);
    expect(await life.play({ pulls, after: 20 * hour })).toMatchObject({ delivered: 'unchanged' });
    // The other one, twelve hours later than that.
    expect(await life.play({ pulls, after: 10 * hour })).toMatchObject({ delivered: 'posted' });
    expect(life.twin.pings).toEqual([leads, leads]);
    expect(life.live().length).toBe(1);
  });

  it('that an event edited in is still news', async () => {
    const life = await startLife({ config, directory: anybody, inputs: { 'remind-every': 'never' } });
    const pulls = [opened(life, 1, 60)];
    await life.play({ pulls });
    const event = { eventName: 'pull_request' };
    expect(await life.play({ pulls, after: 13 * hour, run: event })).toMatchObject({ delivered: 'updated' });
    expect(life.twin.pings).toEqual([]);
    expect(await life.play({ pulls, after: hour })).toMatchObject({ delivered: 'posted' });
    expect(life.twin.pings).toEqual([leads]);
  });

  it('never speaks twice, whatever happens in between', async () => {
    const steps = fc.array(
      fc.record({
        after: fc.integer({ min: 1, max: 30 }),
        isEvent: fc.boolean(),
        fails: fc.boolean(),
        reviewed: fc.subarray([1, 2, 3]),
      }),
      { minLength: 4, maxLength: 14 },
    );
    await fc.assert(
      fc.asyncProperty(steps, fc.constantFrom('update', 'replace'), async (all, delivery) => {
        const life = await startLife({ config, directory: anybody, inputs: { delivery } });
        const pulls = [opened(life, 1, 70), opened(life, 2, 40), opened(life, 3, 10)];
        for (const { after, isEvent, fails, reviewed } of all) {
          const now = life.now + after * hour;
          await life.play({
            pulls: fails
              ? []
              : pulls.map((one) =>
                  reviewed.includes(one.number) && after % 3 === 0
                    ? { ...one, labels: ['no-reminder'], reviews: [review('hubot', 'approved', now)] }
                    : one,
                ),
            failed: fails ? ['acme/web'] : [],
            after: after * hour,
            run: isEvent ? { eventName: 'pull_request_review' } : {},
          });
          expect(life.live().length).toBeLessThanOrEqual(1);
        }
        // Each level of each of three pull requests once at most, while its message remembers it.
        const named = (id: string) => life.twin.pings.filter((ping) => ping === id).length;
        const gone = all.filter(({ reviewed, after }) => reviewed.length > 0 && after % 3 === 0).length;
        expect(named(leads)).toBeLessThanOrEqual(3 + 3 * gone);
        expect(named('U0123456700')).toBeLessThanOrEqual(3 + 3 * gone);
      }),
      { numRuns: 12 },
    );
  });
});

describe('what moves from one channel to another', () => {
  it('is struck in the one, with the reason, and news in the other', async () => {
    const config = 'routes:\n- when: { labels: security }\n  slack-channel: C0000000004\n';
    const life = await startLife({
      config,
      workspace: workspaceWith(['C0123456789', 'C0000000004']),
    });
    const pulls = [opened(life, 1, 60), opened(life, 2, 50)];
    const first = await life.play({ pulls });
    expect(first.all.map(({ delivered }) => delivered)).toEqual(['posted', 'nothing-to-say']);
    const moved = pulls.map((one) => (one.number === 2 ? { ...one, labels: ['security'] } : one));
    const second = await life.play({ pulls: moved, after: hour });
    expect(second.all.map(({ delivered }) => delivered)).toEqual(['updated', 'posted']);
    expect(JSON.stringify(life.messages()[0]?.blocks)).toContain('now in another channel');
    const third = await life.play({ pulls: moved, after: hour });
    expect(third.all.map(({ delivered }) => delivered)).toEqual(['unchanged', 'unchanged']);
  });
});

describe('forty channels', () => {
  const ids = channelsOf(40);
  const config = `routes:\n${ids
    .slice(1)
    .map((id, index) => `- when: { labels: team-${index + 1} }\n  slack-channel: ${id}\n`)
    .join('')}`;
  const pullsOf = (life: Life) =>
    ids.map((_, index) => ({
      ...opened(life, index + 1, 50 + index),
      labels: index === 0 ? [] : [`team-${index}`],
      requested: asked('ada'),
    }));

  it.each(['post', 'update'])('are served within the rate limits (%s)', async (delivery) => {
    const life = await startLife({
      config,
      inputs: { 'slack-channel': ids[0] ?? '', delivery },
      workspace: workspaceWith(ids),
      rateLimits: slackLimits,
    });
    const pulls = pullsOf(life);
    const began = life.now;
    const { all } = await life.play({ pulls });
    expect(all.map(({ delivered }) => delivered)).toEqual(Array(40).fill('posted'));
    expect(all.map(({ channel }) => channel)).toEqual(ids);
    expect(life.now - began).toBeLessThan(3 * 60_000);
    if (delivery === 'post') return;
    const again = await life.play({ pulls, after: hour });
    expect(again.all.map(({ delivered }) => delivered)).toEqual(Array(40).fill('unchanged'));
    expect(life.now - began).toBeLessThan(hour + 6 * 60_000);
  });

  it('of which the twentieth is archived: the others hear', async () => {
    const workspace = workspaceWith(ids);
    const life = await startLife({
      config,
      inputs: { 'slack-channel': ids[0] ?? '', delivery: 'post' },
      workspace: {
        ...workspace,
        channels: workspace.channels.map((one) => (one.id === ids[20] ? { ...one, archived: true } : one)),
      },
    });
    const { all } = await life.play({ pulls: pullsOf(life) });
    expect(all.filter(({ delivered }) => delivered === 'posted').length).toBe(39);
    expect(all[20]).toMatchObject({
      delivered: 'failed',
      problem: { what: expect.stringContaining('is_archived') },
    });
  });

  it('and one more are an error', () => {
    const more = `${config}- when: { labels: x }\n  slack-channel: C999999999\n`;
    return expect(startLife({ config: more }).then((life) => life.play({}))).rejects.toThrow(
      /channel number 41/,
    );
  });
});
