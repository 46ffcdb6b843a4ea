import type { GraphQLError, SourceLocation } from 'graphql';

/** An entry of `errors` as GitHub writes it: `type` stands beside `message`, not in `extensions`. */
export interface AnsweredError {
  type?: string;
  path?: readonly (string | number)[];
  extensions?: Readonly<Record<string, unknown>>;
  locations?: readonly SourceLocation[];
  message: string;
}

/** Thrown by a resolver: becomes an entry of `errors` with its path. */
export class TypedError extends Error {
  readonly type: string;
  readonly extensions: Readonly<Record<string, unknown>> | undefined;

  constructor(type: string, message: string, extensions?: Readonly<Record<string, unknown>>) {
    super(message);
    this.type = type;
    this.extensions = extensions;
  }
}

/** The query asks for what the published schema has, but this twin does not: never GitHub's answer. */
export class UnmodelledError extends TypedError {
  constructor(what: string) {
    super('TWIN_DOES_NOT_MODEL', `The twin of GitHub does not model ${what}.`);
  }
}

export const notAccessible = 'Resource not accessible by integration';
const notAccessibleByPerson = 'Resource not accessible by personal access token';
export const samlMessage =
  'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.';

/** As seen in facebook/sapling#993, with the extension, and cli/cli#12597. */
export const forbidden = (byPerson: boolean) =>
  new TypedError('FORBIDDEN', byPerson ? notAccessibleByPerson : notAccessible, { saml_failure: false });

/** An error of graphql-js, as GitHub words and shapes it. */
export function answered(error: GraphQLError): AnsweredError {
  const { originalError } = error;
  const typed = originalError instanceof TypedError ? originalError : undefined;
  const unknown = refusedBySchema(error.message);
  return {
    ...(typed && { type: typed.type }),
    ...(error.path && { path: error.path }),
    ...(typed?.extensions && { extensions: typed.extensions }),
    ...(unknown && { extensions: unknown.extensions }),
    ...(error.locations && { locations: error.locations }),
    message: unknown?.message ?? error.message,
  };
}

/** What GitHub's own library (graphql-ruby, StaticValidation) says where graphql-js has other words. */
function refusedBySchema(message: string) {
  const [, field, type] = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(message) ?? [];
  if (field && type)
    return {
      message: `Field '${field}' doesn't exist on type '${type}'`,
      extensions: { code: 'undefinedField', typeName: type, fieldName: field },
    };
  const [, unknown] = /^Unknown type "(\w+)"/.exec(message) ?? [];
  if (unknown)
    return {
      message: `No such type ${unknown}, so it can't be a fragment condition`,
      extensions: { code: 'undefinedType', typeName: unknown },
    };
  const [, parent, spread] =
    /^Fragment cannot be spread here as objects of type "(\w+)" can never be of type "(\w+)"/.exec(message) ??
    [];
  if (parent && spread)
    return {
      message: `Fragment on ${spread} can't be spread inside ${parent}`,
      extensions: {
        code: 'cannotSpreadFragment',
        typeName: spread,
        fragmentName: 'unknown',
        parentName: parent,
      },
    };
  const [, value, list] = /^Value "(\w+)" does not exist in "(\w+)" enum/.exec(message) ?? [];
  if (value && list)
    return {
      message: `Argument 'itemTypes' on Field 'timelineItems' has an invalid value ([${value}]). Expected type '[${list}!]'.`,
      extensions: { code: 'argumentLiteralsIncompatible', typeName: 'Field', argumentName: 'itemTypes' },
    };
  return undefined;
}
