import * as v from 'valibot';

/** What is missing or not as expected counts as not known, and does not hide the rest. */
export const lenient = <T>(schema: v.GenericSchema<unknown, T>) => v.fallback(v.optional(schema), undefined);
