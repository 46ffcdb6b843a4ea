import { type Logger, LogLevel, WebClient } from '@slack/web-api';
import { blockKitBuilderLink } from '../report/block-kit-builder.ts';
import type { Delivery } from '../report/delivery.ts';
import type { Message } from '../report/message.ts';
import type { Destination } from '../settings/destination.ts';
import { explain } from './explain.ts';
import { readFailure, type SlackFailure } from './failure.ts';
import { type Posting, postOnce } from './posting.ts';

type Bot = Extract<Destination, { kind: 'bot' }>;

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
function createClient({ apiUrl }: Bot, { answerMs, fetch, credentials }: Posting): WebClient {
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

/** Posts by bot token. Where the app may not choose a name or icon, it posts under its own, and says so. */
export async function postByBot(message: Message, bot: Bot, posting: Posting): Promise<Delivery> {
  const client = createClient(bot, posting);
  const channel = bot.channel ?? '';
  const looks = {
    ...(bot.username !== undefined && { username: bot.username }),
    ...(bot.iconEmoji !== undefined && { icon_emoji: bot.iconEmoji }),
  };
  const post = (appearance: typeof looks) =>
    postOnce(
      () =>
        client.chat.postMessage({
          channel,
          text: message.text,
          blocks: message.blocks,
          metadata: message.metadata,
          parse: 'none',
          link_names: false,
          unfurl_links: false,
          unfurl_media: false,
          ...appearance,
        }),
      readFailure,
      posting,
    );

  const wantsLooks = Object.keys(looks).length > 0;
  let result = await post(looks);
  const refused = wantsLooks && 'failure' in result && isNameRefused(result.failure);
  if (refused) result = await post({});
  if ('failure' in result) return failed(result.failure, message, { client, channel });

  const { posted } = result;
  const ignored =
    (bot.username !== undefined && posted.message?.username !== bot.username) ||
    (bot.iconEmoji !== undefined && posted.message?.icons === undefined);
  return {
    delivered: 'posted',
    to: posted.channel && posted.channel !== channel ? `${channel} (${posted.channel})` : channel,
    channel: posted.channel ?? channel,
    ts: posted.ts,
    count: message.count,
    notes: wantsLooks && (refused || ignored) ? [withoutLooks] : [],
  };
}

const withoutLooks =
  "slack-username and slack-icon-emoji had no effect: the message stands under the app's own name. " +
  'Remedy: add the scope chat:write.customize to the app and install it again, or remove the two inputs.';

function isNameRefused(failure: SlackFailure): boolean {
  return failure.kind === 'refused' && failure.code === 'missing_scope' && failure.needed !== 'chat:write';
}

/** Lets Slack check the blocks (docs: blocks.validate needs no scope) without posting. */
export async function checkByBot(message: Message, bot: Bot, posting: Posting): Promise<Delivery> {
  const client = createClient(bot, posting);
  const channel = bot.channel ?? 'slack-channel';
  const result = await postOnce(
    () => client.blocks.validate({ blocks: message.blocks }),
    readFailure,
    posting,
  );
  if ('failure' in result) return failed(result.failure, message, { client, channel });
  const dry = dryRun(message);
  return { ...dry, to: channel, notes: ['Slack checked the blocks: they are valid.', ...dry.notes] };
}

/** What a dry run without Slack says. */
export function dryRun(message: Message): Delivery {
  return {
    delivered: 'dry-run',
    to: 'nobody',
    channel: undefined,
    ts: undefined,
    count: message.count,
    notes: [`See it in Slack's Block Kit Builder: ${blockKitBuilderLink(message)}`],
  };
}

async function failed(
  failure: SlackFailure,
  message: Message,
  { client, channel }: { client: WebClient; channel: string },
): Promise<Delivery> {
  const namesApp = failure.kind === 'refused' && /not_in_channel|channel_not_found/.test(failure.code);
  const app = namesApp ? await appName(client) : unnamedApp;
  return {
    ...explain(failure, { channel, app }),
    to: channel,
    channel,
    ts: undefined,
    count: message.count,
    notes: [],
  };
}

const unnamedApp = 'the-app';

/** The name to invite; a remedy without it is still one. */
async function appName(client: WebClient): Promise<string> {
  try {
    return (await client.auth.test()).user ?? unnamedApp;
  } catch (error) {
    if (error instanceof Error) return unnamedApp;
    throw error;
  }
}
