import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HttpFailure } from '../../src/http/failure.ts';
import { Network } from '../../src/http/network.ts';
import { proxyFor } from '../../src/http/proxy.ts';
import { createQuote } from '../../src/text/server-text.ts';
import { networkForTests } from '../support/network.ts';
import { type Refusal, startRefusingProxy } from '../support/proxy.ts';

const variables = ['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];
beforeEach(() => {
  for (const name of variables) vi.stubEnv(name, '');
});
afterEach(() => void vi.unstubAllEnvs());
const used = networkForTests();
const { servers } = used;

const quote = createQuote({ redact: (text) => text, shown: true });
const github = 'https://api.github.com/graphql';
const find = (target = github) => proxyFor(new URL(target));

function unusable(value: string): string {
  vi.stubEnv('HTTPS_PROXY', value);
  try {
    find();
  } catch (error) {
    if (error instanceof HttpFailure && error.kind === 'proxy-address') return quote(error.said);
    throw error;
  }
  return 'usable';
}

describe('the proxy of an address', () => {
  it.each([
    ['proxy.example:3128', 'http://proxy.example:3128', undefined],
    ['10.0.0.1:3128', 'http://10.0.0.1:3128', undefined],
    ['localhost:3128', 'http://localhost:3128', undefined],
    ['[fd00::1]:3128', 'http://[fd00::1]:3128', undefined],
    ['proxy', 'http://proxy', undefined],
    ['http://proxy.example:3128/', 'http://proxy.example:3128', undefined],
    ['HTTPS://Proxy.Example', 'https://proxy.example', undefined],
    [' http://proxy:80\n', 'http://proxy', undefined],
    ['me:pass@proxy:3128', 'http://proxy:3128', 'me:pass'],
    ['http://me:p%23%25%40ss@proxy:3128', 'http://proxy:3128', 'me:p#%@ss'],
    ['http://me:p@ss@proxy:3128', 'http://proxy:3128', 'me:p@ss'],
    ['http://me@proxy:3128', 'http://proxy:3128', 'me:'],
    ['http://b%C3%BCro:s@proxy', 'http://proxy', 'büro:s'],
  ])('%j is %s', (value, address, credentials) => {
    vi.stubEnv('HTTPS_PROXY', value);
    const authorization = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
    expect(find()).toEqual({ origin: address, authorization });
  });

  it('is that of its scheme, and the small name comes first', () => {
    vi.stubEnv('HTTPS_PROXY', 'http://large');
    vi.stubEnv('HTTP_PROXY', 'http://plain');
    expect(find()?.origin).toBe('http://large');
    expect(find('http://api.github.com')?.origin).toBe('http://plain');
    vi.stubEnv('https_proxy', 'http://small');
    expect(find()?.origin).toBe('http://small');
  });

  it.each(['', ' ', '\n'])('is none where the variable holds %j', (value) => {
    vi.stubEnv('HTTPS_PROXY', value);
    expect(find()).toBeUndefined();
  });

  it.each([
    'http://localhost:1',
    'https://LOCALHOST/',
    'http://127.0.0.1',
    'http://127.9.9.9',
    'http://0x7f.1/',
    'http://[::1]:80',
    'https://[0:0:0:0:0:0:0:1]',
  ])('is none for %s, which is this machine', (target) => {
    vi.stubEnv('HTTPS_PROXY', 'http://user:p#w@proxy');
    vi.stubEnv('HTTP_PROXY', 'socks5://proxy');
    expect(find(target)).toBeUndefined();
  });

  it.each([
    ['*', true],
    [' * ', true],
    ['api.github.com', true],
    ['API.GitHub.com', true],
    ['github.com', true],
    ['.github.com', true],
    ['api.github.com:443', true],
    ['a.example ,  .github.com ,', true],
    ['api.github.com:444', false],
    ['hub.com', false],
    ['github.com.example', false],
  ])('is left aside by NO_PROXY=%j: %s', (value, aside) => {
    vi.stubEnv('HTTPS_PROXY', 'http://proxy');
    for (const name of ['NO_PROXY', 'no_proxy']) {
      vi.stubEnv(name, value);
      expect(find() === undefined).toBe(aside);
      vi.stubEnv(name, '');
    }
  });
});

describe('an address of a proxy that cannot be used', () => {
  const secret = 'hunter2';
  it.each([
    `http://me:${secret}#x@proxy:3128`,
    `http://me:12#${secret}@proxy:3128`,
    `http://me:${secret}%zz@proxy:3128`,
    `http://me:%${secret}@proxy:3128`,
    `http://me:${secret}/x@proxy:3128`,
    `http://me:12/${secret}@proxy:3128`,
    `http://me:12?${secret}@proxy:3128`,
    `me:${secret}%@proxy:3128`,
    `"http://me:${secret}@proxy:3128"`,
    `'me:${secret}@proxy:3128'`,
    `http://me:${secret} x@proxy:3128`,
    `http://me:${secret}\tx@proxy:3128`,
    `http://me:${secret}@proxy :3128`,
    `socks5://me:${secret}@proxy:1080`,
    `SOCKS4://me:${secret}@proxy:1080`,
    `ftp://me:${secret}@proxy`,
    `http://me:${secret}@`,
    `http://me:${secret}@:3128`,
    `http://me:${secret}@proxy:99999`,
    `http://me:${secret}@proxy:port`,
    `http://me:${secret}@pro<xy`,
    `http://me:${secret}@pro{x}y`,
    `http://me:${secret}@proxy:3128/path`,
    `http://me:${secret}@proxy?x`,
    'http://',
    'http://:3128',
    '://proxy',
    'http://[',
    '#',
    '%',
  ])('%j names the variable, and not the value', (value) => {
    const said = unusable(value);
    expect(said).toMatch(/^the variable HTTPS_PROXY /);
    expect(said).not.toContain(secret);
  });

  it('is no matter where no proxy is needed', () => {
    vi.stubEnv('NO_PROXY', '*');
    expect(unusable('socks5://proxy')).toBe('usable');
  });

  it('fails the request, which was not sent', async () => {
    vi.stubEnv('HTTP_PROXY', `socks5://me:${secret}@proxy`);
    const asking = used.network.fetch('http://github.example/');
    await expect(asking).rejects.toMatchObject({
      kind: 'proxy-address',
      phase: 'not sent',
    });
  });
});

const send = (url: string, signal?: AbortSignal) =>
  used.network.fetch(url, {
    method: 'POST',
    body: 'x',
    ...(signal && { signal }),
  });

describe('a proxy', () => {
  it('leads to the server, with its credentials and without ours', async () => {
    const asked: string[] = [];
    const target = await servers.http((request, response) =>
      response.end(`${request.headers.host}${request.url} ${request.headers['proxy-authorization']}`),
    );
    const url = await servers.tcp((socket) =>
      socket.once('data', (head) => {
        asked.push(head.toString('latin1'));
        const up = connect(Number(new URL(target).port), '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
          up.pipe(socket).pipe(up);
        });
        up.on('error', () => socket.destroy());
      }),
    );
    vi.stubEnv('HTTP_PROXY', url.replace('http://', 'me:p%23w@'));
    expect(await (await send('http://github.example/one')).text()).toBe('github.example/one undefined');
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain('CONNECT github.example:80 ');
    expect(asked[0]).toContain(`Basic ${Buffer.from('me:p#w').toString('base64')}`);
  });

  const refusals: [Refusal, string, string][] = [
    [407, 'proxy-refused', 'HTTP 407'],
    [403, 'proxy-refused', 'HTTP 403'],
    [502, 'proxy', 'HTTP 502'],
    [204, 'proxy', 'HTTP 204'],
    ['silent', 'proxy', 'no connection in time'],
    ['closes', 'proxy', ''],
    ['garbage', 'proxy', ''],
    ['tunnel to nowhere', 'proxy', 'no connection in time'],
  ];
  it.each(refusals)(
    'that answers %s: nothing was sent, and its address is not told',
    async (refusal, kind, said) => {
      const proxy = await startRefusingProxy(refusal);
      try {
        vi.stubEnv('HTTPS_PROXY', proxy.url.replace('http://', 'http://me:hunter2@'));
        const error = await send('https://slack.example/', AbortSignal.timeout(1000)).catch(
          (thrown: unknown) => thrown,
        );
        expect(error).toMatchObject({ kind, phase: 'not sent' });
        if (!(error instanceof HttpFailure)) throw error;
        expect(quote(error.said)).toContain(said);
        expect(quote(error.said)).not.toMatch(/hunter2|127\.0\.0\.1/);
        expect(proxy.asked.length).toBeLessThan(3);
        expect(proxy.asked.every((asked) => asked.startsWith('CONNECT '))).toBe(true);
      } finally {
        await proxy.close();
      }
    },
  );

  it.each(['nobody', 'nowhere.invalid'])('that is not there (%s)', async (where) => {
    vi.stubEnv('HTTP_PROXY', where === 'nobody' ? await servers.nobody() : `http://${where}`);
    await expect(send('http://slack.example/')).rejects.toMatchObject({
      kind: 'proxy',
      phase: 'not sent',
    });
  });

  it('that says nothing for longer than one attempt: nothing was sent', async () => {
    const proxy = await startRefusingProxy('silent');
    vi.stubEnv('HTTP_PROXY', proxy.url);
    used.network = new Network();
    const error = await send('http://slack.example/', AbortSignal.timeout(100)).catch((thrown) => thrown);
    expect(error).toMatchObject({ kind: 'proxy', phase: 'not sent' });
    // Nothing waits for it any longer.
    await used.network.close();
    await proxy.close();
  });

  it('leads several side by side, each by itself', async () => {
    const refusing = await startRefusingProxy(502);
    vi.stubEnv('HTTPS_PROXY', refusing.url);
    const plain = await servers.tcp((socket) => socket.once('data', () => socket.destroy()));
    const all = await Promise.allSettled([
      send('https://slack.example/'),
      send(plain),
      send('https://slack.example/'),
    ]);
    expect(all.map((one) => one.status === 'rejected' && one.reason.phase !== 'not sent')).toEqual([
      false,
      true,
      false,
    ]);
    await refusing.close();
  });
});
