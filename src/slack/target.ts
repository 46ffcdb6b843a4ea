/** Whom a message is for, in words. */

export type Target =
  | {
      readonly kind: 'bot';
      /** As the settings name it: an ID, or a name with its `#`. */
      readonly channel: string;
      /** The app's name in Slack, where Slack told it. */
      readonly app: string;
    }
  /** It does not say where it posts. */
  | { readonly kind: 'webhook' };

/** What an ID of Slack's stands for (docs.slack.dev: Conversations API). */
export function kindOf(target: Target): 'channel' | 'person' | 'conversation' | 'webhook' {
  if (target.kind === 'webhook') return 'webhook';
  if (/^[UW]/.test(target.channel)) return 'person';
  return target.channel.startsWith('D') ? 'conversation' : 'channel';
}

/** Whom it is for: "#reviews", "the person U0123456789". */
export function nameOf(target: Target): string {
  if (target.kind === 'webhook') return "the webhook's channel";
  const kind = kindOf(target);
  return kind === 'channel' ? target.channel : `the ${kind} ${target.channel}`;
}

/** Where it would stand: "the conversation with the person U0123456789". */
export function placeOf(target: Target): string {
  return kindOf(target) === 'person' ? `the conversation with ${nameOf(target)}` : nameOf(target);
}
