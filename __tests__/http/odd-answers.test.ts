import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { HttpFailure } from '../../src/http/failure.ts';
import type { Asked as HttpRequest } from '../../src/http/network.ts';
import { createQuote } from '../../src/text/server-text.ts';
import { networkForTests } from '../support/network.ts';

const used = networkForTests();
const { servers } = used;

const quote = createQuote({ redact: (text) => text, shown: true });
const ask = (url: string, request: HttpRequest = {}) =>
  used.network.fetch(url, {
    headers: { authorization: 'token t' },
    ...request,
  });
const text = async (url: string, request?: HttpRequest) => (await ask(url, request)).text();
const failure = async (url: string, request?: HttpRequest): Promise<HttpFailure> => {
  const error = await ask(url, request).then(
    (answer) => new Error(`HTTP ${answer.status}`),
    (thrown: unknown) => thrown,
  );
  if (error instanceof HttpFailure) return error;
  throw error;
};
const post: HttpRequest = { method: 'POST', body: 'x' };

describe('an answer', () => {
  it('that comes drop by drop ends with the time of the request', async () => {
    const url = await servers.http((_, response) => {
      const dripping = setInterval(() => response.write(' '), 20);
      response.once('close', () => clearInterval(dripping));
    });
    const started = Date.now();
    expect(await failure(url, { signal: AbortSignal.timeout(300) })).toMatchObject({
      kind: 'timeout',
      phase: 'answered',
    });
    expect(Date.now() - started).toBeLessThan(1000);
  });

  it('of a server that closes kept connections is asked for again on another', async () => {
    const url = await servers.http((_, response) => {
      response.end('x', () => response.socket?.destroy());
    });
    await text(url);
    await sleep(50);
    expect(await text(url)).toBe('x');
  });
});

describe('an odd answer', () => {
  it.each([
    ['an upgrade', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'],
    ['a 101 without upgrade', 'HTTP/1.1 101 Switching\r\n\r\n'],
    ['no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['a header without end', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(200_000)}`],
    ['a status that is none', 'HTTP/1.1 abc OK\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxx'],
    ['six encodings', `HTTP/1.1 200 OK\r\ncontent-encoding: gzip${', gzip'.repeat(5)}\r\n\r\nxx`],
    ['what is not packed', 'HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 2\r\n\r\nxx'],
  ])('(%s) is an ordinary failure', async (_, answer) => {
    const url = await servers.raw(answer);
    expect(await failure(url, { signal: AbortSignal.timeout(2000) })).toMatchObject({
      phase: expect.stringMatching(/^(sent|answered)$/),
    });
  });

  it.each([204, 205, 304, 418, 600, 999])('HTTP %d is an answer', async (status) => {
    const url = await servers.raw(`HTTP/1.1 ${status} Odd\r\ncontent-length: 0\r\n\r\n`);
    expect(await ask(url)).toMatchObject({ status, body: '' });
  });

  it('after others that only inform is the one that counts', async () => {
    const url = await servers.raw(
      'HTTP/1.1 103 Early\r\nx: y\r\n\r\nHTTP/1.1 102 P\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok',
    );
    expect(await text(url)).toBe('ok');
  });
});

describe('a redirect', () => {
  it.each(['another host', 'itself without end', 'nowhere', 'what is no address', 'another scheme'])(
    'to %s is refused',
    async (where) => {
      let asked = 0;
      const other = await servers.http((_, response) => {
        asked += 1;
        response.end();
      });
      const locations: Record<string, string> = {
        'another host': other,
        'itself without end': '/',
        nowhere: '',
        'what is no address': 'http://[',
        'another scheme': 'file:///etc/hostname',
      };
      const url = await servers.http((_, response) =>
        response.writeHead(302, { location: locations[where] ?? '' }).end(),
      );
      expect(await failure(url)).toMatchObject({ kind: 'redirect' });
      expect(asked).toBe(0);
    },
  );

  it.each([300, 301, 303, 305, 399])('(%d) without an address is refused', async (status) => {
    const url = await servers.http((_, response) => response.writeHead(status).end());
    expect(await failure(url)).toMatchObject({ kind: 'redirect' });
  });

  it.each([301, 302, 303, 307, 308])('(%d) of a POST is refused, also on the same host', async (status) => {
    let asked = 0;
    const url = await servers.http((_, response) => {
      asked += 1;
      response.writeHead(status, { location: '/new' }).end();
    });
    expect(await failure(url, post)).toMatchObject({ kind: 'redirect' });
    expect(asked).toBe(1);
  });
});

describe('whether a request had left', () => {
  it('is no where encryption does not come about in time, and nothing is sent later', async () => {
    let received = '';
    const url = await servers.tcp((socket) => {
      socket.on('data', (chunk) => {
        received += chunk.toString('latin1');
      });
    });
    const request = { ...post, signal: AbortSignal.timeout(200) };
    expect(await failure(url.replace('http:', 'https:'), request)).toMatchObject({
      kind: 'unreachable',
      phase: 'not sent',
    });
    expect(received).not.toContain('POST');
  });

  it('is no where the attempt was over before it began', async () => {
    const url = await servers.http((_, response) => response.end());
    const request = { ...post, signal: AbortSignal.abort(new DOMException('over', 'TimeoutError')) };
    expect(await failure(url, request)).toMatchObject({ phase: 'not sent' });
  });

  it('is told for each of several side by side', async () => {
    const broken = await servers.tcp((socket) => socket.once('data', () => socket.destroy()));
    const nobody = await servers.nobody();
    const all = await Promise.all(
      [broken, nobody, broken, nobody, nobody, broken].map((url) => failure(url, post)),
    );
    expect(all.map(({ phase }) => phase !== 'not sent')).toEqual([true, false, true, false, false, true]);
  });

  it('is clear on a connection of its own: none is closed at that moment', async () => {
    const closing: string[] = [];
    const url = await servers.http((request, response) => {
      closing.push(request.headers.connection ?? '');
      response.end('x');
    });
    const fetch = used.network.fetchApart;
    await fetch(url, post);
    await fetch(url, post);
    expect(closing).toEqual(['close', 'close']);
  });
});

describe('closing the connections', () => {
  it('ends those that are still coming about', async () => {
    let closed = 0;
    const url = await servers.tcp((socket) => {
      socket.resume().on('close', () => {
        closed += 1;
      });
    });
    await failure(url.replace('http:', 'https:'), { signal: AbortSignal.timeout(100) });
    await used.network.close();
    await vi.waitFor(() => expect(closed).toBe(1));
  });
});

describe('what a server said', () => {
  it('of a redirect names its host', async () => {
    const url = await servers.http((_, response) =>
      response.writeHead(302, { location: 'https://login.example/x?token=t' }).end(),
    );
    expect(quote((await failure(url)).said)).toBe('HTTP 302: login.example');
  });
});
