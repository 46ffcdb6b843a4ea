/**
 * Pattern lists: globs in which only `*`, `**` and `?` are special. Brackets are
 * literal (`dependabot[bot]`), and matching takes time linear in the text, whatever the pattern.
 */

import { trimBlank } from './blank.ts';

type Token = 'one' | 'run' | 'any' | { readonly literal: string };

/** How the entries of a list are compared. */
export interface Matching {
  /** `/` ends what a single `*` may match: branches and `owner/name`. */
  readonly slash: boolean;
  readonly caseSensitive: boolean;
}

/** Branch names: case counts and `*` stays within one segment. */
export const branchMatching: Matching = { slash: true, caseSensitive: true };
/** `owner/name`: no regard to case, `*` stays within one of the two. */
export const repositoryMatching: Matching = { slash: true, caseSensitive: false };
/** Labels and logins: no regard to case, `*` matches any run. */
export const nameMatching: Matching = { slash: false, caseSensitive: false };

interface Glob {
  readonly source: string;
  readonly tokens: readonly Token[];
  /** The whole of it, where it has no wildcard: most have none. */
  readonly exact: string | undefined;
}

/** A checked list of globs. */
export interface PatternList {
  /** The entries as they were written, for people. */
  readonly entries: readonly string[];
  readonly included: readonly Glob[];
  readonly excluded: readonly Glob[];
  readonly matching: Matching;
}

/** A pattern list of these entries; one that begins with `!` excludes. */
export function patternList(entries: readonly string[], matching: Matching): PatternList {
  const globs = (list: readonly string[]) =>
    list.map((source) => ({
      source,
      tokens: tokenize(source, matching),
      exact: isPattern(source) ? undefined : fold(source, matching),
    }));
  const excluded = entries.filter((entry) => entry.startsWith('!')).map((entry) => trimBlank(entry.slice(1)));
  const included = entries.filter((entry) => !entry.startsWith('!'));
  return { entries, included: globs(included), excluded: globs(excluded), matching };
}

/** Whether the list selects the text: some entry matches (or all are exclusions), and no exclusion does. */
export function selects(list: PatternList, text: string): boolean {
  if (firstMatch(list.excluded, text, list.matching)) return false;
  return list.included.length === 0 || firstMatch(list.included, text, list.matching) !== undefined;
}

/** The exclusion that matches one of the texts, as it was written without its `!`. */
export function exclusionOf(list: PatternList, texts: readonly string[]): string | undefined {
  return texts
    .map((text) => firstMatch(list.excluded, text, list.matching))
    .find((found) => found !== undefined);
}

/** The entry that includes one of the texts, as it was written. */
export function inclusionOf(list: PatternList, texts: readonly string[]): string | undefined {
  return texts
    .map((text) => firstMatch(list.included, text, list.matching))
    .find((found) => found !== undefined);
}

/** The including entries that match none of the texts. */
export function unmatchedEntries({ included, matching }: PatternList, texts: Iterable<string>): string[] {
  let left = [...included];
  for (const text of texts) {
    if (left.length === 0) break;
    left = left.filter((glob) => !firstMatch([glob], text, matching));
  }
  return left.map(({ source }) => source);
}

/** The entries when the list names each exactly, without wildcards and exclusions; else undefined. */
export function exactNames(list: PatternList): readonly string[] | undefined {
  const plain = list.excluded.length === 0 && list.included.every(({ source }) => !isPattern(source));
  return plain ? [...new Set(list.included.map(({ source }) => source))] : undefined;
}

/** Whether an including entry names the text without wildcards. */
export function isNamed({ included, matching }: PatternList, text: string): boolean {
  return included.some(({ source }) => !isPattern(source) && fold(source, matching) === fold(text, matching));
}

const isPattern = (source: string) => /[*?]/.test(source);

function firstMatch(globs: readonly Glob[], text: string, matching: Matching): string | undefined {
  const folded = fold(text, matching);
  const characters = [...folded];
  return globs.find(({ exact, tokens }) =>
    exact === undefined ? matches(tokens, characters, matching.slash) : exact === folded,
  )?.source;
}

function fold(text: string, { caseSensitive }: Matching): string {
  return caseSensitive ? text : text.toLowerCase();
}

function tokenize(source: string, matching: Matching): Token[] {
  return [...fold(source, matching).matchAll(/\*\*+|\*|\?|[^*?]/gsu)].map(([piece]): Token => {
    if (piece === '*') return matching.slash ? 'run' : 'any';
    if (piece === '?') return 'one';
    return piece.startsWith('**') ? 'any' : { literal: piece };
  });
}

/** Steps all positions in the pattern at once through the text: no backtracking, so no hostile pattern. */
function matches(tokens: readonly Token[], characters: readonly string[], slash: boolean): boolean {
  const skipStars = (positions: Iterable<number>) => {
    const reached = new Set<number>();
    for (let position of positions) {
      reached.add(position);
      while (tokens[position] === 'run' || tokens[position] === 'any') reached.add(++position);
    }
    return reached;
  };
  let positions = skipStars([0]);
  for (const character of characters) {
    const next: number[] = [];
    for (const position of positions) {
      const token = tokens[position];
      if (token === undefined) continue;
      if (token === 'any' || (token === 'run' && character !== '/')) next.push(position);
      else if (token === 'one' && !(slash && character === '/')) next.push(position + 1);
      else if (typeof token === 'object' && token.literal === character) next.push(position + 1);
    }
    if (next.length === 0) return false;
    positions = skipStars(next);
  }
  return positions.has(tokens.length);
}
