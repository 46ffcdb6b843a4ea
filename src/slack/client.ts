/** Slack's client, as this action asks for it, and what holds for all that it writes. */
import { type Logger, LogLevel, WebClient } from '@slack/web-api';
import type { Destination } from '../settings/destination.ts';
import type { Posting } from './posting.ts';

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

/** Nothing in a text becomes a link or a ping by itself (docs.slack.dev: chat.postMessage). */
export const plainText = { parse: 'none', link_names: false } as const;
/** Nor is anything added below a new message. */
export const newMessage = { ...plainText, unfurl_links: false, unfurl_media: false } as const;
