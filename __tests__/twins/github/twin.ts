import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Exchange, type RecordedRequest } from './exchange.ts';
import { ArmedFault, type Fault, type FaultKind } from './fault.ts';
import { KeptAnswers } from './kept-answers.ts';
import type { Reply } from './reply.ts';
import { publishedSchema, type SchemaAge } from './schema.ts';
import type { World } from './world.ts';

export interface GitHubTwin {
  /** `http://127.0.0.1:PORT`, for GITHUB_API_URL. */
  readonly apiUrl: string;
  /** For GITHUB_GRAPHQL_URL. */
  readonly graphqlUrl: string;
  readonly requests: readonly RecordedRequest[];
  /** The first fault that hits a request decides. */
  addFault(fault: Fault): void;
  close(): Promise<void>;
}

export interface TwinOptions {
  /** Read anew for each request. */
  readonly world: World;
  /** The world never changes: what was answered once is answered from memory. */
  readonly unchanging?: boolean;
  /** Waited before each answer, in ms; a function is asked each time. */
  readonly latencyMs?: number | (() => number);
  readonly faults?: readonly Fault[];
  /** For the hour of the rate limits, in ms since the epoch. */
  readonly now?: () => number;
  /** More requests at once are refused with the secondary limit (GitHub docs: 100). */
  readonly atOnce?: number;
  /** Queries that GitHub does not get done in its 10 seconds: answered 502, like the fault. */
  readonly refusing?: (weight: { readonly pullRequests: number }) => boolean;
  /** `older`: a server that lacks some of the present schema. */
  readonly schema?: SchemaAge;
  /** Further fields that the server lacks, each as `Type.field`: `PullRequest.statusCheckRollup`. */
  readonly without?: readonly string[];
  /** Called before each answer: what a test changes in the world then happens in the midst of a look. */
  readonly before?: (request: RecordedRequest) => void;
}

/** Starts a stand-in for GitHub's API on a free port of this machine: see `world.ts` for what it pretends. */
export async function startGitHubTwin(options: TwinOptions): Promise<GitHubTwin> {
  const { world, unchanging = false, latencyMs = 0, now = Date.now, atOnce = 100 } = options;
  const faults = (options.faults ?? []).map((fault) => new ArmedFault(fault));
  const throttle: Fault = { kind: '403-secondary' };
  const tooSlow: Fault = { kind: '502-json' };
  const kept = unchanging ? new KeptAnswers() : undefined;
  const exchange = new Exchange(world, now, publishedSchema(options.schema, options.without), kept);
  let apiUrl = '';
  let underWay = 0;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', headers } = request;
    const url = new URL(request.url ?? '/', apiUrl);
    const asked = exchange.receive(method, url, await read(request));
    options.before?.(asked.record);
    const pullRequests = asked.analysis?.pageSizes.reduce((sum, size) => sum + size, 0) ?? 0;
    const armed =
      underWay > atOnce
        ? new ArmedFault(throttle)
        : options.refusing?.({ pullRequests })
          ? new ArmedFault(tooSlow)
          : faults.find((one) => one.hits({ path: url.pathname, analysis: asked.analysis }));
    const reply = exchange.reply(asked, headers.authorization, armed);
    const { kind, delayMs = 1000 } = armed?.fault ?? {};
    const latency = typeof latencyMs === 'function' ? latencyMs() : latencyMs;
    const delay = latency + (kind === 'slow' ? delayMs : 0);
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay).unref());
    if (kind === 'no-answer') return;
    if (kind === 'reset') {
      request.socket.resetAndDestroy();
      return;
    }
    asked.record.status = reply.status;
    asked.record.endedAt = performance.now();
    send(response, reply, kind);
  }

  const server = createServer((request, response) => {
    underWay += 1;
    response.once('close', () => {
      underWay -= 1;
    });
    serve(request, response).catch((error: unknown) => {
      // A mistake in the twin: say so in the answer, where the test sees it.
      const text = `The twin of GitHub failed: ${error instanceof Error ? error.stack : error}`;
      response.writeHead(500).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The twin has no port');
  apiUrl = `http://127.0.0.1:${address.port}`;
  return {
    apiUrl,
    graphqlUrl: `${apiUrl}/graphql`,
    requests: exchange.requests,
    addFault: (fault) => {
      faults.push(new ArmedFault(fault));
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** `cut-body` breaks the connection in the middle; `cut-json` ends well, but half of the JSON is missing. */
function send(
  response: ServerResponse,
  { status, headers, body }: Reply,
  fault: FaultKind | undefined,
): void {
  const bytes = Buffer.from(body);
  const half = bytes.subarray(0, Math.ceil(bytes.length / 2));
  if (fault === 'endless-500') {
    response.writeHead(status, headers);
    pour(response);
    return;
  }
  const sent = fault === 'cut-json' ? half : bytes;
  response.writeHead(status, { ...headers, 'content-length': String(sent.length) });
  if (fault === 'cut-body') response.write(half, () => response.socket?.destroy());
  else response.end(sent);
}

/** Writes as long as somebody reads. */
function pour(response: ServerResponse): void {
  const chunk = Buffer.alloc(65_536, 'x');
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
