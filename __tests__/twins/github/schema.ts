import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import {
  buildClientSchema,
  type GraphQLSchema,
  type IntrospectionQuery,
  type IntrospectionType,
} from 'graphql';

/** The schema as GitHub published it at some time: the present one, or version 8.0.0, as of an old server. */
export type SchemaAge = 'present' | 'older';

const packages: Readonly<Record<SchemaAge, string>> = {
  present: '@octokit/graphql-schema',
  older: 'older-graphql-schema',
};
const built = new Map<string, GraphQLSchema>();

/**
 * The schema that GitHub publishes (package `@octokit/graphql-schema`), built once a process. Its file is
 * read, not its module: that builds the schema by itself, twice as slowly. The introspection result is
 * faster to build from than the SDL.
 * @param without fields that the server lacks, each as `Type.field`
 */
export function publishedSchema(age: SchemaAge = 'present', without: readonly string[] = []): GraphQLSchema {
  const key = [age, ...without.toSorted()].join(' ');
  const known = built.get(key);
  if (known) return known;
  const manifest = findPackageJSON(packages[age], import.meta.url);
  if (manifest === undefined) throw new Error(`The package ${packages[age]} is not installed`);
  const file: unknown = JSON.parse(readFileSync(join(dirname(manifest), 'schema.json'), 'utf8'));
  const published = unwrapped(file);
  const { types } = published.__schema;
  const served = lacking(age === 'present' ? withAssignedActors(types) : types, without);
  const introspection = { __schema: { ...published.__schema, types: served } };
  const schema = buildClientSchema(introspection, { assumeValid: true });
  built.set(key, schema);
  return schema;
}

/** Older packages keep the result of the introspection with its "data" around it. */
function unwrapped(introspection: unknown): IntrospectionQuery {
  const wrapped = introspection as { data?: IntrospectionQuery };
  return wrapped.data ?? (introspection as IntrospectionQuery);
}

type Types = readonly IntrospectionType[];

/**
 * With `assignedActors` of pull requests, which github.com answers although it does not publish it (cli/cli#10960,
 * cli/cli#10984): as `assignees`, but with nodes of the union Assignee.
 */
function withAssignedActors(types: Types): Types {
  return types.flatMap((one): IntrospectionType[] => {
    if (one.name === 'UserConnection' || one.name === 'UserEdge') return [one, ofAssignees(one)];
    if (one.kind !== 'OBJECT' || one.name !== 'PullRequest') return [one];
    const added = one.fields
      .filter(({ name }) => name === 'assignees')
      .map((field) => ({ ...ofAssignees(field), name: 'assignedActors' }));
    return [{ ...one, fields: [...one.fields, ...added] }];
  });
}

function ofAssignees<Part>(part: Part): Part {
  const text = JSON.stringify(part)
    .replaceAll('"UserConnection"', '"AssigneeConnection"')
    .replaceAll('"UserEdge"', '"AssigneeEdge"')
    .replaceAll('"kind":"OBJECT","name":"User"', '"kind":"UNION","name":"Assignee"');
  return JSON.parse(text);
}

/** @throws Error for a field that the schema does not have anyway: a test that names it tests nothing */
function lacking(types: Types, without: readonly string[]): Types {
  const missing = new Set(without);
  const left = types.map((one) => {
    if (one.kind !== 'OBJECT' && one.kind !== 'INTERFACE') return one;
    return { ...one, fields: one.fields.filter(({ name }) => !missing.delete(`${one.name}.${name}`)) };
  });
  if (missing.size > 0) throw new Error(`The schema has no ${[...missing].join(', ')}`);
  return left;
}
