/** Servers of a test: on free ports of this machine, closed together. */
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';

export class Servers {
  readonly #close: (() => Promise<unknown>)[] = [];

  /** Starts a server of HTTP; returns its address. */
  async http(listener: RequestListener): Promise<string> {
    const server = createServer(listener);
    this.#close.push(() => {
      server.closeAllConnections();
      return ended(server);
    });
    return `http://127.0.0.1:${await listen(server)}`;
  }

  /** Starts a server that gets the bare connection; returns its address. */
  async tcp(connected: (socket: Socket) => void): Promise<string> {
    const sockets = new Set<Socket>();
    const server = createTcpServer((socket) => {
      sockets.add(socket);
      // The other side may end at any time.
      socket.on('error', () => socket.destroy());
      connected(socket);
    });
    this.#close.push(() => {
      for (const socket of sockets) socket.destroy();
      return ended(server);
    });
    return `http://127.0.0.1:${await listen(server)}`;
  }

  /** Answers each request with these very bytes. */
  raw(answer: string): Promise<string> {
    return this.tcp((socket) => socket.once('data', () => socket.write(answer)));
  }

  /** A port at which nobody listens. */
  async nobody(): Promise<string> {
    const server = createTcpServer();
    const port = await listen(server);
    await ended(server);
    return `http://127.0.0.1:${port}`;
  }

  async close(): Promise<void> {
    await Promise.all(this.#close.splice(0).map((close) => close()));
  }
}

function ended(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('The server has no port');
      resolve(address.port);
    });
  });
}
