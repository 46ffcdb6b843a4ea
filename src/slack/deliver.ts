import type { Audience } from '../report/audience.ts';
import type { Live } from '../report/slack/compare.ts';
import { keyOf } from '../report/slack/content.ts';
import type { Delivery } from '../report/slack/delivery.ts';
import type { Plan } from '../report/slack/plan.ts';
import { failedDelivery, postByBot } from './bot.ts';
import { Channel } from './channel.ts';
import { checkByBot, checkUnread, dryRun } from './check.ts';
import type { SlackFailure } from './failure.ts';
import { findLive } from './history.ts';
import { keepTrue } from './keep-true.ts';
import type { Posting } from './posting.ts';
import { postByWebhook } from './webhook.ts';

/** What of ours stands where an audience reads. */
export interface Recalled {
  /** The one that stays first; empty where each message stands for itself. */
  readonly found: readonly Live[];
  /** undefined where nothing can be read: a webhook, or none. */
  readonly channel: Channel | undefined;
  /** Why that is not known. */
  readonly failure?: SlackFailure;
}

/** Reads which messages of ours are there, where one is kept true. Never throws. */
export async function recall(audience: Audience, posting: Posting): Promise<Recalled> {
  const { destination, style } = audience;
  const channel = destination.kind === 'bot' ? new Channel(destination, posting) : undefined;
  // A message made with a config file that this run may not read must be known of, however it is delivered.
  const isForbidden = audience.report.settings.configFile?.kind === 'forbidden';
  if (!channel?.id || (style.delivery === 'post' && !isForbidden)) return { found: [], channel };
  const found = await findLive(channel, soughtBy(audience));
  if ('failure' in found && style.delivery === 'post') return { found: [], channel };
  return 'failure' in found
    ? { found: [], channel, failure: found.failure }
    : { found: found.answer, channel };
}

function soughtBy(audience: Audience) {
  const { now, run } = audience.report;
  return { key: keyOf(audience), now, serverUrl: run.serverUrl };
}

/**
 * Delivers one message where it is to go: posted, edited or left, or in a dry run only checked.
 * Never throws: what went wrong stands in the delivery, with cause and remedy.
 * @param plan asked again for fewer items, where Slack refuses the message for its size
 */
export async function deliver(
  plan: Plan,
  audience: Audience,
  { channel, failure }: Recalled,
  { dryRun: isDry, ...posting }: Posting & { readonly dryRun: boolean },
): Promise<Delivery> {
  if (isDry) {
    if (!channel) return dryRun(plan);
    return failure ? checkUnread(plan, channel, failure, posting) : checkByBot(plan, channel, posting);
  }
  if (channel) {
    if (failure) {
      const { count, named } = plan.fresh();
      return { ...(await failedDelivery(channel, failure, 'read')), count, named };
    }
    return audience.style.delivery === 'post'
      ? postByBot(plan.fresh, channel, posting)
      : keepTrue({ plan, channel, sought: soughtBy(audience), posting });
  }
  return audience.destination.kind === 'webhook' ? postByWebhook(plan.fresh, posting) : dryRun(plan);
}
