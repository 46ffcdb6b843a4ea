import * as v from 'valibot';
import { findCause, HttpFailure, type HttpFailureKind } from '../../http/failure.ts';
import { ServerText } from '../../text/server-text.ts';
import { amount, instant } from './bounds.ts';
import { GitHubFailure } from './failure.ts';
import type { FailureKind } from './failure-kind.ts';
import { clip, type GraphqlError, readErrors } from './graphql-error.ts';
import { type Headers, limited } from './limits.ts';

const rateLimitSchema = v.object({ cost: amount, remaining: amount, resetAt: instant });

const graphqlBody = v.object({
  data: v.optional(v.nullable(v.record(v.string(), v.unknown()))),
  errors: v.optional(v.unknown()),
});

/** What GraphQL answered with HTTP 200: data, perhaps partial, and errors that belong to parts of it. */
export interface Answer {
  readonly data: Readonly<Record<string, unknown>>;
  readonly errors: readonly GraphqlError[];
  /** The data stops where GitHub's resource limits were reached. */
  readonly stopped: boolean;
  /** What the query cost, and what is left; undefined where GitHub has no limits, or tells what cannot be. */
  readonly rateLimit: v.InferOutput<typeof rateLimitSchema> | undefined;
}

const executionFailed = /^Something went wrong while executing your query/;

/**
 * Reads the body of a GraphQL answer with HTTP 200.
 * @throws GitHubFailure where the whole answer is of no use: cut, of another shape, or limited
 */
export function readAnswer(body: unknown, headers: Headers, now: number): Answer {
  if (typeof body === 'string')
    throw new GitHubFailure('unavailable', new ServerText(body, 'an answer cut short'));
  const parsed = v.safeParse(graphqlBody, body);
  if (!parsed.success)
    throw new GitHubFailure('unexpected', new ServerText(JSON.stringify(body), 'a body of another shape'));
  const { data } = parsed.output;
  const errors = readErrors(parsed.output.errors);
  for (const error of errors) {
    if (error.type === 'RATE_LIMITED' || /secondary rate limit/i.test(error.message))
      throw limited({ message: error.message }, headers, now);
    if (executionFailed.test(error.message))
      throw new GitHubFailure('timeout', new ServerText(error.message));
  }
  if (data) {
    const rateLimit = v.safeParse(rateLimitSchema, data['rateLimit']);
    return {
      data,
      errors,
      stopped: errors.some(isResourceLimit),
      rateLimit: rateLimit.success ? rateLimit.output : undefined,
    };
  }
  const lacking = errors.filter(isUnknownToServer).map(({ message }) => message);
  if (lacking.length > 0)
    throw new GitHubFailure('unsupported', new ServerText(lacking.join('; ')), { lacking });
  throw failureOf(errors) ?? new GitHubFailure('unexpected', 'an answer with neither data nor errors');
}

/** What errors say about authors: null is else a deleted account. Who wrote it decides whether a review counts. */
export function hiddenAuthors(errors: readonly GraphqlError[]): GitHubFailure | undefined {
  return failureOf(errors.filter(({ path }) => path?.at(-1) === 'author'));
}

/** What errors say about commits that the token may not read; the data around them are of no use without. */
export function hiddenCommits(errors: readonly GraphqlError[]): GitHubFailure | undefined {
  return failureOf(errors.filter((error) => kindOf(error) === 'contents'));
}

/** Whether an error says that the data stops where GitHub's resource limits were reached. */
export function isResourceLimit({ type }: GraphqlError): boolean {
  return type === 'RESOURCE_LIMITS_EXCEEDED';
}

/**
 * Whether the query was refused because the server's schema lacks a part of it (graphql-ruby's static
 * validation, as GitHub answers: "Field 'x' doesn't exist on type 'Y'" with `undefinedField`).
 */
function isUnknownToServer({ extensions, message }: GraphqlError): boolean {
  return (
    /^(undefined\w+|cannotSpreadFragment|argumentLiteralsIncompatible|argumentNotAccepted)$/.test(
      extensions?.code ?? '',
    ) || /doesn't exist on type|No such type|can't be spread inside|has an invalid value/.test(message)
  );
}

/** What errors say about the part of the data that they left out; the first one decides. */
export function failureOf(errors: readonly GraphqlError[]): GitHubFailure | undefined {
  const [error] = errors;
  return error && new GitHubFailure(kindOf(error), new ServerText(error.message || (error.type ?? '')));
}

/** Words by which GitHub says the same in REST and in GraphQL, whatever status or type stands beside them. */
const words: readonly (readonly [RegExp, FailureKind])[] = [
  [/SAML/, 'saml'],
  [/IP allow list/i, 'ip-allow-list'],
  // "`acme` forbids access via a personal access token (classic)", "… if the token's lifetime is greater than 90 days".
  [
    /forbids access via|personal access tokens .*are forbidden|OAuth App access restrictions/i,
    'token-policy',
  ],
  // 451 with a block's reason `dmca`, 403 with `tos`.
  [/repository access blocked|repository (?:[`'"]\S{1,200} )?(?:is|was|has been) disabled/i, 'taken-down'],
  [/(?:installation|account) (?:is|was|has been) suspended/i, 'suspended'],
  // After many requests with a wrong token.
  [/maximum number of login attempts/i, 'credentials'],
];

function kindByWords(message: string): FailureKind | undefined {
  return words.find(([pattern]) => pattern.test(message))?.[1];
}

function kindOf({ type, message, extensions, path }: GraphqlError): FailureKind {
  if (extensions?.saml_failure) return 'saml';
  const said = kindByWords(message);
  if (said) return said;
  switch (type) {
    case 'NOT_FOUND':
      return 'not-found';
    case 'FORBIDDEN':
      if (path?.includes('statusCheckRollup')) return 'checks';
      return path?.includes('commit') || path?.includes('commits') ? 'contents' : 'forbidden';
    case 'INSUFFICIENT_SCOPES':
      return 'scopes';
    case 'RESOURCE_LIMITS_EXCEEDED':
      return 'resource-limits';
    default:
      return 'unexpected';
  }
}

/** What an HTTP status other than 2xx means. */
export function httpFailure(status: number, body: unknown, headers: Headers, now: number): GitHubFailure {
  const message = clip(messageOf(body));
  const answer = new ServerText(message, `HTTP ${status}`);
  if (status === 401) return new GitHubFailure('credentials', answer);
  if (status === 451) return new GitHubFailure('taken-down', answer);
  if (status === 403 || status === 429) {
    const said = kindByWords(message) ?? (headers['x-github-sso'] === undefined ? undefined : 'saml');
    if (said && status === 403) return new GitHubFailure(said, answer);
    const limits =
      headers['retry-after'] !== undefined ||
      String(headers['x-ratelimit-remaining']) === '0' ||
      /rate limit/i.test(message);
    if (limits || status === 429) return limited({ message, about: `HTTP ${status}` }, headers, now);
    return new GitHubFailure('forbidden', answer);
  }
  if (status === 404) return new GitHubFailure('not-found', answer);
  if (status === 502 || status === 504 || status === 408 || executionFailed.test(message))
    return new GitHubFailure('timeout', answer);
  return new GitHubFailure(status >= 500 ? 'server-error' : 'unexpected', answer);
}

const networkKinds: Readonly<Record<HttpFailureKind, FailureKind>> = {
  'proxy-address': 'proxy-address',
  'proxy-refused': 'proxy-refused',
  proxy: 'proxy',
  certificate: 'untrusted',
  dns: 'dns',
  refused: 'refused',
  unreachable: 'unreachable',
  timeout: 'timeout',
  redirect: 'redirected',
  'too-large': 'too-large',
  broken: 'unavailable',
};

/** What it means that no answer came. */
export function networkFailure(error: unknown): GitHubFailure {
  const failure = findCause(error, HttpFailure);
  return failure
    ? new GitHubFailure(networkKinds[failure.kind], failure.said)
    : new GitHubFailure('unavailable', ServerText.ofError(error));
}

function messageOf(body: unknown): string {
  if (typeof body === 'string') return body;
  const shapes = v.union([
    v.object({ message: v.string() }),
    v.object({ errors: v.tuple([v.object({ message: v.string() })]) }),
  ]);
  const parsed = v.safeParse(shapes, body);
  if (!parsed.success) return '';
  return 'message' in parsed.output ? parsed.output.message : parsed.output.errors[0].message;
}
