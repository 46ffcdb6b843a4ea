/** Reads a message as a person does, from its blocks and none of the action's code. */
import * as v from 'valibot';
import type { StoredMessage } from '../twins/slack/message.ts';

const inline = v.object({
  type: v.string(),
  text: v.optional(v.string(), ''),
  url: v.optional(v.string(), ''),
  timestamp: v.optional(v.number()),
  format: v.optional(v.string(), ''),
  style: v.optional(v.object({ strike: v.optional(v.boolean(), false) })),
});
type Inline = v.InferOutput<typeof inline>;
const section = v.object({ type: v.literal('rich_text_section'), elements: v.array(inline) });
const list = v.object({ type: v.literal('rich_text_list'), elements: v.array(section) });
const block = v.variant('type', [
  v.object({ type: v.literal('rich_text'), elements: v.array(v.variant('type', [section, list])) }),
  v.object({ type: v.literal('context'), elements: v.array(inline) }),
  v.object({ type: v.literal('header'), text: v.object({ text: v.string() }) }),
  v.object({ type: v.literal('divider') }),
]);

export interface Item {
  /** `owner/name#12` */
  readonly name: string;
  /** "#12 Its title" */
  readonly title: string;
  readonly struck: boolean;
  /** What stands beside it. */
  readonly words: string;
  /** Instants (ms) with the word before each. */
  readonly instants: readonly { readonly word: string; readonly at: number }[];
}

export interface Reading {
  readonly headline: string;
  /** The number in it; undefined where it has none. */
  readonly count: number | undefined;
  readonly items: readonly Item[];
  /** "and 12 more" */
  readonly more: number;
  readonly footer: string;
  /** All its texts. */
  readonly whole: string;
  /** Addresses of links that lead to no pull request. */
  readonly links: readonly string[];
  readonly blocks: number;
}

const markdownDate = /<!date\^(\d+)\^([^{|>]*)\{/;

export function read({ blocks }: Pick<StoredMessage, 'blocks'>): Reading {
  const known = v.parse(v.array(block), blocks);
  const items: Item[] = [];
  const links: string[] = [];
  let more = 0;
  known.forEach((one, index) => {
    if (one.type !== 'rich_text') return;
    const next = known[index + 1];
    const below = next?.type === 'context' ? next.elements : [];
    for (const { elements } of one.elements.flatMap((part) =>
      part.type === 'rich_text_list' ? part.elements : [part],
    )) {
      const link = elements.find(({ type }) => type === 'link');
      const [, repository, number] = /github\.com\/([^/]+\/[^/]+)\/pull\/(\d+)$/.exec(link?.url ?? '') ?? [];
      if (!link || !repository) {
        links.push(...elements.flatMap(({ type, url }) => (type === 'link' ? [url] : [])));
        const text = elements.map((element) => element.text).join('');
        more += Number(/^and ([\d,]+) more/.exec(text)?.[1]?.replaceAll(',', '') ?? 0);
        continue;
      }
      const beside = [...elements.slice(elements.indexOf(link) + 1), ...below];
      items.push({
        name: `${repository}#${number}`,
        title: link.text,
        struck: link.style?.strike === true,
        words: beside.flatMap((element) => (element.type === 'mrkdwn' ? [] : [element.text])).join(''),
        instants: beside.flatMap((element) => dateIn(element) ?? []),
      });
    }
  });
  const [head] = known.flatMap((one) => (one.type === 'header' ? [one.text.text] : []));
  const [last] = known.toReversed();
  const headline = head ?? '';
  const number = /^([\d,]+) pull requests? ha(?:s|ve) waited longer than/.exec(headline)?.[1];
  return {
    headline,
    count: number === undefined ? undefined : Number(number.replaceAll(',', '')),
    items,
    more,
    footer: last?.type === 'context' ? last.elements.map(({ text }) => text).join(' · ') : '',
    whole: JSON.stringify(blocks),
    links,
    blocks: known.length,
  };
}

function dateIn({ type, timestamp, format, text }: Inline) {
  const [, seconds, word] =
    type === 'date' ? ['', timestamp, format.split('{')[0]] : (markdownDate.exec(text) ?? []);
  return seconds === undefined ? undefined : { word: (word ?? '').trim(), at: Number(seconds) * 1000 };
}

const memory = v.object({
  event_type: v.literal('pr_status_monitor'),
  event_payload: v.object({ run: v.string(), now: v.number(), successor: v.optional(v.string()) }),
});

/** What the metadata of one of our messages says; undefined for others. */
export function memoryOf({ metadata }: Pick<StoredMessage, 'metadata'>) {
  const parsed = v.safeParse(memory, metadata);
  return parsed.success ? parsed.output.event_payload : undefined;
}
