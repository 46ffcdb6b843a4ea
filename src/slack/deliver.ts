import type { Delivery } from '../report/slack/delivery.ts';
import type { Render } from '../report/slack/message.ts';
import type { Destination } from '../settings/destination.ts';
import { postByBot } from './bot.ts';
import { checkByBot, dryRun } from './check.ts';
import type { Posting } from './posting.ts';
import { postByWebhook } from './webhook.ts';

/**
 * Delivers one message where it is to go: posted, or in a dry run only checked.
 * Never throws: what went wrong stands in the delivery, with cause and remedy.
 * @param render asked again for fewer items, where Slack refuses the message for its size
 */
export async function deliver(
  render: Render,
  destination: Destination,
  { dryRun: isDry, ...posting }: Posting & { readonly dryRun: boolean },
): Promise<Delivery> {
  if (isDry) return destination.kind === 'bot' ? checkByBot(render, destination, posting) : dryRun(render());
  switch (destination.kind) {
    case 'bot':
      return postByBot(render, destination, posting);
    case 'webhook':
      return postByWebhook(render, posting);
    case 'none':
    case 'without-secrets':
      return dryRun(render());
  }
}
