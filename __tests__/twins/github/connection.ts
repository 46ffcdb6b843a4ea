import type { GraphQLResolveInfo } from 'graphql';
import { TypedError, UnmodelledError } from './error.ts';

export type Args = Readonly<Record<string, unknown>>;

/** A page of a list, in the shape of GraphQL's connections. */
export interface Page<Item> {
  readonly totalCount: number;
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly nodes: readonly Item[];
  readonly edges: readonly { readonly cursor: string; readonly node: Item }[];
}

/** Where an item stands: numbers that grow along the list. A cursor holds them, so a page stays where it
 * was when items before it come or go. */
export type Position = readonly number[];

const paging = ['first', 'last', 'after', 'before'];

/** Refuses arguments that the schema has and the twin lacks; an argument given as null is none. */
export function refuseOthers(info: GraphQLResolveInfo, args: Args, allowed: readonly string[]): void {
  for (const node of info.fieldNodes[0]?.arguments ?? []) {
    const name = node.name.value;
    if (args[name] !== undefined && args[name] !== null && !allowed.includes(name))
      throw new UnmodelledError(`the argument ${name} of ${info.parentType.name}.${info.fieldName}`);
  }
}

/**
 * A page of `all`, which stand in the order of their positions.
 * @param filters further arguments that the caller has dealt with
 */
export function connection<Item>(
  info: GraphQLResolveInfo,
  args: Args,
  all: readonly Item[],
  {
    filters = [],
    position = (_, index) => [index],
  }: {
    readonly filters?: readonly string[];
    readonly position?: (item: Item, index: number) => Position;
  } = {},
): Page<Item> {
  refuseOthers(info, args, [...paging, ...filters]);
  const name = info.fieldName;
  const { first, last } = bounds(info, args);
  const after = readCursor(args['after']);
  const before = readCursor(args['before']);
  let start = after ? firstAbove(all, position, after) : 0;
  let end = before ? firstAbove(all, position, before, true) : all.length;
  end = Math.max(start, end);
  if (first !== undefined) end = Math.min(end, start + first);
  else if (last !== undefined) start = Math.max(start, end - last);
  const nodes = first === undefined && last === undefined ? [] : all.slice(start, end);
  const cursorAt = (index: number) => {
    const item = all[index];
    if (item === undefined) throw new Error(`No item ${index} in ${name}`);
    return writeCursor(position(item, index));
  };
  return {
    totalCount: all.length,
    pageInfo: {
      hasNextPage: end < all.length,
      hasPreviousPage: start > 0,
      startCursor: nodes.length > 0 ? cursorAt(start) : null,
      endCursor: nodes.length > 0 ? cursorAt(end - 1) : null,
    },
    nodes,
    edges: wants(info, ['edges'])
      ? nodes.map((node, index) => ({ cursor: cursorAt(start + index), node }))
      : [],
  };
}

/** The page with each node turned into what its fields are read from. */
export function viewed<Item, View>(page: Page<Item>, view: (item: Item) => View): Page<View> {
  return {
    ...page,
    nodes: page.nodes.map(view),
    edges: page.edges.map(({ cursor, node }) => ({ cursor, node: view(node) })),
  };
}

/** 1 to 100, and one of the two, wherever nodes are asked for; a mere count needs neither. */
function bounds(info: GraphQLResolveInfo, args: Args): { first?: number; last?: number } {
  const name = info.fieldName;
  const given = (['first', 'last'] as const).filter((key) => typeof args[key] === 'number');
  const [key] = given;
  if (key === undefined) {
    if (!wants(info, ['nodes', 'edges', 'pageInfo'])) return {};
    throw new TypedError(
      'MISSING_PAGINATION_BOUNDARIES',
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
    );
  }
  if (given.length === 2)
    throw new TypedError(
      'UNPROCESSABLE',
      `Passing both \`first\` and \`last\` to paginate the \`${name}\` connection is not supported.`,
    );
  const size = Number(args[key]);
  if (size > 100)
    throw new TypedError(
      'EXCESSIVE_PAGINATION',
      `Requesting ${size} records on the \`${name}\` connection exceeds the \`${key}\` limit of 100 records.`,
    );
  if (size < 1)
    throw new TypedError(
      'UNPROCESSABLE',
      `\`${key}\` on the \`${name}\` connection cannot be less than one.`,
    );
  return { [key]: size };
}

/** Whether a field is asked for, or may be, by a fragment. */
function wants(info: GraphQLResolveInfo, fields: readonly string[]): boolean {
  return info.fieldNodes.some((node) =>
    node.selectionSet?.selections.some((one) => one.kind !== 'Field' || fields.includes(one.name.value)),
  );
}

/** Index of the first item above the position, or (`orAt`) at it: found by halving. */
function firstAbove<Item>(
  all: readonly Item[],
  position: (item: Item, index: number) => Position,
  bound: Position,
  orAt = false,
): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const item = all[middle];
    const order = item === undefined ? 1 : compare(position(item, middle), bound);
    if (order > 0 || (orAt && order === 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Orders positions number by number. */
export function compare(a: Position, b: Position): number {
  for (const [index, one] of a.entries()) {
    const difference = one - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const cursorMark = 'cursor:v2:';

function writeCursor(position: Position): string {
  return Buffer.from(cursorMark + position.join(',')).toString('base64');
}

function readCursor(cursor: unknown): Position | undefined {
  if (cursor === undefined || cursor === null) return undefined;
  const text = Buffer.from(String(cursor), 'base64').toString();
  const numbers = text.slice(cursorMark.length).split(',').map(Number);
  if (!text.startsWith(cursorMark) || numbers.some((one) => !Number.isFinite(one)))
    throw new TypedError('INVALID_CURSOR_ARGUMENTS', `\`${cursor}\` does not appear to be a valid cursor.`);
  return numbers;
}
