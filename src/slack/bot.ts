import { type Logger, LogLevel, WebClient } from '@slack/web-api';
import * as v from 'valibot';
import type { Delivery } from '../report/slack/delivery.ts';
import type { Message, Render } from '../report/slack/message.ts';
import type { Destination } from '../settings/destination.ts';
import { toDeliveryProblem } from './delivery-problem.ts';
import { readFailure, type SlackFailure } from './failure.ts';
import { sendFitting } from './fitting.ts';
import { type Posting, Retries } from './posting.ts';
import { kindOf, type Target } from './target.ts';

export type Bot = Extract<Destination, { kind: 'bot' }>;

const quiet = () => undefined;
/** The client's own log holds the message's text, which may be private. */
const silentLogger: Logger = {
  debug: quiet,
  info: quiet,
  warn: quiet,
  error: quiet,
  setLevel: quiet,
  setName: quiet,
  getLevel: () => LogLevel.ERROR,
};

/** A client without retries of its own: they post twice. It never waits by itself, nor asks another host. */
export function createClient({ apiUrl }: Bot, { answerMs, fetch, credentials }: Posting): WebClient {
  return new WebClient(credentials.slackBotToken, {
    slackApiUrl: apiUrl,
    fetch,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: answerMs,
    allowAbsoluteUrls: false,
    logger: silentLogger,
  });
}

/** An ID, and a message's name, as Slack writes them; what has another form is as if it were not there. */
const idForm = /^[CGDUW][A-Z0-9]{2,20}$/;
const tsForm = /^\d{1,12}\.\d{1,12}$/;
const unnamed = { username: undefined, icons: undefined };
const postedShape = v.object({
  channel: v.fallback(v.optional(v.pipe(v.string(), v.regex(idForm))), undefined),
  ts: v.fallback(v.optional(v.pipe(v.string(), v.regex(tsForm))), undefined),
  message: v.fallback(
    v.object({ username: v.optional(v.unknown()), icons: v.optional(v.unknown()) }),
    unnamed,
  ),
});
const postedAnswer = v.fallback(postedShape, { channel: undefined, ts: undefined, message: unnamed });

/** Posts by bot token. Where the app may not choose a name or icon, it posts under its own, and says so. */
export async function postByBot(render: Render, bot: Bot, posting: Posting): Promise<Delivery> {
  const client = createClient(bot, posting);
  const channel = bot.channel ?? '';
  const looks = {
    ...(bot.username !== undefined && { username: bot.username }),
    ...(bot.iconEmoji !== undefined && { icon_emoji: bot.iconEmoji }),
  };
  const wantsLooks = Object.keys(looks).length > 0;
  let appearance: typeof looks = looks;
  const retries = new Retries(posting, 'post');
  const post = ({ text, blocks, metadata }: Message) =>
    retries.run(
      () =>
        client.chat.postMessage({
          channel,
          text,
          blocks,
          metadata,
          parse: 'none',
          link_names: false,
          unfurl_links: false,
          unfurl_media: false,
          ...appearance,
        }),
      readFailure,
    );
  const sent = await sendFitting(
    render,
    async (message) => {
      const result = await post(message);
      if (appearance !== looks || !wantsLooks || !('failure' in result) || !isNameRefused(result.failure))
        return result;
      appearance = {};
      return await post(message);
    },
    posting,
  );

  const { count, named } = sent.message;
  if ('failure' in sent) {
    const problem = toDeliveryProblem(sent.failure, await targetOf(sent.failure, { client, channel }));
    return { ...problem, to: channel, channel, ts: undefined, count, named, notes: [] };
  }
  const posted = v.parse(postedAnswer, sent.answer);
  const ignored =
    (bot.username !== undefined && posted.message.username !== bot.username) ||
    (bot.iconEmoji !== undefined && posted.message.icons === undefined);
  return {
    delivered: 'posted',
    to: posted.channel && posted.channel !== channel ? `${channel} (${posted.channel})` : channel,
    channel: posted.channel ?? channel,
    ts: posted.ts,
    count,
    named,
    notes: wantsLooks && (appearance !== looks || ignored) ? [withoutLooks] : [],
  };
}

const withoutLooks =
  "slack-username and slack-icon-emoji had no effect: the message stands under the app's own name. " +
  'Remedy: add the scope chat:write.customize to the app and install it again, or remove the two inputs.';

function isNameRefused(failure: SlackFailure): boolean {
  return failure.kind === 'refused' && failure.code === 'missing_scope' && failure.needed !== 'chat:write';
}

const unnamedApp = 'the-app';
/** As Slack names its users. */
const appAnswer = v.object({ user: v.pipe(v.string(), v.regex(/^(?!.*xox)[\p{L}\p{N}._-]{1,40}$/u)) });

/** Whom it was for; with the app's name where the remedy is to invite it. */
export async function targetOf(
  failure: SlackFailure,
  { client, channel }: { client: WebClient; channel: string },
): Promise<Target> {
  const unnamed = { kind: 'bot', channel, app: unnamedApp } as const;
  const namesApp = failure.kind === 'refused' && /^(not_in_channel|channel_not_found)$/.test(failure.code);
  if (!namesApp || kindOf(unnamed) !== 'channel') return unnamed;
  try {
    const parsed = v.safeParse(appAnswer, await client.auth.test());
    return parsed.success ? { ...unnamed, app: parsed.output.user } : unnamed;
  } catch (error) {
    // A remedy without the name is still one.
    if (error instanceof Error) return unnamed;
    throw error;
  }
}
