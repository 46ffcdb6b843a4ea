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
export const samlMessage =
  'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.';

export const forbidden = () => new TypedError('FORBIDDEN', notAccessible);

/** An error of graphql-js, as GitHub words and shapes it. */
export function answered(error: GraphQLError): AnsweredError {
  const { originalError } = error;
  const typed = originalError instanceof TypedError ? originalError : undefined;
  const unknown = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(error.message);
  return {
    ...(typed && { type: typed.type }),
    ...(error.path && { path: error.path }),
    ...(typed?.extensions && { extensions: typed.extensions }),
    ...(unknown && {
      extensions: { code: 'undefinedField', typeName: unknown[2], fieldName: unknown[1] },
    }),
    ...(error.locations && { locations: error.locations }),
    message: unknown ? `Field '${unknown[1]}' doesn't exist on type '${unknown[2]}'` : error.message,
  };
}
