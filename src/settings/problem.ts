import { looksSecret } from '../text/secret.ts';
import { createRedact, shortestSecret } from '../text/server-text.ts';
import { type Topic, topicOf } from '../values/topic.ts';
import type { YamlFlaw } from '../values/yaml.ts';

/** Where something wrong stands; lines and columns count from 1. A bare name is that of an input. */
export type Place = string | { readonly variable: string } | FilePlace | Asked;

/** Something that a server was asked for, and that is no fault of an input. */
interface Asked {
  /** "The config file .github/x.yml" */
  readonly asked: string;
  readonly topic: Topic;
}

export interface FilePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The input that has its value there. */
  readonly input?: string;
}

/** A value that stands in a file, and of a list each entry. */
interface Located {
  readonly where: FilePlace;
  readonly entries?: readonly { readonly text: string; readonly where: FilePlace }[];
}

/** One wrong input or variable: what was given (never a secret), why it is wrong, what is allowed. */
export interface Problem {
  readonly where: Place;
  readonly message: string;
}

/** "Input threshold", "Variable GITHUB_API_URL", ".github/x.yml:3:7: threshold". */
export function placeOf({ where }: Pick<Problem, 'where'>): string {
  if (typeof where === 'string') return `Input ${where}`;
  if ('variable' in where) return `Variable ${where.variable}`;
  if ('asked' in where) return where.asked;
  const { file, line, column, input } = where;
  return `${file}:${line}:${column}${input === undefined ? '' : `: ${input}`}`;
}

/** By the input, or by the key of which it is a part (`when.labels`). */
export function topicOfProblem({ where }: Pick<Problem, 'where'>): Topic {
  if (typeof where === 'string') return topicOf('input', where);
  if ('variable' in where) return topicOf('variable', where.variable);
  if ('topic' in where) return where.topic;
  return where.input === undefined ? 'config-file-wrong' : topicOf('input', where.input.split('.')[0] ?? '');
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
const maxPerPlace = 100;
/** No more of a value is looked at to quote it, in characters. */
const readAtMost = 2000;
const shownAtMost = 80;
const notShown = '(the value is not shown, since it looks like a secret)';

/** Collects problems, so that one run reports them all. */
export class Problems {
  readonly #found: Problem[] = [];
  /** By place, in words. */
  readonly #counts = new Map<string, { readonly where: Place; count: number }>();
  readonly #refused = new Set<string>();
  /** Of inputs that have their value from a file. */
  readonly #located = new Map<Place, FilePlace>();
  /** Of single entries of theirs. */
  readonly #entries = new Map<Place, ReadonlyMap<string, FilePlace>>();
  #redact: (text: string) => string;

  /** @param secrets values that no message may repeat */
  constructor(secrets: readonly string[] = []) {
    this.#redact = createRedact(secrets.filter((secret) => secret.length >= shortestSecret));
  }

  /** All problems; of very many of one input the first ones and their number. */
  get found(): readonly Problem[] {
    const more = [...this.#counts.values()]
      .filter(({ count }) => count > maxPerPlace)
      .map(({ where, count }) => ({ where, message: `has ${count - maxPerPlace} more wrong entries.` }));
    return [...this.#found, ...more];
  }

  /** From now on, what is wrong with an input, or with an entry of it, stands at a place in a file. */
  locate(input: string, { where, entries = [] }: Located): void {
    this.#located.set(input, { ...where, input });
    this.#entries.set(input, new Map(entries.map((entry) => [entry.text, entry.where])));
  }

  /** Whether this input was found wrong. */
  has(where: Place): boolean {
    return this.#counts.has(placeOf({ where }));
  }

  /**
   * Notes a problem; returns undefined so that a reader can end with it.
   * @param message a function where it is costly to make: of many only the first ones are made
   * @param entry the one of a list that it is about
   */
  add(named: Place, message: string | (() => string), entry?: string): undefined {
    const key = placeOf({ where: named });
    if (this.#refused.has(key)) return;
    const where = this.#resolve(named);
    const count = (this.#counts.get(key)?.count ?? 0) + 1;
    this.#counts.set(key, { where, count });
    if (count > maxPerPlace) return;
    const at = entry === undefined ? undefined : this.#entries.get(named)?.get(entry);
    const input = typeof named === 'string' ? { input: named } : {};
    this.#found.push({
      where: at ? { ...at, ...input } : where,
      message: typeof message === 'string' ? message : message(),
    });
  }

  /** Notes what is wrong at places in a file, each with what was given there. */
  addFlaws(file: string, flaws: readonly YamlFlaw[]): void {
    for (const { at, given, message } of flaws)
      this.add({ file, ...at }, `${given === undefined ? '' : `${this.given(given)} `}${message}`);
  }

  /** Notes a problem after which nothing else about this input is worth telling. */
  refuse(where: Place, message: string): undefined {
    this.add(where, message);
    this.#refused.add(placeOf({ where }));
  }

  /** Problems of a part that has the names of inputs, too: they are told with these, and count for none of them. */
  within<T>(read: (part: Problems) => T): T {
    const part = new Problems();
    part.#redact = this.#redact;
    const result = read(part);
    this.#found.push(...part.found);
    return result;
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

  /** " Did you mean octocat?", or nothing. */
  hint(meant: string | undefined): string {
    return meant === undefined ? '' : ` Did you mean ${this.meant(meant)}?`;
  }

  #resolve(where: Place): Place {
    return this.#located.get(where) ?? where;
  }
}
