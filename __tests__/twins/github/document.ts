import type { DocumentNode } from 'graphql';
import {
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  type OperationDefinitionNode,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { type AnsweredError, answered, UnmodelledError } from './error.ts';
import { isModelled } from './model.ts';

/** A query that parses, is valid, and asks for nothing that the twin does not model. */
export interface CheckedDocument {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Fields of Team that are asked for, with where they stand in the text. */
  readonly teamFields: readonly { readonly name: string; readonly line: number; readonly column: number }[];
}

export type Checked = { readonly checked: CheckedDocument } | { readonly errors: readonly AnsweredError[] };

const caches = new WeakMap<GraphQLSchema, Map<string, Checked>>();

/** Parses and checks a query against a schema; each text once a process. */
export function check(text: string, schema: GraphQLSchema): Checked {
  const cache = caches.get(schema) ?? new Map<string, Checked>();
  caches.set(schema, cache);
  const known = cache.get(text);
  if (known) return known;
  const result = checkNow(text, schema);
  cache.set(text, result);
  return result;
}

function checkNow(text: string, schema: GraphQLSchema): Checked {
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [answered(error)] };
    throw error;
  }
  const invalid = validate(schema, document);
  if (invalid.length > 0) return { errors: invalid.map(answered) };

  const operations = document.definitions.filter((one) => one.kind === 'OperationDefinition');
  const [operation] = operations;
  if (operation?.operation !== 'query' || operations.length > 1)
    return { errors: [unmodelled('anything but one query a request')] };
  const { unknown, teamFields } = survey(document, schema);
  if (unknown.length > 0) return { errors: unknown.map(unmodelled) };
  const fragments = new Map(
    document.definitions
      .filter((one) => one.kind === 'FragmentDefinition')
      .map((one) => [one.name.value, one] as const),
  );
  return { checked: { schema, document, operation, fragments, teamFields } };
}

/** What lies behind `contents: read`: whoever lacks it is told so first, whatever is modelled within. */
const gated = ['Ref', 'Commit', 'PullRequestCommitConnection'];

/** Finds unmodelled fields in the text itself: a list that happens to be empty must not hide them. */
function survey(document: DocumentNode, schema: GraphQLSchema) {
  const info = new TypeInfo(schema);
  const unknown: string[] = [];
  const teamFields: { name: string; line: number; column: number }[] = [];
  visit(
    document,
    visitWithTypeInfo(info, {
      Field(node) {
        const parent = info.getParentType();
        const name = node.name.value;
        if (!parent || name.startsWith('__') || parent.name.startsWith('__')) return undefined;
        const types = isAbstractType(parent) ? schema.getPossibleTypes(parent) : [parent];
        const { line = 1, column = 1 } = node.loc?.startToken ?? {};
        if (parent.name === 'Team') teamFields.push({ name, line, column });
        if (!types.some((type) => isModelled(type.name, name))) {
          unknown.push(`${parent.name}.${name}`);
          return false;
        }
        return gated.includes(getNamedType(info.getType())?.name ?? '') ? false : undefined;
      },
    }),
  );
  return { unknown: [...new Set(unknown)], teamFields };
}

function unmodelled(what: string): AnsweredError {
  const { type, message } = new UnmodelledError(what);
  return { type, message };
}
