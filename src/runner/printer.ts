import * as core from '@actions/core';
import type { LogEntry } from '../report/log.ts';

/** Prints entries of the log. The only place that writes to it. */
export function print(entries: readonly LogEntry[]): void {
  for (const entry of entries) {
    switch (entry.kind) {
      case 'line':
        core.info(inert(entry.text));
        break;
      case 'group':
        core.startGroup(inert(entry.title));
        for (const line of entry.lines) core.info(inert(line));
        core.endGroup();
        break;
      case 'notice':
        core.notice(inert(entry.text));
        break;
      case 'warning':
        core.warning(inert(entry.text));
        break;
      case 'error':
        core.error(inert(entry.text));
        break;
    }
  }
}

/** A line of the log. */
export function note(text: string): void {
  print([{ kind: 'line', text }]);
}

/** A notice of the run's page. */
export function notice(text: string): void {
  print([{ kind: 'notice', text }]);
}

/**
 * A line that starts no workflow command: the runner reads `::name::` at a line's start, after blanks, and
 * `##[name]` anywhere in it (actions/runner: ActionCommand). A zero-width space breaks both.
 */
export function inert(text: string): string {
  return text
    .replace(/[\r\n]+/g, ' ')
    .replaceAll('##[', '##\u200b[')
    .replace(/^(\s*)::/, '$1\u200b::');
}
