import { type buildConnector, type Dispatcher, Pool, ProxyAgent } from 'undici';

export interface ProxyServer {
  /** Without user name and password. */
  readonly origin: string;
  /** For `proxy-authorization`. */
  readonly authorization: string | undefined;
}

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

/**
 * Leads all that it is asked for through a proxy.
 * @param options how connections are made and kept
 */
export function createProxyAgent(
  { origin, authorization }: ProxyServer,
  { pipelining, connect }: { readonly pipelining: number; readonly connect: buildConnector.BuildOptions },
): ProxyAgent {
  return new ProxyAgent({
    uri: origin,
    ...(authorization !== undefined && { token: authorization }),
    pipelining,
    proxyTls: connect,
    requestTls: connect,
    clientFactory: (place, options) => new TunnelPool(place, { ...options, headersTimeout: answerMs }),
  });
}
