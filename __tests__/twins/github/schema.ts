import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from 'graphql';

/** The schema as GitHub published it at some time: the present one, or version 8.0.0, as of an old server. */
export type SchemaAge = 'present' | 'older';

const packages: Readonly<Record<SchemaAge, string>> = {
  present: '@octokit/graphql-schema',
  older: 'older-graphql-schema',
};
const built = new Map<SchemaAge, GraphQLSchema>();

/**
 * The schema that GitHub publishes (package `@octokit/graphql-schema`), built once a process. Its file is
 * read, not its module: that builds the schema by itself, twice as slowly. The introspection result is
 * faster to build from than the SDL.
 */
export function publishedSchema(age: SchemaAge = 'present'): GraphQLSchema {
  const known = built.get(age);
  if (known) return known;
  const manifest = findPackageJSON(packages[age], import.meta.url);
  if (manifest === undefined) throw new Error(`The package ${packages[age]} is not installed`);
  const introspection: unknown = JSON.parse(readFileSync(join(dirname(manifest), 'schema.json'), 'utf8'));
  const schema = buildClientSchema(unwrapped(introspection), { assumeValid: true });
  built.set(age, schema);
  return schema;
}

/** Older packages keep the result of the introspection with its "data" around it. */
function unwrapped(introspection: unknown): IntrospectionQuery {
  const wrapped = introspection as { data?: IntrospectionQuery };
  return wrapped.data ?? (introspection as IntrospectionQuery);
}
