import { clipWidth, widthOf } from '../../text/untrusted.ts';

/** So many columns GitHub's viewer shows on a laptop, beside the list of jobs. It wraps longer lines, and then no column is one. */
const lineColumns = 140;
/** A title with less tells nothing. */
const leastColumns = 28;
/** The last column may wrap beyond that: few rows have so much to say. */
const lastColumns = 24;
/** Before the first column, and between two. */
const gap = 2;

/** The same rows, one column of them clipped so that lines stay whole in GitHub's viewer. */
export function fitColumn(rows: readonly (readonly string[])[], elastic: number): string[][] {
  const last = (rows[0]?.length ?? 0) - 1;
  const taken = (rows[0] ?? []).map((_, column) => {
    const widest = rows.reduce((most, row) => Math.max(most, widthOf(row[column] ?? '')), 0);
    return column === elastic ? gap : gap + Math.min(widest, column === last ? lastColumns : widest);
  });
  const room = Math.max(leastColumns, lineColumns - taken.reduce((sum, columns) => sum + columns, 0));
  return rows.map((row) => row.map((cell, column) => (column === elastic ? clipWidth(cell, room) : cell)));
}

/** Letters that fonts of equal widths lack: others stand in, and each font draws these in a width of its own. */
const uneven =
  /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]|[\uff01-\uffe6]/u;

/**
 * The same rows with a column moved behind the next two, where its texts are of uneven width: what stands before it is
 * in columns for every reader.
 */
export function moveUneven(rows: readonly string[][], column: number): string[][] {
  if (!rows.some((row) => uneven.test(row[column] ?? ''))) return [...rows];
  return rows.map((row) => [
    ...row.slice(0, column),
    ...row.slice(column + 1, column + 3),
    ...row.slice(column, column + 1),
    ...row.slice(column + 3),
  ]);
}
