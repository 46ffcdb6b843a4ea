import { type AnsweredError, notAccessible } from './error.ts';
import type { ArmedFault, Fault, FaultKind } from './fault.ts';
import type { Body } from './graphql.ts';
import { badCredentials, json, type Reply } from './reply.ts';

const documentation = 'https://docs.github.com/graphql';
const wrong =
  'Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug. Please include `TW1N:0000:0000000` when reporting this issue.';
const secondary =
  'You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to GitHub Support for help, please include the request ID TW1N:0000.';
const allowList = (owner: string) =>
  `Although you appear to have the correct authorization credentials, the \`${owner}\` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.`;

/** An error page of the proxy before GitHub (seen in turbot/steampipe-plugin-github#518). */
function page(status: number, title: string): Reply {
  const body = `<html>\r\n<head><title>${status} ${title}</title></head>\r\n<body>\r\n<center><h1>${status} ${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
  return { status, headers: { 'content-type': 'text/html' }, body };
}

/** The request that a fault answers. */
interface Asked {
  /** Whether by GraphQL. */
  readonly graphql: boolean;
  /** Response keys of the query's own fields; empty for REST. */
  readonly roots: readonly string[];
  readonly owner: string;
  /** In ms since the epoch. */
  readonly now: number;
  /** All that came in: token, address, body. */
  readonly whole: string;
}

type Instead = (fault: Fault, asked: Asked) => Reply;

function waits({ retryAfter = 1 }: Fault): Record<string, string> {
  return retryAfter === null ? {} : { 'retry-after': String(retryAfter) };
}

/** null at the query's first field, with the error; as an HTTP error for REST. */
function refusal({ graphql, roots }: Asked, status: number, type: string, message: string): Reply {
  if (!graphql) return json(status, { message, documentation_url: documentation, status: String(status) });
  const root = roots.find((key) => key !== 'rateLimit') ?? 'repository';
  return json(200, { data: { [root]: null }, errors: [{ type, path: [root], message }] });
}

/** Answers in place of the real one. */
export const instead: Partial<Record<FaultKind, Instead>> = {
  '502-html': () => page(502, 'Bad Gateway'),
  // GitHub's 10 seconds are over (seen in my-badges#72, semantic-release/github#1017).
  '502-json': () => json(502, { data: null, errors: [{ message: wrong }] }),
  // A page before GitHub that repeats what it was asked, secrets included.
  echo: (_, { whole }) => json(400, { message: `Refused by policy: ${whole}` }),
  'echo-502': (_, { whole }) => page(502, `Bad Gateway: ${whole}`),
  // An error that says of no part of the query that it is its own.
  'pathless-error': (_, { roots, whole }) => ({
    ...json(200, {
      data: Object.fromEntries(roots.map((root) => [root, null])),
      errors: [{ type: 'INTERNAL', path: null, extensions: null, message: `Failed on ${whole}` }],
    }),
  }),
  '504-html': () => page(504, 'Gateway Time-out'),
  '500-json': () => json(500, { message: 'Server Error', documentation_url: documentation, status: '500' }),
  // Its body is sent without end: see the twin.
  'endless-500': () => json(500, { message: 'Server Error' }),
  '503': () => json(503, { message: 'Service unavailable', status: '503' }),
  '401': () => badCredentials,
  '403-secondary': (fault) =>
    json(403, { message: secondary, documentation_url: documentation }, waits(fault)),
  'not-found': (_, asked) =>
    refusal(
      asked,
      404,
      'NOT_FOUND',
      asked.graphql ? 'Could not resolve to a Repository with the name given.' : 'Not Found',
    ),
  forbidden: (_, asked) => refusal(asked, 403, 'FORBIDDEN', notAccessible),
  'ip-allow-list': (_, asked) => refusal(asked, 403, 'FORBIDDEN', allowList(asked.owner)),
  // Docs: an exhausted primary limit is a 200 in GraphQL; REST answers 403.
  'rate-limited': ({ resetIn = 3600 }, { graphql, now }) => {
    const message = 'API rate limit exceeded for installation ID 1.';
    const headers = {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Math.ceil(now / 1000) + resetIn),
    };
    return graphql
      ? json(200, { errors: [{ type: 'RATE_LIMITED', message }] }, headers)
      : json(403, { message }, headers);
  },
  '200-something-wrong': () => json(200, { data: null, errors: [{ message: wrong }] }),
  '200-secondary': (fault) =>
    json(200, { errors: [{ type: 'RATE_LIMITED', message: secondary }] }, waits(fault)),
  'huge-body': () => {
    const reply = json(200, { data: null });
    return { ...reply, body: reply.body + ' '.repeat(12_000_000) };
  },
  answer: ({ answer: { status = 200, headers = {}, body = {} } = {} }) => json(status, body, headers),
  'wrong-shape': () => json(200, { ok: true, items: [1, 2, 3] }),
};

/** Changes to a true answer of GraphQL. */
export function alter(body: Body, armed: ArmedFault): Body {
  const { kind, every = 3, part = 'nodes', connection = 'pullRequests' } = armed.fault;
  switch (kind) {
    case 'null-nodes':
      return withNulls(body, every, { type: 'FORBIDDEN', message: notAccessible });
    case 'resource-limits': {
      const error = {
        type: 'RESOURCE_LIMITS_EXCEEDED',
        message: 'Resource limits for this query exceeded.',
      };
      return part === 'nodes' ? withNulls(body, every, error) : withNullParent(body, error);
    }
    case 'null-list':
      return withNullList(body, connection, armed.fault);
    case 'endless-cursor':
      return withSameCursor(body, connection, armed);
    default:
      return body;
  }
}

/** Done to the body of any answer, REST's too. */
export function alterReply(reply: Reply, { kind, field, withError, errors = {} }: Fault): Reply {
  if (kind !== 'set' && kind !== 'beside') return reply;
  const body: unknown = JSON.parse(reply.body);
  if (!isRecord(body)) return reply;
  if (kind === 'beside') return { ...reply, body: JSON.stringify({ ...body, errors }) };
  const places: Path[] = [];
  const set = withField(body, field, places);
  const why = places.map(([, ...path]) => ({ type: 'FORBIDDEN', message: notAccessible, path }));
  const altered = withError && isRecord(set) ? { ...set, errors: why } : set;
  return { ...reply, body: JSON.stringify(altered) };
}

function withNulls(body: Body, every: number, error: AnsweredError): Body {
  const errors: AnsweredError[] = [...(body.errors ?? [])];
  const copy = structuredClone(body);
  visit(copy.data, [], 'pullRequests', (list, path) => {
    if (!Array.isArray(list['nodes'])) return;
    for (const index of list['nodes'].keys()) {
      if ((index + 1) % every !== 0) continue;
      list['nodes'][index] = null;
      errors.push({ ...error, path: [...path, 'nodes', index] });
    }
  });
  return errors.length > 0 ? { ...copy, errors } : copy;
}

/**
 * A list that the schema lets be null, while its count stands (schema: `nodes: [PullRequest]` of
 * `PullRequestConnection`, `labels: LabelConnection`; seen null with `totalCount` > 0).
 */
function withNullList(body: Body, connection: string, { missing = 'nodes', withError = false }: Fault): Body {
  const errors: AnsweredError[] = [...(body.errors ?? [])];
  const copy = structuredClone(body);
  visit(copy.data, [], connection, (list, path, parent) => {
    if (!('nodes' in list)) return;
    const at = { connection: path, nodes: [...path, 'nodes'], element: [...path, 'nodes', 0] }[missing];
    if (missing === 'connection') parent[connection] = null;
    else if (missing === 'nodes') list['nodes'] = null;
    else if (Array.isArray(list['nodes']) && list['nodes'].length > 0) list['nodes'][0] = null;
    else return;
    if (withError) errors.push({ type: 'FORBIDDEN', message: notAccessible, path: at });
  });
  return errors.length > 0 ? { ...copy, errors } : copy;
}

/** A value that GitHub never sends: what answers is broken, or not GitHub. */
function withField(value: unknown, field: Fault['field'], places: Path[], path: Path = []): unknown {
  const walk = (one: unknown, step: string | number) => withField(one, field, places, [...path, step]);
  if (Array.isArray(value)) return value.map(walk);
  if (!isRecord(value)) return value;
  const parent = path.findLast((step) => typeof step === 'string');
  const isMeant = field?.of === undefined || field.of === parent;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      if (!isMeant || name !== field?.key) return [name, walk(one, name)];
      places.push([...path, name]);
      return [name, field.value];
    }),
  );
}

type Path = readonly (string | number)[];

/** The nullable field above becomes null (seen in yoshi389111/github-profile-3d-contrib#163). */
function withNullParent(body: Body, error: AnsweredError): Body {
  const root = Object.keys(body.data ?? {}).find((key) => key !== 'rateLimit') ?? 'repository';
  return { data: { ...body.data, [root]: null }, errors: [{ ...error, path: [root] }] };
}

function withSameCursor(body: Body, connection: string, armed: ArmedFault): Body {
  const copy = structuredClone(body);
  visit(copy.data, [], connection, ({ pageInfo }) => {
    if (!isRecord(pageInfo)) return;
    if (armed.cursor === undefined && typeof pageInfo['endCursor'] === 'string')
      armed.cursor = pageInfo['endCursor'];
    pageInfo['hasNextPage'] = true;
    pageInfo['endCursor'] = armed.cursor ?? pageInfo['endCursor'];
  });
  return copy;
}

/** Calls `found` for each object under the response key. */
function visit(
  value: unknown,
  path: readonly (string | number)[],
  key: string,
  found: (
    list: Record<string, unknown>,
    path: readonly (string | number)[],
    parent: Record<string, unknown>,
  ) => void,
): void {
  if (Array.isArray(value))
    for (const [index, one] of value.entries()) visit(one, [...path, index], key, found);
  if (!isRecord(value)) return;
  for (const [name, one] of Object.entries(value)) {
    visit(one, [...path, name], key, found);
    if (name === key && isRecord(one)) found(one, [...path, name], value);
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
