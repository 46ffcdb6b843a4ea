/** Why a request came to nothing, by how far it came: what is asked of it decides whether it may be repeated. */

import { ServerText } from '../text/server-text.ts';
import { isCertificateError } from '../values/certificate.ts';
import { TunnelError } from './tunnel.ts';

export type HttpFailureKind =
  /** The proxy's address, as its variable has it, is none. */
  | 'proxy-address'
  /** The proxy refused by HTTP 403 or 407: it will not change its mind. */
  | 'proxy-refused'
  /** The proxy could not be reached, did not answer, or failed. */
  | 'proxy'
  | 'certificate'
  /** The host has no address. */
  | 'dns'
  /** Nobody listens there. */
  | 'refused'
  /** There is no way there, or it is too slow. */
  | 'unreachable'
  | 'timeout'
  /** To another host, or without end. */
  | 'redirect'
  | 'too-large'
  /** The connection broke. */
  | 'broken';

/**
 * `not sent`: nothing of the request left, so asking again cannot do it twice. `sent`: it left, and nobody knows what
 * became of it. `answered`: the other side has said something, perhaps not all.
 */
export type Phase = 'not sent' | 'sent' | 'answered';

export class HttpFailure extends Error {
  readonly kind: HttpFailureKind;
  readonly phase: Phase;
  /** What came back or went wrong. */
  readonly said: ServerText;

  constructor(kind: HttpFailureKind, phase: Phase, said: ServerText) {
    super(`${kind}, ${phase}`);
    this.name = 'HttpFailure';
    this.kind = kind;
    this.phase = phase;
    this.said = said;
  }
}

const kinds: ReadonlyMap<string, HttpFailureKind> = new Map([
  ['ENOTFOUND', 'dns'],
  ['EAI_AGAIN', 'dns'],
  ['EAI_FAIL', 'dns'],
  ['EAI_NODATA', 'dns'],
  ['ECONNREFUSED', 'refused'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['EADDRNOTAVAIL', 'unreachable'],
  ['ETIMEDOUT', 'unreachable'],
  ['UND_ERR_CONNECT_TIMEOUT', 'unreachable'],
  ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
  ['UND_ERR_BODY_TIMEOUT', 'timeout'],
]);

/**
 * What an error of fetch means.
 * @param proxied whether a proxy was asked: then the only connection that is made is the one to it
 */
export function readError(error: unknown, phase: Phase, proxied: boolean): HttpFailure {
  if (error instanceof HttpFailure) return error;
  const causes = [...causesOf(error)];
  const tunnel = findCause(error, TunnelError);
  if (tunnel?.status !== undefined) {
    const kind = tunnel.status === 403 || tunnel.status === 407 ? 'proxy-refused' : 'proxy';
    return new HttpFailure(kind, phase, new ServerText('', `HTTP ${tunnel.status}`));
  }
  const codes = causes.flatMap((cause) => ('code' in cause ? [String(cause.code)] : []));
  const last = causes.at(-1);
  // Of a proxy's failure only the code: the words hold its address.
  const said = new ServerText(
    proxied && phase === 'not sent' ? '' : (last?.message ?? String(error)),
    codes.at(-1) ?? '',
  );
  if (codes.some(isCertificateError)) return new HttpFailure('certificate', phase, said);
  const timedOut = causes.some(({ name }) => name === 'TimeoutError' || name === 'AbortError');
  if (timedOut && phase !== 'not sent')
    return new HttpFailure('timeout', phase, new ServerText('', 'no answer in time'));
  if (phase === 'not sent') {
    const kind = codes.map((code) => kinds.get(code)).find((found) => found) ?? 'unreachable';
    const why = timedOut ? new ServerText('', 'no connection in time') : said;
    return new HttpFailure(proxied ? 'proxy' : kind, phase, why);
  }
  const kind = codes.map((code) => kinds.get(code)).find((found) => found === 'timeout');
  return new HttpFailure(kind ?? 'broken', phase, said);
}

/** The first of this class among an error and its causes. */
export function findCause<T extends Error>(
  error: unknown,
  errorClass: new (...parameters: never[]) => T,
): T | undefined {
  for (const cause of causesOf(error)) if (cause instanceof errorClass) return cause;
  return undefined;
}

/** The error and what caused it, which Slack's client calls `original`; of several addresses that were tried, all. */
function* causesOf(error: unknown): Generator<Error> {
  for (
    let cause = error;
    cause instanceof Error;
    cause = 'original' in cause ? cause.original : cause.cause
  ) {
    yield cause;
    if (cause instanceof AggregateError) for (const one of cause.errors) yield* causesOf(one);
  }
}
