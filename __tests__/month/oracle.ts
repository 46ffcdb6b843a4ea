/**
 * Holds a channel against the truth after each run: what stands there, whether each statement in it is true, and
 * whether a fresh message came when it should. Shares no code with the action.
 */
import type { World } from '../twins/github/world.ts';
import type { StoredMessage } from '../twins/slack/message.ts';
import { type Item, memoryOf, type Reading, read } from './reading.ts';
import { countingReviews, findPull, isWorkingDay, overdueOf, type Waiting, waitingSince } from './truth.ts';

const day = 86_400_000;

/** A run that came to its end. */
export interface Ended {
  readonly now: number;
  readonly world: World;
  /** Repositories that could not be read, `owner/name`. */
  readonly unread: readonly string[];
  /** As its output says. */
  readonly delivered: string;
  readonly eventName: string;
  /** All of the channel, after it. */
  readonly messages: readonly StoredMessage[];
}

export interface Rules {
  readonly maxListed: number;
  /** What is new is said in a fresh message. */
  readonly newsPosts: boolean;
}

/** What a run before has seen of a repository. */
interface Seen {
  /** When the message was written last, up to then: a run that changes nothing leaves no trace. */
  readonly at: number;
  readonly overdue: readonly Waiting[];
}

interface Stood {
  readonly ts: string;
  readonly text: string;
  readonly reading: Reading;
  /** What it was made of. */
  readonly facts: string;
}

export class Oracle {
  readonly #rules: Rules;
  readonly #everSeen = new Set<string>();
  /** What the live message counts, by repository. */
  readonly #counted = new Map<string, Seen>();
  /** What the last fresh message told of, or edits of it: all that is no news. */
  #told = new Set<string>();
  #postedAt = 0;
  #writtenAt = 0;
  #stood: Stood | undefined;

  constructor(rules: Rules) {
    this.#rules = rules;
  }

  /** @returns what is not true, or not as promised; empty where all is well */
  after({ now, world, unread, delivered, eventName, messages }: Ended): string[] {
    const broken: string[] = [];
    const demand = (holds: boolean, promise: string) => {
      if (!holds) broken.push(promise);
    };
    for (const { ts } of messages) this.#everSeen.add(ts);
    const ours = messages.flatMap((message) => {
      const memory = memoryOf(message);
      return memory ? [{ message, memory }] : [];
    });
    const live = ours.filter(({ memory }) => memory.successor === undefined).map(({ message }) => message);
    demand(live.length <= 1, `${live.length} live messages`);
    for (const { message, memory } of ours)
      if (memory.successor !== undefined)
        broken.push(...superseded(message, memory.successor, this.#everSeen));

    const read_ = world.repositories.filter(({ nameWithOwner }) => !unread.includes(nameWithOwner));
    const present = new Map(
      read_.map((repository) => [repository.nameWithOwner, { at: now, overdue: overdueOf(repository, now) }]),
    );
    const old = new Map([...this.#counted].filter(([name]) => unread.includes(name)));
    const overdue = [...present.values()].flatMap((one) => one.overdue);
    const unchecked = [...old.values()].flatMap((one) => one.overdue);
    const before = this.#stood;
    const mayPost = eventName === 'schedule';
    const isClear = overdue.length + unchecked.length === 0 && unread.length === 0;
    const news = overdue.map(({ name }) => name).filter((name) => !this.#told.has(name));
    const isNews = this.#rules.newsPosts && news.length > 0;
    const isTime =
      overdue.length > 0 && isWorkingDay(now) && Math.floor(now / day) > Math.floor(this.#postedAt / day);
    const wanted = before
      ? mayPost && !isClear && present.size > 0 && (isNews || isTime)
      : mayPost && present.size > 0 && overdue.length > 0;
    const [message] = live;
    const isFresh = message !== undefined && message.ts !== before?.ts;
    demand(
      isFresh === wanted,
      wanted
        ? `no fresh message, though ${before ? (isNews ? `there is news: ${news.join(', ')}` : 'it is time to remind') : 'something is overdue'}`
        : 'a fresh message without need',
    );
    demand(!before || message !== undefined, 'the message is lost');

    const facts = JSON.stringify([
      [...overdue, ...unchecked].map(({ name, title }) => [name, title]),
      [...unread].sort(),
      world.repositories.flatMap(({ pullRequests }) =>
        pullRequests.map(({ number, state, base, isDraft }) => [number, state, base, isDraft]),
      ),
      world.repositories.flatMap(({ pullRequests }) =>
        pullRequests.map((pull) => countingReviews(pull, now).length),
      ),
    ]);
    if (!message) {
      demand(delivered === 'nothing-to-say', `no message is there, and delivered is ${delivered}`);
      return broken;
    }
    const reading = read(message);
    const whole = JSON.stringify([message.blocks, message.metadata]);
    const isEdited = !isFresh && before?.text !== whole;
    const expected = isFresh ? 'posted' : isEdited ? 'updated' : 'unchanged';
    demand(delivered === expected, `delivered is ${delivered}, and the message was ${expected}`);
    if (!isFresh && before?.facts === facts) demand(!isEdited, 'edited, though nothing has changed');

    broken.push(
      ...statements(reading, { now, world, unread, overdue, old, maxListed: this.#rules.maxListed }),
    );
    if (!isFresh && before) broken.push(...keptStruck(before.reading, reading, [...overdue, ...unchecked]));

    if (isFresh || isEdited) this.#writtenAt = now;
    for (const [name, one] of present) this.#counted.set(name, { ...one, at: this.#writtenAt });
    if (isFresh) {
      this.#told = new Set([...overdue, ...unchecked].map(({ name }) => name));
      this.#postedAt = now;
    }
    this.#stood = { ts: message.ts, text: whole, reading, facts };
    return broken;
  }
}

/** One line, with a link to a message that is there, or was. */
export function superseded(
  message: StoredMessage,
  successor: string,
  everSeen: ReadonlySet<string>,
): string[] {
  const { blocks, links, items } = read(message);
  const broken: string[] = [];
  if (blocks !== 1 || items.length > 0) broken.push(`the superseded ${message.ts} has ${blocks} blocks`);
  const [link = ''] = links;
  const place = /\/p(\d+)(\d{6})$/.exec(link);
  const ts = place ? `${place[1]}.${place[2]}` : '';
  if (links.length !== 1 || ts !== successor) broken.push(`the superseded ${message.ts} links to "${link}"`);
  if (!everSeen.has(ts)) broken.push(`the superseded ${message.ts} links to ${ts}, which never was`);
  return broken;
}

/** Whether each statement of a message is true. */
export function statements(
  reading: Reading,
  {
    now,
    world,
    unread,
    overdue,
    old,
    maxListed,
  }: {
    readonly now: number;
    readonly world: World;
    readonly unread: readonly string[];
    readonly overdue: readonly Waiting[];
    /** What was seen of those that could not be read. */
    readonly old: ReadonlyMap<string, Seen>;
    readonly maxListed: number;
  },
): string[] {
  const broken: string[] = [];
  const demand = (holds: boolean, promise: string) => {
    if (!holds) broken.push(promise);
  };
  const unchecked = [...old.values()].flatMap((one) => one.overdue);
  const all = [...overdue, ...unchecked].sort((one, other) => one.since - other.since);
  const { count, headline, items, more } = reading;
  demand((count ?? 0) === all.length, `the headline says "${headline}", and ${all.length} wait`);
  const waiting = items.filter(({ struck }) => !struck);
  demand(
    waiting.length + more === all.length,
    `${waiting.length} are listed and ${more} more counted, and ${all.length} wait`,
  );
  demand(waiting.length <= maxListed, `${waiting.length} are listed`);
  demand(all.length === 0 || waiting.length > 0, 'nothing is listed');
  demand(new Set(items.map(({ name }) => name)).size === items.length, 'one is named twice');
  const oldest = all.slice(0, waiting.length).map(({ name }) => name);
  const listed = new Set(waiting.map(({ name }) => name));
  for (const { name, since } of all.slice(0, waiting.length))
    demand(
      listed.has(name),
      `${name} waits since ${new Date(since).toISOString()}, and is not listed of ${oldest.length}`,
    );
  const byName = new Map(all.map((one) => [one.name, one]));
  for (const item of waiting) broken.push(...waits(item, byName.get(item.name), { unread, old }));
  for (const item of items.filter(({ struck }) => struck)) {
    demand(!byName.has(item.name), `${item.name} is struck, and waits`);
    const [repository = ''] = item.name.split('#');
    if (unread.includes(repository)) continue;
    const wrong = isStruckRightly(item, world, now);
    if (wrong !== undefined) broken.push(`${item.name} is struck: "${item.words}", but ${wrong}`);
  }
  if (unread.length > 0) {
    demand(
      !/^No pull request|have been reviewed|has been reviewed/.test(headline),
      `an all-clear: "${headline}"`,
    );
    const first = unread.some((name) => reading.whole.includes(name));
    demand(first, `no word of ${unread.join(', ')}`);
  }
  demand(
    unread.length > 0 || !/could not be looked at|not checked/.test(reading.whole),
    'says unread, and all was read',
  );
  return broken;
}

/** One that is listed as waiting. */
function waits(
  { name, title, words, instants }: Item,
  truth: Waiting | undefined,
  { unread, old }: { readonly unread: readonly string[]; readonly old: ReadonlyMap<string, Seen> },
): string[] {
  if (!truth) return [`${name} is listed as waiting, and does not wait`];
  const broken: string[] = [];
  const [repository = '', number = ''] = name.split('#');
  if (title !== `#${number} ${truth.title}`)
    broken.push(`${name} has the title "${title}", not "${truth.title}"`);
  const since = instants.find(({ word }) => word === 'since')?.at;
  if (since !== Math.floor(truth.since / 1000) * 1000)
    broken.push(`${name} waits since ${since}, not ${truth.since}`);
  const checked = instants.find(({ word }) => word === 'not checked since')?.at;
  const seen = old.get(repository)?.at;
  if (unread.includes(repository)) {
    if (seen === undefined || checked !== Math.floor(seen / 1000) * 1000)
      broken.push(`${name} is not checked since ${checked}, and was seen at ${seen}`);
  } else if (checked !== undefined || /not checked/.test(words)) broken.push(`${name} was checked`);
  return broken;
}

/** What is wrong about the words beside a struck one; undefined where nothing is. */
function isStruckRightly({ name, words, instants }: Item, world: World, now: number): string | undefined {
  const pull = findPull(world, name);
  if (!pull) return 'nobody knows it';
  const at = instants.find(({ word }) => word === '')?.at;
  const isAt = (iso: string | null | undefined) => Math.floor(Date.parse(iso ?? '') / 1000) * 1000 === at;
  const [, login] = /^reviewed by ([^,]+), /.exec(words) ?? [];
  if (login !== undefined) {
    const found = countingReviews(pull, now).filter(({ author }) => (author?.login ?? 'ghost') === login);
    if (found.length === 0) return `${login} has not reviewed it`;
    return found.some(({ submittedAt }) => isAt(submittedAt)) ? undefined : `${login} did not at ${at}`;
  }
  if (/^merged/.test(words))
    return pull.state === 'MERGED' ? (isAt(pull.closedAt) ? undefined : 'not then') : `it is ${pull.state}`;
  if (/^closed/.test(words))
    return pull.state === 'CLOSED' ? (isAt(pull.closedAt) ? undefined : 'not then') : `it is ${pull.state}`;
  if (at === undefined || at > now) return 'nobody says when';
  const [, base] = /^now towards (\S+), seen/.exec(words) ?? [];
  if (base !== undefined) return pull.base === base ? undefined : `it is towards ${pull.base}`;
  if (/^draft again/.test(words)) return pull.isDraft && pull.state === 'OPEN' ? undefined : 'it is no draft';
  if (/^its wait began anew/.test(words))
    return pull.state === 'OPEN' && waitingSince(pull) <= now ? undefined : `it is ${pull.state}`;
  return 'these are no words for it';
}

/** What was named and waits no more stays, struck, in the same message. */
function keptStruck(before: Reading, { items }: Reading, waiting: readonly Waiting[]): string[] {
  // At Slack's bound what is struck gives way.
  if (before.items.length > 15) return [];
  const named = new Map(items.map((item) => [item.name, item]));
  const waits = new Set(waiting.map(({ name }) => name));
  return before.items.flatMap(({ name }) =>
    waits.has(name) || named.get(name)?.struck ? [] : [`${name} was named, and is gone`],
  );
}
