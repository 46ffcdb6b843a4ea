import * as core from '@actions/core';
import type { LogEntry, Tone } from '../report/log/entry.ts';
import { moreOf } from './troubleshooting.ts';

/** Prints entries of the log. All that this action writes to it goes through here. */
export function print(entries: readonly LogEntry[]): void {
  for (const entry of entries) {
    switch (entry.kind) {
      case 'debug':
        // The runner drops it otherwise, but others that run actions show it.
        if (core.isDebug()) core.debug(inert(entry.text));
        break;
      case 'line':
        core.info(coloured(inert(entry.text), entry.tone));
        break;
      case 'group':
        core.startGroup(inert(entry.title));
        for (const line of entry.lines) core.info(inert(line));
        core.endGroup();
        break;
      case 'notice':
      case 'warning':
      case 'error':
        annotate[entry.kind](inert(`${entry.text}${moreOf(entry.topic)}`));
        break;
    }
  }
}

const annotate = { notice: core.notice, warning: core.warning, error: core.error } as const;

/** Prints what is made for debugging only, and makes it only then. */
export function debug(entry: () => LogEntry): void {
  if (core.isDebug()) print([entry()]);
}

/** Codes that GitHub's viewer draws in the colours of the reader's theme (@actions/core: "Styling output"). */
const codes: Readonly<Record<Tone, string>> = { title: '1', good: '32', alarm: '1;31' };

/** Without colours where the job does not want any (no-color.org). */
function coloured(text: string, tone: Tone | undefined): string {
  return tone === undefined || process.env['NO_COLOR'] ? text : `\u001b[${codes[tone]}m${text}\u001b[0m`;
}

/** A line of the log. */
export function note(text: string): void {
  print([{ kind: 'line', text }]);
}

/**
 * A line that starts no workflow command and moves no cursor: the runner reads `::name::` at a line's start, after
 * what .NET trims as blank (U+0085, too), and `##[name]` anywhere in it (actions/runner: ActionCommand). A
 * zero-width space breaks both; control characters become blanks.
 */
export function inert(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll('##[', '##\u200b[')
    .replace(/^(\s*)::/, '$1\u200b::');
}
