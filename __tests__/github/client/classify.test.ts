/** What an answer means to a person, and how long GitHub asks to wait. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { httpFailure, readAnswer } from '../../../src/github/client/classify.ts';
import { GitHubFailure } from '../../../src/github/client/failure.ts';
import { quote } from '../../support/samples.ts';

const now = Date.parse('2026-09-01T13:00:00Z');
const failed = (body: unknown, headers = {}) => {
  try {
    return readAnswer(body, headers, now);
  } catch (error) {
    if (error instanceof GitHubFailure) return error;
    throw error;
  }
};
const said = (failure: unknown) =>
  failure instanceof GitHubFailure ? `${failure.kind}: ${quote(failure.answer)}` : 'an answer';

/** As GitHub was seen to word them, in REST and GraphQL alike. */
const words = [
  ['Repository access blocked', 'taken-down'],
  ['Access to this repository has been disabled by GitHub staff.', 'taken-down'],
  [
    '`acme` forbids access via a personal access token (classic). Please use a GitHub App, OAuth App, or a personal access token with fine-grained permissions.',
    'token-policy',
  ],
  [
    "The 'acme' organization forbids access via a fine-grained personal access tokens if the token's lifetime is greater than 90 days. Please adjust your token's lifetime at the following URL: https://github.com/settings/personal-access-tokens/1",
    'token-policy',
  ],
  [
    "The 'acme' enterprise forbids access via a personal access tokens (classic) if the token's lifetime is greater than 366 days.",
    'token-policy',
  ],
  [
    'Although you appear to have the correct authorization credentials, the `acme` organization has enabled OAuth App access restrictions, meaning that data access to third-parties is limited.',
    'token-policy',
  ],
  ['Resource protected by organization SAML enforcement.', 'saml'],
  [
    'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.',
    'ip-allow-list',
  ],
  ['This installation has been suspended', 'suspended'],
  ['Sorry. Your account was suspended.', 'suspended'],
  ['Resource not accessible by integration', 'forbidden'],
  ['Resource not accessible by personal access token', 'forbidden'],
] as const;

describe('a refusal', () => {
  it.each(words)('%s', (message, kind) => {
    expect(httpFailure(403, { message }, { 'x-ratelimit-remaining': '12' }, now).kind).toBe(kind);
    expect(httpFailure(403, { message }, { 'x-ratelimit-remaining': '0' }, now).kind).toBe(
      kind === 'forbidden' ? 'rate-limit' : kind,
    );
    const data = { data: null, errors: [{ type: 'FORBIDDEN', message, path: ['part0'] }] };
    expect(said(failed(data))).toBe(
      `${kind}: ${quote(httpFailure(0, { message }, {}, now).answer).slice(8)}`,
    );
    expect(httpFailure(403, { message }, {}, now).passes).toBe(false);
  });

  it('451 is a repository taken down, whatever the words', () => {
    const block = { reason: 'dmca', html_url: 'https://github.com/github/dmca/blob/master/1.md' };
    expect(httpFailure(451, { message: 'Repository access blocked', block }, {}, now)).toMatchObject({
      kind: 'taken-down',
      passes: false,
      meaning: 'GitHub or the owner has blocked this repository',
    });
    expect(httpFailure(451, '', {}, now).kind).toBe('taken-down');
  });

  it.each([500, 503, 599])('HTTP %i is on its side, and passes', (status) => {
    expect(httpFailure(status, { message: 'Service unavailable' }, {}, now)).toMatchObject({
      kind: 'server-error',
      passes: true,
    });
  });
});

describe('a limit', () => {
  const reset = String(Date.parse('2026-09-01T14:05:00Z') / 1000);
  const hour = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };

  it('of the hour names the time of its reset', () => {
    expect(said(httpFailure(403, { message: 'API rate limit exceeded' }, hour, now))).toBe(
      'rate-limit: HTTP 403, points again at 14:05 UTC: API rate limit exceeded',
    );
    const body = { errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] };
    expect(said(failed(body, hour))).toBe('rate-limit: points again at 14:05 UTC: API rate limit exceeded');
  });

  it('of another kind names the wait', () => {
    const headers = { 'retry-after': '60' };
    const message = 'You have exceeded a secondary rate limit.';
    expect(said(httpFailure(403, { message }, headers, now))).toBe(
      `secondary-limit: HTTP 403, it asks to wait 60 s: ${message}`,
    );
    expect(said(httpFailure(429, '', {}, now))).toBe('secondary-limit: HTTP 429, it names no time to wait');
    expect(said(failed({ errors: [{ message }] }, headers))).toBe(
      `secondary-limit: it asks to wait 60 s: ${message}`,
    );
  });

  it.each([
    ['0', 1000],
    ['-3', 1000],
    ['0.2', 1000],
    ['1.5', 1500],
    ['90', 90_000],
    ['1e9', 86_400_000],
    ['1e300', 86_400_000],
    ['', 60_000],
    [' ', 60_000],
    ['soon', 60_000],
    ['NaN', 60_000],
    ['Tue, 01 Sep 2026 13:02:00 GMT', 120_000],
    ['Tue, 01 Sep 2020 13:02:00 GMT', 1000],
  ])('retry-after: %o is %i ms', (value, waitMs) => {
    expect(httpFailure(429, '', { 'retry-after': value }, now).waitMs).toBe(waitMs);
  });

  it.each([
    [String(now / 1000 + 90), 90_000],
    [String(now / 1000 - 90), 1000],
    ['1e300', 60_000],
    ['-1', 60_000],
    ['', 60_000],
    ['garbage', 60_000],
    ['Infinity', 60_000],
  ])('x-ratelimit-reset: %o is %i ms', (value, waitMs) => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': value };
    expect(httpFailure(403, '', headers, now)).toMatchObject({ kind: 'rate-limit', waitMs });
  });

  it('of any headers asks for a second to a day, and has words', () => {
    const header = fc.oneof(fc.string(), fc.double().map(String), fc.integer());
    fc.assert(
      fc.property(header, header, header, (after, remaining, resets) => {
        const headers = {
          'retry-after': after,
          'x-ratelimit-remaining': remaining,
          'x-ratelimit-reset': resets,
        };
        const failure = httpFailure(429, '', headers, now);
        expect(failure.waitMs).toBeGreaterThanOrEqual(1000);
        expect(failure.waitMs).toBeLessThanOrEqual(86_400_000);
        expect(failure.answer.about).toMatch(/^HTTP 429, /);
      }),
    );
  });
});

describe('the body of an answer of GraphQL', () => {
  const data = { part0: { ok: true } };

  it.each([
    [[null], 'null'],
    [{}, ''],
    ['broken', '"broken"'],
    [[{ message: { text: 'no' } }], '{"message":{"text":"no"}}'],
    [[{ message: null }], ''],
    [[{ message: 'no', extensions: 'x', path: 7, type: 3 }], 'no'],
    [[[]], ''],
    [7, '7'],
  ])('with errors %j: they are not lost, and their data is there', (errors, message) => {
    expect(failed({ data, errors })).toMatchObject({ data, errors: [{ message, path: null }] });
    expect(failed({ data: null, errors })).toMatchObject({ kind: 'unexpected' });
  });

  it.each([[null], [[]], [undefined]])('with errors %j has none', (errors) => {
    expect(failed({ data, errors })).toMatchObject({ data, errors: [] });
  });

  it.each([[7], ['text'], [true]])('with data %j is understood by nobody', (odd) => {
    expect(failed({ data: odd })).toMatchObject({ kind: 'unexpected' });
  });

  it('is never an error of another kind, whatever it is', () => {
    const odd = fc.record({ data: fc.anything(), errors: fc.anything() }, { requiredKeys: [] });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), odd), (body) => {
        const json: unknown = JSON.parse(JSON.stringify(body) ?? 'null');
        const answer = failed(json);
        if (answer instanceof GitHubFailure) expect(answer.meaning).not.toBe('');
        else expect(typeof answer.data).toBe('object');
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    [{ cost: 1e300, remaining: 5, resetAt: '2026-09-01T14:00:00Z' }],
    [{ cost: 1, remaining: -1, resetAt: '2026-09-01T14:00:00Z' }],
    [{ cost: 1, remaining: 5, resetAt: 'garbage' }],
    [{ cost: 1, remaining: 5, resetAt: '+275760-09-13T00:00:00Z' }],
    [{ cost: 0.5, remaining: 5, resetAt: '2026-09-01T14:00:00Z' }],
    ['none'],
  ])('with points %j does not tell them', (rateLimit) => {
    expect(failed({ data: { ...data, rateLimit } })).toMatchObject({ data, rateLimit: undefined });
  });

  it('with points that can be tells them', () => {
    const rateLimit = { cost: 1, remaining: 5, resetAt: '2026-09-01T14:00:00Z' };
    expect(failed({ data: { ...data, rateLimit } })).toMatchObject({
      rateLimit: { cost: 1, remaining: 5, resetAt: Date.parse(rateLimit.resetAt) },
    });
  });
});
