import { describe, expect, it } from 'vitest';
import { ask, remembering, reviews, start } from './asking.ts';

const event_type = 'pr_status_monitor';
const post = async (metadata: unknown) => {
  const twin = await start();
  const answer = await ask(twin, 'chat.postMessage', { channel: reviews, text: 'Hi', metadata });
  return { answer, twin };
};

describe('metadata', () => {
  it.each([
    ['no fields', {}],
    ['text, numbers and flags', { key: 'a', v: 1, cut: false }],
    ['a flat object', { told: { a1b2: 1, c3d4: 'x' } }],
    ['a list of flat objects', { told: [{ hash: 'a', level: 1 }, { hash: 'b' }] }],
  ])('with %s is kept as it is', async (_, event_payload) => {
    const { answer, twin } = await post({ event_type, event_payload });
    expect(answer).toMatchObject({ ok: true, message: { metadata: { event_type, event_payload } } });
    const told = { channel: reviews, include_all_metadata: true };
    const { messages } = await ask(twin, 'conversations.history', told);
    expect(messages).toMatchObject([{ metadata: { event_type, event_payload } }]);
  });

  it.each([
    ['a period in its type', { event_type: 'a.b', event_payload: {} }],
    ['a blank in its type', { event_type: 'a b', event_payload: {} }],
    ['no letters in its type', { event_type: '', event_payload: {} }],
    ['null', { event_type, event_payload: { a: null } }],
    ['a list of texts', { event_type, event_payload: { a: ['b'] } }],
    ['an object in an object', { event_type, event_payload: { a: { b: { c: 1 } } } }],
    ['a list in a list', { event_type, event_payload: { a: [[{ b: 1 }]] } }],
  ])('with %s is dropped, with a warning only', async (_, metadata) => {
    const { answer, twin } = await post(metadata);
    expect(answer).toMatchObject({
      ok: true,
      warning: 'invalid_metadata_schema',
      response_metadata: { warnings: ['invalid_metadata_schema'] },
    });
    expect(twin.messages('reviews')).toHaveLength(1);
    expect(twin.messages('reviews')[0]).not.toHaveProperty('metadata');
  });

  it.each([
    ['that is no JSON', '{', 'invalid_metadata_format'],
    ['that is a list', [], 'invalid_metadata_format'],
    ['that is null', null, 'invalid_metadata_format'],
    ['without a payload', { event_type }, 'invalid_metadata_format'],
    ['without a type', { event_payload: {} }, 'invalid_metadata_format'],
    ['with a payload of text', { event_type, event_payload: 'a' }, 'invalid_metadata_format'],
    ['over 16,000 bytes', { event_type, event_payload: { a: 'ä'.repeat(8000) } }, 'metadata_too_large'],
  ])('%s is refused, and nothing is posted', async (_, metadata, error) => {
    const { answer, twin } = await post(metadata);
    expect(answer.error).toBe(error);
    expect(twin.messages('reviews')).toEqual([]);
  });

  it('that an update drops leaves the one before', async () => {
    const { answer, twin } = await post(remembering);
    const metadata = { event_type: 'a.b', event_payload: {} };
    const given = { channel: reviews, ts: answer.ts, text: 'New', metadata };
    expect(await ask(twin, 'chat.update', given)).toMatchObject({ warning: 'invalid_metadata_schema' });
    expect(twin.messages('reviews')[0]?.metadata).toEqual(remembering);
  });
});
