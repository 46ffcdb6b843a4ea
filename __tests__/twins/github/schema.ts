import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { buildClientSchema, type GraphQLSchema } from 'graphql';

let built: GraphQLSchema | undefined;

/**
 * The schema that GitHub publishes (package `@octokit/graphql-schema`), built once a process. Its file is
 * read, not its module: that builds the schema by itself, twice as slowly. The introspection result is
 * faster to build from than the SDL.
 */
export function publishedSchema(): GraphQLSchema {
  if (!built) {
    const manifest = findPackageJSON('@octokit/graphql-schema', import.meta.url);
    if (manifest === undefined) throw new Error('The package @octokit/graphql-schema is not installed');
    const introspection = readFileSync(join(dirname(manifest), 'schema.json'), 'utf8');
    built = buildClientSchema(JSON.parse(introspection), { assumeValid: true });
  }
  return built;
}
