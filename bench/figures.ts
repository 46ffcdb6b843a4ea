/** From samples to figures. */
import type { RecordedRequest } from '../__tests__/twins/github/exchange.ts';

/** @param values at least one */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = sorted.length % 2 ? [sorted[middle], sorted[middle]] : sorted.slice(middle - 1);
  return (low + high) / 2;
}

/** The most requests of which each came in after the answer to the one before was handed over. */
export function longestChain(requests: readonly Pick<RecordedRequest, 'startedAt' | 'endedAt'>[]): number {
  let chain = 0;
  let free = Number.NEGATIVE_INFINITY;
  for (const { startedAt, endedAt } of requests.toSorted((a, b) => a.endedAt - b.endedAt)) {
    if (startedAt < free) continue;
    chain++;
    free = endedAt;
  }
  return chain;
}

/** ms, for people: `740 ms`, `3.06 s`. */
export function time(ms: number): string {
  return ms < 995 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 99_500 ? 2 : 0)} s`;
}

/** Bytes, for people. */
export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`;
}

export function ratio(one: number, other: number): string {
  return `${(one / other).toFixed(2)} ×`;
}

export function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}
