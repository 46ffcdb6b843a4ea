import { repositoryOfId } from './access.ts';
import type { Analysis } from './analysis.ts';

/** Answered in place of the real answer, or done to it; the facts behind each are in `fault-answer.ts`. */
export type FaultKind =
  | '502-html'
  | '502-json'
  | 'echo'
  | 'echo-502'
  | 'pathless-error'
  | '504-html'
  | '500-json'
  | 'endless-500'
  | '503'
  | '401'
  | '403-secondary'
  | 'not-found'
  | 'forbidden'
  | 'ip-allow-list'
  | 'rate-limited'
  | '200-something-wrong'
  | '200-secondary'
  | 'wrong-shape'
  | 'resource-limits'
  | 'null-nodes'
  | 'null-list'
  | 'set'
  | 'beside'
  | 'answer'
  | 'endless-cursor'
  | 'reset'
  | 'cut-body'
  | 'cut-json'
  | 'huge-body'
  | 'no-answer'
  | 'slow';

/** Which requests a fault hits; all of them unless said. */
interface FaultWhen {
  /** Only the nth of those that match, from 1. */
  readonly nth?: number;
  /** Only from the nth on. */
  readonly from?: number;
  /** At most so often. */
  readonly times?: number;
  readonly matching?: {
    /** `owner/name` as the request writes it, in a path, an argument, or behind a global id. */
    readonly repository?: string;
    /** Only where some `pullRequests` connection asks for at least so many. */
    readonly minPageSize?: number;
    /** Only a query that asks for a field of this name, anywhere: `statusCheckRollup`. */
    readonly field?: string;
    /** Beginning of the path, `/graphql` or `/repos/…`. */
    readonly path?: string;
  };
}

export interface Fault {
  readonly kind: FaultKind;
  readonly when?: FaultWhen;
  /** `retry-after` of the secondary limits, in seconds; 1 unless said, null for none. */
  readonly retryAfter?: number | null;
  /** `rate-limited`: until the reset, in seconds; 3,600 unless said. */
  readonly resetIn?: number;
  /** `slow`: in ms; 1,000 unless said. */
  readonly delayMs?: number;
  /** `null-nodes` and `resource-limits`: each how many-th pull request is null; 3 unless said. */
  readonly every?: number;
  /** `resource-limits`: null the pull requests one by one, or what they stand in. */
  readonly part?: 'nodes' | 'parent';
  /** `endless-cursor` and `null-list`: the response key of the list; `pullRequests` unless said. */
  readonly connection?: string;
  /** `null-list`: what of it is null: its nodes, all of it, or its first node; `nodes` unless said. */
  readonly missing?: 'nodes' | 'connection' | 'element';
  /** `null-list` and `set`: an error beside it says why; not unless said. */
  readonly withError?: boolean;
  /** `set`: every field of this response key, or those right below another key (`of`), has this value. */
  readonly field?: { readonly key: string; readonly value: unknown; readonly of?: string };
  /** `beside`: the `errors` of an answer whose data are complete; `{}` unless said. */
  readonly errors?: unknown;
  /** `answer`: what is answered in place of the real answer. */
  readonly answer?: {
    readonly status?: number;
    readonly headers?: Record<string, string>;
    readonly body?: unknown;
  };
}

/** A request as faults are chosen by. */
export interface Occasion {
  readonly path: string;
  /** undefined for REST, and for a query that is refused before it is weighed. */
  readonly analysis: Analysis | undefined;
}

/** Done to a GraphQL answer, so REST never meets them. */
const graphqlOnly: readonly FaultKind[] = [
  '200-something-wrong',
  '200-secondary',
  'resource-limits',
  'null-nodes',
  'null-list',
  'beside',
  'endless-cursor',
  'pathless-error',
];

/** A fault and how often it was met. */
export class ArmedFault {
  readonly fault: Fault;
  /** `endless-cursor`: the cursor that comes again and again. */
  cursor: string | undefined;
  #seen = 0;
  #hits = 0;

  constructor(fault: Fault) {
    this.fault = fault;
  }

  /** Whether it hits this request; counts it. */
  hits(occasion: Occasion): boolean {
    const { kind, when = {} } = this.fault;
    if (graphqlOnly.includes(kind) && occasion.path !== '/graphql') return false;
    if (!matches(occasion, when.matching ?? {})) return false;
    this.#seen += 1;
    if (when.nth !== undefined && this.#seen !== when.nth) return false;
    if (this.#seen < (when.from ?? 1)) return false;
    if (this.#hits >= (when.times ?? Number.POSITIVE_INFINITY)) return false;
    this.#hits += 1;
    return true;
  }
}

function matches(
  { path, analysis }: Occasion,
  { repository, minPageSize, field, path: beginning }: NonNullable<FaultWhen['matching']>,
): boolean {
  if (beginning !== undefined && !path.startsWith(beginning)) return false;
  if (minPageSize !== undefined && !analysis?.pageSizes.some((size) => size >= minPageSize)) return false;
  if (field !== undefined && !analysis?.fields.includes(field)) return false;
  if (repository === undefined) return true;
  const named = analysis
    ? [...analysis.repositories, ...analysis.ids.map(repositoryOfId)]
    : [/^\/repos\/([^/?]+\/[^/?]+)/.exec(path)?.[1]];
  return named.some((name) => name?.toLowerCase() === repository.toLowerCase());
}
