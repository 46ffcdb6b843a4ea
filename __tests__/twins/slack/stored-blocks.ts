/**
 * Blocks as Slack stores and returns them: with ids and defaults; plain texts with entities (bolt-python#513) and
 * with emoji by name (slack-libpurple#185). Assumed: texts within rich text get entities, too, and keep their emoji.
 */
import { createHash } from 'node:crypto';
import { isObject } from './access.ts';

/** @param seed the same seed gives blocks without an id the same ids */
export function storedBlocks(blocks: readonly unknown[], seed: string): unknown[] {
  return blocks.map((block, index) => {
    const stored = withTexts(withDefaults(block));
    return isObject(stored) ? { block_id: blockId(`${seed}/${index}`), ...stored } : stored;
  });
}

/** A text without blocks is returned with rich text that says the same. */
export function blocksOfText(text: string, seed: string): unknown[] {
  const elements = [{ type: 'text', text }];
  return [
    { type: 'rich_text', block_id: blockId(seed), elements: [{ type: 'rich_text_section', elements }] },
  ];
}

export function withDefaults(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withDefaults);
  if (!isObject(value)) return value;
  const fields = Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, withDefaults(field)]),
  );
  if (value['type'] === 'mrkdwn') return { verbatim: false, ...fields };
  return value['type'] === 'plain_text' ? { emoji: true, ...fields } : fields;
}

export function withEntities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A few of Slack's names: those that our messages hold, and some. */
const emojiNames: Readonly<Record<string, string>> = {
  '🔴': 'red_circle',
  '🔶': 'large_orange_diamond',
  '🟡': 'large_yellow_circle',
  '🟢': 'large_green_circle',
  '⚠️': 'warning',
  '⚠': 'warning',
  '✅': 'white_check_mark',
  '🎉': 'tada',
  '👀': 'eyes',
  '🆕': 'new',
  '⏳': 'hourglass_flowing_sand',
  '💤': 'zzz',
};

export function withEmojiNames(text: string): string {
  return Object.entries(emojiNames).reduce(
    (named, [emoji, name]) => named.replaceAll(emoji, `:${name}:`),
    text,
  );
}

function withTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withTexts);
  if (!isObject(value)) return value;
  const { type, text } = value;
  if (typeof text === 'string') {
    if (type === 'mrkdwn') return { ...value, text: withEmojiNames(text) };
    if (type === 'plain_text') return { ...value, text: withEmojiNames(withEntities(text)) };
    if (type === 'text') return { ...value, text: withEntities(text) };
  }
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, withTexts(field)]));
}

function blockId(seed: string): string {
  return createHash('sha256').update(seed).digest('base64').slice(0, 5);
}
