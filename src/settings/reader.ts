import { trimBlank } from '../values/blank.ts';
import { durationForms, parseDuration, type Units } from '../values/duration.ts';
import type { Flaw } from '../values/entry.ts';
import { bareEntry, listAsText, splitList } from '../values/list.ts';
import { type PatternList, patternList } from '../values/pattern-list.ts';
import { nearZones, parseZone } from '../values/zone-name.ts';
import type { Problems } from './problem.ts';
import { type Subject, subjects } from './subjects.ts';

/** What the reader needs to know of an input's declaration. */
export interface Declared {
  readonly default?: string;
}

/**
 * Reads single inputs by kind; where one is not given, its default applies. A wrong value becomes a problem, and
 * the reader returns a harmless stand-in that nobody gets to see: problems end the run.
 */
export class Reader {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #entries: ReadonlyMap<string, readonly string[]>;
  readonly #problems: Problems;
  readonly #declared: ReadonlyMap<string, Declared>;

  constructor(
    {
      texts,
      entries,
      problems,
    }: {
      readonly texts: ReadonlyMap<string, string>;
      /** Of those that are given as a list, not as a text. */
      readonly entries: ReadonlyMap<string, readonly string[]>;
      readonly problems: Problems;
    },
    declared: ReadonlyMap<string, Declared>,
  ) {
    this.#texts = texts;
    this.#entries = entries;
    this.#problems = problems;
    this.#declared = declared;
  }

  /** Whether there is something to read: a value, or a default. */
  isGiven(name: string): boolean {
    return this.#texts.has(name) || this.#declared.get(name)?.default !== undefined;
  }

  /** The trimmed value, or undefined when not given. */
  text(name: string): string | undefined {
    const value = this.#texts.get(name);
    return value === undefined ? undefined : trimBlank(value);
  }

  /** The value as it was given; '' when not given. */
  rawText(name: string): string {
    return this.#texts.get(name) ?? '';
  }

  /** The trimmed value, or the default. */
  textOrDefault(name: string): string {
    return this.text(name) ?? this.#declared.get(name)?.default ?? '';
  }

  /**
   * The entries of a list, or of its default, each once. Quotes, and lists of YAML or JSON written as text, are
   * told and left out.
   * @param subject what the entries name, where it is a pattern list
   */
  list(name: string, subject?: Subject): string[] {
    const entries = this.#entries.get(name) ?? this.#split(name, subject);
    return [...new Set(entries)].filter((entry) => {
      const bare = bareEntry(entry, subject === 'label');
      if (bare === undefined) return true;
      this.#problems.add(
        name,
        () =>
          `${this.#problems.given(entry)} has quotes, which would be part of the name. Did you mean ${this.#problems.meant(bare)}? Allowed: entries without quotes.`,
        entry,
      );
      return false;
    });
  }

  #split(name: string, subject: Subject | undefined): string[] {
    const value = this.#texts.get(name) ?? this.#declared.get(name)?.default ?? '';
    const asText = listAsText(value, { brackets: subject === 'label' || subject === 'login' });
    if (!asText) return splitList(value);
    const meant = this.#problems.meant(asText.join(', '));
    this.#problems.refuse(
      name,
      `${this.#problems.given(trimBlank(value))} is written as a list of YAML or JSON, or in quotes, and an input is plain text. ` +
        `Did you mean ${meant}? Allowed: entries separated by commas or newlines.`,
    );
    return [];
  }

  boolean(name: string): boolean {
    const value = this.textOrDefault(name);
    if (/^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
    this.#problems.add(name, `${this.#problems.given(value)} is not a boolean. Allowed: true or false.`);
    return false;
  }

  /** A length of time in ms. */
  duration(name: string, units: Units): number | undefined {
    const value = this.text(name) ?? this.#declared.get(name)?.default;
    if (value === undefined) return undefined;
    const duration = parseDuration(value, units);
    if (duration === undefined)
      this.#problems.add(
        name,
        `${this.#problems.given(value)} is not a duration. Allowed: ${durationForms}.`,
      );
    return duration;
  }

  integer(name: string, lowest: number, highest: number): number {
    const value = this.textOrDefault(name);
    const number = /^\d{1,6}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= lowest && number <= highest) return number;
    this.#problems.add(
      name,
      `${this.#problems.given(value)} is not allowed. Allowed: a whole number from ${lowest} to ${highest}.`,
    );
    return lowest;
  }

  choice<T extends string>(name: string, allowed: readonly [T, ...T[]]): T {
    const value = this.textOrDefault(name);
    return this.#oneOf(name, value, allowed) ?? allowed[0];
  }

  choices<T extends string>(name: string, allowed: readonly T[]): T[] {
    const values = this.list(name);
    if (values.length === 0 && !this.#problems.has(name))
      this.#problems.add(name, `names nothing. Allowed: one or several of ${allowed.join(', ')}.`);
    return values.flatMap((value) => this.#oneOf(name, value, allowed) ?? []);
  }

  /** A pattern list; undefined when not given or empty: no filter. What can match nothing is told. */
  patterns(name: string, subject: Subject): PatternList | undefined {
    if (!this.isGiven(name)) return undefined;
    const { matching, flawOf, allowed } = subjects[subject];
    const entries = this.list(name, subject);
    for (const entry of entries) {
      const bare = entry.startsWith('!') ? trimBlank(entry.slice(1)) : entry;
      const flaw = bare === '' ? { why: 'alone excludes nothing. Write !pattern.' } : flawOf(bare);
      if (flaw) this.#problems.add(name, () => this.flawed(entry, flaw, allowed), entry);
    }
    return entries.length > 0 && !this.#problems.has(name) ? patternList(entries, matching) : undefined;
  }

  /** Words for an entry that can match nothing. */
  flawed(entry: string, { why, meant }: Flaw, allowed: string): string {
    const sentence = /[.?!]$/.test(why) ? why : `${why}.`;
    const excluded = entry.startsWith('!') ? '!' : '';
    const hint = this.#problems.hint(meant === undefined ? undefined : excluded + meant);
    return `${this.#problems.given(entry)} ${sentence}${hint} ${allowed}`;
  }

  zone(name: string): string {
    const value = this.textOrDefault(name);
    const zone = parseZone(value);
    if (zone) return zone;
    this.#problems.add(name, `${this.#problems.given(value)} ${nearZones(value)}`);
    return 'UTC';
  }

  #oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T | undefined {
    const found = allowed.find((one) => one === value.toLowerCase());
    if (!found)
      this.#problems.add(
        name,
        () => `${this.#problems.given(value)} is not allowed. Allowed: ${allowed.join(', ')}.`,
        value,
      );
    return found;
  }
}
