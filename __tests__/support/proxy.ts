/**
 * A forwarding proxy as companies have it: it takes CONNECT (and plain requests), knows where made-up hosts
 * really are, and encrypts for them, so that a run meets GitHub and Slack under names of the internet.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, createServer as createTcpServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { generate } from 'selfsigned';

export interface LocalProxy {
  readonly url: string;
  /** Every host that was asked for, `api.github.test:443`, in order. */
  readonly asked: readonly string[];
  /** For NODE_EXTRA_CA_CERTS: made for this proxy only. */
  readonly certificateFile: string;
  close(): Promise<void>;
}

/** Where a made-up host really is. */
export interface Behind {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** Turns the path that was asked for into the one there. */
  readonly path?: (path: string) => string;
  /** Reached unencrypted. */
  readonly plain?: boolean;
}

/**
 * @param hosts by name, an IPv6 address without brackets; any other is refused
 * @param manner `closes` and `silent`: what it does with every request for a tunnel
 */
export async function startProxy(
  hosts: Readonly<Record<string, Behind>>,
  manner: 'leads' | 'closes' | 'silent' = 'leads',
): Promise<LocalProxy> {
  const names = Object.keys(hosts).filter((name) => !hosts[name]?.plain);
  const altNames = names.map((value) => ({ type: 2 as const, value }));
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'Proxy of a test' }], {
    keySize: 2048,
    extensions: [{ name: 'subjectAltName', altNames }],
  });
  const folder = mkdtempSync(join(tmpdir(), 'proxy-'));
  const certificateFile = join(folder, 'certificate.pem');
  writeFileSync(certificateFile, cert);

  const secure = createSecureServer({ key, cert }, (incoming, response) => {
    const behind = hosts[(incoming.headers.host ?? '').replace(/:\d+$/, '')];
    if (behind) forward(incoming, response, behind);
    else response.writeHead(404).end();
  });
  const securePort = await listen(secure);

  const asked: string[] = [];
  // A server forgets the sockets of a CONNECT, and would wait for them for ever.
  const sockets = new Set<Duplex>();
  const proxy = createServer((_, response) => response.writeHead(405).end('only CONNECT'));
  proxy.on('connect', ({ url = '' }, socket) => {
    asked.push(url);
    sockets.add(socket);
    // Either side may end at any time: that ends the other, and is no error of the proxy.
    socket.on('error', () => socket.destroy());
    if (manner === 'silent') return;
    if (manner === 'closes') {
      socket.end();
      return;
    }
    const behind = hosts[url.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')];
    if (!behind) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const port = behind.plain ? Number(new URL(behind.origin).port) : securePort;
    const tunnel = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      tunnel.pipe(socket).pipe(tunnel);
    });
    tunnel.on('error', () => socket.destroy());
    socket.on('close', () => tunnel.destroy());
  });
  const port = await listen(proxy);
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    certificateFile,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      secure.closeAllConnections();
      proxy.closeAllConnections();
      await Promise.all([secure, proxy].map((server) => new Promise((resolve) => server.close(resolve))));
      rmSync(folder, { recursive: true });
    },
  };
}

/** What a proxy that leads nowhere does with a CONNECT: a status, nothing, or no HTTP. */
export type Refusal = number | 'silent' | 'closes' | 'garbage' | 'tunnel to nowhere';

/** Starts a proxy that leads nowhere. */
export async function startRefusingProxy(
  refusal: Refusal,
): Promise<Pick<LocalProxy, 'url' | 'asked' | 'close'>> {
  const asked: string[] = [];
  const sockets = new Set<Duplex>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('data', (data) => {
      asked.push(data.toString('latin1'));
      // What is sent into the tunnel is taken, and never answered.
      socket.resume();
      if (typeof refusal === 'number')
        socket.end(`HTTP/1.1 ${refusal} No\r\nproxy-authenticate: Basic\r\ncontent-length: 0\r\n\r\n`);
      if (refusal === 'closes') socket.destroy();
      if (refusal === 'garbage') socket.end('SSH-2.0-OpenSSH_9.6\r\n');
      if (refusal === 'tunnel to nowhere') socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    });
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function forward(incoming: IncomingMessage, response: ServerResponse, { origin, path }: Behind): void {
  const { method, headers, url = '/' } = incoming;
  const outgoing = request(new URL(path?.(url) ?? url, origin), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  outgoing.on('error', () => response.destroy());
  incoming.pipe(outgoing);
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('The proxy has no port');
      resolve(address.port);
    });
  });
}
