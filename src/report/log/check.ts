import type { Quote } from '../../text/server-text.ts';
import { sanitize } from '../../text/untrusted.ts';
import { type Check, type CheckRow, checkTitle, failsCheck, seenWords } from '../check.ts';
import { cellRows, type LogEntry, line, toned } from './entry.ts';

/** So many become annotations: GitHub shows ten of each type. The table has them all. */
const annotated = 8;

/** The table of a run with `check`, and each row that does not work as an error. */
export function checkLog(check: Check, quote: Quote): LogEntry[] {
  return [
    toned(failsCheck(check) ? 'alarm' : 'title', checkTitle(check)),
    line(''),
    ...tableLines(check, quote).map(line),
    line(''),
    ...check
      .filter(({ state }) => state === 'does not work')
      .slice(0, annotated)
      .map(
        (row): LogEntry => ({
          kind: 'error',
          text: errorWords(row, quote),
          topic: row.topic ?? 'check',
        }),
      ),
    line('Nothing was posted: check is set.'),
  ];
}

/** The same in a dry run, collapsed: it has its own errors. */
export function checkGroup(check: Check, quote: Quote): LogEntry[] {
  return [{ kind: 'group', title: checkTitle(check), lines: tableLines(check, quote) }];
}

/**
 * What a dry run gets through without, and a run that posts does not: outside of the group, so that green means what it
 * looks like. What GitHub kept from being looked at has errors of its own.
 */
export function forPostingLog(check: Check, quote: Quote): LogEntry[] {
  return check.flatMap((row): LogEntry[] => {
    if (row.topic === 'no-slack-credentials')
      return [line('A run that posts needs slack-bot-token or slack-webhook-url, and neither is given.')];
    if (row.state !== 'does not work' || row.topic?.startsWith('github-')) return [];
    const text = `For a run that posts, this does not work: ${errorWords(row, quote)}`;
    return [{ kind: 'warning', text, topic: row.topic ?? 'check' }];
  });
}

/** A row each, its remedy below it. */
function tableLines(check: Check, quote: Quote): string[] {
  const cells = cellRows(check.map((row) => [sanitize(row.what), row.state, seenWords(row, quote)]));
  return check.flatMap(({ remedy }, place) => [
    cells[place] ?? '',
    ...(remedy === undefined ? [] : [`      → ${sanitize(remedy)}`]),
  ]);
}

function errorWords(row: CheckRow, quote: Quote): string {
  const remedy = row.remedy === undefined ? '' : ` Remedy: ${sanitize(row.remedy)}`;
  return `${sanitize(row.what)}: ${seenWords(row, quote).replace(/\.$/, '')}.${remedy}`;
}
