import { createServer, type RequestListener, type Server } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createTransport } from '../../src/github/transport.ts';

const servers: Server[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** Starts a server on a free port of this machine; returns its address. */
async function serve(listener: RequestListener, prepare: (server: Server) => void = () => undefined) {
  const server = createServer(listener);
  prepare(server);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

const get = (url: string, signal?: AbortSignal) =>
  createTransport()(url, { method: 'GET', headers: { authorization: 'token t' }, ...(signal && { signal }) });

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
    const headers = { authorization: 'token t' };
    const answer = await createTransport()(url, { method: 'POST', headers, body: 'café' });
    expect([answer.status, answer.url]).toEqual([201, `${url}/`]);
    expect([answer.headers.get('x-one'), answer.headers.get('content-type')]).toEqual(['a, b', 'text/plain']);
    expect(await answer.text()).toBe('POST token t café');
  });

  it('is asked for compressed, and unpacked', async () => {
    const url = await serve((request, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync(`accepts ${request.headers['accept-encoding']}`));
    });
    expect(await (await get(url)).text()).toBe('accepts gzip');
  });

  it.each([true, false])('that breaks off fails, compressed: %s', async (zipped) => {
    const whole = zipped ? gzipSync('x'.repeat(100_000)) : Buffer.from('x'.repeat(1000));
    const url = await serve((_, response) => {
      response.writeHead(200, {
        'content-length': whole.length,
        ...(zipped && { 'content-encoding': 'gzip' }),
      });
      response.write(whole.subarray(0, whole.length / 2), () => response.socket?.destroy());
    });
    const answer = await get(url);
    await expect(answer.text()).rejects.toThrow(/aborted|reset|unexpected end/i);
  });

  it('compressed but cut short by the server fails', async () => {
    const url = await serve((_, response) => {
      const whole = gzipSync('x'.repeat(100_000));
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(whole.subarray(0, whole.length / 2));
    });
    await expect((await get(url)).text()).rejects.toThrow('unexpected end of file');
  });

  it.each(['before', 'within'])('that takes too long, %s its body, is a TimeoutError', async (when) => {
    const url = await serve((_, response) => {
      if (when === 'within') response.write('{');
    });
    const reading = async () => (await get(url, AbortSignal.timeout(200))).text();
    await expect(reading()).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('that never comes, as nobody listens, has its code', async () => {
    await expect(get('http://127.0.0.1:9')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('a redirect', () => {
  it('on the same host is followed, with the token', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/old') response.writeHead(301, { location: '/new' }).end();
      else response.end(`${request.url} ${request.headers.authorization}`);
    });
    const answer = await get(`${url}/old`);
    expect([await answer.text(), answer.url]).toEqual(['/new token t', `${url}/new`]);
  });

  it('to another host is refused: the token stays', async () => {
    let asked = 0;
    const other = await serve((_, response) => {
      asked += 1;
      response.end();
    });
    const url = await serve((_, response) => response.writeHead(302, { location: other }).end());
    await expect(get(url)).rejects.toThrow('an unexpected redirect');
    expect(asked).toBe(0);
  });

  it('that never ends is an error', async () => {
    const url = await serve((_, response) => response.writeHead(302, { location: '/' }).end());
    await expect(get(url)).rejects.toThrow('an unexpected redirect');
  });
});

describe('a proxy of the environment', () => {
  /** A proxy that leads every tunnel to one server, and notes where it was to lead. */
  async function proxyTo(target: string) {
    const asked: string[] = [];
    const tunnel = (server: Server) =>
      server.on('connect', (request, socket) => {
        asked.push(request.url ?? '');
        const up = connect(Number(new URL(target).port), '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
          up.pipe(socket).pipe(up);
        });
        for (const end of [up, socket]) end.on('error', () => up.destroy());
      });
    return { url: await serve((_, response) => response.writeHead(405).end(), tunnel), asked };
  }

  it('is used', async () => {
    const target = await serve((request, response) => response.end(`${request.headers.host}${request.url}`));
    const { url, asked } = await proxyTo(target);
    vi.stubEnv('http_proxy', url);
    const answer = await get('http://github.example/one');
    expect(await answer.text()).toBe('github.example:80/one');
    expect(asked).toEqual(['github.example:80']);
  });

  it('is left aside for the hosts of NO_PROXY', async () => {
    const { url, asked } = await proxyTo('http://127.0.0.1:9');
    vi.stubEnv('http_proxy', url);
    vi.stubEnv('no_proxy', 'github.example');
    await expect(get('http://github.example/one')).rejects.toThrow(/ENOTFOUND|EAI_AGAIN/);
    expect(asked).toEqual([]);
  });
});
