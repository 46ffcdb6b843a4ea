import { type Dispatcher, Pool, ProxyAgent } from 'undici';

/** For the proxy's answer to one request for a tunnel, in ms: undici itself would wait for five minutes. */
const answerMs = 15_000;

/** The proxy opened no tunnel: nothing was sent through it. */
export class TunnelError extends Error {
  /** What the proxy answered; undefined where it did not. */
  readonly status: number | undefined;

  constructor(status: number | undefined, cause?: unknown) {
    super('no tunnel', { cause });
    this.name = 'TunnelError';
    this.status = status;
  }
}

/**
 * Asks a proxy for tunnels. Each failure is an error of its own: of undici's, a proxy that closes the connection makes
 * undici connect again without end (measured: 10,000 times a second), and one with another status than 200 counts
 * as an abort.
 */
class TunnelPool extends Pool {
  override async connect(options: Parameters<Pool['connect']>[0]): Promise<Dispatcher.ConnectData> {
    const data = await super.connect(options).catch((error: unknown) => {
      throw new TunnelError(undefined, error);
    });
    if (data.statusCode === 200) return data;
    data.socket.on('error', () => undefined).destroy();
    throw new TunnelError(data.statusCode);
  }
}

/** Leads all that it is asked for through a proxy. @param proxy with user name and password as they are meant */
export function createProxyAgent({ href, username, password }: URL): ProxyAgent {
  const credentials = Buffer.from(`${username}:${password}`).toString('base64');
  return new ProxyAgent({
    uri: href,
    ...((username || password) && { token: `Basic ${credentials}` }),
    clientFactory: (origin, options) => new TunnelPool(origin, { ...options, headersTimeout: answerMs }),
  });
}
