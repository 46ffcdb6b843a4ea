/** Checks a message's text, blocks and metadata. */
import { type Arguments, parsed, type Refusal, refuse } from './access.ts';
import { blockErrors, isTooLong } from './blocks.ts';
import { readMetadata } from './metadata.ts';

export interface Content {
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly metadata: unknown;
  readonly warnings: readonly string[];
}

/** Of text, Slack keeps this many characters, with a warning (docs: truncating really long messages). */
const keptCharacters = 40_000;

export function readContent(given: Arguments): Refusal | Content {
  const text = typeof given['text'] === 'string' ? given['text'] : '';
  const blocks = given['blocks'] === undefined ? [] : parsed(given['blocks']);
  if (!Array.isArray(blocks)) return refuse('invalid_blocks_format');
  if (text === '' && blocks.length === 0) return refuse('no_text');
  const errors = blockErrors(blocks).map(({ message, pointer }) => `${message} [json-pointer:${pointer}]`);
  if (errors.length > 0) {
    const messages = errors.map((error) => `[ERROR] ${error}`);
    return refuse('invalid_blocks', { errors, response_metadata: { messages } });
  }
  if (isTooLong(blocks)) return refuse('msg_blocks_too_long');
  const read = readMetadata(given);
  if ('error' in read) return read;
  const cut = text.length > keptCharacters ? ['message_truncated'] : [];
  return {
    text: text.slice(0, keptCharacters),
    blocks,
    metadata: read.metadata,
    warnings: [...read.warnings, ...cut],
  };
}

/** A warning is named twice in an answer (deno-slack-sdk#86). */
export function warned({ warnings }: Content): Arguments {
  return warnings.length > 0 ? { warning: warnings.join(','), response_metadata: { warnings } } : {};
}

/** Metadata as it is kept: an empty object is none. */
export function keptMetadata(metadata: unknown): { readonly metadata?: unknown } {
  const isNone = typeof metadata !== 'object' || metadata === null || Object.keys(metadata).length === 0;
  return isNone ? {} : { metadata };
}
