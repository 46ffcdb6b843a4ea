/** What became of a message. */

/** From the best to the worst. */
const deliveredStates = [
  'nothing-to-say',
  'unchanged',
  'updated',
  'posted',
  'dry-run',
  'unknown',
  'failed',
] as const;
export type Delivered = (typeof deliveredStates)[number];

export interface Delivery {
  readonly delivered: Delivered;
  /** For people: `#reviews (C0123456789)`, or "the webhook's channel". */
  readonly to: string;
  /** ID where Slack named it, else as it was given; undefined for a webhook. */
  readonly channel: string | undefined;
  /** Slack's name of the message; undefined where it says none. */
  readonly ts: string | undefined;
  /** Overdue pull requests that the message speaks of. */
  readonly count: number;
  /** What came back and what cures it, where the message is not there or incomplete. */
  readonly problem?: { readonly what: string; readonly remedy: string };
  /** What to tell beside it: a name that was refused, a check that passed. */
  readonly notes: readonly string[];
}

/** The worst of all messages; with none, there was nothing to say. */
export function worst(deliveries: readonly Delivery[]): Delivered {
  const ranks = deliveries.map(({ delivered }) => deliveredStates.indexOf(delivered));
  return deliveredStates[Math.max(0, ...ranks)] ?? 'nothing-to-say';
}
