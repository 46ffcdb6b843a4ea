/**
 * Reads a message's metadata as Slack does (docs.slack.dev: message metadata; types: @slack/types message-metadata).
 * What Slack does with payloads of other types is not documented: here they are dropped as a bad event type is.
 */
import { type Arguments, isObject, parsed, type Refusal, refuse } from './access.ts';

/** Undocumented; 16 kB is what is quoted. Counted in bytes, the stricter way. */
const bytesAtMost = 16_000;

export interface Metadata {
  /** Undefined where none was given or it was dropped; `{}` where it is to be removed. */
  readonly metadata: unknown;
  readonly warnings: readonly string[];
}

export function readMetadata(given: Arguments): Refusal | Metadata {
  if (given['metadata'] === undefined) return { metadata: undefined, warnings: [] };
  const metadata = parsed(given['metadata']);
  if (!isObject(metadata)) return refuse('invalid_metadata_format');
  if (Object.keys(metadata).length === 0) return { metadata, warnings: [] };
  const { event_type, event_payload } = metadata;
  if (typeof event_type !== 'string' || !isObject(event_payload)) return refuse('invalid_metadata_format');
  if (Buffer.byteLength(JSON.stringify(metadata)) > bytesAtMost) return refuse('metadata_too_large');
  // With a period in its name it is dropped, with a warning only (bolt-python#863, deno-slack-sdk#86).
  return /^[\w-]+$/.test(event_type) && Object.values(event_payload).every(isField)
    ? { metadata: { event_type, event_payload }, warnings: [] }
    : { metadata: undefined, warnings: ['invalid_metadata_schema'] };
}

function isField(value: unknown): boolean {
  return isScalar(value) || isFlat(value) || (Array.isArray(value) && value.every(isFlat));
}

function isFlat(value: unknown): boolean {
  return isObject(value) && Object.values(value).every(isScalar);
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
