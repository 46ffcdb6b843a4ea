/** What became of a message. */
import type { ServerText } from '../../text/server-text.ts';
import type { Topic } from '../../values/topic.ts';
import type { Message } from './message.ts';

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

/** Why a message is not there: our own words, and beside them what came back. */
export interface DeliveryProblem {
  readonly what: string;
  readonly said?: ServerText | undefined;
  readonly remedy: string;
  readonly topic: Topic;
}

/** Something to tell beside what became of it. */
export interface Note {
  readonly text: string;
  /** Of a warning. */
  readonly topic?: Topic;
}

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
  /** `owner/name#12` of those that it lists: of the message that was sent last, where one was too large. */
  readonly named: readonly string[];
  /** To one person beside the message in the channel: it does not decide how the run went. */
  readonly direct?: true;
  /** Why it was posted, edited or left, where one message is kept true. */
  readonly why?: string;
  /** What came back and what cures it, where the message is not there. */
  readonly problem?: DeliveryProblem;
  /** What to tell beside it: a name that was refused, a check that passed. */
  readonly notes: readonly Note[];
  /** In a dry run: the message as it would stand, and what that is. */
  readonly preview?: Message;
  readonly title?: string;
  /** In a dry run: why it is not known what stands in the channel, and so what would be done. */
  readonly unread?: DeliveryProblem;
  /** In a dry run: why Slack's check of the message could not be made. */
  readonly unchecked?: ServerText;
}

/** The worst of all messages but the direct ones; with none, there was nothing to say. */
export function worst(deliveries: readonly Delivery[]): Delivered {
  const decisive = deliveries.filter(({ direct }) => !direct);
  const ranks = decisive.map(({ delivered }) => deliveredStates.indexOf(delivered));
  return deliveredStates[Math.max(0, ...ranks)] ?? 'nothing-to-say';
}
