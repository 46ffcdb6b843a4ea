/**
 * What a run asks over the network, for debugging. Both sides hold secrets, and names that readers of the run may not
 * see: of all that, only numbers and words of a fixed form are told.
 */
import { formatCount, plural } from '../words.ts';
import type { LogEntry } from './entry.ts';

export interface Exchange {
  readonly method: string;
  readonly url: URL;
  readonly sent: unknown;
  /** An answer, or why none came, by our own words for it. */
  readonly came:
    | { readonly status: number; readonly body: string }
    | { readonly kind: string; readonly phase: string };
  readonly ms: number;
}

/** "GitHub GraphQL repository ×2, first 50: HTTP 200, 4 points (974 left), 81 kB, 210 ms" */
export function exchangeLog(exchange: Exchange): LogEntry {
  const { came, ms } = exchange;
  const result = 'status' in came ? answerWords(came) : `no answer: ${came.kind}, ${came.phase}`;
  return { kind: 'debug', text: `${askedWords(exchange)}: ${result}, ${formatCount(Math.round(ms))} ms` };
}

/** Families of Slack's methods that this action calls. */
const slackMethod = /\/((?:auth|blocks|chat|conversations|users)\.[a-zA-Z.]{3,40})$/;

function askedWords({ method, url: { pathname }, sent }: Exchange): string {
  if (method === 'POST' && pathname.endsWith('/graphql')) return `GitHub GraphQL ${queryWords(String(sent))}`;
  if (method !== 'POST') return `GitHub ${method} ${pathWords(pathname)}`;
  // The address of a webhook is a secret.
  return `Slack ${slackMethod.exec(pathname)?.[1] ?? 'webhook'}`;
}

/** The fields of a query, and how many items of a list it asks for. Names stand in its variables. */
function queryWords(sent: string): string {
  const fields = [...sent.matchAll(/part\d+: ([a-zA-Z]{1,40})/g)].map(([, field = '']) => field);
  const first = new Set([...sent.matchAll(/"first\d*":(\d{1,4})\b/g)].map(([, count]) => count));
  const counted = [...Map.groupBy(fields, (field) => field)].map(
    ([field, { length }]) => `${field} ×${length}`,
  );
  return [
    counted.join(' ') || 'query',
    ...(first.size > 0 ? [`first ${[...first].join(' and ')}`] : []),
  ].join(', ');
}

/** What GitHub's REST addresses are made of, beside names (docs: "REST API endpoints"). */
const restWords: ReadonlySet<string> = new Set([
  ...['', 'api', 'v3', 'repos', 'repositories', 'orgs', 'users', 'user', 'installation', 'rate_limit'],
  ...['contents', '…'],
]);

function pathWords(path: string): string {
  return path
    .replace(/\/repos\/[^/]+\/[^/]+/, '/repos/…')
    .replace(/\/(orgs|users)\/[^/]+/, '/$1/…')
    .replace(/\/contents\/.*/, '/contents/…')
    .split('/')
    .map((word) => (restWords.has(word) ? word : '…'))
    .join('/');
}

/** A text within JSON has its quotes escaped, so that none is taken for a key. */
function answerWords({ status, body }: { readonly status: number; readonly body: string }): string {
  const [, cost, left] = /"rateLimit":\s*\{"cost":\s*(\d{1,6}),\s*"remaining":\s*(\d{1,6})/.exec(body) ?? [];
  const types = [...body.matchAll(/"type":\s*"([A-Z_]{4,40})"/g)].map(([, type]) => type);
  const [, refusal] = /^\{"ok":\s*false,\s*"error":\s*"([a-z_]{1,60})"/.exec(body) ?? [];
  return [
    `HTTP ${status}`,
    ...(refusal === undefined ? [] : [refusal]),
    ...new Set(types),
    ...(cost === undefined ? [] : [`${plural(Number(cost), 'point')} (${formatCount(Number(left))} left)`]),
    body.length < 1000 ? `${body.length} B` : `${formatCount(Math.round(body.length / 1000))} kB`,
  ].join(', ');
}
