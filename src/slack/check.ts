/** A dry run: it shows the message, and lets Slack check it where a bot token is given. Nothing is posted. */

import { blockKitBuilderLink } from '../report/slack/block-kit-builder.ts';
import type { Delivery, DeliveryProblem } from '../report/slack/delivery.ts';
import type { Message, Render } from '../report/slack/message.ts';
import { ServerText } from '../text/server-text.ts';
import { type Bot, createClient } from './bot.ts';
import { type Refusal, readFailure, type SlackFailure } from './failure.ts';
import { sendFitting } from './fitting.ts';
import { type Posting, Retries } from './posting.ts';
import { isAboutToken, remedyOf } from './remedies.ts';

/** What a dry run without Slack says. */
export function dryRun(message: Message): Delivery {
  return {
    delivered: 'dry-run',
    to: 'nobody',
    channel: undefined,
    ts: undefined,
    count: message.count,
    named: message.named,
    notes: [`See it in Slack's Block Kit Builder: ${blockKitBuilderLink(message)}`],
    preview: message,
  };
}

/**
 * Lets Slack check the blocks (docs: blocks.validate needs no scope). Only where Slack refuses them, or the token,
 * the run fails; where the check cannot be made, the dry run is as good as without.
 */
export async function checkByBot(render: Render, bot: Bot, posting: Posting): Promise<Delivery> {
  const client = createClient(bot, posting);
  const retries = new Retries(posting, 'read');
  const checked = await sendFitting(
    render,
    ({ blocks }) => retries.run(() => client.blocks.validate({ blocks }), readFailure),
    posting,
  );
  const delivery = { ...dryRun(checked.message), to: bot.channel ?? 'slack-channel' };
  if (!('failure' in checked))
    return { ...delivery, notes: ['Slack checked the blocks: they are valid.', ...delivery.notes] };
  const { failure } = checked;
  const problem = failure.kind === 'refused' ? problemOf(failure, bot) : undefined;
  return problem
    ? { ...delivery, delivered: 'failed', channel: bot.channel, problem }
    : { ...delivery, unchecked: answerOf(failure) };
}

function problemOf(
  { code, details, tooLarge }: Refusal,
  { channel = 'slack-channel' }: Bot,
): DeliveryProblem | undefined {
  const remedy = remedyOf(code, { kind: 'bot', channel, app: '' });
  if (isAboutToken(code)) return { what: `Slack does not accept the bot token: ${code}`, remedy };
  if (tooLarge || /^invalid_blocks/.test(code))
    return { what: `Slack finds the blocks of the message wrong: ${code}`, said: details, remedy };
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
