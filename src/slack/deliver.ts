import type { Delivery } from '../report/delivery.ts';
import type { Message } from '../report/message.ts';
import type { Settings } from '../settings/settings.ts';
import { checkByBot, dryRun, postByBot } from './bot.ts';
import type { Posting } from './posting.ts';
import { postByWebhook } from './webhook.ts';

/**
 * Delivers the message where the settings say: posted, or in a dry run only checked.
 * Never throws: what went wrong stands in the delivery, with cause and remedy.
 */
export async function deliver(message: Message, settings: Settings, posting: Posting): Promise<Delivery> {
  const { destination } = settings;
  if (settings.dryRun)
    return destination.kind === 'bot' ? checkByBot(message, destination, posting) : dryRun(message);
  switch (destination.kind) {
    case 'bot':
      return postByBot(message, destination, posting);
    case 'webhook':
      return postByWebhook(message, posting);
    case 'none':
    case 'withheld':
      return dryRun(message);
  }
}
