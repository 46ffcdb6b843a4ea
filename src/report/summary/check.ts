import type { Quote } from '../../text/server-text.ts';
import { clipWidth, escapeHtml, sanitize } from '../../text/untrusted.ts';
import { type Check, type CheckRow, type CheckState, checkTitle, seenWords } from '../check.ts';

const marks: Readonly<Record<CheckState, string>> = {
  works: '✅',
  'not checked': '➖',
  'to do': '⚠️',
  'does not work': '❌',
};

/** Longer cells are no words. In columns. */
const cellAtMost = 1500;

/** The table as HTML, without blank lines inside, so that nothing in it is read as Markdown. */
export function renderCheck(check: Check, quote: Quote): string {
  return [`<h2>${escapeHtml(checkTitle(check))}</h2>`, ...table(check, quote), ''].join('\n');
}

/** The same in a dry run, collapsed, behind what the run itself has to say. */
export function renderCheckDetails(check: Check, quote: Quote): string {
  const title = `<summary>${escapeHtml(checkTitle(check))}</summary>`;
  return [`<details>${title}`, ...table(check, quote), '</details>', ''].join('\n');
}

function table(check: Check, quote: Quote): string[] {
  const heads = ['What', 'State', 'Seen', 'Remedy'].map((head) => `<th>${head}</th>`).join('');
  return [`<table><tr>${heads}</tr>`, ...check.map((row) => rowOf(row, quote)), '</table>'];
}

function rowOf(row: CheckRow, quote: Quote): string {
  const cells = [
    show(row.what),
    `${marks[row.state]}&nbsp;${row.state.replaceAll(' ', '&nbsp;')}`,
    show(seenWords(row, quote)),
    show(row.remedy ?? ''),
  ];
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

function show(text: string): string {
  return escapeHtml(clipWidth(sanitize(text), cellAtMost));
}
