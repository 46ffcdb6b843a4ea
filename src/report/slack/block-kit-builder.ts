import type { Message } from './message.ts';

/** A link that opens the message in Slack's Block Kit Builder. It is a fragment: nothing of it is sent by opening it. */
export function blockKitBuilderLink({ blocks }: Pick<Message, 'blocks'>): string {
  return `https://app.slack.com/block-kit-builder/#${encodeURIComponent(JSON.stringify({ blocks }))}`;
}
