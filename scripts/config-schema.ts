import { type Declaration, declared } from '../src/settings/declarations.ts';
import type { JsonSchema } from '../src/settings/json-schema.ts';

/** The JSON schema of the config file, made of the declarations of the inputs: `docs/pr-status-monitor.schema.json`. */
export function configSchema(): string {
  const properties = Object.fromEntries(
    [...declared]
      .filter(([, { kind }]) => kind.notInFile === undefined)
      .map(([name, declaration]) => [name, property(declaration)]),
  );
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Config file of PR Status Monitor',
    description: 'Values for inputs that the workflow does not give: docs/configuration.md.',
    type: ['object', 'null'],
    additionalProperties: false,
    properties,
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function property({ kind, description, default: value, none }: Declaration<unknown>): object {
  const held = value === undefined ? none : `\`${value}\``;
  return { description: `${description} Default: ${held}.`, ...orNothing(kind.schema) };
}

/** A key without a value is not given. */
function orNothing(schema: JsonSchema): object {
  if (schema === false) return { not: {} };
  const { type, enum: allowed, anyOf } = schema;
  if (anyOf) return { ...schema, anyOf: [...anyOf, { type: 'null' }] };
  if (allowed) return { ...schema, enum: [...allowed, null] };
  return type === undefined ? schema : { ...schema, type: [type, 'null'].flat() };
}
