/** Forms of values in the config file, as JSON schema (draft 2020-12) has them: what editors check while one writes. */

/** `false` takes nothing. */
export type JsonSchema =
  | false
  | {
      readonly type?: string | readonly string[];
      readonly enum?: readonly (string | null)[];
      readonly anyOf?: readonly JsonSchema[];
      readonly items?: JsonSchema;
      readonly minimum?: number;
      readonly maximum?: number;
      readonly pattern?: string;
      readonly propertyNames?: JsonSchema;
      readonly additionalProperties?: JsonSchema;
    };

/** One value: YAML reads some texts as numbers or booleans, and each is taken as it is written. */
export const text: JsonSchema = { type: ['string', 'number', 'boolean'] };

export function oneOf(allowed: readonly string[]): JsonSchema {
  return { enum: allowed };
}

/** A list of YAML, or a text with commas or newlines. */
export function listOf(items: JsonSchema): JsonSchema {
  return { anyOf: [{ type: 'array', items }, text] };
}

/** A map with values of one form, or a text with a line for each. */
export function mapOf(values: JsonSchema): JsonSchema {
  return { anyOf: [{ type: 'object', additionalProperties: values }, text] };
}
