/** One page of a list, by cursor and limit (docs.slack.dev: pagination). */
import { type Arguments, type Refusal, refuse } from './access.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Empty on the last page. */
  readonly next: string;
}

interface Bounds {
  /** The highest limit. */
  readonly most: number;
  /** Items that a page holds at most, whatever the limit. */
  readonly atMost: number;
  /** The highest first. */
  readonly falling?: boolean;
}

/** The cursor names the first item of the next page: what is added or deleted meanwhile moves nothing. */
export function pageOf<Item>(
  items: readonly Item[],
  given: Arguments,
  idOf: (item: Item) => string,
  { most, atMost, falling = false }: Bounds,
): Refusal | Page<Item> {
  const limit = Number(given['limit'] ?? 100);
  // Over the most that is documented: what Slack does is not known, so it is refused.
  if (!Number.isInteger(limit) || limit < 1 || limit > most) return refuse('invalid_limit');
  const cursor = String(given['cursor'] ?? '');
  const start = cursor === '' ? 0 : startOf(items.map(idOf), cursor, falling);
  if (start === undefined) return refuse('invalid_cursor');
  const end = start + Math.min(limit, atMost);
  const next = items[end];
  return { items: items.slice(start, end), next: next === undefined ? '' : cursorOf(idOf(next)) };
}

/** As Slack writes them: `next_ts:` and digits, in Base64. */
function cursorOf(id: string): string {
  return Buffer.from(`next_ts:${id.replace('.', '')}`).toString('base64');
}

/** Where the item itself is gone meanwhile, the list goes on behind it. */
function startOf(ids: readonly string[], cursor: string, falling: boolean): number | undefined {
  const wanted = /^next_ts:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString())?.[1];
  if (wanted === undefined) return undefined;
  const edge = BigInt(wanted);
  const start = ids
    .map((id) => BigInt(id.replace('.', '')))
    .findIndex((number) => (falling ? number <= edge : number >= edge));
  return start === -1 ? ids.length : start;
}
