/** A dry run: it shows the message, and lets Slack check it where a bot token is given. Nothing is posted. */

import type { Delivery, DeliveryProblem } from '../report/slack/delivery.ts';
import type { Message } from '../report/slack/message.ts';
import type { Outcome } from '../report/slack/outcome.ts';
import type { Plan } from '../report/slack/plan.ts';
import { ServerText } from '../text/server-text.ts';
import { failedDelivery } from './bot.ts';
import type { Channel } from './channel.ts';
import type { Refusal, SlackFailure } from './failure.ts';
import { sendFitting } from './fitting.ts';
import type { Posting } from './posting.ts';
import { isAboutToken, remedyOf } from './remedies.ts';

/** What would be there, by what would be done. */
const titles: Readonly<Record<Outcome['kind'], string>> = {
  post: 'the message that would have been posted',
  edit: 'the message as it would stand after an edit',
  unchanged: 'the message, which would stay as it is',
  nothing: 'nothing would have been posted; the message would be',
};

function renderOf({ outcome, fresh, edited }: Plan) {
  return outcome.kind === 'edit' || outcome.kind === 'unchanged' ? edited : fresh;
}

/** What a dry run without Slack says. */
export function dryRun(plan: Plan): Delivery {
  return shown(plan, renderOf(plan)());
}

function shown({ outcome, live }: Plan, message: Message): Delivery {
  const { count, named } = message;
  return {
    delivered: 'dry-run',
    to: 'nobody',
    channel: undefined,
    ts: live?.ts,
    count,
    named,
    notes: [],
    preview: message,
    title: titles[outcome.kind],
    ...(outcome.why && { why: outcome.why }),
  };
}

/**
 * Lets Slack check the blocks. Only where Slack refuses them, or the token, the run fails; where the check cannot be
 * made, the dry run is as good as without.
 */
export async function checkByBot(plan: Plan, channel: Channel, posting: Posting): Promise<Delivery> {
  const checked = await sendFitting(renderOf(plan), ({ blocks }) => channel.validate(blocks), posting);
  const delivery = { ...shown(plan, checked.message), to: channel.name || 'slack-channel' };
  if (!('failure' in checked))
    return { ...delivery, notes: [{ text: 'Slack checked the blocks: they are valid.' }] };
  const { failure } = checked;
  const problem = failure.kind === 'refused' ? problemOf(failure, channel) : undefined;
  return problem
    ? { ...delivery, delivered: 'failed', channel: channel.id, problem }
    : { ...delivery, unchecked: answerOf(failure) };
}

/** A dry run that may not read what stands in the channel: what a real run does depends on that. */
export async function checkUnread(
  plan: Plan,
  channel: Channel,
  failure: SlackFailure,
  posting: Posting,
): Promise<Delivery> {
  const delivery = await checkByBot(plan, channel, posting);
  const { problem } = await failedDelivery(channel, failure, 'read');
  const { why: _, ...rest } = delivery;
  return { ...rest, title: 'the message, if none stood in the channel', ...(problem && { unread: problem }) };
}

function problemOf({ code, details, tooLarge }: Refusal, { name }: Channel): DeliveryProblem | undefined {
  const cure = remedyOf(code, { kind: 'bot', channel: name || 'slack-channel', app: '' });
  if (isAboutToken(code)) return { what: `Slack does not accept the bot token: ${code}`, ...cure };
  if (tooLarge || /^invalid_blocks/.test(code))
    return { what: `Slack finds the blocks of the message wrong: ${code}`, said: details, ...cure };
  return undefined;
}

function answerOf(failure: SlackFailure): ServerText {
  switch (failure.kind) {
    case 'refused':
      return new ServerText('', failure.code);
    case 'limited':
      return new ServerText('', 'too many requests');
    default:
      return failure.what;
  }
}
