/** A stand-in of Slack that refuses what Slack refuses. It listens on this machine only. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { blockErrors, isTooLong } from './blocks.ts';
import { Faults, type SlackFault } from './fault.ts';
import { detailsOf, finish, interferes, refusalOf } from './fault-answer.ts';
import { type Answer, type Arguments, methods, type StoredMessage } from './methods.ts';
import { pingsOf } from './pings.ts';
import { demoWorkspace, type SlackToken, type Workspace } from './workspace.ts';

export interface SlackTwin {
  /** For `slack-api-url`. */
  readonly apiUrl: string;
  webhookUrl(name: string): string;
  /** Messages of a channel, by ID or name, oldest first. */
  messages(channel: string): readonly StoredMessage[];
  /** Everybody that any message pinged. */
  readonly pings: readonly string[];
  /** Names of the methods called, `webhook` for webhooks. */
  readonly calls: readonly string[];
  /** The faults that hit a request, in their order. */
  readonly hits: readonly SlackFault[];
  close(): Promise<void>;
}

export interface SlackTwinOptions {
  readonly workspace?: Workspace;
  readonly faults?: readonly SlackFault[];
  /** Waited before each answer, in ms; a function is asked each time. */
  readonly latencyMs?: number | (() => number);
}

/** Starts on a free port of 127.0.0.1. */
export async function startSlackTwin({
  workspace = demoWorkspace(),
  faults = [],
  latencyMs = 0,
}: SlackTwinOptions = {}): Promise<SlackTwin> {
  const stored: StoredMessage[] = [];
  const calls: string[] = [];
  const hits: SlackFault[] = [];
  const pending = new Faults(faults);
  const store = (message: Omit<StoredMessage, 'ts'>) => {
    const kept = { ...message, ts: `1785741421.${String(stored.length + 100).padStart(6, '0')}` };
    stored.push(kept);
    return kept;
  };

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await read(request);
    const latency = typeof latencyMs === 'function' ? latencyMs() : latencyMs;
    await new Promise((resolve) => setTimeout(resolve, latency));
    const path = new URL(request.url ?? '/', 'http://twin').pathname;
    const webhook = workspace.webhooks.find(({ name }) => path === webhookPath(name));
    const method = path.startsWith('/services/') ? 'webhook' : path.replace(/^\/api\//, '');
    calls.push(method);
    const fault = pending.next(method);
    if (fault) hits.push(fault);
    if (fault && interferes(fault, request, response, body)) return;
    const refusal = fault && refusalOf(fault, fields(request, body));
    if (method === 'webhook') {
      const [status, word] = refusal
        ? ([400, [refusal.error, ...detailsOf(refusal)].join(': ')] as const)
        : webhook
          ? (webhook.broken ?? postByWebhook(webhook.channel, body, store))
          : ([403, 'invalid_token'] as const);
      finish(fault, response, status, 'text/html', word);
      return;
    }
    const token = workspace.tokens.find((one) => request.headers.authorization === `Bearer ${one.token}`);
    const answer = refusal ?? call(method, token, fields(request, body));
    const shown =
      fault?.kind === 'stored-error'
        ? { ok: false, error: fault.code ?? 'internal_error' }
        : fault?.kind === 'stored-odd'
          ? { ...answer, ...fault.answer }
          : answer;
    if (token) response.setHeader('x-oauth-scopes', token.scopes.join(','));
    finish(fault, response, 200, 'application/json; charset=utf-8', JSON.stringify(shown));
  };

  const call = (method: string, token: SlackToken | undefined, given: Arguments): Answer => {
    const run = methods[method];
    if (!run) return { ok: false, error: 'unknown_method', req_method: method };
    if (!token) return { ok: false, error: 'invalid_auth' };
    if (token.state !== undefined) return { ok: false, error: token.state };
    if (token.kind !== 'bot') return { ok: false, error: 'not_allowed_token_type' };
    return run({ workspace, token, given, store, stored });
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const origin = `http://127.0.0.1:${port}`;
  const idOf = (channel: string) =>
    workspace.channels.find(({ id, name }) => id === channel || name === channel)?.id;
  return {
    apiUrl: `${origin}/api/`,
    webhookUrl: (name) => `${origin}${webhookPath(name)}`,
    messages: (channel) => stored.filter((message) => message.channel === idOf(channel)),
    get pings() {
      return stored.flatMap(pingsOf);
    },
    calls,
    hits,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function webhookPath(name: string): string {
  return `/services/T0000000001/B0000000001/${name}`;
}

/** docs.slack.dev: sending messages using incoming webhooks. */
function postByWebhook(
  channel: string,
  body: string,
  store: (message: Omit<StoredMessage, 'ts'>) => StoredMessage,
): readonly [number, string] {
  let given: Arguments;
  try {
    given = JSON.parse(body);
  } catch {
    return [400, 'invalid_payload'];
  }
  const { text = '', blocks = [], metadata } = given;
  if (text === '' && Array.isArray(blocks) && blocks.length === 0) return [400, 'no_text'];
  if (!Array.isArray(blocks) || blockErrors(blocks).length > 0) return [400, 'invalid_blocks'];
  if (isTooLong(blocks)) return [400, 'msg_blocks_too_long'];
  store({ channel, text: String(text), blocks, ...(metadata !== undefined && { metadata }), options: given });
  return [200, 'ok'];
}

function fields(request: IncomingMessage, body: string): Arguments {
  return request.headers['content-type']?.startsWith('application/json')
    ? JSON.parse(body || '{}')
    : Object.fromEntries(new URLSearchParams(body));
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}
