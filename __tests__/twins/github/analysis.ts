import {
  type FieldNode,
  type GraphQLField,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import type { CheckedDocument } from './document.ts';

/** What a query asks for, found before it is executed. */
export interface Analysis {
  /** What the query costs; at least 1. */
  readonly points: number;
  /** The nodes it could return at most. */
  readonly nodes: number;
  /** The effective `first` or `last` of each `pullRequests` connection. */
  readonly pageSizes: readonly number[];
  /** `owner/name` of each `repository(…)`, as written. */
  readonly repositories: readonly string[];
  /** Each `node(id:)` and `nodes(ids:)`. */
  readonly ids: readonly string[];
  /** Names of all fields that are asked for, whatever the type, each once. */
  readonly fields: readonly string[];
  /** Response keys of the query's own fields, in their order. */
  readonly roots: readonly string[];
}

/** A query may ask for so many nodes (GitHub docs: rate limits and query limits for the GraphQL API). */
export const nodeLimit = 500_000;

type Variables = Readonly<Record<string, unknown>>;

/** A connection where it stands in the tree: `requests` to fill it, each with `size` nodes at most. */
interface Connection {
  readonly requests: number;
  readonly size: number;
}

/**
 * Points by GitHub's rule: the requests needed to fill every unique connection, as if each `first` and `last`
 * were reached, divided by 100, rounded, at least 1. Nodes are the products of the sizes down the tree, summed.
 */
export function analyse({ schema, operation, fragments }: CheckedDocument, variables: Variables): Analysis {
  const connections = new Map<string, Connection>();
  const pageSizes: number[] = [];
  const repositories: string[] = [];
  const ids: string[] = [];
  const roots: string[] = [];
  const fields = new Set<string>();

  function walk(selections: SelectionSetNode, typeName: string, place: string, parents: number): void {
    for (const selection of selections.selections) {
      if (getDirectiveValues(GraphQLSkipDirective, selection, variables)?.['if'] === true) continue;
      if (getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.['if'] === false) continue;
      if (selection.kind === 'Field') {
        walkField(selection, typeName, place, parents);
      } else if (selection.kind === 'InlineFragment') {
        walk(selection.selectionSet, selection.typeCondition?.name.value ?? typeName, place, parents);
      } else {
        const fragment = fragments.get(selection.name.value);
        if (fragment) walk(fragment.selectionSet, fragment.typeCondition.name.value, place, parents);
      }
    }
  }

  function walkField(node: FieldNode, typeName: string, place: string, parents: number): void {
    const type = schema.getType(typeName);
    const definition =
      isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
    fields.add(node.name.value);
    const key = node.alias?.value ?? node.name.value;
    if (place === '') roots.push(key);
    if (!definition || !node.selectionSet) return;
    const args = getArgumentValues(definition, node, variables);
    const at = `${place}.${key}`;
    const many = place === '' ? target(node.name.value, args) : 1;
    const size = isConnection(definition) ? boundary(args) : undefined;
    if (size !== undefined) {
      // The same connection in two fragments is one; where it stands on two types, the larger counts.
      const known = connections.get(at);
      if (!known || known.size < size) connections.set(at, { requests: parents, size });
      if (node.name.value === 'pullRequests') pageSizes.push(size);
    }
    const next = getNamedType(definition.type);
    if (isObjectType(next) || isAbstractType(next))
      walk(node.selectionSet, next.name, at, parents * many * (size === undefined ? 1 : Math.max(size, 1)));
  }

  /** Notes what a field of Query names, and says how many objects it gives. */
  function target(field: string, args: Variables): number {
    if (field === 'repository') repositories.push(`${args['owner']}/${args['name']}`);
    if (field === 'node') ids.push(String(args['id']));
    const list = field === 'nodes' && Array.isArray(args['ids']) ? args['ids'] : undefined;
    if (list) ids.push(...list.map(String));
    return list?.length ?? 1;
  }

  walk(operation.selectionSet, 'Query', '', 1);
  const all = [...connections.values()];
  return {
    points: Math.max(1, Math.round(sum(all.map(({ requests }) => requests)) / 100)),
    nodes: sum(all.map(({ requests, size }) => requests * size)),
    pageSizes,
    repositories,
    ids,
    fields: [...fields],
    roots,
  };
}

function isConnection({ type, args }: GraphQLField<unknown, unknown>): boolean {
  return getNamedType(type).name.endsWith('Connection') && args.some(({ name }) => name === 'first');
}

function boundary(args: Variables): number {
  const bound = args['first'] ?? args['last'];
  return typeof bound === 'number' ? bound : 0;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
