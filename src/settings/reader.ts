import { durationForms, parseDuration, type Units } from '../terms/duration.ts';
import { nearest } from '../terms/nearest.ts';
import { type Matching, type PatternList, parsePatternList, splitList } from '../terms/pattern-list.ts';
import { parseZone, zoneNames } from '../terms/zone.ts';
import { type InputName, type InputSource, inputs } from './inputs.ts';
import { given, type Problems } from './problem.ts';

/**
 * Reads single inputs by kind. Blank counts as not given: then the default applies. A wrong value becomes a
 * problem, and the reader returns a harmless stand-in that nobody gets to see: problems end the run.
 */
export class Reader {
  readonly #source: InputSource;
  readonly #problems: Problems;

  constructor(source: InputSource, problems: Problems) {
    this.#source = source;
    this.#problems = problems;
  }

  /** The value as it was given, or undefined when blank. Not trimmed: a list's newline has a meaning. */
  raw(name: InputName): string | undefined {
    const value = this.#source(name);
    return value.trim() === '' ? undefined : value;
  }

  /** The trimmed value, or undefined when not given. */
  text(name: InputName): string | undefined {
    return this.raw(name)?.trim();
  }

  /** The trimmed value, or the default. */
  textOrDefault(name: InputName): string {
    return this.text(name) ?? inputs[name].default ?? '';
  }

  /** The entries of a list, or of its default. */
  list(name: InputName): string[] {
    return splitList(this.raw(name) ?? inputs[name].default ?? '');
  }

  boolean(name: InputName): boolean {
    const value = this.textOrDefault(name);
    if (/^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
    this.#problems.add(name, `${given(value)} is not a boolean. Allowed: true or false.`);
    return false;
  }

  /** A length of time in ms. */
  duration(name: InputName, units: Units): number | undefined {
    const value = this.text(name) ?? inputs[name].default;
    if (value === undefined) return undefined;
    const duration = parseDuration(value, units);
    if (duration === undefined)
      this.#problems.add(name, `${given(value)} is not a duration. Allowed: ${durationForms}.`);
    return duration;
  }

  integer(name: InputName, lowest: number, highest: number): number {
    const value = this.textOrDefault(name);
    const number = /^\d{1,6}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= lowest && number <= highest) return number;
    this.#problems.add(
      name,
      `${given(value)} is not allowed. Allowed: a whole number from ${lowest} to ${highest}.`,
    );
    return lowest;
  }

  choice<T extends string>(name: InputName, allowed: readonly [T, ...T[]]): T {
    const value = this.textOrDefault(name);
    return this.#oneOf(name, value, allowed) ?? allowed[0];
  }

  choices<T extends string>(name: InputName, allowed: readonly T[]): T[] {
    const values = this.list(name);
    if (values.length === 0)
      this.#problems.add(name, `names nothing. Allowed: one or several of ${allowed.join(', ')}.`);
    return [...new Set(values)].flatMap((value) => this.#oneOf(name, value, allowed) ?? []);
  }

  /** A pattern list; undefined when not given or empty: no filter. */
  patterns(name: InputName, matching: Matching): PatternList | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    const list = parsePatternList(value, matching);
    if (!list)
      return this.#problems.add(name, 'an entry is "!" alone, which excludes nothing. Allowed: !pattern.');
    return list.entries.length > 0 ? list : undefined;
  }

  zone(name: InputName): string {
    const value = this.textOrDefault(name);
    const zone = parseZone(value);
    if (zone) return zone;
    const near = nearest(value, zoneNames()).join(', ');
    this.#problems.add(
      name,
      `${given(value)} is not a time zone. Allowed: an IANA name, such as ${near} or UTC.`,
    );
    return 'UTC';
  }

  #oneOf<T extends string>(name: InputName, value: string, allowed: readonly T[]): T | undefined {
    const found = allowed.find((one) => one === value.toLowerCase());
    if (!found) this.#problems.add(name, `${given(value)} is not allowed. Allowed: ${allowed.join(', ')}.`);
    return found;
  }
}
