import type { Message, Render } from '../report/slack/message.ts';
import type { Refusal } from './failure.ts';
import type { Posting, Result } from './posting.ts';

export type Sent<T> = Result<T> & { readonly message: Message };

/**
 * Sends the message. What Slack refuses for its size was not stored, so it is sent again with half the items
 * each time, down to headline and link. An ID that Slack does not know costs the pings, not the message.
 */
export async function sendFitting<T>(
  render: Render,
  send: (message: Message) => Promise<Result<T>>,
  { note }: Posting,
): Promise<Sent<T>> {
  let silent = false;
  for (let items: number | undefined; ; ) {
    const message = render(items, silent);
    const result = await send(message);
    const refusal = 'failure' in result && result.failure.kind === 'refused' ? result.failure : undefined;
    if (refusal?.code.startsWith('invalid_blocks') && message.pings && !namesSize(refusal)) {
      silent = true;
      note(
        `Slack: it refuses the message (${refusal.code}); trying again without pinging anybody. Does it know every ID in people and mention-fallback?`,
      );
      continue;
    }
    if (!refusal?.tooLarge || items === 0) return { ...result, message };
    items = Math.floor(message.named.length / 2);
    note(`Slack: the message is too large (${refusal.code}); trying again with ${items} items at most`);
  }
}

/** A webhook has no words for what is wrong with blocks: that may be their size, too. */
function namesSize({ tooLarge, details }: Refusal): boolean {
  return tooLarge && details !== undefined;
}
