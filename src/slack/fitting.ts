import type { Message, Render } from '../report/slack/message.ts';
import type { Posting, Result } from './posting.ts';

export type Sent<T> = Result<T> & { readonly message: Message };

/**
 * Sends the message. What Slack refuses for its size was not stored, so it is sent again with half the items
 * each time, down to headline and link.
 */
export async function sendFitting<T>(
  render: Render,
  send: (message: Message) => Promise<Result<T>>,
  { note }: Posting,
): Promise<Sent<T>> {
  for (let items: number | undefined; ; ) {
    const message = render(items);
    const result = await send(message);
    const refusal = 'failure' in result && result.failure.kind === 'refused' ? result.failure : undefined;
    if (!refusal?.tooLarge || items === 0) return { ...result, message };
    items = Math.floor(message.named.length / 2);
    note(`Slack: the message is too large (${refusal.code}); trying again with ${items} items at most`);
  }
}
