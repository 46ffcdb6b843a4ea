import { padWidth, widthOf } from '../../text/untrusted.ts';
import type { Topic } from '../../values/topic.ts';

/** How a line stands out. Its words say the same: not everybody sees colours. */
export type Tone = 'title' | 'good' | 'alarm';

/**
 * The run log as data: what a person opens first. Printing it is the runner's room. Annotations are shown on
 * the run's page, the first ten of each kind; what is `debug` stands there only where debug logging is on.
 */
export type LogEntry =
  | { readonly kind: 'debug'; readonly text: string }
  | { readonly kind: 'line'; readonly text: string; readonly tone?: Tone }
  | { readonly kind: 'group'; readonly title: string; readonly lines: readonly string[] }
  | {
      readonly kind: 'notice' | 'warning' | 'error';
      readonly text: string;
      /** Where docs/troubleshooting.md has it. */
      readonly topic: Topic;
    };

export const line = (text: string): LogEntry => ({ kind: 'line', text });
export const toned = (tone: Tone, text: string): LogEntry => ({ kind: 'line', text, tone });

/** Rows of cells, each column as wide as its widest cell. */
export function columns(rows: readonly (readonly string[])[]): LogEntry[] {
  return cellRows(rows).map(line);
}

/** The same as texts. */
export function cellRows(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  return rows.map(
    (row) =>
      `  ${row
        .map((cell, column) => (column < row.length - 1 ? padWidth(cell, widths[column] ?? 0) : cell))
        .join('  ')
        .trimEnd()}`,
  );
}
