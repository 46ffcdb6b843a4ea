/** Queries on their way in one request. */

import type { GraphqlError } from '../client/graphql-error.ts';
import { aliasOf, compose, type Field } from './query.ts';
import type { QueryContext } from './query-options.ts';

/** What is asked, as a part of some request. */
export interface Query {
  readonly field: Field;
  /** @param size pull requests to ask for, `weight` or fewer */
  readonly variables: (size: number) => Readonly<Record<string, unknown>>;
  /** Pull requests asked for at most, at least 1. */
  readonly weight: number;
}

/** The answer to one query. */
export interface QueryResult<T> {
  /** Of the query's field. */
  readonly value: T;
  /** Those that concern this query. */
  readonly errors: readonly GraphqlError[];
  /** Pull requests that were asked for. */
  readonly size: number;
}

export interface PendingQuery {
  readonly query: Query;
  /** The value is null where the errors say why. */
  readonly answer: (result: QueryResult<unknown>) => void;
  readonly fail: (reason: unknown) => void;
  /** Less than its weight, after more was too much. */
  limit: number;
}

export interface Batch {
  readonly queries: readonly PendingQuery[];
  /** Taken from one that was too much: when all its pieces are accepted, so is their size. */
  readonly pieceOf?: SplitBatch | undefined;
}

export interface SplitBatch {
  pieces: number;
  readonly weight: number;
}

/** A batch as it was put into words. */
export interface ComposedBatch extends Batch {
  /** Pull requests that each query asked for. */
  readonly sizes: readonly number[];
  /** Of the schema support that it was made with. */
  readonly version: number;
}

/** The text of a batch's request, and its variables. */
export function textOf({ queries, sizes }: ComposedBatch, context: QueryContext) {
  const fields = queries.map(({ query }) => query.field);
  const variables = queries.flatMap(({ query }, index) =>
    Object.entries(query.variables(sizes[index] ?? 1)).map(([name, value]) => [name + index, value]),
  );
  return { text: compose(fields, context), variables: Object.fromEntries(variables) };
}

/** What an answer says of one of the queries. */
export function partOf(
  data: Readonly<Record<string, unknown>>,
  errors: readonly GraphqlError[],
  index: number,
): { readonly value: unknown; readonly errors: readonly GraphqlError[]; readonly isWhole: boolean } {
  const alias = aliasOf(index);
  const value = data[alias] ?? null;
  const own = errors.filter(({ path }) => path?.[0] === alias);
  // One without a place says why something is missing, where none with a place does.
  return {
    value,
    errors: own.length > 0 ? own : errors.filter(({ path }) => !path),
    isWhole: own.length === 0 && value !== null,
  };
}

export function halves({ queries, sizes }: ComposedBatch): Batch[] {
  const middle = Math.ceil(queries.length / 2);
  const sum = (part: readonly number[]) => part.reduce((total, one) => total + one, 0);
  const weight = Math.max(sum(sizes.slice(0, middle)), sum(sizes.slice(middle)));
  const pieceOf: SplitBatch = { pieces: 2, weight };
  return [queries.slice(0, middle), queries.slice(middle)].map((half) => ({ queries: half, pieceOf }));
}
