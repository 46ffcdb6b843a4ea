import type { Block } from './blocks.ts';

const blocksAtMost = 50;
/** Characters of serialised blocks in one message, as they are sent. */
const sentAtMost = 12_000;
/** As Slack stores them: it refuses at about 13,200 (`msg_blocks_too_long`). */
const storedAtMost = 12_800;
/** What Slack adds to each block and, at most, to each text in it: an id, a default. */
const addedToBlock = ',"block_id":"AbCdE"'.length;
const addedToText = ',"verbatim":false'.length;
const entities: ReadonlyMap<string, number> = new Map([
  ['&', '&amp;'.length],
  ['<', '&lt;'.length],
  ['>', '&gt;'.length],
]);

/** Whether Slack takes so many blocks, of this length. */
export function fits(blocks: readonly Block[]): boolean {
  if (blocks.length > blocksAtMost) return false;
  const json = JSON.stringify(blocks);
  return json.length <= sentAtMost && storedLength(blocks, json) <= storedAtMost;
}

/** Characters of the blocks as Slack stores them: `&`, `<` and `>` as entities, ids and defaults filled in. */
function storedLength(blocks: readonly Block[], json: string): number {
  let length = json.length + blocks.length * addedToBlock;
  for (const [sign] of json.matchAll(/[&<>]/g)) length += (entities.get(sign) ?? 1) - 1;
  for (const block of blocks) if (block.type === 'context') length += block.elements.length * addedToText;
  return length;
}
