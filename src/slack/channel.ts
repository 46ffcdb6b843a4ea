/** One channel, as the app's bot reads and writes it. */
import type { WebClient } from '@slack/web-api';
import * as v from 'valibot';
import type { Block } from '../report/slack/blocks.ts';
import { type Memory, toMetadata, ts as tsForm } from '../report/slack/memory.ts';
import { lenient } from '../values/lenient.ts';
import { type Bot, createClient, newMessage, plainText } from './client.ts';
import { readFailure, type SlackFailure } from './failure.ts';
import { type Posting, type Result, Retries } from './posting.ts';

/** What is written into the channel. */
export interface Written {
  readonly text: string;
  readonly blocks: Block[];
  readonly memory: Memory;
}

export interface Posted {
  /** Slack's name of the message, and the channel's ID; undefined where it says none. */
  readonly ts: string | undefined;
  readonly channel: string | undefined;
  /** The name and icon that were asked for are not those of the message. */
  readonly looksIgnored: boolean;
}

/** Who the bot is. */
export interface Identity {
  /** IDs of the bot and of its user, separated by a comma. */
  readonly author: string;
  /** As Slack names it. */
  readonly name: string | undefined;
  /** Of the workspace; ends in a slash. */
  readonly url: string;
  /** Name of the workspace. */
  readonly workspace: string | undefined;
  /** What the token may do; undefined where the answer does not say. */
  readonly scopes: readonly string[] | undefined;
}

/** The address of a message (docs.slack.dev: chat.getPermalink). @param channel its ID */
export function permalink({ url }: Identity, channel: string, ts: string): string {
  return `${url}archives/${channel}/p${ts.replace('.', '')}`;
}

/** An ID as Slack writes it; what has another form is as if it were not there. */
const idForm = /^[A-Z][A-Z0-9]{2,20}$/;
const id = lenient(v.pipe(v.string(), v.regex(idForm)));

const unnamed = { username: undefined, icons: undefined };
const postedShape = v.object({
  channel: lenient(v.pipe(v.string(), v.regex(/^[CGDUW][A-Z0-9]{2,20}$/))),
  ts: lenient(tsForm),
  message: v.fallback(
    v.object({ username: v.optional(v.unknown()), icons: v.optional(v.unknown()) }),
    unnamed,
  ),
});
const postedAnswer = v.fallback(postedShape, { channel: undefined, ts: undefined, message: unnamed });

/** What Slack says of a post that it took. */
export function readPosted(answer: unknown) {
  return v.parse(postedAnswer, answer);
}

const scopeName = v.pipe(v.string(), v.regex(/^[a-z]+(?:[.:_-][a-z]+){0,6}$/), v.maxLength(60));
const identityAnswer = v.object({
  user: lenient(v.pipe(v.string(), v.regex(/^(?!.*xox)[\p{L}\p{N}._-]{1,40}$/u))),
  user_id: id,
  bot_id: id,
  url: v.fallback(v.pipe(v.string(), v.regex(/^https:\/\/[\w.-]+\/$/)), 'https://slack.com/'),
  team: lenient(v.pipe(v.string(), v.regex(/^(?!.*xox)[\p{L}\p{N}._&' -]{1,60}$/u))),
  // The client puts the header x-oauth-scopes there.
  response_metadata: v.fallback(v.object({ scopes: lenient(v.array(v.unknown())) }), { scopes: undefined }),
});

/** A message as its history shows it; what is odd about it is left out. */
const shown = v.object({
  ts: tsForm,
  user: id,
  bot_id: id,
  metadata: v.optional(v.unknown()),
  blocks: v.optional(v.unknown()),
  edited: lenient(v.object({ user: id })),
});
export type ShownMessage = v.InferOutput<typeof shown>;
const historyAnswer = v.object({
  messages: v.array(v.unknown()),
  response_metadata: v.fallback(v.object({ next_cursor: v.optional(v.string(), '') }), { next_cursor: '' }),
});

export interface HistoryPage {
  /** Newest first. */
  readonly messages: readonly ShownMessage[];
  /** How many there were, odd ones too. */
  readonly count: number;
  /** Empty on the last page. */
  readonly next: string;
}

/** Never throws but for a mistake of this action. */
export class Channel {
  /** As the settings name it. */
  readonly name: string;
  /** Its ID, where they name that. */
  readonly id: string | undefined;
  readonly #client: WebClient;
  readonly #reads: Retries;
  readonly #checks: Retries;
  readonly #posts: Retries;
  readonly #edits: Retries;
  #looks: { readonly username?: string; readonly icon_emoji?: string };
  readonly #wanted: boolean;
  #identity: Promise<Result<Identity>> | undefined;

  constructor(bot: Bot, posting: Posting) {
    this.name = bot.channel ?? '';
    this.id = idForm.test(this.name) ? this.name : undefined;
    this.#client = createClient(bot, posting);
    this.#reads = new Retries(posting, 'read');
    this.#checks = new Retries(posting, 'check');
    this.#posts = new Retries(posting, 'post');
    this.#edits = new Retries(posting, 'edit');
    this.#looks = {
      ...(bot.username !== undefined && { username: bot.username }),
      ...(bot.iconEmoji !== undefined && { icon_emoji: bot.iconEmoji }),
    };
    this.#wanted = Object.keys(this.#looks).length > 0;
  }

  /** Posts, under the app's own name where it may not choose another. */
  async post(message: Written): Promise<Result<Posted>> {
    const first = await this.#postOnce(message);
    const isRefused =
      'failure' in first && isNameRefused(first.failure) && Object.keys(this.#looks).length > 0;
    if (!isRefused) return first;
    this.#looks = {};
    return this.#postOnce(message);
  }

  async #postOnce({ text, blocks, memory }: Written): Promise<Result<Posted>> {
    const { username, icon_emoji } = this.#looks;
    const result = await this.#posts.run(
      () =>
        this.#client.chat.postMessage({
          channel: this.name,
          text,
          blocks,
          metadata: toMetadata(memory),
          ...newMessage,
          ...this.#looks,
        }),
      readFailure,
    );
    if ('failure' in result) return result;
    const { channel, ts, message } = readPosted(result.answer);
    const ignored =
      (username !== undefined && message.username !== username) ||
      (icon_emoji !== undefined && message.icons === undefined);
    const wasRefused = this.#wanted && Object.keys(this.#looks).length === 0;
    return { answer: { channel, ts, looksIgnored: ignored || wasRefused } };
  }

  /** Edits a message: the same again does no harm, so a lost answer is asked for again. */
  update(ts: string, { text, blocks, memory }: Written): Promise<Result<unknown>> {
    return this.#edits.run(
      () =>
        this.#client.chat.update({
          channel: this.name,
          ts,
          text,
          blocks,
          metadata: toMetadata(memory),
          ...plainText,
        }),
      readFailure,
    );
  }

  remove(ts: string): Promise<Result<unknown>> {
    return this.#edits.run(() => this.#client.chat.delete({ channel: this.name, ts }), readFailure);
  }

  /** A page of the channel's messages, the newest first, with all metadata. */
  async history(
    options: { readonly cursor?: string; readonly at?: string } = {},
  ): Promise<Result<HistoryPage>> {
    const { cursor, at } = options;
    const result = await this.#reads.run(
      () =>
        this.#client.conversations.history({
          channel: this.name,
          include_all_metadata: true,
          limit: at === undefined ? historyPage : 1,
          ...(cursor !== undefined && { cursor }),
          ...(at !== undefined && { latest: at, oldest: at, inclusive: true }),
        }),
      readFailure,
    );
    if ('failure' in result) return result;
    const parsed = v.safeParse(historyAnswer, result.answer);
    const { messages, response_metadata } = parsed.success
      ? parsed.output
      : { messages: [], response_metadata: { next_cursor: '' } };
    const known = messages.flatMap((one) => {
      const message = v.safeParse(shown, one);
      return message.success ? [message.output] : [];
    });
    return { answer: { messages: known, count: messages.length, next: response_metadata.next_cursor } };
  }

  /** Whether the bot can read there: it asks for the newest message alone. */
  look(): Promise<Result<unknown>> {
    return this.#reads.run(
      () => this.#client.conversations.history({ channel: this.name, limit: 1 }),
      readFailure,
    );
  }

  /** Lets Slack check blocks without posting them (docs: blocks.validate needs no scope). */
  validate(blocks: Block[]): Promise<Result<unknown>> {
    return this.#checks.run(() => this.#client.blocks.validate({ blocks }), readFailure);
  }

  /** Asked for once. */
  identity(): Promise<Result<Identity>> {
    this.#identity ??= this.#readIdentity();
    return this.#identity;
  }

  async #readIdentity(): Promise<Result<Identity>> {
    const result = await this.#reads.run(() => this.#client.auth.test(), readFailure);
    if ('failure' in result) return result;
    const { user, user_id, bot_id, url, team, response_metadata } = v.parse(identityAnswer, result.answer);
    const author = [bot_id, user_id].filter(Boolean).join(',');
    const scopes = response_metadata.scopes?.filter((one) => v.is(scopeName, one));
    return { answer: { author, name: user, url, workspace: team, scopes } };
  }
}

/** Messages of one page: Slack recommends no more (docs: conversations.history). */
const historyPage = 200;

function isNameRefused(failure: SlackFailure): boolean {
  return failure.kind === 'refused' && failure.code === 'missing_scope' && failure.needed !== 'chat:write';
}
