/**
 * Queries that share requests. Whoever needs something asks here; what is asked at the same time goes to
 * GitHub together, as much in one request as it accepts. A request that fails is repeated, or taken apart, so
 * that what GitHub cannot answer does not hide what it can.
 */
import type * as v from 'valibot';
import { ServerText } from '../../text/server-text.ts';
import type { Api } from '../client/api.ts';
import { type Answer, failureOf, hiddenCommits, isResourceLimit } from '../client/classify.ts';
import { GitHubFailure, toFailure } from '../client/failure.ts';
import { parseAnswer } from '../client/parse.ts';
import type { Next } from '../client/retry.ts';
import { Asides, asidesOf } from './asides.ts';
import {
  type Batch,
  type ComposedBatch,
  halves,
  type PendingQuery,
  partOf,
  type Query,
  type QueryResult,
  textOf,
} from './batch.ts';
import { maxPageSize, PageSize } from './page-size.ts';
import { aliasOf } from './query.ts';
import type { QueryContext, QueryOptions } from './query-options.ts';
import { SchemaSupport } from './schema-support.ts';

/** A full page takes only so much along. In pull requests. */
const maxBesideFullPage = 10;
/** More queries than this in one request take too long to look up, however small. */
const maxQueriesPerBatch = 100;
/** So many failures with no answer between them: then nothing is taken apart any more. */
const maxFailuresInRow = 30;

export class Batcher {
  readonly context: QueryContext;
  /** `https://github.com` */
  readonly serverUrl: string;
  readonly #support = new SchemaSupport();
  readonly #api: Api;
  readonly #size = new PageSize();
  readonly #queue: PendingQuery[] = [];
  readonly #pieces: Batch[] = [];
  readonly #asides = new Asides();
  #underWay = 0;
  #scheduled = false;
  #failuresInRow = 0;
  #ended: GitHubFailure | undefined;

  constructor(
    api: Api,
    { options, serverUrl }: { readonly options: QueryOptions; readonly serverUrl: string },
  ) {
    this.serverUrl = serverUrl;
    this.context = { options, support: this.#support };
    this.#api = api;
  }

  /** Pull requests that one page may hold now. */
  get pageSize(): number {
    return this.#size.page;
  }

  /** What errors said beside complete answers. */
  get asides(): readonly ServerText[] {
    return this.#asides.messages;
  }

  /**
   * Asks with others.
   * @param schema of the answer; null says that what was asked for is not there
   * @throws GitHubFailure also where the answer is malformed, is not there, or holds commits that the token may not read
   */
  async ask<T>(query: Query, schema: v.GenericSchema<unknown, T | null>): Promise<QueryResult<T>> {
    const { value, errors, size } = await this.#enqueue(query);
    const hidden = hiddenCommits(errors);
    if (hidden) throw hidden;
    const { what } = query.field;
    const parsed = parseAnswer(schema, value, `a ${what}`);
    if (parsed !== null) return { value: parsed, errors, size };
    throw failureOf(errors) ?? new GitHubFailure('unexpected', `no ${what}, and no error that says why`);
  }

  #enqueue(query: Query): Promise<QueryResult<unknown>> {
    if (this.#ended) return Promise.reject(this.#ended);
    return new Promise((answer, fail) => {
      this.#queue.push({ query, answer, fail, limit: query.weight });
      this.#schedule();
    });
  }

  /** Waits until all that is asked now has been asked. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#dispatch();
    });
  }

  #dispatch(): void {
    while (this.#underWay < this.#api.throttle.concurrency) {
      const batch = this.#pieces.shift() ?? this.#nextBatch();
      if (!batch) return;
      this.#underWay += 1;
      this.#send(batch)
        .catch((error: unknown) => {
          for (const { fail } of batch.queries) fail(error);
          if (error instanceof GitHubFailure && (error.concernsAll || error.limits)) this.#end(error);
        })
        .finally(() => {
          this.#underWay -= 1;
          this.#dispatch();
        });
    }
  }

  /** A full page is a request of its own: two side by side take the time of one. Smaller queries share. */
  #nextBatch(): Batch | undefined {
    const queries: PendingQuery[] = [];
    let weight = 0;
    let most = this.#size.batch;
    for (const next of this.#queue) {
      const size = this.#sizeOf(next);
      const full = size >= this.#size.page && next.query.weight > 1;
      const limit = full ? Math.min(most, size + maxBesideFullPage) : most;
      if (queries.length > 0 && (weight + size > limit || queries.length >= maxQueriesPerBatch)) break;
      queries.push(next);
      weight += size;
      most = limit;
    }
    this.#queue.splice(0, queries.length);
    return queries.length > 0 ? { queries } : undefined;
  }

  #sizeOf({ query, limit }: PendingQuery): number {
    return Math.max(1, Math.min(query.weight, limit, this.#size.page));
  }

  /** Sends a batch until each of its queries has its answer, or it is taken apart. */
  async #send(batch: Batch): Promise<void> {
    let { queries } = batch;
    let sent = this.#compose(batch, queries);
    const pieces = await this.#api.retry<readonly Batch[]>(
      async (begins) => {
        if (this.#ended) throw this.#ended;
        sent = this.#compose(batch, queries);
        const { text, variables } = textOf(sent, this.context);
        const answer = await this.#attempt(text, variables, begins);
        this.#failuresInRow = 0;
        queries = this.#resolve(sent, answer);
        if (queries.length === 0) return [];
        sent = this.#compose(batch, queries);
        throw new GitHubFailure(
          'resource-limits',
          new ServerText(answer.errors.find(isResourceLimit)?.message ?? ''),
        );
      },
      (failure) => this.#afterFailure(failure, sent),
    );
    this.#pieces.push(...pieces);
    if (pieces.length === 0) this.#recordPiece(batch);
  }

  /** A mistake of this action fails as what GitHub refuses does: alone. */
  async #attempt(...request: Parameters<Api['attempt']>): Promise<Answer> {
    try {
      return await this.#api.attempt(...request);
    } catch (error) {
      throw toFailure(error);
    }
  }

  #compose({ pieceOf }: Batch, queries: readonly PendingQuery[]): ComposedBatch {
    const sizes = queries.map((one) => this.#sizeOf(one));
    return { queries, sizes, version: this.#support.version, pieceOf };
  }

  /** Gives each query its part; returns those that GitHub's resource limits cut off. */
  #resolve({ queries, sizes }: ComposedBatch, { data, errors, stopped }: Answer): PendingQuery[] {
    const aliases = queries.map((_, index) => aliasOf(index));
    this.#asides.add(asidesOf(data, errors, aliases));
    const cut: PendingQuery[] = [];
    for (const [index, one] of queries.entries()) {
      const { value, errors: concerning, isWhole } = partOf(data, errors, index);
      const size = sizes[index] ?? 1;
      const smallest = queries.length === 1 && size === 1;
      if (stopped && !smallest && !isWhole && concerning.some(isResourceLimit)) cut.push(one);
      else {
        // Only of a full page: a small query that failed says nothing about sizes.
        if (one.limit < one.query.weight && one.query.weight >= this.#size.page)
          this.#size.recordAccepted({ page: one.limit });
        one.answer({ value, errors: concerning, size });
      }
    }
    return cut;
  }

  #recordPiece({ pieceOf }: Batch): void {
    if (!pieceOf) return;
    pieceOf.pieces -= 1;
    if (pieceOf.pieces === 0) this.#size.recordAccepted({ batch: pieceOf.weight });
  }

  #afterFailure(failure: GitHubFailure, sent: ComposedBatch): Next<readonly Batch[]> {
    if (sent.version !== this.#support.version || this.#learns(failure)) return { step: 'repeat at once' };
    this.#failuresInRow += 1;
    const smaller = failure.tooHeavy && this.#lessen(sent);
    const splits =
      sent.queries.length > 1 &&
      !failure.limits &&
      !failure.concernsAll &&
      this.#failuresInRow <= maxFailuresInRow;
    return splits ? { step: 'return', value: halves(sent) } : { step: 'repeat', smaller };
  }

  /** A smaller page of the one query, or of the one that outweighs the others; false where there is none. */
  #lessen({ queries, sizes }: ComposedBatch): boolean {
    let lessened = false;
    for (const [index, one] of queries.entries()) {
      const size = sizes[index] ?? 1;
      if (size <= 1 || (queries.length > 1 && size < this.#size.page)) continue;
      one.limit = Math.floor(Math.min(size, maxPageSize) / 2);
      lessened = true;
    }
    return lessened;
  }

  /** Whether the failure taught something, so that the same query in other words may be answered. */
  #learns(failure: GitHubFailure): boolean {
    if (failure.kind === 'scopes') return this.#support.dropTeams();
    if (failure.kind !== 'unsupported') return false;
    const lost = this.#support.drop(failure.lacking);
    for (const one of lost) this.#api.onEvent({ kind: 'older server', ...one });
    return lost.length > 0;
  }

  /** No query will be answered any more. */
  #end(failure: GitHubFailure): void {
    this.#ended ??= failure;
    const rest = [...this.#pieces.splice(0).flatMap(({ queries }) => queries), ...this.#queue.splice(0)];
    for (const { fail } of rest) fail(failure);
  }
}
