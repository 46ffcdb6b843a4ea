/** A stand-in of Slack that refuses what Slack refuses. It listens on this machine only. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Answer, type Arguments, directId, refuse } from './access.ts';
import { ChannelControl } from './channel-control.ts';
import { Clock } from './clock.ts';
import { Faults, type SlackFault } from './fault.ts';
import { detailsOf, finish, interferes, limit, refusalOf } from './fault-answer.ts';
import type { StoredMessage } from './message.ts';
import { Messages } from './messages.ts';
import { methods } from './methods.ts';
import { type RateLimit, RateLimits } from './rate-limits.ts';
import { Scheduled, type ScheduledMessage } from './scheduled.ts';
import { postByWebhook } from './webhook.ts';
import { appOf, demoWorkspace, type SlackToken, type Workspace } from './workspace.ts';

export interface SlackTwin {
  /** For `slack-api-url`. */
  readonly apiUrl: string;
  webhookUrl(name: string): string;
  /** Messages of a channel, by ID or name, oldest first, replies among them; of a person, those sent to them. */
  messages(channel: string): readonly StoredMessage[];
  /** What waits for its time, soonest first. */
  readonly scheduled: readonly ScheduledMessage[];
  /** What others do in a channel, by ID or name. */
  channel(channel: string): ChannelControl;
  /** Changes the workspace from now on: scopes, membership, names. */
  change(how: (workspace: Workspace) => Workspace): void;
  /** Where it is moved, what is due appears. */
  readonly clock: Clock;
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
  /** Where its clock begins, in ms since 1970 or ISO 8601. */
  readonly now?: number | string;
  /** By method; none unless said. Measured in real time, plus what the clock is moved. */
  readonly rateLimits?: Readonly<Record<string, RateLimit>>;
  /** Items of a list at most, whatever the limit. */
  readonly pageAtMost?: number;
  /** Whether something in between drops the header that names the token's scopes. */
  readonly dropsScopes?: boolean;
  /** Awaited before the nth call of all, from 1, is looked at: to change things between two calls, or to hold one. */
  readonly before?: (method: string, nth: number) => void | Promise<void>;
}

/** Starts on a free port of 127.0.0.1. */
export async function startSlackTwin({
  workspace: first = demoWorkspace(),
  faults = [],
  latencyMs = 0,
  now,
  rateLimits = {},
  pageAtMost = Number.POSITIVE_INFINITY,
  dropsScopes = false,
  before = () => undefined,
}: SlackTwinOptions = {}): Promise<SlackTwin> {
  let workspace = first;
  const clock = new Clock(now);
  const start = clock.now;
  const messages = new Messages(clock);
  const scheduled = new Scheduled(clock, messages, ({ channel }) => {
    const found = workspace.channels.find(({ id }) => id === channel);
    return found === undefined || (found.joined === true && !found.archived);
  });
  const limits = new RateLimits(rateLimits, () => performance.now() + clock.now - start);
  const calls: string[] = [];
  const hits: SlackFault[] = [];
  const pending = new Faults(faults);

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await read(request);
    const latency = typeof latencyMs === 'function' ? latencyMs() : latencyMs;
    await new Promise((resolve) => setTimeout(resolve, latency));
    const path = new URL(request.url ?? '/', 'http://twin').pathname;
    const webhook = workspace.webhooks.find(({ name }) => path === webhookPath(name));
    const method = path.startsWith('/services/') ? 'webhook' : path.replace(/^\/api\//, '');
    const nth = calls.push(method);
    await before(method, nth);
    scheduled.settle();
    const fault = pending.next(method);
    if (fault) hits.push(fault);
    if (fault && interferes(fault, request, response, body)) return;
    const refusal = fault && refusalOf(fault, fields(request, body));
    if (method === 'webhook') {
      const [status, word] = refusal
        ? ([400, [refusal.error, ...detailsOf(refusal)].join(': ')] as const)
        : webhook
          ? (webhook.broken ?? postByWebhook(webhook.channel, body, (message) => messages.add(message)))
          : ([403, 'invalid_token'] as const);
      finish(fault, response, status, 'text/html', word);
      return;
    }
    const token = workspace.tokens.find((one) => request.headers.authorization === `Bearer ${one.token}`);
    const given = fields(request, body);
    const wait = token && limits.take(method, appOf(token).app, String(given['channel'] ?? ''));
    if (wait !== undefined) {
      limit(response, wait);
      return;
    }
    const answer = refusal ?? call(method, token, given);
    const shown =
      fault?.kind === 'stored-error'
        ? { ok: false, error: fault.code ?? 'internal_error' }
        : fault?.kind === 'stored-odd'
          ? { ...answer, ...fault.answer }
          : answer;
    if (token && !dropsScopes) response.setHeader('x-oauth-scopes', token.scopes.join(','));
    finish(fault, response, 200, 'application/json; charset=utf-8', JSON.stringify(shown));
  };

  const call = (method: string, token: SlackToken | undefined, given: Arguments): Answer => {
    const run = methods[method];
    if (!run) return refuse('unknown_method', { req_method: method });
    if (!token) return refuse('invalid_auth');
    if (token.state !== undefined) return refuse(token.state);
    if (token.kind !== 'bot') return refuse('not_allowed_token_type');
    return run({ workspace, token, given, clock, messages, scheduled, pageAtMost });
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
  const idOf = (channel: string) => {
    const found = workspace.channels.find(({ id, name }) => id === channel || name === channel);
    const person = workspace.people?.find(({ id, name }) => id === channel || name === channel);
    return found?.id ?? (person ? directId(person.id) : channel);
  };
  return {
    apiUrl: `${origin}/api/`,
    webhookUrl: (name) => `${origin}${webhookPath(name)}`,
    messages: (channel) => {
      scheduled.settle();
      return messages.in(idOf(channel));
    },
    get scheduled() {
      scheduled.settle();
      return scheduled.pending;
    },
    channel: (channel) => {
      scheduled.settle();
      return new ChannelControl(idOf(channel), messages);
    },
    change: (how) => {
      workspace = how(workspace);
    },
    clock,
    get pings() {
      scheduled.settle();
      return messages.pings;
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
