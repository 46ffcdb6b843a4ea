/**
 * The one way to the network, for GitHub and Slack alike: undici's fetch with the proxies that the Actions toolkit
 * finds, every body bounded, every failure with how far the request came.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Agent, type Dispatcher, fetch, type Headers, type Response } from 'undici';
import { ServerText } from '../text/server-text.ts';
import { HttpFailure, type Phase, readError } from './failure.ts';
import { proxyFor } from './proxy.ts';
import { createProxyAgent } from './tunnel.ts';

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

export type Fetch = (url: string | URL, asked?: Asked) => Promise<Answered>;

/** No answer that this action asks for is nearly as large, in bytes after unpacking. */
const bodyAtMost = 10_000_000;
/** Of an error's body, so much is read; the rest would say no more. In bytes. */
const errorBodyAtMost = 65_536;
/** GitHub answers a renamed repository's address with one redirect. */
const redirectsAtMost = 5;

export class Network {
  /** By the proxy's address; without one, by ''. */
  readonly #dispatchers = new Map<string, Dispatcher>();

  /**
   * Asks once. A redirect is followed for a GET and on the same host, never elsewhere: what is sent is for this
   * host only.
   * @throws HttpFailure
   */
  readonly fetch: Fetch = async (url, asked = {}) => {
    let place = new URL(url);
    for (let redirects = 0; ; redirects++) {
      const answered = await this.#ask(place, asked);
      const location = answered.headers.get('location');
      if (answered.status < 300 || answered.status > 399 || location === null) return answered;
      const next = URL.canParse(location, place.href) ? new URL(location, place.href) : undefined;
      const isGet = asked.method === undefined || asked.method === 'GET';
      if (!isGet || next?.origin !== place.origin || redirects === redirectsAtMost)
        throw new HttpFailure('redirect', 'answered', new ServerText('', `HTTP ${answered.status}`));
      place = next;
    }
  };

  /** Ends all connections, also those that are still being made: without it, the process would wait for them. */
  async close(): Promise<void> {
    await Promise.all([...this.#dispatchers.values()].map((dispatcher) => dispatcher.destroy()));
  }

  async #ask(place: URL, { method = 'GET', headers = {}, body, signal }: Asked): Promise<Answered> {
    const proxy = proxyFor(place);
    const dispatcher = this.#dispatcherFor(proxy);
    const sending = watchSending(place, method);
    let phase: Phase = 'not sent';
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
      return answeredBy(response, await readBody(response), place.href);
    } catch (error) {
      throw readError(error, phase === 'answered' || !sending.sent ? phase : 'sent', proxy !== undefined);
    } finally {
      sending.end();
    }
  }

  #dispatcherFor(proxy: URL | undefined): Dispatcher {
    const key = proxy?.href ?? '';
    const dispatcher = this.#dispatchers.get(key) ?? (proxy ? createProxyAgent(proxy) : new Agent());
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
  const told = (message: unknown) => {
    const { request } = Object(message);
    const { origin, path, method: used } = Object(request);
    if (
      used === method &&
      path === `${place.pathname}${place.search}` &&
      String(origin).startsWith(place.origin)
    )
      sent = true;
  };
  subscribe(sendHeaders, told);
  return {
    get sent() {
      return sent;
    },
    end: () => unsubscribe(sendHeaders, told),
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
