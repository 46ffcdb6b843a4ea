import { describe, expect, it } from 'vitest';
import { hour, pull, review } from '../support/samples.ts';
import { type Life, startLife, textOf } from './channel-life.ts';

const opened = (life: Life, number: number, hoursAgo: number, title = `Change ${number}`) =>
  pull({ number, title, createdAt: life.now - hoursAgo * hour });
const old = (life: Life, ...numbers: number[]) => numbers.map((number) => opened(life, number, 48 + number));

describe('one message that is kept true', () => {
  it('is posted, left, edited, and says in place that all have been reviewed', async () => {
    const life = await startLife();
    const [one, two] = old(life, 1, 2);
    if (!one || !two) throw new Error();
    const first = await life.play({ pulls: [one, two] });
    expect(first).toMatchObject({ delivered: 'posted', count: 2 });
    const [message] = life.messages();
    const calls = life.twin.calls.length;

    const second = await life.play({ pulls: [one, two], after: hour });
    expect(second).toMatchObject({ delivered: 'unchanged', ts: message?.ts });
    expect(second.why).toBe('the same 2 as on Mon 3 Aug 07:17; next reminder on Tue');
    expect(life.twin.calls.slice(calls)).toEqual(['conversations.history']);

    const reviewed = { ...one, reviews: [review('hubot', 'approved', life.now)] };
    const third = await life.play({ pulls: [reviewed, two], after: hour });
    expect(third).toMatchObject({ delivered: 'updated', ts: message?.ts });
    expect(third.why).toBe('1 reviewed; 1 pull request waits');
    expect(life.messages().length).toBe(1);
    expect(textOf(life.messages()[0])).toContain('reviewed by hubot, approved');
    expect(textOf(life.messages()[0])).toContain('"strike":true');
    expect(await life.play({ pulls: [reviewed, two], after: hour })).toMatchObject({
      delivered: 'unchanged',
    });

    const both = { ...two, reviews: [review('octodog', 'commented', life.now)] };
    expect(await life.play({ pulls: [reviewed, both], after: hour })).toMatchObject({ delivered: 'updated' });
    expect(textOf(life.messages()[0])).toContain('All 2 have been reviewed');
    expect(await life.play({ pulls: [reviewed, both], after: hour })).toMatchObject({
      delivered: 'unchanged',
    });
    expect(life.messages().length).toBe(1);
  });

  it('is followed by a fresh one for news, and shrinks to a line with a link', async () => {
    const life = await startLife();
    const pulls = old(life, 1, 2);
    await life.play({ pulls });
    const third = opened(life, 3, 24);
    const next = await life.play({ pulls: [...pulls, third], after: hour });
    expect(next).toMatchObject({ delivered: 'posted' });
    expect(next.why).toBe('1 is overdue that the message of Mon 3 Aug 07:17 did not tell of');
    expect(life.messages().length).toBe(2);
    expect(life.live().map(({ ts }) => ts)).toEqual([next.ts]);
    const [shrunk, fresh] = life.messages();
    expect(textOf(shrunk)).toContain(
      `https://acme.slack.com/archives/C0123456789/p${next.ts?.replace('.', '')}`,
    );
    expect(shrunk?.blocks.length).toBe(1);
    expect(textOf(fresh)).toContain('new · ');
  });
});
