/** What GitHub answered, checked where it comes in: further inside, the types hold. */
import * as v from 'valibot';
import { ServerText } from '../../text/server-text.ts';
import { GitHubFailure } from './failure.ts';

/**
 * The part of an answer that its schema describes.
 * @param what what it should be, for people: "a page"
 * @throws GitHubFailure where it is something else
 */
export function parseAnswer<T>(schema: v.GenericSchema<unknown, T>, value: unknown, what: string): T {
  const parsed = v.safeParse(schema, value, { abortEarly: true });
  if (parsed.success) return parsed.output;
  throw new GitHubFailure(
    'unexpected',
    new ServerText(v.summarize(parsed.issues), `${what} of another shape`),
  );
}
