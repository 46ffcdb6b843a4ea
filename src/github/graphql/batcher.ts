/**
 * Queries that share requests. Whoever needs something asks here; what is asked at the same time goes to
 * GitHub together, as much in one request as it bears. A request that fails is repeated, or taken apart, so
 * that what GitHub cannot answer does not hide what it can.
 */
import { ServerText } from '../../text/server-text.ts';
import type { Api } from '../client/api.ts';
import { type Answer, isResourceLimit } from '../client/classify.ts';
import { GitHubFailure } from '../client/failure.ts';
import type { GraphqlError } from '../client/graphql-error.ts';
import { firstRetryMs } from '../client/retry.ts';
import { Asides, asidesOf } from './asides.ts';
import { maxPageSize, PageSize } from './page-size.ts';
import { aliasOf, compose, type Field, type QueryContext, type QueryOptions } from './query.ts';
import { SchemaSupport } from './schema-support.ts';

/** What is asked, as a part of some request. */
export interface Query {
  readonly field: Field;
  /** @param size pull requests to ask for, `weight` or fewer */
  readonly variables: (size: number) => Readonly<Record<string, unknown>>;
  /** Pull requests asked for at most, at least 1. */
  readonly weight: number;
}

/** The answer to one query. */
export interface QueryResult {
  /** Of the query's field; null where the errors say why. */
  readonly value: unknown;
  /** Those that concern this query. */
  readonly errors: readonly GraphqlError[];
  /** Pull requests that were asked for. */
  readonly size: number;
}

/** A full page takes only so much along. In pull requests. */
const maxBesideFullPage = 10;
/** More queries than this in one request take too long to look up, however small. */
const maxQueriesPerBatch = 100;
/** So many failures with no answer between them: then nothing is taken apart any more. */
const maxFailuresInRow = 30;

interface PendingQuery {
  readonly query: Query;
  readonly answer: (reply: QueryResult) => void;
  readonly fail: (reason: unknown) => void;
  /** Less than its weight, after more was too much. */
  limit: number;
}

/** Queries on their way in one request. */
interface Batch {
  readonly queries: readonly PendingQuery[];
  /** ms before the next attempt. */
  readonly pause: number;
  /** Taken from one that was too much: when all its pieces are borne, so is their size. */
  readonly pieceOf?: SplitBatch;
}

interface SplitBatch {
  pieces: number;
  readonly weight: number;
}

export class Batcher {
  readonly context: QueryContext;
  /** `https://github.com` */
  readonly serverUrl: string;
  readonly #support = new SchemaSupport();
  readonly #api: Api;
  readonly #note: (text: string) => void;
  readonly #size = new PageSize();
  readonly #queue: PendingQuery[] = [];
  readonly #retries: Batch[] = [];
  readonly #asides = new Asides();
  #underWay = 0;
  #scheduled = false;
  #failuresInRow = 0;
  #ended: GitHubFailure | undefined;

  /** @param note tells the reader of the log what an older server lacks */
  constructor(
    api: Api,
    {
      options,
      serverUrl,
      note,
    }: {
      readonly options: QueryOptions;
      readonly serverUrl: string;
      readonly note: (text: string) => void;
    },
  ) {
    this.serverUrl = serverUrl;
    this.context = { options, support: this.#support };
    this.#api = api;
    this.#note = note;
  }

  /** Pull requests that one page may hold now. */
  get pageSize(): number {
    return this.#size.page;
  }

  /** Why no query is answered any more, if so: it concerns all repositories. */
  get ended(): GitHubFailure | undefined {
    return this.#ended;
  }

  /** What errors said beside complete answers. */
  get asides(): readonly ServerText[] {
    return this.#asides.told;
  }

  /** Asks with others. @throws GitHubFailure */
  ask(query: Query): Promise<QueryResult> {
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
      const batch = this.#retries.shift() ?? this.#nextBatch();
      if (!batch) return;
      this.#underWay += 1;
      this.#send(batch)
        .catch((error: unknown) => {
          for (const { fail } of batch.queries) fail(error);
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
    return queries.length > 0 ? { queries, pause: firstRetryMs } : undefined;
  }

  #sizeOf({ query, limit }: PendingQuery): number {
    return Math.max(1, Math.min(query.weight, limit, this.#size.page));
  }

  async #send(batch: Batch): Promise<void> {
    if (this.#ended) throw this.#ended;
    const sizes = batch.queries.map((one) => this.#sizeOf(one));
    const text = compose(
      batch.queries.map(({ query }) => query.field),
      this.context,
    );
    const variables = Object.fromEntries(
      batch.queries.flatMap(({ query }, index) =>
        Object.entries(query.variables(sizes[index] ?? 1)).map(([name, value]) => [name + index, value]),
      ),
    );
    const version = this.#support.version;
    let started = this.#api.time.now();
    const begins = (at: number) => {
      started = at;
    };
    try {
      const answer = await this.#api.attempt(text, variables, begins);
      this.#failuresInRow = 0;
      this.#resolve(batch, answer, sizes);
    } catch (error) {
      if (!(error instanceof GitHubFailure)) throw error;
      await this.#failed(batch, error, { started, sizes, version });
    }
  }

  /** Gives each query its part; those that GitHub's resource limits cut off are asked again for less. */
  #resolve(batch: Batch, { data, errors, stopped }: Answer, sizes: readonly number[]): void {
    const cut: PendingQuery[] = [];
    const aliases = batch.queries.map((_, index) => aliasOf(index));
    this.#asides.add(asidesOf(data, errors, aliases));
    for (const [index, one] of batch.queries.entries()) {
      const alias = aliasOf(index);
      const value = data[alias] ?? null;
      const own = errors.filter(({ path }) => path?.[0] === alias);
      const pathless = errors.filter(({ path }) => !path);
      // One without a place says why something is missing, where none with a place does.
      const concerning = own.length > 0 ? own : pathless;
      const size = sizes[index] ?? 1;
      const smallest = batch.queries.length === 1 && size === 1;
      const deciding = own.length > 0 || value === null ? concerning : [];
      if (stopped && !smallest && deciding.some(isResourceLimit)) cut.push(one);
      else {
        // Only of a full page: a small query that failed says nothing about sizes.
        if (one.limit < one.query.weight && one.query.weight >= this.#size.page)
          this.#size.recordAccepted({ page: one.limit });
        one.answer({ value, errors: concerning, size });
      }
    }
    if (cut.length > 0) {
      const failure = new GitHubFailure(
        'resource-limits',
        new ServerText(errors.find(isResourceLimit)?.message ?? ''),
      );
      this.#askForLess({ ...batch, queries: cut }, failure, this.#api.time.now(), sizes);
    } else if (batch.pieceOf) {
      batch.pieceOf.pieces -= 1;
      if (batch.pieceOf.pieces === 0) this.#size.recordAccepted({ batch: batch.pieceOf.weight });
    }
  }

  #askForLess(batch: Batch, failure: GitHubFailure, started: number, sizes: readonly number[]): void {
    this.#failed(batch, failure, { started, sizes, version: this.#support.version }).catch(
      (error: unknown) => {
        for (const { fail } of batch.queries) fail(error);
      },
    );
  }

  async #failed(
    batch: Batch,
    failure: GitHubFailure,
    { started, sizes, version }: { started: number; sizes: readonly number[]; version: number },
  ): Promise<void> {
    if (version !== this.#support.version || this.#learns(failure)) {
      this.#repeat([batch]);
      return;
    }
    this.#failuresInRow += 1;
    const several = batch.queries.length > 1;
    const splits = several && !failure.limits && this.#failuresInRow <= maxFailuresInRow;
    if (!failure.passes) {
      if (failure.concernsAll) this.#end(failure);
      if (failure.concernsAll || !splits) throw failure;
      this.#repeat(halves(batch, sizes));
      return;
    }
    const lessened = failure.tooHeavy && this.#lessen(batch, sizes);
    const smaller = lessened || (failure.tooHeavy && splits);
    try {
      await this.#api.retryBudget.afterFailure({ failure, started, pause: batch.pause, smaller });
    } catch (spent) {
      if (failure.limits) this.#end(failure);
      if (!splits) throw spent;
    }
    if (failure.kind === 'secondary-limit') this.#api.throttle.reduceConcurrency(started);
    const pause = smaller ? firstRetryMs : batch.pause * 2;
    this.#repeat(splits ? halves(batch, sizes) : [{ ...batch, pause }]);
  }

  /** A smaller page of the one query, or of the one that outweighs the others; false where there is none. */
  #lessen({ queries }: Batch, sizes: readonly number[]): boolean {
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
    for (const one of lost) this.#note(`This GitHub server is older than this action's questions: ${one}.`);
    return lost.length > 0;
  }

  #repeat(batches: readonly Batch[]): void {
    this.#retries.push(...batches);
    this.#schedule();
  }

  /** No query will be answered any more. */
  #end(failure: GitHubFailure): void {
    this.#ended ??= failure;
    const rest = [...this.#retries.splice(0).flatMap(({ queries }) => queries), ...this.#queue.splice(0)];
    for (const { fail } of rest) fail(failure);
  }
}

function halves(batch: Batch, sizes: readonly number[]): Batch[] {
  const middle = Math.ceil(batch.queries.length / 2);
  const sum = (part: readonly number[]) => part.reduce((total, one) => total + one, 0);
  const weight = Math.max(sum(sizes.slice(0, middle)), sum(sizes.slice(middle)));
  const pieceOf: SplitBatch = { pieces: 2, weight };
  return [batch.queries.slice(0, middle), batch.queries.slice(middle)].map((queries) => ({
    queries,
    pause: firstRetryMs,
    pieceOf,
  }));
}
