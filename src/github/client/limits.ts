/** What GitHub's limits ask for, and how long. */
import { ServerText } from '../../text/server-text.ts';
import { GitHubFailure } from './failure.ts';
import type { FailureKind } from './failure-kind.ts';

/** Headers of an answer, names in small letters. */
export type Headers = Readonly<Record<string, string | number | undefined>>;

/** How GitHub asks to wait when it names no time (docs: "wait for at least one minute"). In ms. */
const unnamedWait = 60_000;

/**
 * A limit: `retry-after` counts first, then the reset time of an exhausted hour (docs: rate limits). What neither
 * names is waited for as the docs say; our own words tell which it is.
 */
export function limited(
  { message, about }: { readonly message: string; readonly about?: string },
  headers: Headers,
  now: number,
): GitHubFailure {
  const make = (kind: FailureKind, waitMs: number, hint: string) =>
    new GitHubFailure(kind, new ServerText(message, [about, hint].filter(Boolean).join(', ')), { waitMs });
  const asked = retryAfterMs(headers['retry-after'], now);
  if (asked !== undefined)
    return make('secondary-limit', asked, `it asks to wait ${Math.ceil(asked / 1000)} s`);
  if (String(headers['x-ratelimit-remaining']) !== '0')
    return make('secondary-limit', unnamedWait, 'it names no time to wait');
  const reset = Number(headers['x-ratelimit-reset']) * 1000;
  if (!(Math.abs(reset - now) <= namedAtMost))
    return make('rate-limit', unnamedWait, 'it names no time to wait');
  const at = new Date(reset).toISOString().slice(11, 16);
  return make('rate-limit', Math.max(namedAtLeast, reset - now), `points again at ${at} UTC`);
}

/** GitHub's limits are hours at most, and a wait of nothing would be none. In ms. */
const namedAtMost = 24 * 3_600_000;
const namedAtLeast = 1000;

/** ms to wait by the header `retry-after`, in seconds or a date (RFC 9110); undefined where it says neither. */
function retryAfterMs(header: string | number | undefined, now: number): number | undefined {
  const text = String(header ?? '').trim();
  const isDate = /^[A-Z][a-z]+,? .* GMT$/.test(text);
  const ms = isDate ? Date.parse(text) - now : text === '' ? Number.NaN : Number(text) * 1000;
  return Number.isNaN(ms) ? undefined : Math.min(namedAtMost, Math.max(namedAtLeast, ms));
}
