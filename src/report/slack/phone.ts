/** What a line holds of Slack on a phone of 390 px, in columns: a little less than an average text takes. */
import { clipWidth, widthOf } from '../../text/untrusted.ts';

/** Columns of a line: of the usual text, of the small grey one, and of an entry of a list. */
export const phoneColumns = { text: 38, small: 50, list: 34 };

/** Most lines that one pull request, or one warning, takes there. */
export const linesAtMost = 3;

/** Scripts whose lines may break between any two characters. */
const wide = '\\u1100-\\u115f\\u2e80-\\ua4cf\\uac00-\\ud7a3\\uf900-\\ufaff\\ufe30-\\ufe6f\\uff00-\\uff60';
const pieces = new RegExp(`\\s+|[${wide}]|[^\\s${wide}]+`, 'gu');

/** Letters that take far more than the average one, and how much more, in columns of this phone. */
const extra: readonly [letters: RegExp, columns: number][] = [
  [/[MW@%]/g, 1],
  [/[mw]/g, 0.7],
  [/[A-LN-VX-Z]/g, 0.3],
];

/** Columns, as the letters of a proportional font take them. */
function phoneWidthOf(text: string): number {
  return extra.reduce(
    (width, [letters, columns]) => width + columns * (text.match(letters)?.length ?? 0),
    widthOf(text),
  );
}

/** Lines of so many columns that the text takes: it breaks between words, and within those that are longer. */
export function linesOf(text: string, columns: number): number {
  let lines = 1;
  let column = 0;
  for (const [piece] of text.matchAll(pieces)) {
    const width = phoneWidthOf(piece);
    if (column + width <= columns) column += width;
    else if (piece.trim() === '') column = columns;
    else {
      lines += (column > 0 ? 1 : 0) + Math.ceil(width / columns) - 1;
      column = width % columns || columns;
    }
  }
  return lines;
}

/** Where a text stands: what is before and after it on its lines, how many these may be, and of how many columns. */
export interface Room {
  readonly before?: string;
  readonly after?: string;
  readonly columns: number;
  readonly lines: number;
}

const shortest = 8;

/** Cuts sanitized text, so that it takes so many lines at most together with what is before and after it. */
export function clipLines(text: string, { before = '', after = '', columns, lines }: Room): string {
  const most = columns * lines;
  for (let width = Math.min(most, widthOf(text)); width > shortest; width -= 2) {
    const clipped = clipWidth(text, width);
    if (linesOf(`${before}${clipped}${after}`, columns) <= lines) return clipped;
  }
  return clipWidth(text, shortest);
}
