import { afterEach, describe, expect, it, vi } from 'vitest';
import { createApi } from '../../../src/github/client/api.ts';
import { GitHubFailure } from '../../../src/github/client/failure.ts';
import { RetryBudget, realTime } from '../../../src/github/client/retry-budget.ts';
import { type Asked, Network } from '../../../src/http/network.ts';
import { createQuote } from '../../../src/text/server-text.ts';
import { Servers } from '../../support/servers.ts';

const servers = new Servers();
const network = new Network();
afterEach(async () => {
  vi.restoreAllMocks();
  await servers.close();
});

const quote = createQuote({ redact: (text) => text, shown: true });

function apiAt(apiUrl: string, fetch = network.fetch) {
  return createApi('ghs_token', {
    apiUrl,
    graphqlUrl: `${apiUrl}/graphql`,
    fetch,
    retryBudget: new RetryBudget(realTime, () => undefined),
    attemptTimeout: 1000,
  });
}

/** The failure of one request by GraphQL. */
async function failureAt(url: string): Promise<GitHubFailure> {
  const error = await apiAt(url)
    .attempt('query { rateLimit { cost } }', {}, () => undefined)
    .then(
      () => new Error('no failure'),
      (thrown: unknown) => thrown,
    );
  if (error instanceof GitHubFailure) return error;
  throw error;
}

describe('an error of GitHub', () => {
  it.each([
    ['application/json', '{"message":"Bad credentials"}', 'HTTP 401: Bad credentials'],
    ['text/html', '<h1>Bad credentials</h1>', 'HTTP 401: Bad credentials'],
    ['application/octet-stream', 'Bad credentials', 'HTTP 401: Bad credentials'],
    ['no/type; =;;"', '{"message":"Bad credentials"}', 'HTTP 401: Bad credentials'],
    ['///', 'Bad credentials', 'HTTP 401: Bad credentials'],
    ['application/json', 'null', 'HTTP 401'],
    ['application/json', '[1]', 'HTTP 401'],
    ['application/json', '{"message":7}', 'HTTP 401'],
    ['application/json', '', 'HTTP 401'],
  ])('is what its status says, whatever its type and body are (%s, %s)', async (type, body, said) => {
    const url = await servers.http((_, response) =>
      response.writeHead(401, { 'content-type': type }).end(body),
    );
    const failure = await failureAt(url);
    expect([failure.kind, quote(failure.answer)]).toEqual(['credentials', said]);
  });
});

describe('an answer without what was asked for', () => {
  it.each([204, 205, 206, 299, 304, 418, 600, 999])('(HTTP %d) is an ordinary failure', async (status) => {
    const url = await servers.raw(`HTTP/1.1 ${status} Odd\r\ncontent-length: 0\r\n\r\n`);
    expect(await failureAt(url)).toBeInstanceOf(GitHubFailure);
  });

  it.each(['HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n', 'SSH-2.0\r\n'])(
    '(%j) is an ordinary failure',
    async (answer) => {
      expect((await failureAt(await servers.raw(answer))).kind).toBe('unavailable');
    },
  );

  it.each([301, 302, 307])('(HTTP %d, elsewhere) is not asked for again', async (status) => {
    const url = await servers.http((_, response) =>
      response.writeHead(status, { location: 'https://login.example/' }).end(),
    );
    const failure = await failureAt(url);
    expect([failure.kind, failure.passes]).toEqual(['redirected', false]);
    expect(failure.remedy).toContain('GITHUB_API_URL');
  });
});

describe('what a server says in headers', () => {
  it('is printed by nobody', async () => {
    const printed: unknown[] = [];
    for (const stream of [process.stdout, process.stderr])
      vi.spyOn(stream, 'write').mockImplementation((text) => printed.push(text) > 0);
    for (const name of ['warn', 'log', 'error', 'info', 'debug'] as const)
      vi.spyOn(console, name).mockImplementation((...text) => printed.push(...text));
    const command = '##[set-output name=count]0';
    const url = await servers.http((_, response) =>
      response
        .writeHead(200, {
          deprecation: command,
          sunset: command,
          link: `<${command}>; rel="deprecation"`,
          warning: command,
          'content-type': 'application/json',
        })
        .end('{"data":{}}'),
    );
    await apiAt(url).attempt('query { x }', {}, () => undefined);
    await apiAt(url).get('/repos/acme/web');
    vi.restoreAllMocks();
    expect(printed).toEqual([]);
  });
});

describe('a request', () => {
  it.each([
    ['https://api.github.com', '2022-11-28'],
    ['https://api.acme.ghe.com', '2022-11-28'],
    ['https://git.acme.example/api/v3', undefined],
    ['https://ghe.com.example', undefined],
  ])('to %s names the version that it is for: %s', async (apiUrl, version) => {
    const asked: Asked[] = [];
    const api = apiAt(apiUrl, (_, one = {}) => {
      asked.push(one);
      return Promise.reject(new Error('not asked for real'));
    });
    await api.attempt('query { x }', {}, () => undefined).catch(() => undefined);
    expect(asked[0]?.headers).toMatchObject({ authorization: 'token ghs_token' });
    expect(asked[0]?.headers?.['x-github-api-version']).toBe(version);
    expect(asked[0]?.headers?.['user-agent']).toContain('pr-status-monitor/');
  });
});

it('asks nothing more of what a run can do without, once nobody answers', async () => {
  let clock = 0;
  let asked = 0;
  const time = {
    now: () => clock,
    sleep: async (ms: number) => {
      clock += ms;
    },
  };
  const api = createApi('ghs_token', {
    apiUrl: 'https://github.test/api',
    graphqlUrl: 'https://github.test/graphql',
    retryBudget: new RetryBudget(time, () => undefined),
    time,
    fetch: async () => {
      asked += 1;
      clock += 15_000;
      throw new TypeError('fetch failed');
    },
  });
  const ask = (one: typeof api) =>
    one
      .retry(
        (begins) => one.attempt('query { rateLimit { cost } }', {}, begins),
        () => ({ step: 'repeat', smaller: false }),
      )
      .catch(() => undefined);
  const apart = api.bestEffort();
  for (let question = 0; question < 100; question++) await ask(apart);
  expect(asked).toBeLessThan(10);
  const before = asked;
  await ask(api);
  expect(asked, 'what a run needs is still asked for').toBeGreaterThan(before);
});
