import { describe, expect, it } from 'vitest';
import { hoursAgo, pull } from '../support/samples.ts';
import type { SlackFault } from '../twins/slack/fault.ts';
import { posted, send, twin } from './sending.ts';

const pullsOf = (count: number, title: string) =>
  Array.from({ length: count }, (_, index) =>
    pull({ number: index + 1, title, createdAt: hoursAgo(500 - index) }),
  );

/** Pull requests that the posted message links, as many as its "and N more" counts, and how many blocks it has. */
function told() {
  const message = JSON.stringify(posted().at(-1)?.blocks ?? []);
  return {
    listed: message.split('/pull/').length - 1,
    more: Number(/and (\d+) more, waiting/.exec(message)?.[1] ?? 0),
  };
}

describe('a message of many characters that Slack stores as entities', () => {
  it.each(['<&>', '&', '<', '>', '"', '\\', '界', '👨‍👩‍👧‍👦'])('fits at the first try (%s)', async (sign) => {
    const pulls = pullsOf(60, sign.repeat(256 / sign.length));
    const delivery = await send({ 'max-listed': '45' }, [], pulls);
    expect(delivery.problem).toBeUndefined();
    expect(twin?.calls).toEqual(['chat.postMessage']);
    expect(told().listed + told().more).toBe(60);
    expect(told().listed).toBeGreaterThan(15);
  });
});

const tooLarge: readonly [name: string, Partial<SlackFault>][] = [
  ['msg_blocks_too_long', {}],
  ['msg_too_long', { code: 'msg_too_long' }],
  [
    'a text that is too long',
    {
      code: 'invalid_blocks',
      answer: { errors: ['must be less than 3001 characters [json-pointer:/blocks/3/text/text]'] },
    },
  ],
  [
    'too many items',
    { code: 'invalid_blocks', answer: { errors: ['no more than 50 items allowed [json-pointer:/blocks]'] } },
  ],
];

describe.each(['', 'good'])('a message that Slack refuses for its size (webhook: %j)', (webhook) => {
  const pulls = pullsOf(60, 'Reduce cold start');
  const method = webhook ? 'webhook' : 'chat.postMessage';

  it.each(tooLarge)('is sent again with half the items until it is taken: %s', async (_, fault) => {
    const delivery = await send({}, [{ kind: 'too-large', most: 14, ...fault }], pulls, webhook);
    expect(delivery).toMatchObject({ delivered: 'posted', count: 60, slept: 0 });
    expect(delivery.problem).toBeUndefined();
    expect(twin?.calls).toEqual([method, method, method]);
    expect(posted()).toHaveLength(1);
    expect(told()).toEqual({ listed: 5, more: 55 });
    expect(delivery.named).toEqual([1, 2, 3, 4, 5].map((number) => `acme/web#${number}`));
    expect(posted()[0]?.text).toContain('60 pull requests have waited');
    expect(JSON.stringify(posted()[0]?.metadata)).toContain('"count":60');
    expect(delivery.said[0]).toMatch(/too large.*trying again with 10 items at most/);
  });

  it('is sent down to headline and link', async () => {
    const delivery = await send({}, [{ kind: 'too-large', most: 4 }], pulls, webhook);
    expect(delivery.delivered).toBe('posted');
    expect(told()).toEqual({ listed: 0, more: 60 });
    expect(JSON.stringify(posted()[0]?.blocks)).toContain('actions/runs/123456');
    expect(delivery.named).toEqual([]);
  });

  it('fails where Slack refuses even that, and is not sent for ever', async () => {
    const delivery = await send({ 'max-listed': '45' }, [{ kind: 'too-large', most: 0 }], pulls, webhook);
    expect(delivery.delivered).toBe('failed');
    expect(delivery.problem?.what).toContain('msg_blocks_too_long');
    expect(twin?.calls.length).toBeLessThan(9);
    expect(posted()).toEqual([]);
  });

  it.each([
    ['invalid_blocks', { errors: ['unsupported type: alert [json-pointer:/blocks/0]'] }],
    ['is_archived', {}],
    ['invalid_blocks', { errors: ['must be more than 0 characters [json-pointer:/blocks/0]'] }],
  ])('is not what %s with %j means', async (code, answer) => {
    expect((await send({}, [{ kind: 'error', code, answer }], pulls, webhook)).delivered).toBe('failed');
    expect(twin?.calls.filter((call) => call !== 'auth.test')).toEqual([method]);
  });
});

it('a webhook that only says invalid_blocks gets fewer items, since that may be their length', async () => {
  const fault = { kind: 'too-large', most: 14, code: 'invalid_blocks' } as const;
  const delivery = await send({}, [fault], pullsOf(60, 'x'), 'good');
  expect(delivery).toMatchObject({ delivered: 'posted', named: { length: 5 } });
  expect(told()).toEqual({ listed: 5, more: 55 });
});

it('a dry run shows the message that Slack takes', async () => {
  const delivery = await send({ 'dry-run': 'true' }, [{ kind: 'too-large', most: 14 }], pullsOf(60, 'x'));
  expect(delivery).toMatchObject({ delivered: 'dry-run', preview: { named: { length: 5 } } });
  expect(delivery.notes[0]).toContain('valid');
});
