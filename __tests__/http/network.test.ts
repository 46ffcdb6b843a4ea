import { createServer, type RequestListener, type Server } from 'node:http';
import { connect, createServer as createTcpServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { HttpFailure, readError } from '../../src/http/failure.ts';
import { type Asked, type Exchange, Network } from '../../src/http/network.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const end of ends.splice(0).reverse()) await end();
});

function listen(server: Server | ReturnType<typeof createTcpServer>): Promise<string> {
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
    }),
  );
}

/** Starts a server on a free port of this machine; returns its address. */
async function serve(listener: RequestListener, prepare: (server: Server) => void = () => undefined) {
  const server = createServer(listener);
  prepare(server);
  ends.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://${await listen(server)}`;
}

/** A server that gets every connection as it is. */
async function serveRaw(connected: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    connected(socket);
  });
  ends.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return `http://${await listen(server)}`;
}

function ask(url: string, asked: Asked = {}) {
  const network = new Network();
  ends.push(() => network.close());
  return network.fetch(url, asked);
}

/** The failure of a request, as plain data. */
async function failureOf(asking: Promise<unknown>) {
  const failure = await asking.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failure instanceof HttpFailure)) throw new Error(`no failure, but ${failure}`);
  return { kind: failure.kind, phase: failure.phase, about: failure.said.about };
}

describe('whoever wants to hear of requests', () => {
  it('is told of each one, and what came of it', async () => {
    const heard: Exchange[] = [];
    const network = new Network((exchange) => heard.push(exchange));
    ends.push(() => network.close());
    const url = await serve((request, response) => {
      response.writeHead(request.url === '/old' ? 307 : 200, { location: '/new' }).end('said');
    });
    await network.fetch(`${url}/old`);
    await failureOf(network.fetch('http://127.0.0.1:9/', { method: 'POST', body: 'asked' }));
    expect(heard).toMatchObject([
      { method: 'GET', url: { pathname: '/old' }, came: { status: 307 } },
      { method: 'GET', url: { pathname: '/new' }, came: { status: 200, body: 'said' } },
      { method: 'POST', sent: 'asked', came: { phase: 'not sent' } },
    ]);
    for (const { ms } of heard) expect(ms).toBeGreaterThan(0);
  });
});

describe('an answer', () => {
  it('has status, headers and text', async () => {
    const url = await serve((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        response.writeHead(201, { 'x-one': ['a', 'b'], 'content-type': 'text/plain' });
        response.end(`${request.method} ${request.headers.authorization} ${Buffer.concat(chunks)}`);
      });
    });
    const answer = await ask(url, { method: 'POST', headers: { authorization: 'token t' }, body: 'café' });
    expect([answer.status, answer.ok, answer.url]).toEqual([201, true, `${url}/`]);
    expect([answer.headers.get('x-one'), answer.headers.get('content-type')]).toEqual(['a, b', 'text/plain']);
    expect(await answer.text()).toBe('POST token t café');
  });

  it('is unpacked', async () => {
    const url = await serve((_, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync('whole'));
    });
    expect((await ask(url)).body).toBe('whole');
  });

  it.each([200, 500])('of %d that breaks off is a failure after it was answered', async (status) => {
    for (const zipped of [false, true]) {
      const whole = zipped
        ? gzipSync(Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * 7919) % 251)))
        : Buffer.from('x'.repeat(1000));
      const url = await serve((_, response) => {
        response.writeHead(status, {
          'content-length': whole.length,
          ...(zipped && { 'content-encoding': 'gzip' }),
        });
        response.write(whole.subarray(0, whole.length / 2), () => response.socket?.destroy());
      });
      expect(await failureOf(ask(url))).toMatchObject({ kind: 'broken', phase: 'answered' });
    }
  });

  it.each([
    ['before it', 'sent'],
    ['within its body', 'answered'],
  ])('that takes too long %s is a timeout', async (when, phase) => {
    const url = await serve((_, response) => {
      if (when === 'within its body') response.write('{');
    });
    expect(await failureOf(ask(url, { signal: AbortSignal.timeout(200) }))).toMatchObject({
      kind: 'timeout',
      phase,
    });
  });

  it.each([204, 304, 400, 451, 599, 999])('of status %d is one', async (status) => {
    const url = await serve((_, response) => response.writeHead(status).end());
    expect((await ask(url)).status).toBe(status);
  });

  it.each([
    'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n',
    'SSH-2.0-OpenSSH\r\n',
    'HTTP/1.1 20 OK\r\n\r\n',
  ])('that is none (%j) is an ordinary failure', async (answer) => {
    const url = await serveRaw((socket) => socket.once('data', () => socket.end(answer)));
    expect(await failureOf(ask(url))).toMatchObject({ kind: 'broken', phase: 'sent' });
  });
});

describe('a body', () => {
  const endless =
    (status: number): RequestListener =>
    (_, response) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      const chunk = Buffer.alloc(1_000_000, 'x');
      const more = () => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    };

  it.each([400, 404, 500, 503])('without end of a %d is cut', async (status) => {
    const answer = await ask(await serve(endless(status)));
    expect(answer.status).toBe(status);
    expect(answer.body.length).toBe(65_536);
  });

  it('without end of a 200 is a failure', async () => {
    expect(await failureOf(ask(await serve(endless(200))))).toEqual({
      kind: 'too-large',
      phase: 'answered',
      about: 'an answer of more than 10 MB',
    });
  });

  it.each([200, 500])(
    'that unpacks to 300 MB (HTTP %d) is not unpacked',
    async (status) => {
      const bomb = gzipSync(Buffer.alloc(300_000_000));
      const url = await serve((_, response) => {
        response.writeHead(status, { 'content-encoding': 'gzip' }).end(bomb);
      });
      const before = process.memoryUsage().rss;
      const answer = await ask(url).catch((error: unknown) => error);
      expect(answer).toMatchObject(status === 200 ? { kind: 'too-large' } : { status: 500 });
      expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
    },
    60_000,
  );
});

describe('a redirect', () => {
  it('of a GET on the same host is followed', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/old') response.writeHead(301, { location: '/new' }).end();
      else response.end(`${request.url} ${request.headers.authorization}`);
    });
    const answer = await ask(`${url}/old`, { headers: { authorization: 'token t' } });
    expect([answer.body, answer.url]).toEqual(['/new token t', `${url}/new`]);
  });

  it.each(['GET', 'POST'])('of a %s to another host is none: what is sent stays here', async (method) => {
    let asked = 0;
    const other = await serve((_, response) => {
      asked += 1;
      response.end();
    });
    const url = await serve((_, response) => response.writeHead(302, { location: other }).end());
    expect(await failureOf(ask(url, { method }))).toEqual({
      kind: 'redirect',
      phase: 'answered',
      about: 'HTTP 302',
    });
    expect(asked).toBe(0);
  });

  it.each([
    ['GET', '/'],
    ['POST', '/'],
    ['GET', 'http://['],
    ['GET', 'javascript:x'],
  ])('of a %s to %s is none', async (method, location) => {
    const url = await serve((_, response) => response.writeHead(308, { location }).end());
    expect(await failureOf(ask(url, { method }))).toMatchObject({ kind: 'redirect' });
  });
});

describe('how far a request came', () => {
  it('is not sent where nobody listens', async () => {
    const gone = createServer();
    const address = await listen(gone);
    await new Promise((resolve) => gone.close(resolve));
    expect(await failureOf(ask(`http://${address}`))).toEqual({
      kind: 'refused',
      phase: 'not sent',
      about: 'ECONNREFUSED',
    });
  });

  it('is not sent where the host has no address', async () => {
    expect(await failureOf(ask('https://nobody.invalid/'))).toMatchObject({ kind: 'dns', phase: 'not sent' });
  });

  it.each(['POST', 'GET'])('is sent where a %s is read and the connection then breaks', async (method) => {
    const url = await serveRaw((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await failureOf(ask(url, { method, ...(method === 'POST' && { body: 'x' }) }))).toMatchObject({
      kind: 'broken',
      phase: 'sent',
    });
  });

  it('is not sent where TLS fails', async () => {
    const url = await serveRaw((socket) => socket.once('data', () => socket.end('no TLS here')));
    expect(await failureOf(ask(url.replace('http:', 'https:')))).toMatchObject({ phase: 'not sent' });
  });

  it.each([
    [['ETIMEDOUT', 'ENETUNREACH'], 'unreachable'],
    [['ECONNREFUSED', 'ECONNREFUSED'], 'refused'],
  ] as const)('of several addresses that answer %j is not sent', (codes, kind) => {
    const errors = codes.map((code) => Object.assign(new Error(code), { code }));
    const error = new TypeError('fetch failed', { cause: new AggregateError(errors) });
    expect(readError(error, 'not sent', false)).toMatchObject({ kind, phase: 'not sent' });
  });
});

describe('a proxy', () => {
  /** Leads every tunnel to one server, or answers otherwise; notes where it was to lead. */
  async function proxy(answer: (socket: Socket) => void) {
    const asked: string[] = [];
    const url = await serve(
      (_, response) => response.writeHead(405).end(),
      (server) =>
        server.on('connect', (request, socket) => {
          asked.push(request.url ?? '');
          socket.on('error', () => socket.destroy());
          ends.push(() => socket.destroy());
          if ('resetAndDestroy' in socket) answer(socket as Socket);
        }),
    );
    return { url, asked };
  }
  const tunnelTo = (target: string) => (socket: Socket) => {
    const up = connect(Number(new URL(target).port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      up.pipe(socket).pipe(up);
    });
    for (const end of [up, socket]) end.on('error', () => up.destroy());
  };

  it.each([
    ['http_proxy', ''],
    ['HTTP_PROXY', 'http://'],
  ])('of %s is used, with or without a scheme (%j)', async (name, scheme) => {
    const target = await serve((request, response) => response.end(`${request.headers.host}${request.url}`));
    const { url, asked } = await proxy(tunnelTo(target));
    vi.stubEnv(name, url.replace('http://', scheme));
    expect((await ask('http://github.example/one')).body).toBe('github.example/one');
    expect(asked).toEqual(['github.example:80']);
  });

  it.each(['github.example', '*', '.example', 'other, github.example ', 'GITHUB.EXAMPLE:80'])(
    'is left aside by NO_PROXY=%s',
    async (none) => {
      const { url, asked } = await proxy((socket) => socket.destroy());
      vi.stubEnv('http_proxy', url);
      vi.stubEnv('no_proxy', none);
      expect(await failureOf(ask('http://github.example/one'))).toMatchObject({ kind: 'dns' });
      expect(asked).toEqual([]);
    },
  );

  it.each(['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]'])('is never asked for %s', async (host) => {
    const { url, asked } = await proxy((socket) => socket.destroy());
    for (const name of ['http_proxy', 'https_proxy']) vi.stubEnv(name, url);
    const target = await serve((_, response) => response.end('here'));
    expect((await ask(target.replace('127.0.0.1', host))).body).toBe('here');
    expect(asked).toEqual([]);
  });

  it.each([
    ['HTTP/1.1 407 Proxy Authentication Required\r\n\r\n', 'proxy-refused', 'HTTP 407'],
    ['HTTP/1.1 403 Forbidden\r\n\r\n', 'proxy-refused', 'HTTP 403'],
    ['HTTP/1.1 502 Bad Gateway\r\n\r\n', 'proxy', 'HTTP 502'],
    ['', 'proxy', 'UND_ERR_SOCKET'],
    ['SSH-2.0-OpenSSH\r\n', 'proxy', 'HPE_INVALID_CONSTANT'],
  ])('that answers %j means that nothing was sent', async (answer, kind, about) => {
    for (const scheme of ['http', 'https']) {
      const { url, asked } = await proxy((socket) => socket.end(answer));
      vi.stubEnv(`${scheme}_proxy`, url);
      expect(await failureOf(ask(`${scheme}://github.example/`, { method: 'POST', body: 'x' }))).toEqual({
        kind,
        phase: 'not sent',
        about,
      });
      expect(asked.length).toBeLessThan(3);
    }
  });

  it('that says nothing ends with the time of the request, and then holds no process', async () => {
    const { url, asked } = await proxy(() => undefined);
    vi.stubEnv('https_proxy', url);
    const network = new Network();
    const asking = network.fetch('https://github.example/', {
      method: 'POST',
      signal: AbortSignal.timeout(300),
    });
    expect(await failureOf(asking)).toEqual({
      kind: 'proxy',
      phase: 'not sent',
      about: 'no connection in time',
    });
    await network.close();
    expect(asked).toHaveLength(1);
    const open = process.getActiveResourcesInfo().filter((name) => name === 'Timeout');
    expect(open.length).toBeLessThan(10);
  });

  it('that is not there means that nothing was sent', async () => {
    const gone = createServer();
    vi.stubEnv('https_proxy', await listen(gone));
    await new Promise((resolve) => gone.close(resolve));
    expect(await failureOf(ask('https://github.example/'))).toMatchObject({
      kind: 'proxy',
      phase: 'not sent',
    });
  });

  it.each([
    'http://user:hun#ter@proxy.example:8080',
    'http://user:hun%ter@proxy.example:8080',
    'http://user:hunt/er@proxy.example:8080',
    '"http://proxy.example:8080"',
    ' http://proxy.example:8080 x',
    'socks5://proxy.example:1080',
    'http://',
    'http://proxy.example:99999',
    'http://user:hunter@proxy.example:8080/path?x',
  ])('whose address is %j is told by the name of its variable, never by its value', async (value) => {
    vi.stubEnv('https_proxy', value);
    const network = new Network();
    ends.push(() => network.close());
    const failure = await network.fetch('https://github.example/').catch((error: HttpFailure) => error);
    expect(failure).toMatchObject({ kind: 'proxy-address', phase: 'not sent' });
    const shown = `${failure instanceof HttpFailure ? `${failure.said.about} ${failure.stack}` : ''}`;
    expect(shown).toContain('https_proxy');
    expect(shown).not.toMatch(/hunt|ter@|proxy\.example/);
    vi.stubEnv('no_proxy', '*');
    expect(await failureOf(network.fetch('https://nobody.invalid/'))).toMatchObject({ kind: 'dns' });
  });
});
