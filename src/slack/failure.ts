import { ErrorCode } from '@slack/web-api';
import * as v from 'valibot';
import { HttpFailure, type HttpFailureKind } from '../http/failure.ts';
import { oneLine } from '../terms/one-line.ts';

/** Why a post is not (or perhaps not) in Slack, as one type that says what to do about it. */
export type SlackFailure =
  /** Slack said no: nothing was posted. */
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly details: readonly string[];
      readonly needed?: string | undefined;
    }
  /** Too many posts: nothing was posted. ms to wait. */
  | { readonly kind: 'limited'; readonly waitMs: number }
  /** Nothing left, so nothing was posted. */
  | {
      readonly kind: 'not sent';
      readonly why: HttpFailureKind;
      readonly what: string;
      /** Whether asking again may help. */
      readonly passes: boolean;
    }
  /** The other side's certificate was not accepted, before anything was sent. */
  | { readonly kind: 'untrusted'; readonly what: string }
  /** An answer that no Slack gives, from something in between: nothing was posted. */
  | { readonly kind: 'not slack'; readonly what: string }
  /** The request left and no clear answer came: it may have been posted. */
  | { readonly kind: 'unknown'; readonly what: string };

/** Where Slack names no time to wait, in ms. */
const unnamedWait = 5000;

/** "It's possible some aspect of the operation succeeded before the error was raised" (docs: chat.postMessage). */
const ambiguous = new Set(['internal_error', 'fatal_error', 'request_timeout']);
const limits = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded']);

const strings = v.optional(v.array(v.string()), []);
const platformError = v.object({
  code: v.literal(ErrorCode.PlatformError),
  data: v.object({
    error: v.string(),
    needed: v.optional(v.string()),
    errors: v.optional(
      v.array(v.union([v.string(), v.object({ message: v.string(), pointer: v.optional(v.string()) })])),
      [],
    ),
    response_metadata: v.optional(v.object({ messages: strings })),
  }),
});
const rateLimited = v.object({ code: v.literal(ErrorCode.RateLimitedError), retryAfter: v.number() });
const httpError = v.object({
  code: v.literal(ErrorCode.HTTPError),
  statusCode: v.number(),
  body: v.unknown(),
});

/**
 * Reads what the client threw. Three failures carry no Slack code: a 429 without `retry-after`, a body cut
 * after the headers, and a time-out while the body streams; after the last two the post is probably there.
 */
export function readFailure(error: unknown): SlackFailure {
  const limited = v.safeParse(rateLimited, error);
  if (limited.success) return { kind: 'limited', waitMs: limited.output.retryAfter * 1000 };
  const refused = v.safeParse(platformError, error);
  if (refused.success) return readRefusal(refused.output.data);
  const http = v.safeParse(httpError, error);
  if (http.success) return readStatus(http.output.statusCode, String(http.output.body));
  if (error instanceof Error && error.message.startsWith('Retry header did not contain'))
    return { kind: 'limited', waitMs: unnamedWait };
  return readNetworkError(error);
}

/** What an HTTP status other than 200 and 429 means: below 500 nothing was taken. */
export function readStatus(status: number, body: string): SlackFailure {
  return { kind: status >= 500 ? 'unknown' : 'not slack', what: `HTTP ${status}: ${oneLine(body)}` };
}

/** What it means that no whole answer came: by how far the request came. */
export function readNetworkError(error: unknown): SlackFailure {
  const failure = httpFailureOf(error);
  if (!failure)
    return { kind: 'unknown', what: oneLine(error instanceof Error ? error.message : String(error)) };
  const { kind, phase, said } = failure;
  if (kind === 'redirect') return { kind: 'not slack', what: said.about };
  if (phase !== 'not sent') return { kind: 'unknown', what: said.about || kind };
  if (kind === 'certificate') return { kind: 'untrusted', what: said.about };
  return { kind: 'not sent', why: kind, what: said.about, passes: !lasting.includes(kind) };
}

/** What does not get better by asking again. */
const lasting: readonly HttpFailureKind[] = ['proxy-address', 'proxy-refused'];

/** Slack's client wraps what its fetch throws. */
function httpFailureOf(error: unknown): HttpFailure | undefined {
  if (error instanceof HttpFailure || !(error instanceof Error))
    return error instanceof HttpFailure ? error : undefined;
  return httpFailureOf('original' in error ? error.original : error.cause);
}

function readRefusal({
  error,
  needed,
  errors,
  response_metadata,
}: v.InferOutput<typeof platformError>['data']): SlackFailure {
  if (limits.has(error)) return { kind: 'limited', waitMs: unnamedWait };
  if (ambiguous.has(error)) return { kind: 'unknown', what: error };
  if (!/^[a-z0-9_]+$/i.test(error)) return { kind: 'not slack', what: oneLine(error) };
  const details = errors.map((one) =>
    typeof one === 'string' ? one : `${one.message} ${one.pointer ?? ''}`,
  );
  const messages = details.length > 0 ? details : (response_metadata?.messages ?? []);
  return { kind: 'refused', code: error, details: messages.slice(0, 5).map(oneLine), needed };
}
