/** Messages that wait for their time. */
import type { Clock } from './clock.ts';
import type { NewMessage, StoredMessage } from './message.ts';
import type { Messages } from './messages.ts';

export interface ScheduledMessage {
  /** `Q` and digits. */
  readonly id: string;
  /** In seconds since 1970. */
  readonly postAt: number;
  readonly createdAt: number;
  readonly message: NewMessage;
}

export class Scheduled {
  readonly #clock: Clock;
  readonly #messages: Messages;
  readonly #mayPost: (message: NewMessage) => boolean;
  #pending: readonly ScheduledMessage[] = [];
  #count = 0;

  /** @param mayPost whether the channel takes a message that is due */
  constructor(clock: Clock, messages: Messages, mayPost: (message: NewMessage) => boolean) {
    this.#clock = clock;
    this.#messages = messages;
    this.#mayPost = mayPost;
  }

  /** Soonest first. */
  get pending(): readonly ScheduledMessage[] {
    return this.#pending.toSorted((one, other) => one.postAt - other.postAt || (one.id < other.id ? -1 : 1));
  }

  add(message: NewMessage, postAt: number): ScheduledMessage {
    const id = `Q${String(++this.#count).padStart(10, '0')}`;
    const scheduled = { id, postAt, createdAt: Math.floor(this.#clock.now / 1000), message };
    this.#pending = [...this.#pending, scheduled];
    return scheduled;
  }

  remove(id: string): void {
    this.#pending = this.#pending.filter((one) => one.id !== id);
  }

  /**
   * Posts what is due, and returns it. One with metadata is never posted ("Bug alert", docs: chat.scheduleMessage);
   * that it is gone from the list then, as one that its channel does not take, is assumed.
   */
  settle(): readonly StoredMessage[] {
    const due = this.pending.filter(({ postAt }) => postAt * 1000 <= this.#clock.now);
    for (const { id } of due) this.remove(id);
    return due
      .filter(({ message }) => message.metadata === undefined && this.#mayPost(message))
      .map(({ message, postAt }) => this.#messages.add(message, postAt * 1000));
  }
}
