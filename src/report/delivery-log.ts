import { sanitize } from '../text/untrusted.ts';
import type { Delivery } from './delivery.ts';
import type { LogEntry } from './log.ts';
import type { Message } from './message.ts';
import { messagePreview } from './message-preview.ts';
import type { Report } from './report.ts';
import { headline } from './words.ts';

/** What was delivered where; a refusal with its cause and remedy. */
export function deliveryLog(delivery: Delivery, message: Message, shown: Report): LogEntry[] {
  const { delivered, to, channel, ts, problem, notes } = delivery;
  if (problem) {
    const rest = shown.counts.overdue > 0 ? ` What is overdue stands in this log.` : '';
    const outcome = delivered === 'failed' ? ' Nothing was posted.' : '';
    return [
      {
        kind: 'error',
        text: `${sanitize(problem.what)}. Remedy: ${sanitize(problem.remedy)}${outcome}${rest}`,
      },
    ];
  }
  if (delivered === 'dry-run')
    return [
      {
        kind: 'group',
        title: 'Dry run: the message that would have been posted',
        lines: messagePreview(message),
      },
      ...notes.map((text): LogEntry => ({ kind: 'line', text })),
    ];
  const at = channel && ts ? ` at ${ts}` : '';
  return [
    ...notes.map((text): LogEntry => ({ kind: 'warning', text })),
    { kind: 'line', text: `Posted to ${sanitize(to)}${at}: ${headline(shown)}` },
  ];
}

/** Nothing overdue, or nothing looked at, and the team did not ask to hear that. */
export function nothingToSayLog(unreachable: number): LogEntry {
  return {
    kind: 'line',
    text:
      unreachable > 0
        ? 'Nothing was posted: notify-on-failure is false.'
        : 'Nothing to say, so nothing was posted (notify-when-clear: true posts an all-clear).',
  };
}
