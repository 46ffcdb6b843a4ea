/** Lists as people write them into an input: separated by commas or newlines, with comments. */
import { trimBlank } from './blank.ts';

/**
 * Splits a list at newlines if it holds one, else at commas; blank entries are dropped, and between newlines
 * also comments (`# …`). The newline is looked for before trimming: `labels: |` with one line `needs, review`
 * is one entry.
 */
export function splitList(text: string): string[] {
  const lines = text.includes('\n');
  return text
    .split(lines ? '\n' : ',')
    .map(trimBlank)
    .filter((entry) => entry !== '' && !(lines && entry.startsWith('#')));
}

/** Whether a text says nothing: it is blank, or holds comments only. */
export function saysNothing(text: string): boolean {
  return (
    trimBlank(text) === '' || (text.includes('\n') && /^\s*#/.test(text) && splitList(text).length === 0)
  );
}

const quote = /["'`“”„«»‘’]/;

/** A text without the quotes around it; undefined where there are none. */
function unquoted(text: string): string | undefined {
  if (text.length < 2 || !quote.test(text.charAt(0)) || !quote.test(text.slice(-1))) return undefined;
  return trimBlank(text.slice(1, -1));
}

/**
 * An entry without its quotes; undefined where it has none.
 * @param free whether a name may begin or end with a quote: then only a pair of them tells
 */
export function bareEntry(entry: string, free: boolean): string | undefined {
  const [, exclusion = '', rest = ''] = /^(!?)(.*)$/su.exec(entry) ?? [];
  const named = trimBlank(rest).replace(/(?<=["'])\s*,$/, '');
  const whole = unquoted(named);
  if (whole !== undefined) return exclusion + whole;
  if (free || !(quote.test(named.charAt(0)) || quote.test(named.slice(-1)))) return undefined;
  const start = quote.test(named.charAt(0)) ? 1 : 0;
  return exclusion + named.slice(start, quote.test(named.slice(-1)) ? -1 : undefined);
}

/**
 * The entries that are meant by a YAML or JSON list which was written as text (`['main', "x"]`, `- main`), or by
 * a list within one pair of quotes: inputs of actions are texts, and nobody takes these apart. Undefined where a
 * text is no such list.
 * @param brackets whether a name may begin and end with brackets: then only what else shows it is a list
 */
export function listAsText(text: string, { brackets }: { readonly brackets: boolean }): string[] | undefined {
  const entries = splitList(text);
  const dashed = entries.length > 0 && entries.every((entry) => /^-(\s|$)/.test(entry));
  if (dashed) return plain(entries.map((entry) => entry.slice(1)));
  const whole = entries.join(text.includes('\n') ? '\n' : ',');
  const inQuotes = entries.length > 1 ? unquoted(whole) : undefined;
  if (inQuotes !== undefined && !quote.test(inQuotes)) return plain(inQuotes.split(/[,\n]/));
  if (whole.length < 2 || !whole.startsWith('[') || !whole.endsWith(']')) return undefined;
  const inner = whole.slice(1, -1);
  const listed = /[[\]]/.test(inner) ? /["']/.test(inner) : /[,\n"']/.test(inner);
  return brackets && !listed ? undefined : plain(inner.split(/[,\n]/));
}

function plain(entries: readonly string[]): string[] {
  return entries
    .map(trimBlank)
    .map((entry) => unquoted(entry) ?? entry)
    .filter((entry) => entry !== '');
}
