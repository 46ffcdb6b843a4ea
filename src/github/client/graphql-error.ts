/** Entries of `errors` in GraphQL's answers, of whatever shape they are. */
import * as v from 'valibot';

/** Of a message, as much as is ever looked at: it may be megabytes. */
export const clip = (text: string) => text.slice(0, 2000);

/** Of a whole answer's errors, so many are looked at. */
const errorsAtMost = 1000;

const errorSchema = v.object({
  type: v.fallback(v.nullish(v.string()), null),
  message: v.pipe(v.nullish(v.string(), ''), v.transform(clip)),
  path: v.fallback(v.nullish(v.array(v.union([v.string(), v.number()]))), null),
  extensions: v.fallback(
    v.nullish(
      v.object({
        saml_failure: v.fallback(v.nullish(v.boolean()), null),
        code: v.fallback(v.nullish(v.string()), null),
      }),
    ),
    null,
  ),
});

/** An entry of `errors` in a GraphQL answer. */
export type GraphqlError = v.InferOutput<typeof errorSchema>;

/** Whatever stands there says that something is wrong, of whatever shape it is. */
export function readErrors(errors: unknown): GraphqlError[] {
  if (errors === undefined || errors === null) return [];
  const entries: unknown[] = Array.isArray(errors) ? errors : [errors];
  return entries.slice(0, errorsAtMost).map((entry) => {
    const parsed = v.safeParse(errorSchema, entry);
    return parsed.success
      ? parsed.output
      : { type: null, path: null, extensions: null, message: clip(JSON.stringify(entry) ?? '') };
  });
}

/** Those of errors that concern a place below the query's own field; an error without a place concerns all. */
export function errorsAt(
  errors: readonly GraphqlError[],
  place: readonly (string | number)[],
): GraphqlError[] {
  return errors.filter(({ path }) => !path || place.every((step, index) => path[index + 1] === step));
}
