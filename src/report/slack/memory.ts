/**
 * What a message carries for later runs, as its metadata (docs.slack.dev: message metadata). Every member of the
 * workspace can read it: it holds hashes, and no name, title, login or branch.
 */
import * as v from 'valibot';
import type { Instant } from '../../review/pull-request.ts';
import { lenient } from '../../values/lenient.ts';
import { shortHash } from './message-key.ts';

const eventType = 'pr_status_monitor';
const version = 1;

/** A pull request in a memory: a hash of its repository, and one of itself. */
export type PullId = string;

/** What a fresh message last told of a pull request: its level of escalation; undefined where none has told of it. */
export type ToldLevel = number | undefined;

export interface Memory {
  /** What is monitored, for which channel. */
  readonly key: string;
  /** ID of the run that posted it, and its `now`: edits keep both. */
  readonly run: string;
  readonly now: Instant;
  /** `now` of the run that wrote it last. */
  readonly asOf: Instant;
  /** A hash of what it says. */
  readonly content: string;
  /** A hash of the config file that it was made with; undefined without one. */
  readonly config: string | undefined;
  /** Pull requests that it counts. */
  readonly count: number;
  readonly counted: ReadonlyMap<PullId, ToldLevel>;
  /** Those that it no longer counts, though it told of them when it was fresh. */
  readonly told: ReadonlyMap<PullId, ToldLevel>;
  /** Not all that are counted found room. */
  readonly cut: boolean;
  /** IDs of the bot and its user that wrote it; undefined where the run did not ask for them. */
  readonly author: string | undefined;
  /** The message that it followed. */
  readonly before: string | undefined;
  /** The message that followed it: then it is superseded. */
  readonly successor: string | undefined;
}

export interface Metadata {
  readonly event_type: string;
  readonly event_payload: Readonly<Record<string, string | number>>;
}

const repositoryLength = 5;
const pullLength = 6;

/** @param number undefined for the repository alone */
export function pullId(repository: string, number: number): PullId {
  return repositoryId(repository) + shortHash(`${repository.toLowerCase()}#${number}`, pullLength);
}

export function repositoryId(repository: string): string {
  return shortHash(repository.toLowerCase(), repositoryLength);
}

export function repositoryOf(id: PullId): string {
  return id.slice(0, repositoryLength);
}

/** Slack refuses metadata beyond some 16 kB (`metadata_too_large`), of which the rest takes less than 1 kB. */
const listAtMost = { counted: 12_000, told: 2_000 };

export function toMetadata(memory: Memory): Metadata {
  const counted = listOf(memory.counted, listAtMost.counted);
  const told = listOf(memory.told, listAtMost.told);
  const { config, author, before, successor } = memory;
  return {
    event_type: eventType,
    event_payload: {
      v: version,
      key: memory.key,
      run: memory.run,
      now: memory.now,
      as_of: memory.asOf,
      content: memory.content,
      count: memory.count,
      counted: counted.text,
      told: told.text,
      ...((memory.cut || counted.cut || told.cut) && { cut: 1 }),
      ...(config !== undefined && { config }),
      ...(author !== undefined && { author }),
      ...(before !== undefined && { before }),
      ...(successor !== undefined && { successor }),
    },
  };
}

/** Beside each hash one character: its level, or this where no fresh message has told of it. */
const untold = '-';
const highestLevel = 35;
const entryLength = pullLength + 1;

/** `repo1aaaaaa0bbbbbb0.repo2cccccc-`, as much of it as has room. */
function listOf(pulls: ReadonlyMap<PullId, ToldLevel>, atMost: number) {
  let text = '';
  let cut = false;
  const byRepository = Map.groupBy(pulls, ([id]) => repositoryOf(id));
  for (const [repository, all] of byRepository) {
    const entries = all.map(([id, level]) => id.slice(repositoryLength) + levelSign(level));
    const head = `${text && '.'}${repository}`;
    const room = Math.floor((atMost - text.length - head.length) / entryLength);
    if (room > 0) text += head + entries.slice(0, room).join('');
    cut ||= room < entries.length;
  }
  return { text, cut };
}

function levelSign(level: ToldLevel): string {
  return level === undefined ? untold : Math.min(level, highestLevel).toString(36);
}

const group = new RegExp(`^[\\w-]{${repositoryLength}}(?:[\\w-]{${pullLength}}[\\da-z-])+$`);

/** undefined where it is no such list. */
function readList(text: string): Map<PullId, ToldLevel> | undefined {
  const pulls = new Map<PullId, ToldLevel>();
  for (const one of text === '' ? [] : text.split('.')) {
    if (!group.test(one)) return undefined;
    const repository = repositoryOf(one);
    for (let place = repositoryLength; place < one.length; place += entryLength) {
      const sign = one.charAt(place + pullLength);
      const level = sign === untold ? undefined : Number.parseInt(sign, 36);
      pulls.set(repository + one.slice(place, place + pullLength), level);
    }
  }
  return pulls;
}

/** Far away from what a date can hold, a number is no instant. */
const instant = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8e15));
/** A message's name, as Slack writes it. */
export const ts = v.pipe(v.string(), v.regex(/^\d{1,12}\.\d{1,12}$/));
const list = v.pipe(v.string(), v.transform(readList));
const payload = v.object({
  event_type: v.literal(eventType),
  event_payload: v.object({
    v: v.literal(version),
    key: v.string(),
    run: lenient(v.string()),
    now: lenient(instant),
    as_of: lenient(instant),
    content: lenient(v.string()),
    config: lenient(v.string()),
    count: lenient(v.pipe(v.number(), v.integer(), v.minValue(0))),
    counted: lenient(list),
    told: lenient(list),
    cut: v.optional(v.unknown()),
    author: lenient(v.string()),
    before: lenient(ts),
    successor: lenient(ts),
  }),
});

/**
 * The memory of a message; undefined where it is none of ours, or of another version. Where parts are missing or odd,
 * it knows less.
 * @param posted when Slack says that it was posted
 */
export function readMemory(metadata: unknown, posted: Instant): Memory | undefined {
  const parsed = v.safeParse(payload, metadata);
  if (!parsed.success) return undefined;
  const { key, run, now, as_of, content, config, count, counted, told, cut, author, before, successor } =
    parsed.output.event_payload;
  const known = counted ?? new Map<PullId, ToldLevel>();
  return {
    key,
    run: run ?? '',
    now: now ?? posted,
    asOf: as_of ?? now ?? posted,
    content: content ?? '',
    config,
    count: count ?? known.size,
    counted: known,
    told: told ?? new Map(),
    cut: cut !== undefined || !counted || !told,
    author,
    before,
    successor,
  };
}
