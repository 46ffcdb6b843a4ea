/**
 * The one way to the network, for GitHub and Slack alike: undici's fetch with the proxies that the Actions toolkit
 * finds, every body bounded, every failure with how far the request came.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Agent, type Dispatcher, fetch, type Headers, type Response } from 'undici';
import { ServerText } from '../text/server-text.ts';
import { HttpFailure, type Phase, readError } from './failure.ts';
import { proxyFor } from './proxy.ts';
import { createProxyAgent, type ProxyServer } from './tunnel.ts';

/** What is asked: what Octokit and Slack's client pass to a fetch of theirs. */
export interface Asked {
  readonly method?: string | undefined;
  readonly headers?: Record<string, string> | undefined;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** What Octokit and Slack's client read of an answer. Its body has come to its end, or to its bound. */
export interface Answered {
  readonly ok: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
  text(): Promise<string>;
  json(): Promise<unknown>;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A request that was made, and what came of it. */
export interface Exchange {
  readonly method: string;
  readonly url: URL;
  readonly sent: unknown;
  readonly came: Pick<Answered, 'status' | 'body'> | HttpFailure;
  readonly ms: number;
}

export type Fetch = (url: string | URL, asked?: Asked) => Promise<Answered>;

/** No answer that this action asks for is nearly as large, in bytes after unpacking. */
const bodyAtMost = 10_000_000;
/** Of an error's body, so much is read; the rest would say no more. In bytes. */
const errorBodyAtMost = 65_536;
/** A connection stands by then, or none does, in ms. */
const connectMs = 10_000;
/** GitHub answers a renamed repository's address with one redirect. */
const redirectsAtMost = 5;

export class Network {
  /** By the proxy's address ('' without one), and whether connections are used again. */
  readonly #dispatchers = new Map<string, Dispatcher>();
  /** For connections that are still being made, which undici does not end. */
  readonly #closing = new AbortController();
  readonly #onExchange: (exchange: Exchange) => void;

  /** @param onExchange told of each request: with what was sent and came, secrets and all */
  constructor(onExchange: (exchange: Exchange) => void = () => undefined) {
    this.#onExchange = onExchange;
  }

  /**
   * Asks once. A redirect is followed for a GET and on the same host, never elsewhere: what is sent is for this
   * host only.
   * @throws HttpFailure
   */
  readonly fetch: Fetch = (url, asked) => this.#follow(new URL(url), asked ?? {}, true);

  /**
   * The same on a connection of its own: one that was kept may be closed by the server at the very moment when it is
   * used, and then nobody knows whether the request arrived.
   * @throws HttpFailure
   */
  readonly fetchApart: Fetch = (url, asked) => this.#follow(new URL(url), asked ?? {}, false);

  /** Ends all connections, also those that are still being made: without it, the process would wait for them. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all([...this.#dispatchers.values()].map((dispatcher) => dispatcher.destroy()));
  }

  async #follow(url: URL, asked: Asked, kept: boolean): Promise<Answered> {
    let place = url;
    for (let redirects = 0; ; redirects++) {
      const answered = await this.#ask(place, asked, kept);
      if (answered.status < 300 || answered.status > 399 || answered.status === 304) return answered;
      const location = answered.headers.get('location');
      const next =
        location !== null && URL.canParse(location, place.href) ? new URL(location, place.href) : undefined;
      const isGet = asked.method === undefined || asked.method === 'GET';
      if (!isGet || next?.origin !== place.origin || redirects === redirectsAtMost)
        throw new HttpFailure(
          'redirect',
          'answered',
          new ServerText(next?.host ?? '', `HTTP ${answered.status}`),
        );
      place = next;
    }
  }

  async #ask(
    place: URL,
    { method = 'GET', headers = {}, body, signal }: Asked,
    kept: boolean,
  ): Promise<Answered> {
    const proxy = proxyFor(place);
    const dispatcher = this.#dispatcherFor(proxy, kept);
    const sending = watchSending(place, method);
    let phase: Phase = 'not sent';
    const start = performance.now();
    const told = (came: Exchange['came']) =>
      this.#onExchange({ method, url: place, sent: body, came, ms: performance.now() - start });
    try {
      const response = await fetch(place, {
        method,
        headers,
        ...(typeof body === 'string' && { body }),
        ...(signal && { signal }),
        redirect: 'manual',
        dispatcher,
      });
      phase = 'answered';
      const answered = answeredBy(response, await readBody(response), place.href);
      told(answered);
      return answered;
    } catch (error) {
      const reached = phase === 'answered' || !sending.sent ? phase : 'sent';
      const failure = readError(error, reached, proxy !== undefined);
      told(failure);
      throw failure;
    } finally {
      sending.end();
    }
  }

  #dispatcherFor(proxy: ProxyServer | undefined, kept: boolean): Dispatcher {
    const key = `${proxy?.authorization ?? ''} ${proxy?.origin ?? ''} ${kept}`;
    const options = {
      pipelining: kept ? 1 : 0,
      connect: { timeout: connectMs, signal: this.#closing.signal },
    };
    const known = this.#dispatchers.get(key);
    const dispatcher = known ?? (proxy ? createProxyAgent(proxy, options) : new Agent(options));
    this.#dispatchers.set(key, dispatcher);
    return dispatcher;
  }
}

interface Sending {
  readonly sent: boolean;
  end(): void;
}

/** Published by undici when a request's headers are written to a connection (undici docs: DiagnosticsChannel). */
const sendHeaders = 'undici:client:sendHeaders';

/**
 * Whether a request to a place has left. The request for a tunnel that a proxy gets is another one. Of several side
 * by side to one address, one that left stands for all: "sent" is the careful answer.
 */
function watchSending(place: URL, method: string): Sending {
  let sent = false;
  const onSendHeaders = (message: unknown) => {
    const { request } = Object(message);
    const { origin, path, method: used } = Object(request);
    if (
      used === method &&
      path === `${place.pathname}${place.search}` &&
      String(origin).startsWith(place.origin)
    )
      sent = true;
  };
  subscribe(sendHeaders, onSendHeaders);
  return {
    get sent() {
      return sent;
    },
    end: () => unsubscribe(sendHeaders, onSendHeaders),
  };
}

/**
 * Reads a body to its end. Beyond the bound, an error's is cut.
 * @throws HttpFailure `too-large`
 */
async function readBody({ body, ok }: Response): Promise<Buffer> {
  const bound = ok ? bodyAtMost : errorBodyAtMost;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop cancels the rest.
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    chunks.push(chunk);
    if (bytes <= bound) continue;
    if (!ok) break;
    throw new HttpFailure(
      'too-large',
      'answered',
      new ServerText('', `an answer of more than ${bodyAtMost / 1e6} MB`),
    );
  }
  return Buffer.concat(chunks).subarray(0, bound);
}

function answeredBy({ ok, status, statusText, headers }: Response, bytes: Buffer, url: string): Answered {
  const body = bytes.toString();
  return {
    ok,
    status,
    statusText,
    url,
    headers,
    body,
    text: async () => body,
    json: async () => JSON.parse(body),
    arrayBuffer: async () => new Uint8Array(bytes).buffer,
  };
}
