/** What a test asks Slack's twin with: no time passes in pauses. */
import { Network } from '../../src/http/network.ts';
import type { Bot } from '../../src/slack/client.ts';
import type { Posting } from '../../src/slack/posting.ts';

/** As long as the worker, which runs several files. */
export const network = new Network();

export function postingWith(slackBotToken: string, changes: Partial<Posting> = {}): Posting {
  return {
    pause: async () => undefined,
    note: () => undefined,
    answerMs: 500,
    fetch: network.fetch,
    credentials: { slackBotToken, slackWebhookUrl: undefined },
    ...changes,
  };
}

/** A bot that writes into #reviews under its own name. */
export function botAt(apiUrl: string): Bot {
  return { kind: 'bot', channel: '#reviews', username: undefined, iconEmoji: undefined, apiUrl };
}
