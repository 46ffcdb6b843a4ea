/** All messages of the workspace, whoever wrote them. */
import type { Clock } from './clock.ts';
import type { Author, NewMessage, StoredMessage } from './message.ts';
import { pingsOf } from './pings.ts';

const slackbot: Author = { name: 'Slackbot', user: 'USLACKBOT' };

export class Messages {
  readonly #clock: Clock;
  #all: readonly StoredMessage[] = [];
  #pings: readonly string[] = [];
  #count = 100;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Everybody that a new message pinged. An edit pings nobody. */
  get pings(): readonly string[] {
    return this.#pings;
  }

  /** Oldest first, replies among them. */
  in(channel: string): readonly StoredMessage[] {
    return this.#all.filter((message) => message.channel === channel).toSorted(byTs);
  }

  find(channel: string, ts: unknown): StoredMessage | undefined {
    return this.#all.find((message) => message.channel === channel && message.ts === ts);
  }

  repliesTo({ channel, ts }: StoredMessage): readonly StoredMessage[] {
    return this.#all
      .filter(({ channel: place, thread }) => place === channel && thread?.ts === ts)
      .toSorted(byTs);
  }

  /** @param at in ms since 1970; now unless said */
  add(message: NewMessage, at = this.#clock.now): StoredMessage {
    const kept = { ...message, ts: `${Math.floor(at / 1000)}.${String(this.#count++).padStart(6, '0')}` };
    this.#all = [...this.#all, kept];
    this.#pings = [...this.#pings, ...pingsOf(kept)];
    return kept;
  }

  replace(message: StoredMessage): void {
    this.#all = this.#all.map((one) =>
      one.channel === message.channel && one.ts === message.ts ? message : one,
    );
  }

  /** One with replies leaves a tombstone, which goes with the last of them (slack-edge#10). */
  remove(message: StoredMessage): void {
    const { channel, ts, thread } = message;
    if (this.repliesTo(message).length > 0) {
      const text = 'This message was deleted.';
      this.replace({ channel, ts, text, blocks: [], options: {}, author: slackbot, tombstone: true });
      return;
    }
    this.#all = this.#all.filter((one) => one !== message);
    const parent = thread && this.find(channel, thread.ts);
    if (parent?.tombstone && this.repliesTo(parent).length === 0) this.remove(parent);
  }

  /** What a plan or an administrator keeps no longer; no tombstones. */
  expire(channel: string, before: number): void {
    this.#all = this.#all.filter(
      (message) => message.channel !== channel || Number(message.ts) * 1000 >= before,
    );
  }
}

function byTs(one: StoredMessage, other: StoredMessage): number {
  return one.ts < other.ts ? -1 : 1;
}
