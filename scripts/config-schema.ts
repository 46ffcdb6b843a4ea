import { type Declaration, declared } from '../src/settings/declarations.ts';
import { type JsonSchema, listOf, text } from '../src/settings/json-schema.ts';
import { routeInputs } from '../src/settings/routes.ts';
import { whenKeys } from '../src/settings/when.ts';

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
    properties: {
      ...properties,
      routes: orNothing(listOfMaps(route())),
      escalations: orNothing(listOfMaps(escalation)),
    },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function listOfMaps(items: object): JsonSchema & object {
  return { type: 'array', items };
}

/** A route: its `when`, and inputs with values of their own. */
function route(): object {
  const own = [...declared].filter(([name]) => routeInputs.some((one) => one === name));
  return {
    type: 'object',
    additionalProperties: false,
    required: ['when'],
    properties: {
      when: {
        type: 'object',
        additionalProperties: false,
        minProperties: 1,
        properties: Object.fromEntries(whenKeys.map((key) => [key, listOf(text)])),
      },
      'slack-channel': text,
      also: text,
      ...Object.fromEntries(own.map(([name, declaration]) => [name, property(declaration)])),
    },
  };
}

const escalation = {
  type: 'object',
  additionalProperties: false,
  required: ['after'],
  properties: { after: text, mention: listOf(text), 'slack-channel': text },
};

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
