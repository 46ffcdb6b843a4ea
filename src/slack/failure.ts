import { ErrorCode } from '@slack/web-api';
import * as v from 'valibot';
import { findCause, HttpFailure, type HttpFailureKind } from '../http/failure.ts';
import { ServerText } from '../text/server-text.ts';

/** Why a post is not (or perhaps not) in Slack, as one type that says what to do about it. */
export type SlackFailure =
  /** Slack said no: nothing was posted. */
  | Refusal
  /** Too many posts: nothing was posted. ms to wait. */
  | { readonly kind: 'limited'; readonly waitMs: number }
  /** Nothing left, so nothing was posted. */
  | {
      readonly kind: 'not sent';
      readonly why: HttpFailureKind;
      readonly what: ServerText;
      /** So often it may be asked again. */
      readonly repeats: number;
    }
  /** The other side's certificate was not accepted, before anything was sent. */
  | { readonly kind: 'untrusted'; readonly what: ServerText }
  /** An answer that no Slack gives, from something in between: nothing was posted. */
  | { readonly kind: 'not slack'; readonly what: ServerText }
  /** The request left and no clear answer came: it may have been posted. */
  | { readonly kind: 'unknown'; readonly what: ServerText };

export interface Refusal {
  readonly kind: 'refused';
  /** Small letters, digits and `_`. */
  readonly code: string;
  readonly details: ServerText | undefined;
  /** The message was too large: a smaller one may be taken. */
  readonly tooLarge: boolean;
  /** The scope that Slack misses, where it has the form of one. */
  readonly needed: string | undefined;
}

/** Where Slack names no time to wait, in ms. */
const unnamedWait = 5000;

/** ms to wait, by a `retry-after` header; a date, an exponent and other forms that Slack does not use name no time. */
export function readRetryAfter(header: string | null): number {
  return /^-?\d+(\.\d+)?$/.test(header ?? '') ? Number(header) * 1000 : unnamedWait;
}

/** "It's possible some aspect of the operation succeeded before the error was raised" (docs: chat.postMessage). */
const ambiguous = new Set(['internal_error', 'fatal_error', 'request_timeout']);
const limits = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded']);
const codeForm = /^[a-z0-9_]{1,80}$/;
const scopeForm = /^[a-z]+(?:[.:,_-][a-z]+){0,20}$/;
/** "must be less than 3001 characters", "no more than 50 items allowed" */
const lengths =
  /less than \d+ (characters|items)|no more than \d+|too (long|many|large|big)|exceed|max(imum)?\b/i;

/** Of Slack's answer only its error must have a form: the rest is as it comes. */
const text = v.fallback(v.string(), '');
const list = v.fallback(v.array(v.unknown()), []);
const platformError = v.object({
  code: v.literal(ErrorCode.PlatformError),
  data: v.object({
    error: text,
    needed: text,
    errors: list,
    response_metadata: v.fallback(v.object({ messages: list }), { messages: [] }),
  }),
});
const rateLimited = v.object({ code: v.literal(ErrorCode.RateLimitedError), retryAfter: v.number() });
const httpError = v.object({
  code: v.literal(ErrorCode.HTTPError),
  statusCode: v.number(),
  body: text,
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
  if (http.success) return readStatus(http.output.statusCode, http.output.body);
  if (error instanceof Error && error.message.startsWith('Retry header did not contain'))
    return { kind: 'limited', waitMs: unnamedWait };
  return readNetworkError(error);
}

/** What an HTTP status other than 200 and 429 means: below 500 nothing was taken. */
export function readStatus(status: number, body: string): SlackFailure {
  return { kind: status >= 500 ? 'unknown' : 'not slack', what: new ServerText(body, `HTTP ${status}`) };
}

/** What an error of Slack's means, by its code; undefined where it has not the form of one. */
export function readCode(
  code: string,
  details: readonly string[],
  needed?: string | undefined,
): SlackFailure | undefined {
  if (!codeForm.test(code)) return undefined;
  if (limits.has(code)) return { kind: 'limited', waitMs: unnamedWait };
  if (ambiguous.has(code)) return { kind: 'unknown', what: new ServerText('', code) };
  const said = details.length > 0 ? new ServerText(details.join('; ')) : undefined;
  return {
    kind: 'refused',
    code,
    details: said,
    tooLarge: /too_(long|large|many)/.test(code) || (code.startsWith('invalid_') && !!said?.matches(lengths)),
    needed: needed !== undefined && scopeForm.test(needed) ? needed : undefined,
  };
}

/** What it means that no whole answer came: by how far the request came. */
export function readNetworkError(error: unknown): SlackFailure {
  const failure = findCause(error, HttpFailure);
  if (!failure) return { kind: 'unknown', what: ServerText.ofError(error) };
  const { kind, phase, said } = failure;
  if (kind === 'redirect') return { kind: 'not slack', what: said };
  if (phase !== 'not sent') return { kind: 'unknown', what: said };
  if (kind === 'certificate') return { kind: 'untrusted', what: said };
  return { kind: 'not sent', why: kind, what: said, repeats: repeatsOf[kind] ?? Number.POSITIVE_INFINITY };
}

/** What hardly gets better by asking again. */
const repeatsOf: Readonly<Partial<Record<HttpFailureKind, number>>> = {
  'proxy-address': 0,
  'proxy-refused': 2,
};

function readRefusal({
  error,
  needed,
  errors,
  response_metadata,
}: v.InferOutput<typeof platformError>['data']): SlackFailure {
  const details = (errors.length > 0 ? errors : response_metadata.messages).slice(0, 5).map(readDetail);
  return readCode(error, details, needed) ?? { kind: 'not slack', what: new ServerText(error, 'HTTP 200') };
}

const detail = v.object({ message: text, pointer: text });

/** "must be less than 3001 characters /blocks/0/text" */
function readDetail(one: unknown): string {
  const { output, success } = v.safeParse(detail, one);
  const words = typeof one === 'string' ? one : success ? `${output.message} ${output.pointer}` : '';
  return words.slice(0, 400).trim();
}
