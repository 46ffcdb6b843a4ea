import { looksSecret } from '../text/secret.ts';
import { createRedact, shortestSecret } from '../text/server-text.ts';
import { type InputName, inputs } from './inputs.ts';

/** Variables of the runner that are checked, too. */
export type Variable = 'GITHUB_API_URL' | 'GITHUB_GRAPHQL_URL';

/** One wrong input or variable: what was given (never a secret), why it is wrong, what is allowed. */
export interface Problem {
  readonly where: InputName | Variable;
  readonly message: string;
}

/** "Input threshold", "Variable GITHUB_API_URL". */
export function placeOf({ where }: Problem): string {
  return `${where in inputs ? 'Input' : 'Variable'} ${where}`;
}

/** The inputs are wrong: nothing was looked at, nothing was posted. Holds every problem of the run. */
export class SettingsError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => `${placeOf(problem)}: ${problem.message}`).join('\n'));
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

/** So many problems of one input are told one by one; the rest is counted. */
const toldAtMost = 100;
/** No more of a value is looked at to quote it, in characters. */
const readAtMost = 2000;
const shownAtMost = 80;
const notShown = '(the value is not shown, since it looks like a secret)';

/** Collects problems, so that one run reports them all. */
export class Problems {
  readonly #found: Problem[] = [];
  readonly #counts = new Map<Problem['where'], number>();
  readonly #refused = new Set<Problem['where']>();
  readonly #redact: (text: string) => string;

  /** @param secrets values that no message may repeat */
  constructor(secrets: readonly string[] = []) {
    this.#redact = createRedact(secrets.filter((secret) => secret.length >= shortestSecret));
  }

  /** All problems; of very many of one input the first ones and their number. */
  get found(): readonly Problem[] {
    const more = [...this.#counts]
      .filter(([, count]) => count > toldAtMost)
      .map(([where, count]) => ({ where, message: `has ${count - toldAtMost} more wrong entries.` }));
    return [...this.#found, ...more];
  }

  /** Whether this input was found wrong. */
  has(where: Problem['where']): boolean {
    return this.#counts.has(where);
  }

  /**
   * Notes a problem; returns undefined so that a reader can end with it.
   * @param message a function where it is costly to make: of many only the first ones are made
   */
  add(where: Problem['where'], message: string | (() => string)): undefined {
    if (this.#refused.has(where)) return;
    const count = (this.#counts.get(where) ?? 0) + 1;
    this.#counts.set(where, count);
    if (count <= toldAtMost)
      this.#found.push({ where, message: typeof message === 'string' ? message : message() });
  }

  /** Notes a problem after which nothing else about this input is worth telling. */
  refuse(where: Problem['where'], message: string): undefined {
    this.add(where, message);
    this.#refused.add(where);
  }

  /** A given value between quotes, cut to a readable length; what may be a secret is not repeated. */
  given(text: string): string {
    const shown = this.meant(text);
    return shown === notShown || /^".+"$/s.test(shown) ? shown : `"${shown}"`;
  }

  /** What was meant by a given value, likewise, without quotes. */
  meant(text: string): string {
    const read = text.slice(0, readAtMost);
    if (looksSecret(read) || this.#redact(read) !== read) return notShown;
    const characters = [...read];
    return characters.length > shownAtMost ? `${characters.slice(0, shownAtMost - 1).join('')}…` : read;
  }
}
