/**
 * Untrusted text (titles, branches, labels, logins, answers of servers) made harmless to show. What shows it
 * adds its own escaping: nothing here knows Slack, HTML or the log.
 */
import { eastAsianWidth } from 'get-east-asian-width';

/** Characters that reorder what stands around them (Unicode TR 9), or hide in it. */
const bidi = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const blankLetters = /[\u115f\u1160\u2800\u3164\uffa0]/gu;
/** No width: soft hyphen, joiners and fillers, interlinear marks, variation selectors, private tags. */
const invisible =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each of these is meant by itself
  /[\u00ad\u034f\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;
/** Emoji sequences need some of these characters: joiners, a variation selector, the tags of a flag. */
const emojiSequence =
  /\u{1f3f4}[\u{e0020}-\u{e007e}]+\u{e007f}|[#*0-9]\ufe0f?\u20e3|\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]*(?:\u200d\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]*)*/gu;
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
/** More marks on one letter than any script writes run into the lines above and below. */
const markPiles = /(\p{M}{4})\p{M}+/gu;

/**
 * The text on one line, without characters that control, hide or reorder: control characters become blanks,
 * bidi and zero-width characters go, text written from right to left is isolated from what surrounds it.
 */
export function sanitize(text: string): string {
  const line = text
    .toWellFormed()
    .replace(/\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?/gu, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\ufffe\uffff]/gu, ' ')
    .replace(bidi, '')
    .replace(blankLetters, ' ')
    .replace(markPiles, '$1');
  const kept = outsideOf(line, emojiSequence, (plain) => plain.replace(invisible, ''))
    .replace(/\s+/gu, ' ')
    .trim();
  return rightToLeft.test(kept) ? `\u2068${kept}\u2069` : kept;
}

/** Sanitized text that is never empty: what only consists of hidden characters says so. */
export function label(text: string): string {
  return sanitize(text) || '(no visible text)';
}

/** Cuts sanitized text to a width (columns; wide characters count twice), with an ellipsis where it is cut. */
export function clipWidth(text: string, columns: number): string {
  // Clusters may be without any width of their own: their length is bounded, too.
  const longest = columns * 8;
  if (text.length <= longest && widthOf(text) <= columns) return text;
  // Most texts: without Intl's segmenter, whose first use takes 20 ms.
  if (isPlain(text)) return `${text.slice(0, columns - 1).trimEnd()}…`;
  const isolated = text.startsWith('\u2068');
  let clipped = '';
  let width = 0;
  for (const grapheme of graphemesOf(text)) {
    width += graphemeWidth(grapheme);
    if (width > columns - 1 || clipped.length + grapheme.length > longest) break;
    clipped += grapheme;
  }
  return `${clipped.trimEnd()}…${isolated ? '\u2069' : ''}`;
}

/** Columns that text takes; wide characters and emoji take two, marks and what is invisible none. */
export function widthOf(text: string): number {
  // The mark of a long wait takes two columns, and two units of UTF-16, too.
  if (isPlain(text.replaceAll('🔴', ''))) return text.length;
  let width = 0;
  for (const grapheme of graphemesOf(text)) width += graphemeWidth(grapheme);
  return width;
}

/** Whether each character is one column: ASCII, and the signs that our own words are made with. */
function isPlain(text: string): boolean {
  return /^[ -~·–…→−]*$/.test(text);
}

/** So many are joined to one emoji at most: a family of four (Unicode TS 51). */
const emojiJoined = 4;

function graphemeWidth(grapheme: string): number {
  const [first = ''] = grapheme;
  if (/^[\p{M}\p{C}]/u.test(first)) return 0;
  const joined = grapheme.match(/\p{Extended_Pictographic}/gu)?.length ?? 0;
  // No font has a sign for more: its parts are drawn one by one.
  if (joined > emojiJoined) return 2 * joined;
  return /\p{Emoji_Presentation}|\ufe0f/u.test(grapheme) ? 2 : eastAsianWidth(first.codePointAt(0) ?? 0);
}

/** Pads text on the right to a width in columns. */
export function padWidth(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - widthOf(text)));
}

/** Text as HTML shows it, between tags and within quoted attributes alike. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Made when first needed: it takes milliseconds. */
let segmenter: Intl.Segmenter | undefined;

function graphemesOf(text: string): string[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function outsideOf(text: string, kept: RegExp, change: (part: string) => string): string {
  let changed = '';
  let end = 0;
  for (const match of text.matchAll(kept)) {
    changed += change(text.slice(end, match.index)) + match[0];
    end = match.index + match[0].length;
  }
  return changed + change(text.slice(end));
}
