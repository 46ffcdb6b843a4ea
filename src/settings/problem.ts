import type { InputName } from './inputs.ts';

/** One wrong input: what was given (never a secret), why it is wrong, what is allowed. */
export interface Problem {
  readonly input: InputName;
  readonly message: string;
}

/** The inputs are wrong: nothing was looked at, nothing was posted. Holds every problem of the run. */
export class SettingsError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ input, message }) => `Input ${input}: ${message}`).join('\n'));
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

/** Collects problems, so that one run reports them all. */
export class Problems {
  readonly found: Problem[] = [];

  /** Whether this input was found wrong. */
  has(input: InputName): boolean {
    return this.found.some((problem) => problem.input === input);
  }

  /** Notes a problem; returns undefined so that a reader can end with it. */
  add(input: InputName, message: string): undefined {
    this.found.push({ input, message });
  }
}

/** A given value between quotes, cut to a readable length. */
export function given(text: string): string {
  const characters = [...text];
  return `"${characters.length > 80 ? `${characters.slice(0, 79).join('')}…` : text}"`;
}
