/** What went wrong on our own side, for the log. */
import { type Quote, ServerText } from '../../text/server-text.ts';
import type { LogEntry } from './entry.ts';

/** What a run writes for the runner. */
export type Written = 'The outputs' | 'The job summary' | 'The report file';

/** Something could not be written for the runner. */
export function writeFailedLog(what: Written, error: unknown, quote: Quote): LogEntry {
  const verb = what === 'The outputs' ? 'were' : 'was';
  return {
    kind: 'warning',
    topic: 'not-written',
    text: `${what} of this run ${verb} not written: ${said(error, quote)}. The rest of the run is not affected. Remedy: check the runner's disk and the rights of its temporary folder.`,
  };
}

/** A mistake of this action. Its text may quote what was read, so it passes the gate; where it happened does not. */
export function unforeseenLog(error: unknown, quote: Quote): LogEntry {
  const places = error instanceof Error ? (error.stack ?? '').match(/^ +at .*$/gm) : undefined;
  const where = (places ?? [])
    .slice(0, 8)
    .map((place) => place.trim())
    .join(' ');
  return {
    kind: 'error',
    topic: 'unforeseen',
    text: `An error that this action did not foresee; please report it: ${said(error, quote)} ${where}`,
  };
}

function said(error: unknown, quote: Quote): string {
  if (!(error instanceof Error)) return quote(new ServerText(String(error)));
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  return quote(new ServerText(error.message, `${error.name}${code}`));
}
