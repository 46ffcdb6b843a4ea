/** Errors beside data that are complete: they concern no part of them, and yet are not lost. */
import { ServerText } from '../../text/server-text.ts';
import type { GraphqlError } from '../client/graphql-error.ts';

/** So many are told of one run. */
const maxMessages = 5;

/** What such errors said, each once. */
export class Asides {
  readonly #messages = new Map<string, ServerText>();

  get messages(): readonly ServerText[] {
    return [...this.#messages.values()];
  }

  add(errors: readonly GraphqlError[]): void {
    for (const { message, type } of errors) {
      if (this.#messages.size >= maxMessages) return;
      this.#messages.set(message, new ServerText(message, type ?? ''));
    }
  }
}

/**
 * Errors that say of no part of the data why it is missing. A reviewer that the token may not name is null
 * with an error by GitHub's design.
 */
export function asidesOf(
  data: Readonly<Record<string, unknown>>,
  errors: readonly GraphqlError[],
  aliases: readonly string[],
): GraphqlError[] {
  const isLacking = aliases.some((alias) => (data[alias] ?? null) === null);
  return errors.filter(({ path }) => {
    if (!path) return !isLacking;
    const [alias] = path;
    const isAsked = aliases.some((one) => one === alias);
    return !isAsked || (isThere(data, path) && path.at(-1) !== 'requestedReviewer');
  });
}

/** Whether something stands at the place. */
function isThere(data: unknown, path: readonly (string | number)[]): boolean {
  let value: unknown = data;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return false;
    value = Object.getOwnPropertyDescriptor(value, step)?.value;
  }
  return value !== null && value !== undefined;
}
