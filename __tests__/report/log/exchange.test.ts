/** What debug logging tells of a request: words of a fixed form, whatever either side says. */
import { describe, expect, it } from 'vitest';
import { exchangeLog } from '../../../src/report/log/exchange.ts';
import { hostile } from '../../corpus/hostile.ts';

const github = 'https://api.github.com';
const ok = { status: 200, body: '{}' };
const told = (
  method: string,
  url: string,
  came: Parameters<typeof exchangeLog>[0]['came'] = ok,
  sent: unknown = '',
) => exchangeLog({ method, url: new URL(url), sent, came, ms: 1234.5 });

describe('a request in the debug log', () => {
  it.each([
    ['GET', `${github}/repos/acme/contents`, 'GitHub GET /repos/…: HTTP 200, 2 B, 1,235 ms'],
    [
      'GET',
      `${github}/repos/acme/vault/contents/.github/x.yml`,
      'GitHub GET /repos/…/contents/…: HTTP 200, 2 B, 1,235 ms',
    ],
    [
      'GET',
      'https://ghe.example/api/v3/orgs/user/repos?type=all',
      'GitHub GET /api/v3/orgs/…/repos: HTTP 200, 2 B, 1,235 ms',
    ],
    ['POST', 'https://slack.com/api/chat.postMessage', 'Slack chat.postMessage: HTTP 200, 2 B, 1,235 ms'],
    [
      'POST',
      'https://hooks.slack.com/services/T000/B000/secret.word',
      'Slack webhook: HTTP 200, 2 B, 1,235 ms',
    ],
    ['POST', 'https://hooks.slack.com/services/T000/B000/abcdefgh', 'Slack webhook: HTTP 200, 2 B, 1,235 ms'],
  ])('%s %s is %s', (method, url, text) => expect(told(method, url)).toEqual({ kind: 'debug', text }));

  it('without an answer says how far it came', () => {
    expect(told('POST', 'https://slack.com/api/auth.test', { kind: 'dns', phase: 'not sent' })).toMatchObject(
      {
        text: 'Slack auth.test: no answer: dns, not sent, 1,235 ms',
      },
    );
  });

  it('says what GraphQL was asked, what it cost, and which errors came', () => {
    const sent = JSON.stringify({
      query:
        'query ($ids0: [ID!]!) {\npart0: repository(a: 1) { x }\npart1: repository(a: 2) { x }\npart2: nodes(ids: $ids0) { x }\n}',
      variables: { first0: 50, first1: 25, owner0: 'acme' },
    });
    const body = JSON.stringify({
      data: {
        part0: { title: '"type":"NOT_HERE" "rateLimit":{"cost":9,"remaining":9}' },
        rateLimit: { cost: 4, remaining: 974 },
      },
      errors: [{ type: 'NOT_FOUND', message: 'acme/vault' }, { type: 'NOT_FOUND' }, { type: 'FORBIDDEN' }],
    });
    expect(told('POST', `${github}/graphql`, { status: 200, body }, sent)).toMatchObject({
      text: 'GitHub GraphQL repository ×2 nodes ×1, first 50 and 25: HTTP 200, NOT_FOUND, FORBIDDEN, 4 points (974 left), 231 B, 1,235 ms',
    });
  });

  it.each(hostile)('holds nothing of a text that tries %s', (_, text) => {
    const url = new URL('https://example.org');
    url.pathname = `/repos/${text}/${text}/${text}/contents/${text}`;
    const body = JSON.stringify({ ok: false, message: text, [text]: text, errors: [{ type: text }] });
    for (const method of ['GET', 'POST'])
      for (const came of [
        { status: 500, body },
        { status: 502, body: text },
      ])
        expect(exchangeLog({ method, url, sent: text, came, ms: 1 })).toMatchObject({
          text: expect.stringMatching(
            /^(?:GitHub GET (?:\/(?:repos|contents|…|))*|Slack webhook): HTTP \d+, [\d,]+ k?B, 1 ms$/,
          ),
        });
  });
});
