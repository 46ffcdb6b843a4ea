import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { createGunzip } from 'node:zlib';
import { HttpClient } from '@actions/http-client';

/** What Octokit passes to its `fetch`. */
interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/** What Octokit reads of an answer. */
export interface Answered {
  readonly status: number;
  readonly url: string;
  readonly headers: ReadonlyMap<string, string>;
  /** Decompressed; fails where the connection breaks before its end. */
  readonly body: AsyncIterable<Uint8Array>;
  text(): Promise<string>;
}

export type Transport = (url: string, asked: Asked) => Promise<Answered>;

/** GitHub answers a renamed repository's address with one redirect. */
const redirectsAtMost = 5;

/**
 * The part of fetch that Octokit needs, by Node's own client, with the agents of the Actions toolkit that know
 * proxies. The first answer by fetch (undici: WebAssembly, web streams) costs a process 50 ms more.
 */
export function createTransport(): Transport {
  const client = new HttpClient(undefined, [], { keepAlive: true });

  return async function ask(url: string, asked: Asked): Promise<Answered> {
    for (let place = new URL(url), redirects = 0; ; redirects++) {
      const message = await send(place, asked, client);
      const { statusCode: status = 0, headers } = message;
      if (status < 300 || status > 399 || headers.location === undefined)
        return answered(message, status, place.href, asked.signal);
      const next = new URL(headers.location, place);
      message.resume();
      // The token is for this host only.
      if (next.origin !== place.origin || redirects === redirectsAtMost || asked.method !== 'GET')
        throw new Error(`an unexpected redirect from ${place.host} to ${next.host}`);
      place = next;
    }
  };
}

/** Sends the request; the answer's body is not yet read. */
function send(
  place: URL,
  { method, headers, body, signal }: Asked,
  client: HttpClient,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request: ClientRequest = (place.protocol === 'https:' ? requestHttps : requestHttp)(place, {
      method,
      headers: { ...headers, 'accept-encoding': 'gzip' },
      agent: client.getAgent(place.href),
      ...(signal && { signal }),
    });
    // An abort arrives as an AbortError; its reason says more: TimeoutError.
    request.on('error', (error) => reject(signal?.aborted ? signal.reason : error));
    request.on('response', resolve);
    request.end(body);
  });
}

function answered(message: IncomingMessage, status: number, url: string, signal?: AbortSignal): Answered {
  const headers = Object.entries(message.headers).map(
    ([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')] as const,
  );
  const body = read(message, signal);
  return {
    status,
    url,
    headers: new Map(headers),
    body,
    text: async () => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of body) chunks.push(chunk);
      return Buffer.concat(chunks).toString();
    },
  };
}

async function* read(message: IncomingMessage, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const zipped = message.headers['content-encoding'] === 'gzip';
  const source = zipped ? message.pipe(createGunzip()) : message;
  // A broken connection ends the reading of what was unpacked, too.
  if (source !== message) message.on('error', (error) => source.destroy(error));
  try {
    yield* source;
  } catch (error) {
    throw signal?.aborted ? signal.reason : error;
  }
}
