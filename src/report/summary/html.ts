/** Text of a summary as HTML. */
import type { Judgement } from '../../review/judge.ts';
import { clipWidth, escapeHtml, label } from '../../text/untrusted.ts';
import { numbered } from '../words.ts';

/** Its number, linked. */
export function linkTo(judgement: Judgement, withRepository: boolean): string {
  return `<a href="${escapeHtml(judgement.pullRequest.url)}">${escapeHtml(numbered(judgement, withRepository))}</a>`;
}

/** Our own text, kept on one line of its cell. */
export function unbroken(text: string): string {
  return text.replaceAll(' ', '&nbsp;');
}

/** Long words may break: a cell is as wide as its longest word, and on a phone the title would not fit beside the wait. */
export function showTitle(title: string): string {
  return clipWidth(label(title), 120)
    .replace(/[!-~]{8,23}[-_./:=](?=[!-~]{3})|[!-~]{24}(?=[!-~]{3})/g, '$&\n')
    .split('\n')
    .map(escapeHtml)
    .join('<wbr>');
}

/** Untrusted text. */
export function show(text: string, columns = 120): string {
  return escapeHtml(clipWidth(label(text), columns));
}
