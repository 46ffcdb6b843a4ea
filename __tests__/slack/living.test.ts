import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../src/report/slack/delivery.ts';
import { day, hour, type Inputs, pull, review } from '../support/samples.ts';
import { demoTokens, demoWorkspace, stranger, withChannel, withoutScope } from '../twins/slack/workspace.ts';
import { type Life, startLife, textOf } from './channel-life.ts';

const opened = (life: Life, number: number, hoursAgo: number, title = `Change ${number}`) =>
  pull({ number, title, createdAt: life.now - hoursAgo * hour });
const old = (life: Life, ...numbers: number[]) => numbers.map((number) => opened(life, number, 48 + number));

const wrap = (payload: Record<string, unknown>) => ({
  event_type: 'pr_status_monitor',
  event_payload: payload,
});

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

describe('what a run finds in the channel', () => {
  const pulls = (life: Life) => old(life, 1, 2, 3);

  it('is its message behind 450 messages of talk, pinned and answered in a thread', async () => {
    const life = await startLife();
    const { ts = '' } = await life.play({ pulls: pulls(life) });
    const talk = life.twin.channel('reviews');
    talk.pin(ts);
    talk.reply(ts, 'On it.');
    talk.talk(450);
    const calls = life.twin.calls.length;
    expect(await life.play({ pulls: pulls(life), after: hour })).toMatchObject({
      delivered: 'unchanged',
      ts,
    });
    expect(life.twin.calls.slice(calls)).toEqual(Array(3).fill('conversations.history'));
  });

  it('is none behind 1,000 messages, or after 30 days', async () => {
    const life = await startLife();
    const first = await life.play({ pulls: pulls(life) });
    life.twin.channel('reviews').talk(1000);
    const second = await life.play({ pulls: pulls(life), after: hour });
    expect(second.delivered).toBe('posted');
    expect(second.ts).not.toBe(first.ts);
    const late = await startLife({ inputs: { 'remind-every': 'never' } });
    const [one] = pulls(late);
    await late.play({ pulls: one ? [one] : [] });
    expect(await late.play({ pulls: one ? [one] : [], after: 29 * day })).toMatchObject({
      delivered: 'unchanged',
    });
    expect(await late.play({ pulls: one ? [one] : [], after: 2 * day })).toMatchObject({
      delivered: 'posted',
    });
  });

  it('is none where it was deleted: a fresh one is posted, and on an event none', async () => {
    const life = await startLife();
    const { ts = '' } = await life.play({ pulls: pulls(life) });
    life.twin.channel('reviews').remove(ts);
    const event = { eventName: 'pull_request_review' };
    const quiet = await life.play({ pulls: pulls(life), run: event });
    expect(quiet).toMatchObject({ delivered: 'nothing-to-say' });
    expect(life.messages()).toEqual([]);
    expect(await life.play({ pulls: pulls(life), after: hour })).toMatchObject({ delivered: 'posted' });
    expect(life.live().length).toBe(1);
  });

  it('is written anew where an administrator changed it', async () => {
    const life = await startLife();
    const { ts = '' } = await life.play({ pulls: pulls(life) });
    const before = textOf(life.messages()[0]);
    life.twin.channel('reviews').edit(ts, { text: 'Ha', blocks: [] });
    expect(await life.play({ pulls: pulls(life), after: hour })).toMatchObject({ delivered: 'updated', ts });
    expect(textOf(life.messages()[0])).toContain('Change 2');
    expect(textOf(life.messages()[0]).length).toBeGreaterThan(before.length / 2);
    expect(await life.play({ pulls: pulls(life), after: hour })).toMatchObject({
      delivered: 'unchanged',
      ts,
    });
  });

  it('is not what another app, or a person, has copied', async () => {
    const life = await startLife();
    const { ts = '' } = await life.play({ pulls: pulls(life) });
    const [message] = life.messages();
    const channel = life.twin.channel('reviews');
    const copy = { text: 'Mine', blocks: message?.blocks ?? [], metadata: message?.metadata };
    const copied = channel.post({ ...copy, app: stranger });
    channel.say('pr_status_monitor');
    expect(await life.play({ pulls: pulls(life), after: hour })).toMatchObject({
      delivered: 'unchanged',
      ts,
    });
    channel.remove(ts);
    const next = await life.play({ pulls: pulls(life), after: hour });
    expect(next).toMatchObject({ delivered: 'posted' });
    expect(life.messages().map((one) => one.ts)).toContain(copied);
    expect(life.messages().find((one) => one.ts === copied)?.text).toBe('Mine');
  });

  it.each<[string, (payload: Record<string, unknown>) => unknown, Partial<Delivery>]>([
    ['without any', () => undefined, { delivered: 'posted' }],
    [
      'that is empty',
      () => ({ event_type: 'pr_status_monitor', event_payload: {} }),
      { delivered: 'posted' },
    ],
    ['of a newer version', (payload) => wrap({ ...payload, v: 2 }), { delivered: 'posted' }],
    ['of another key', (payload) => wrap({ ...payload, key: 'x' }), { delivered: 'posted' }],
    ['whose key is a number', (payload) => wrap({ ...payload, key: 7 }), { delivered: 'posted' }],
    [
      'of odd types',
      (payload) => wrap({ ...payload, counted: 7, told: [], now: 'x', run: {} }),
      { delivered: 'unchanged' },
    ],
    [
      'whose list is cut',
      (payload) => wrap({ ...payload, counted: String(payload['counted']).slice(0, -3) }),
      { delivered: 'unchanged' },
    ],
    [
      'whose content is missing',
      (payload) => wrap({ ...payload, content: undefined }),
      { delivered: 'updated' },
    ],
    [
      'whose instants are beyond all dates',
      (payload) => wrap({ ...payload, now: 1e300, as_of: -1 }),
      { delivered: 'unchanged' },
    ],
  ])('with metadata %s', async (_, change, expected) => {
    const life = await startLife();
    const { ts = '' } = await life.play({ pulls: pulls(life) });
    const { event_payload: payload = {} }: { event_payload?: Record<string, unknown> } = {
      ...(life.messages()[0]?.metadata ?? {}),
    };
    life.twin.channel('reviews').edit(ts, { metadata: change(payload) });
    // An administrator's edit is written over; here only the metadata is odd.
    const found = await life.play({ pulls: pulls(life), after: hour });
    const isEdit = expected.delivered === 'unchanged';
    expect(found.delivered).toBe(isEdit ? 'updated' : expected.delivered);
    if (isEdit)
      expect(await life.play({ pulls: pulls(life), after: hour })).toMatchObject({ delivered: 'unchanged' });
  });

  it('belongs to what is monitored: with another branch or repository it is left behind', async () => {
    const life = await startLife();
    const { ts } = await life.play({ pulls: pulls(life) });
    for (const inputs of [
      { branch: 'main, release-*' },
      { repositories: 'acme/web, acme/api' },
      { labels: '!wip' },
    ])
      expect(await life.play({ pulls: pulls(life), inputs })).toMatchObject({ delivered: 'posted' });
    expect(life.live().length).toBe(4);
    expect(await life.play({ pulls: pulls(life), after: hour })).toMatchObject({
      delivered: 'unchanged',
      ts,
    });
    const other = { repositories: 'ACME/api, acme/web' };
    expect(await life.play({ pulls: pulls(life), inputs: other, after: hour })).toMatchObject({
      delivered: 'unchanged',
    });
  });

  it('holds more than its metadata can: then what became overdue since is news', async () => {
    const life = await startLife();
    const many = Array.from({ length: 2500 }, (_, index) => opened(life, index + 1, 50 + index / 100));
    await life.play({ pulls: many });
    expect(JSON.stringify(life.messages()[0]?.metadata).length).toBeLessThan(16_000);
    const late = opened(life, 3000, 23.5);
    expect(await life.play({ pulls: [...many, late], after: hour / 4 })).toMatchObject({
      delivered: 'unchanged',
    });
    const next = await life.play({ pulls: [...many, late], after: hour });
    expect(next).toMatchObject({ delivered: 'posted', count: 2501 });
    expect(next.why).toMatch(/^1 is overdue/);
  });

  it('is the same in a second attempt at a run, and when the clock has gone back', async () => {
    const life = await startLife();
    const { ts } = await life.play({ pulls: pulls(life), run: { id: '7' } });
    expect(await life.play({ pulls: pulls(life), run: { id: '7' } })).toMatchObject({
      delivered: 'unchanged',
      ts,
    });
    const back = await life.play({ pulls: pulls(life), after: hour, skew: -7 * hour });
    expect(back).toMatchObject({ delivered: 'unchanged', ts });
    const farBack = await life.play({ pulls: pulls(life), skew: -24 * hour * 3 });
    expect(farBack.ts).toBe(ts);
    expect(life.live().length).toBe(1);
  });
});

describe('without what it needs', () => {
  it.each<[string, Inputs, string]>([
    ['not in the channel', { 'slack-channel': 'C0000000004' }, 'not_in_channel'],
    ['not in a private channel', { 'slack-channel': 'G0000000005' }, 'missing_scope'],
    ['no scope to read', { 'slack-bot-token': demoTokens.good.token }, 'missing_scope'],
    ['a revoked token', { 'slack-bot-token': demoTokens.revoked.token }, 'token_revoked'],
  ])('(%s) the run fails, and nothing is posted', async (_, inputs, code) => {
    const life = await startLife();
    const failed = await life.play({ pulls: old(life, 1), inputs });
    expect(failed).toMatchObject({ delivered: 'failed', problem: { what: expect.stringContaining(code) } });
    expect(life.messages()).toEqual([]);
    expect(life.twin.calls.filter((call) => call.startsWith('chat.'))).toEqual([]);
  });

  it('any more: the scope taken away, the channel left, both fail and change nothing', async () => {
    const life = await startLife();
    const pulls = old(life, 1, 2);
    await life.play({ pulls });
    const before = life.messages();
    life.twin.change((workspace) => withChannel(workspace, 'reviews', { joined: false }));
    const left = await life.play({ pulls, after: 24 * hour });
    expect(left.problem?.remedy).toContain('/invite @pr_status_monitor in C0123456789');
    life.twin.change((workspace) =>
      withoutScope(withChannel(workspace, 'reviews', { joined: true }), 'channels:history'),
    );
    const without = await life.play({ pulls, after: 24 * hour });
    expect(without.problem?.remedy).toContain('"channels:history"');
    expect(life.messages()).toEqual(before);
  });

  it('can no longer edit it: a fresh one follows, on an event none', async () => {
    const life = await startLife({ workspace: { ...demoWorkspace(), editWindowMinutes: 30 } });
    const [one, two] = old(life, 1, 2);
    if (!one || !two) throw new Error();
    await life.play({ pulls: [one, two] });
    const reviewed = { ...one, reviews: [review('hubot', 'approved', life.now)] };
    const event = { eventName: 'pull_request' };
    const quiet = await life.play({ pulls: [reviewed, two], after: hour, run: event });
    expect(quiet).toMatchObject({ delivered: 'nothing-to-say' });
    const next = await life.play({ pulls: [reviewed, two] });
    expect(next).toMatchObject({ delivered: 'posted', why: expect.stringContaining('edit_window_closed') });
    expect(await life.play({ pulls: [reviewed, two] })).toMatchObject({
      delivered: 'unchanged',
      ts: next.ts,
    });
  });
});

describe('what could not be read', () => {
  const api = (life: Life, number: number, hoursAgo = 60) =>
    pull({ repository: 'acme/api', number, title: `Api ${number}`, createdAt: life.now - hoursAgo * hour });

  it('stays as it stood, is counted, and is not told as reviewed', async () => {
    const life = await startLife();
    const web = old(life, 1);
    const all = [...web, api(life, 7), api(life, 8)];
    const { ts } = await life.play({ pulls: all });
    const repositories = ['acme/web', 'acme/api'];
    const down = await life.play({ pulls: web, repositories, failed: ['acme/api'], after: hour });
    expect(down).toMatchObject({ delivered: 'updated', ts, count: 1 });
    const text = textOf(life.messages()[0]);
    expect(text).toContain('3 pull requests have waited');
    expect(text.match(/not checked since/g)?.length).toBeGreaterThanOrEqual(2);
    expect(text).toContain('#8 Api 8');
    const again = await life.play({ pulls: web, repositories, failed: ['acme/api'], after: hour });
    expect(again).toMatchObject({ delivered: 'unchanged', ts });

    const [one] = web;
    if (!one) throw new Error();
    const reviewed = { ...one, reviews: [review('hubot', 'approved', life.now)] };
    const rest = await life.play({ pulls: [reviewed], repositories, failed: ['acme/api'], after: hour });
    expect(rest).toMatchObject({ delivered: 'updated', ts });
    expect(textOf(life.messages()[0])).toContain('2 pull requests have waited');
    // Only what is unread remains: no reminder.
    const nextDay = await life.play({
      pulls: [reviewed],
      repositories,
      failed: ['acme/api'],
      after: 24 * hour,
    });
    expect(nextDay).toMatchObject({ delivered: 'unchanged', ts });

    const seven = { ...api(life, 7, 90), reviews: [review('hubot', 'approved', life.now)] };
    const fates = { 'acme/api#8': { kind: 'merged', at: life.now } } as const;
    const back = await life.play({ pulls: [reviewed, seven], repositories, fates, after: hour });
    expect(back).toMatchObject({ delivered: 'updated', ts });
    expect(textOf(life.messages()[0])).not.toContain('not checked since');
    expect(textOf(life.messages()[0])).toContain('merged');
    expect(textOf(life.messages()[0])).toContain('All 3 are done: 2 reviewed, 1 merged');
  });

  it('is nothing to post, and edits what is there', async () => {
    const life = await startLife();
    const none = await life.play({ failed: ['acme/web'], inputs: { 'notify-when-clear': 'true' } });
    expect(none).toMatchObject({ delivered: 'nothing-to-say' });
    const { ts } = await life.play({ pulls: old(life, 1, 2) });
    const down = await life.play({ failed: ['acme/web'], after: 48 * hour });
    expect(down).toMatchObject({ delivered: 'updated', ts });
    expect(textOf(life.messages()[0])).toContain('2 pull requests have waited');
    expect(life.messages().length).toBe(1);
  });

  it('keeps `replace` from deleting', async () => {
    const life = await startLife({ inputs: { delivery: 'replace' } });
    const all = [...old(life, 1), api(life, 7)];
    await life.play({ pulls: all });
    const repositories = ['acme/web', 'acme/api'];
    await life.play({ pulls: old(life, 1), repositories, failed: ['acme/api'], after: 24 * hour });
    expect(life.messages().length).toBe(2);
    expect(life.live().length).toBe(1);
    await life.play({ pulls: all, repositories, after: 24 * hour });
    expect(life.messages().length).toBe(2);
    expect(life.live().length).toBe(1);
  });
});

describe('time to remind', () => {
  it('comes on a later working day, and names all anew', async () => {
    const life = await startLife({ inputs: { 'working-days': 'mon-fri' } });
    const pulls = [opened(life, 1, 170), opened(life, 2, 171)];
    await life.play({ pulls });
    const friday = await life.play({ pulls, after: 4 * 24 * hour });
    expect(friday).toMatchObject({ delivered: 'posted', why: expect.stringContaining('time to remind') });
    for (let hours = 12; hours < 3 * 24 - 8; hours += 12)
      expect((await life.play({ pulls, after: 12 * hour })).delivered).toBe('unchanged');
    expect((await life.play({ pulls, after: 12 * hour })).delivered).toBe('posted');
    expect(life.live().length).toBe(1);
  });

  it('never comes for `never`, on events, nor for what waits beyond max-age alone', async () => {
    const never = await startLife({ inputs: { 'remind-every': 'never' } });
    await never.play({ pulls: old(never, 1) });
    expect((await never.play({ pulls: old(never, 1), after: 9 * 24 * hour })).delivered).toBe('unchanged');
    const life = await startLife({ inputs: { 'max-age': '3d' } });
    const pulls = old(life, 1);
    await life.play({ pulls });
    const event = await life.play({ pulls, after: 36 * hour, run: { eventName: 'pull_request_target' } });
    expect(event.delivered).toBe('updated');
    expect((await life.play({ pulls, after: 24 * hour })).delivered).not.toBe('posted');
  });

  it('with news: edit takes what became overdue along, and marks it until then', async () => {
    const life = await startLife({ inputs: { news: 'edit' } });
    const pulls = old(life, 1);
    const { ts } = await life.play({ pulls });
    const more = [...pulls, opened(life, 2, 24)];
    expect(await life.play({ pulls: more, after: hour })).toMatchObject({ delivered: 'updated', ts });
    expect(textOf(life.messages()[0])).toContain('new · ');
    expect(await life.play({ pulls: more, after: hour })).toMatchObject({ delivered: 'unchanged', ts });
    const fresh = await life.play({ pulls: more, after: 24 * hour });
    expect(fresh.delivered).toBe('posted');
    expect(textOf(life.live()[0])).toContain('new · ');
  });

  it('an edit does not end news: what an event edited in is told by the next run that may post', async () => {
    const life = await startLife();
    const pulls = old(life, 1);
    const { ts } = await life.play({ pulls });
    const more = [...pulls, opened(life, 2, 24)];
    const event = await life.play({ pulls: more, after: hour, run: { eventName: 'pull_request' } });
    expect(event).toMatchObject({ delivered: 'updated', ts });
    expect(await life.play({ pulls: more, after: hour })).toMatchObject({ delivered: 'posted' });
  });
});

describe('two runs', () => {
  it('that overlap end with one message, and the lower one stays', async () => {
    for (const first of [true, false]) {
      let waiting: (() => void)[] = [];
      const life: Life = await startLife({
        before: async (method) => {
          if (method !== 'chat.postMessage') return;
          // Both are held until both have looked.
          await new Promise<void>((resolve) => {
            waiting.push(resolve);
            if (waiting.length === 2) for (const go of waiting) go();
          });
        },
      });
      const pulls = old(life, 1, 2);
      if (!first) {
        waiting = [() => undefined];
        await life.play({ pulls });
        waiting = [];
      }
      const after = first ? 0 : 24 * hour;
      life.twin.clock.advance(after);
      const both = await Promise.all([life.play({ pulls }), life.play({ pulls })]);
      expect(both.map(({ delivered }) => delivered).sort()).toEqual(['posted', 'unchanged']);
      expect(new Set(both.map(({ ts }) => ts)).size).toBe(1);
      expect(life.live().map(({ ts }) => ts)).toEqual([both[0]?.ts]);
    }
  });
});
