/** What a message of ours says, read from its own blocks as Slack returns them: with ids, defaults and entities. */
import * as v from 'valibot';
import type { Instant } from '../../review/pull-request.ts';

/** One pull request as a message names it. */
export interface Remembered {
  /** `owner/name` */
  readonly repository: string;
  readonly number: number;
  readonly url: string;
  /** "#4512 Reduce cold start of the worker" */
  readonly title: string;
  /** "16 d"; empty for one that is struck. */
  readonly wait: string;
  readonly facts: string;
  /** Since when it waits, where the message says so. */
  readonly since: Instant | undefined;
  /** Since when it was not checked, where the message says so. */
  readonly uncheckedSince: Instant | undefined;
  /** When it was settled, where the message says so. */
  readonly settledAt: Instant | undefined;
  readonly struck: boolean;
}

/** Words before an instant that tell which one it is. */
export const instantWords = { since: 'since', unchecked: 'not checked since' } as const;

const inline = v.object({
  type: v.string(),
  text: v.optional(v.string(), ''),
  url: v.optional(v.string(), ''),
  timestamp: v.optional(v.number()),
  format: v.optional(v.string(), ''),
  style: v.optional(v.object({ strike: v.optional(v.boolean()) })),
});
type Inline = v.InferOutput<typeof inline>;
/** What is odd is left out: an administrator may have changed anything. */
const each = <T>(schema: v.GenericSchema<unknown, T>) =>
  v.pipe(
    v.array(v.unknown()),
    v.transform((all) =>
      all.flatMap((one) => {
        const parsed = v.safeParse(schema, one);
        return parsed.success ? [parsed.output] : [];
      }),
    ),
  );
const section = v.object({ type: v.literal('rich_text_section'), elements: each(inline) });
const list = v.object({ type: v.literal('rich_text_list'), elements: each(section) });
const block = v.variant('type', [
  v.object({ type: v.literal('rich_text'), elements: each(v.union([section, list])) }),
  v.object({ type: v.literal('context'), elements: each(inline) }),
]);
const blocks = v.fallback(each(block), []);

/** The pull requests that the blocks name, in order. @param serverUrl only links to this GitHub are pull requests */
export function readRemembered(given: unknown, serverUrl: string): Remembered[] {
  const known = v.parse(blocks, given);
  return known.flatMap((one, index) => {
    if (one.type === 'context') return [];
    const next = known[index + 1];
    const below = next?.type === 'context' ? next.elements : [];
    // What stands below a list is not of its entries.
    return one.elements.flatMap((part) =>
      part.type === 'rich_text_list'
        ? part.elements.flatMap(({ elements }) => readItem(elements, [], serverUrl) ?? [])
        : (readItem(part.elements, below, serverUrl) ?? []),
    );
  });
}

const ofPullRequest = /^\/([\w.-]+\/[\w.-]+)\/pull\/(\d{1,10})$/;

function readItem(
  elements: readonly Inline[],
  below: readonly Inline[],
  serverUrl: string,
): Remembered | undefined {
  const place = elements.findIndex(({ type }) => type === 'link');
  const link = elements[place];
  if (!link?.url.startsWith(`${serverUrl}/`)) return undefined;
  const [, repository, number] = ofPullRequest.exec(link.url.slice(serverUrl.length)) ?? [];
  if (repository === undefined || number === undefined) return undefined;
  const before = elements.slice(0, place).map(wordsOf).join('');
  const behind = elements.slice(place + 1).filter((_, index, all) => !isMention(all[index + 1]));
  const after = [...behind, ...below];
  const facts = after.filter(({ type }) => type === 'text' || type === 'plain_text');
  const instants = after.flatMap((element) => instantOf(element) ?? []);
  const at = (words: string) => instants.find((one) => one.words === words)?.at;
  return {
    repository,
    number: Number(number),
    url: link.url,
    title: decoded(link.text),
    wait: waitIn(before),
    facts: trimmed(facts.map(wordsOf).join('')),
    since: at(instantWords.since),
    uncheckedSince: at(instantWords.unchecked),
    settledAt: at(''),
    struck: link.style?.strike === true,
  };
}

/** The words before it belong to it. */
function isMention(element: Inline | undefined): boolean {
  return element?.type === 'user' || element?.type === 'usergroup';
}

/** A heading stands on the line above; marks before the wait are made anew. */
function waitIn(before: string): string {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return /\d+ (?:d|h|m|working days?)(?: \d+ [hm])*/.exec(line)?.[0] ?? '';
}

function wordsOf({ text }: Inline): string {
  return decoded(text);
}

/** As Slack writes them (docs.slack.dev: formatting message text). */
function decoded(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function trimmed(facts: string): string {
  return facts.replace(/^[\s·]+|[\s·]+$/gu, '');
}

const markdownDate = /<!date\^(\d{1,12})\^([^^|>{]*)\{/;

function instantOf({ type, text, timestamp, format }: Inline) {
  const [, seconds, words] =
    type === 'date' ? [undefined, timestamp, format.split('{')[0]] : (markdownDate.exec(text) ?? []);
  const at = Number(seconds) * 1000;
  return seconds === undefined || words === undefined || !Number.isSafeInteger(at)
    ? undefined
    : { at, words: words.trim() };
}
