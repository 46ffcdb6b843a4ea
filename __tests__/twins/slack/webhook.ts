/** Posts by webhook (docs.slack.dev: sending messages using incoming webhooks). */
import type { Arguments } from './access.ts';
import { blockErrors, isTooLong } from './blocks.ts';
import type { NewMessage } from './message.ts';

/** What the twin answers, after it stored the message or not. */
export function postByWebhook(
  channel: string,
  body: string,
  store: (message: NewMessage) => void,
): readonly [status: number, word: string] {
  let given: Arguments;
  try {
    given = JSON.parse(body);
  } catch {
    return [400, 'invalid_payload'];
  }
  const { text = '', blocks = [], metadata } = given;
  if (text === '' && Array.isArray(blocks) && blocks.length === 0) return [400, 'no_text'];
  if (!Array.isArray(blocks) || blockErrors(blocks).length > 0) return [400, 'invalid_blocks'];
  if (isTooLong(blocks)) return [400, 'msg_blocks_too_long'];
  // A bot of its own, and no user: assumed.
  const author = { name: 'incoming-webhook', bot: 'B0000000009', app: 'A0000000001' };
  store({
    channel,
    text: String(text),
    blocks,
    ...(metadata !== undefined && { metadata }),
    options: given,
    author,
  });
  return [200, 'ok'];
}
