import { describe, expect, it } from 'vitest';
import { ask, reviews, start } from './asking.ts';
import type { SlackFault } from './fault.ts';
import type { SlackTwin } from './twin.ts';
import { demoTokens } from './workspace.ts';

/** A call of each method, and whether it had its effect. */
const cases: Readonly<Record<string, [given: (ts: string) => object, isDone: (twin: SlackTwin) => boolean]>> =
  {
    'chat.update': [
      (ts) => ({ channel: reviews, ts, text: 'New' }),
      (twin) => twin.messages('reviews')[0]?.text === 'New',
    ],
    'chat.delete': [(ts) => ({ channel: reviews, ts }), (twin) => twin.messages('reviews').length === 0],
    'chat.scheduleMessage': [
      () => ({ channel: reviews, text: 'Silence', post_at: 1_785_750_000 }),
      (twin) => twin.scheduled.length === 2,
    ],
    'chat.deleteScheduledMessage': [
      () => ({ channel: reviews, scheduled_message_id: 'Q0000000001' }),
      (twin) => twin.scheduled.length === 0,
    ],
  };
const reads = [
  'conversations.history',
  'chat.scheduledMessages.list',
  'users.lookupByEmail',
  'conversations.open',
];

async function stage(fault: SlackFault) {
  const twin = await start({ faults: [fault] });
  const ts = twin.channel('reviews').post({ text: 'Hi' });
  await ask(twin, 'chat.scheduleMessage', { channel: reviews, text: 'First', post_at: 1_785_760_000 }).catch(
    () => undefined,
  );
  return { twin, ts };
}

describe.each(Object.entries(cases))('%s', (method, [given, isDone]) => {
  const nth = method === 'chat.scheduleMessage' ? 2 : 1;

  it.each(['reset', '500', '503-html', '429', 'error'] as const)(
    'that meets %s has no effect',
    async (kind) => {
      const { twin, ts } = await stage({ kind, method, nth });
      const answer = await ask(twin, method, { ...given(ts) }).catch(() => undefined);
      expect(answer?.ok).not.toBe(true);
      expect(isDone(twin)).toBe(false);
      expect(twin.hits).toHaveLength(1);
    },
  );

  it.each(['stored-then-reset', 'stored-then-cut', 'stored-error'] as const)(
    'that meets %s fails, and has its effect',
    async (kind) => {
      const { twin, ts } = await stage({ kind, method, nth });
      const answer = await ask(twin, method, { ...given(ts) }).catch(() => undefined);
      expect(answer?.ok).not.toBe(true);
      expect(isDone(twin)).toBe(true);
    },
  );
});

describe.each(reads)('%s', (method) => {
  it.each(['reset', 'stored-then-reset', 'stored-then-cut'] as const)(
    'that meets %s has no answer, and answers the next time',
    async (kind) => {
      const { twin } = await stage({ kind, method, nth: 1 });
      const token = /users|open/.test(method) ? demoTokens.finder.token : undefined;
      const given = { channel: reviews, email: 'ada@example.com', users: 'U0123456789' };
      await expect(ask(twin, method, given, token)).rejects.toThrow();
      expect((await ask(twin, method, given, token)).ok).toBe(true);
    },
  );
});

describe('between two calls', () => {
  it('a test may change things', async () => {
    const twin = await start({
      before: (method, nth) => {
        if (nth === 2) expect(method).toBe('chat.update');
        if (nth === 2) twin.channel('reviews').remove(ts);
      },
    });
    const ts = twin.channel('reviews').post({ text: 'Hi' });
    expect((await ask(twin, 'conversations.history', { channel: reviews })).messages).toHaveLength(1);
    const { error } = await ask(twin, 'chat.update', { channel: reviews, ts, text: 'New' });
    expect(error).toBe('message_not_found');
  });

  it('a test may hold one until another has passed', async () => {
    const passed: string[] = [];
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const twin = await start({ before: (_, nth) => (nth === 1 ? held : undefined) });
    const post = async (text: string) => {
      await ask(twin, 'chat.postMessage', { channel: reviews, text });
      passed.push(text);
    };
    const first = post('first');
    await expect.poll(() => twin.calls.length).toBe(1);
    await post('second');
    release();
    await first;
    expect(passed).toEqual(['second', 'first']);
    expect(twin.messages('reviews').map(({ text }) => text)).toEqual(['second', 'first']);
  });
});
