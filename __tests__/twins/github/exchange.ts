import type { GraphQLSchema } from 'graphql';
import { Access, split } from './access.ts';
import type { Analysis } from './analysis.ts';
import { Budget } from './budget.ts';
import type { ArmedFault, FaultKind } from './fault.ts';
import { alter, alterReply, instead } from './fault-answer.ts';
import { type Body, execute, type Prepared, prepare, refusal } from './graphql.ts';
import type { KeptAnswers } from './kept-answers.ts';
import { Mergeability } from './mergeability.ts';
import { badCredentials, json, type Reply } from './reply.ts';
import { rest } from './rest.ts';
import type { World, WorldToken } from './world.ts';

/** What the twin was asked. */
export interface RecordedRequest {
  readonly method: string;
  /** With its query string. */
  readonly path: string;
  readonly query?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** What it cost; 0 where nothing was deducted. */
  points: number;
  /** What it could have returned at most. */
  nodes: number;
  /** 0 where no answer was sent. */
  status: number;
  /** When it had come in, in ms since the start of the process. */
  readonly startedAt: number;
  /** When its answer was handed over; 0 where none was. */
  endedAt: number;
  fault?: FaultKind;
}

/** A request as it came in, checked and weighed. */
interface Incoming {
  readonly record: RecordedRequest;
  readonly url: URL;
  readonly text: string;
  /** undefined for REST. */
  readonly prepared: Prepared | undefined;
  readonly analysis: Analysis | undefined;
}

/** What passes over the counter: requests, and what becomes of each. */
export class Exchange {
  readonly requests: RecordedRequest[] = [];
  readonly #world: World;
  readonly #now: () => number;
  readonly #schema: GraphQLSchema;
  readonly #budgets = new Map<string, Budget>();
  readonly #kept: KeptAnswers | undefined;
  readonly #mergeability = new Mergeability();

  /** @param kept for a world that never changes */
  constructor(world: World, now: () => number, schema: GraphQLSchema, kept?: KeptAnswers) {
    this.#world = world;
    this.#now = now;
    this.#schema = schema;
    this.#kept = kept;
  }

  /** Takes a request in and records it. */
  receive(method: string, url: URL, text: string): Incoming {
    const isGraphql = method === 'POST' && url.pathname === '/graphql';
    const { query, variables = {} } = isGraphql ? parseBody(text) : {};
    const prepared = isGraphql ? prepare(query, variables, this.#schema) : undefined;
    const analysis = prepared?.analysis;
    const record: RecordedRequest = {
      method,
      path: `${url.pathname}${url.search}`,
      ...(typeof query === 'string' && { query, variables }),
      points: 0,
      nodes: analysis?.nodes ?? 0,
      status: 0,
      startedAt: performance.now(),
      endedAt: 0,
    };
    this.requests.push(record);
    return { record, url, text, prepared, analysis };
  }

  /** The answer, true or by a fault; takes the points. */
  reply(incoming: Incoming, authorization: string | undefined, armed: ArmedFault | undefined): Reply {
    const { record, url, prepared, analysis } = incoming;
    if (armed) record.fault = armed.fault.kind;
    const secret = /^(?:bearer|token) +(.+)$/i.exec(authorization ?? '')?.[1];
    const token = this.#world.tokens.find((one) => one.token === secret);
    const budget = token && this.#budget(token, prepared ? 'graphql' : 'core');
    const used = budget?.used ?? 0;
    const made = armed && instead[armed.fault.kind];
    let reply: Reply;
    if (made) {
      // A query that ran into the 10 seconds has cost its points (GitHub docs: GraphQL timeouts).
      if (/^50[24]/.test(armed.fault.kind)) budget?.spend(analysis?.points ?? 1);
      reply = made(armed.fault, {
        graphql: prepared !== undefined,
        roots: analysis?.roots ?? [],
        owner: ownerOf(url.pathname, analysis),
        now: this.#now(),
        whole: `${authorization} ${url} ${incoming.text}`,
      });
    } else {
      const truth = token && budget ? this.#truth(incoming, token, budget, armed) : badCredentials;
      reply = armed ? alterReply(truth, armed.fault) : truth;
    }
    record.points = (budget?.used ?? 0) - used;
    // An answer of a proxy or of a broken server tells nothing of limits.
    const tells = budget && reply.status < 500 && reply.status !== 401;
    return tells ? { ...reply, headers: { ...budget.headers(), ...reply.headers } } : reply;
  }

  #truth(incoming: Incoming, token: WorldToken, budget: Budget, armed?: ArmedFault): Reply {
    const { record, url, text, prepared } = incoming;
    const access = new Access(this.#world, token, this.#mergeability);
    if (prepared) {
      const refused = refusal(prepared, access, budget);
      if (refused || 'refused' in prepared) return graphqlReply(refused ?? {}, armed);
      const kept = armed ? undefined : this.#kept?.graphql(text, prepared, access, budget);
      return kept === undefined
        ? graphqlReply(execute(prepared, access, budget), armed)
        : { ...json(200, {}), body: kept };
    }
    if (url.pathname === '/rate_limit')
      return limits(this.#budget(token, 'core'), this.#budget(token, 'graphql'));
    if (!budget.spend(1)) return exhausted;
    const make = () => rest(record.method, url, access);
    return this.#kept && record.method === 'GET' ? this.#kept.rest(record.path, access, make) : make();
  }

  #budget(token: WorldToken, resource: 'graphql' | 'core'): Budget {
    const key = `${resource} ${token.token}`;
    const budget = this.#budgets.get(key) ?? new Budget(resource, token, this.#now);
    this.#budgets.set(key, budget);
    return budget;
  }
}

const exhausted = json(403, { message: 'API rate limit exceeded for installation ID 1.', status: '403' });

function graphqlReply(body: Body, armed: ArmedFault | undefined): Reply {
  return json(200, armed ? alter(body, armed) : body, ssoHeader(body));
}

function ssoHeader({ errors }: Body): Record<string, string> {
  const saml = errors?.some(({ extensions }) => extensions?.['saml_failure'] === true);
  return saml ? { 'x-github-sso': 'required; url=https://github.com/orgs/twin/sso' } : {};
}

interface Question {
  readonly query?: unknown;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** Nothing where it is no JSON: GraphQL then misses the query. */
function parseBody(text: string): Question {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}

function ownerOf(path: string, analysis: Analysis | undefined): string {
  return split(analysis?.repositories[0] ?? /^\/repos\/(.+)/.exec(path)?.[1] ?? 'twin').owner;
}

function limits(core: Budget, graphql: Budget): Reply {
  const part = ({ limit, used, remaining, resetAt, resource }: Budget) => ({
    limit,
    used,
    remaining,
    reset: resetAt / 1000,
    resource,
  });
  return json(200, { resources: { core: part(core), graphql: part(graphql) }, rate: part(core) });
}
