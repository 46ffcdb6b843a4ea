/** What people, other apps and administrators do in a channel, for a test to do in their stead. */
import type { Author, StoredMessage } from './message.ts';
import type { Messages } from './messages.ts';
import { ours, type SlackApp } from './workspace.ts';

export interface AppMessage {
  readonly text?: string;
  readonly blocks?: readonly unknown[];
  /** Stored as it is, though Slack would refuse it: cut, of odd types, a copy of another app's. */
  readonly metadata?: unknown;
  /** Ours unless said. */
  readonly app?: SlackApp;
  /** A name of its own (chat:write.customize). */
  readonly username?: string;
  /** In ms since 1970; now unless said. */
  readonly at?: number;
}

const ada: Author = { name: 'ada', user: 'U0123456789' };
const admin = 'U0000000099';

export class ChannelControl {
  readonly #channel: string;
  readonly #messages: Messages;

  constructor(channel: string, messages: Messages) {
    this.#channel = channel;
    this.#messages = messages;
  }

  /** A person says something; returns the timestamp. */
  say(text: string, at?: number): string {
    return this.#add({ text, blocks: [], options: {}, author: ada }, at);
  }

  /** So many messages of people; returns their timestamps, oldest first. */
  talk(count: number, at?: number): readonly string[] {
    return Array.from({ length: count }, (_, index) => this.say(`Talk ${index + 1}`, at));
  }

  /** An app posts, without the API's checks. */
  post({ text = '', blocks = [], metadata, app = ours, username, at }: AppMessage): string {
    const author = { name: app.name, app: app.app, bot: app.bot, user: app.user };
    const named = username === undefined ? {} : { username };
    const told = metadata === undefined ? {} : { metadata };
    return this.#add({ text, blocks, ...told, ...named, options: {}, author }, at);
  }

  /** An app joins: Slack says so under the app's user, without a bot. */
  join({ name, user }: SlackApp = ours): string {
    const text = `<@${user}> has joined the channel`;
    return this.#add({ text, blocks: [], options: {}, author: { name, user }, subtype: 'channel_join' });
  }

  /** A person answers in the thread of a message. */
  reply(ts: string, text: string, broadcast = false): string {
    this.#find(ts);
    return this.#add({ text, blocks: [], options: {}, author: ada, thread: { ts, broadcast } });
  }

  /** An administrator changes what a message says. */
  edit(ts: string, changes: Pick<AppMessage, 'text' | 'blocks' | 'metadata'>): void {
    this.#messages.replace({ ...this.#find(ts), ...changes, edited: { user: admin, ts } });
  }

  pin(ts: string, pinned = true): void {
    this.#messages.replace({ ...this.#find(ts), pinned });
  }

  /** Somebody deletes it: with replies it leaves a tombstone. */
  remove(ts: string): void {
    this.#messages.remove(this.#find(ts));
  }

  /** The workspace keeps nothing from before this instant, in ms since 1970. */
  expire(before: number): void {
    this.#messages.expire(this.#channel, before);
  }

  #add(message: Omit<StoredMessage, 'ts' | 'channel'>, at?: number): string {
    return this.#messages.add({ ...message, channel: this.#channel }, at).ts;
  }

  #find(ts: string): StoredMessage {
    const message = this.#messages.find(this.#channel, ts);
    if (!message) throw new Error(`No message ${ts} in ${this.#channel}`);
    return message;
  }
}
