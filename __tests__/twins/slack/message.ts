/** A message as Slack keeps it. */
export interface StoredMessage {
  readonly channel: string;
  readonly ts: string;
  readonly text: string;
  /** As they were given; `conversations.history` shows them with ids and defaults. */
  readonly blocks: readonly unknown[];
  readonly metadata?: unknown;
  readonly username?: string;
  readonly icon_emoji?: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly author: Author;
  readonly edited?: { readonly user: string; readonly ts: string };
  readonly pinned?: boolean;
  /** What Slack itself wrote: `channel_join` and the like. */
  readonly subtype?: string;
  /** A reply in a thread; a broadcast one stands in the channel, too. */
  readonly thread?: { readonly ts: string; readonly broadcast: boolean };
  /** What is left of a deleted message that had replies. */
  readonly tombstone?: boolean;
}

export type NewMessage = Omit<StoredMessage, 'ts'>;

/** A person has a user, a webhook a bot, an app all three. */
export interface Author {
  readonly name: string;
  readonly user?: string;
  readonly bot?: string;
  readonly app?: string;
}

/** What `conversations.history` tells of metadata: all of it, or the type alone. */
export type Told = 'all' | 'type';
