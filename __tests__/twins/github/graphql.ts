import { executeSync, type GraphQLError, type GraphQLSchema, getVariableValues } from 'graphql';
import type { Access } from './access.ts';
import { type Analysis, analyse, nodeLimit } from './analysis.ts';
import type { Budget } from './budget.ts';
import { type CheckedDocument, check } from './document.ts';
import { type AnsweredError, answered } from './error.ts';
import { resolveField } from './model.ts';

/** The body of an answer of GraphQL; all of them come with HTTP 200. */
export interface Body {
  data?: Record<string, unknown> | null;
  errors?: AnsweredError[];
}

/** A request that may be executed. */
export interface Executable {
  readonly checked: CheckedDocument;
  readonly variables: Record<string, unknown>;
  readonly analysis: Analysis;
}

/** A request to GraphQL, checked and weighed but not yet executed, or why it never will be. */
export type Prepared = { readonly refused: Body; readonly analysis?: Analysis } | Executable;

/** Checks a request: parsing, validation against the published schema, variables, node limit. */
export function prepare(
  query: unknown,
  variables: Readonly<Record<string, unknown>>,
  schema: GraphQLSchema,
): Prepared {
  if (typeof query !== 'string' || query === '')
    return refuse([{ message: 'A query attribute must be specified and must be a string.' }]);
  const result = check(query, schema);
  if ('errors' in result) return refuse(result.errors);
  const { checked } = result;
  const definitions = checked.operation.variableDefinitions ?? [];
  const { coerced, errors } = getVariableValues(schema, definitions, variables);
  if (errors) return refuse(errors.map(answered));
  const analysis = analyse(checked, coerced);
  if (analysis.nodes > nodeLimit) {
    const message = `This query requests up to ${analysis.nodes.toLocaleString('en')} possible nodes which exceeds the maximum limit of ${nodeLimit.toLocaleString('en')}.`;
    return { ...refuse([{ type: 'MAX_NODE_LIMIT_EXCEEDED', message }]), analysis };
  }
  return { checked, variables: coerced, analysis };
}

const refuse = (errors: readonly AnsweredError[]) => ({ refused: { errors: [...errors] } });

/** Takes the points of a prepared request, and says why it is not executed, where it is not. */
export function refusal(prepared: Prepared, access: Access, budget: Budget): Body | undefined {
  const points = prepared.analysis?.points ?? 1;
  if (!budget.spend(points))
    return {
      errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded for installation ID 1.' }],
    };
  if ('refused' in prepared) return prepared.refused;
  const scopes = missingScopes(prepared.checked, access);
  return scopes.length > 0 ? { errors: scopes } : undefined;
}

/** Executes a request with the eyes of one token. */
export function execute({ checked, variables, analysis }: Executable, access: Access, budget: Budget): Body {
  const { data, errors } = executeSync({
    schema: checked.schema,
    document: checked.document,
    variableValues: variables,
    contextValue: { access, budget, analysis },
    fieldResolver: resolveField,
  });
  const problems = (errors ?? []).map((error: GraphQLError) => answered(error));
  const unmodelled = problems.filter(({ type }) => type === 'TWIN_DOES_NOT_MODEL');
  if (unmodelled.length > 0) return { errors: unmodelled };
  return { data: data ?? null, ...(problems.length > 0 && { errors: problems }) };
}

/**
 * A classic token without read:org gets no data at all where the query names a field of Team, whether or
 * not a team was asked (seen in cli/cli#812 and raycast/extensions#3881: errors with locations, no data).
 */
function missingScopes({ teamFields }: CheckedDocument, { token, may }: Access): AnsweredError[] {
  if (token.kind !== 'pat' || may('members')) return [];
  return teamFields.map(({ name, line, column }) => ({
    type: 'INSUFFICIENT_SCOPES',
    locations: [{ line, column }],
    message: `Your token has not been granted the required scopes to execute this query. The '${name}' field requires one of the following scopes: ['read:org', 'read:discussion'], but your token has only been granted the: ['repo'] scopes. Please modify your token's scopes at: https://github.com/settings/tokens.`,
  }));
}
