import type { Quote } from '../../text/server-text.ts';
import { sanitize } from '../../text/untrusted.ts';
import type { Report } from '../report.ts';
import type { Delivery, DeliveryProblem } from '../slack/delivery.ts';
import { headline } from '../words.ts';
import type { LogEntry } from './entry.ts';
import { messagePreview } from './message-preview.ts';

/** What was delivered where; a refusal with its cause and remedy. @param quote what Slack said passes it */
export function deliveryLog(delivery: Delivery, shown: Report, quote: Quote): LogEntry[] {
  const { delivered, to, channel, ts, problem, notes, preview } = delivery;
  if (preview) return dryRunLog(delivery, quote);
  if (problem) {
    const rest = shown.counts.overdue > 0 ? ` What is overdue stands in this log.` : '';
    const outcome = delivered === 'failed' ? ' Nothing was posted.' : '';
    return [{ kind: 'error', text: `${problemLine(problem, quote)}${outcome}${rest}` }];
  }
  const at = channel && ts ? ` at ${ts}` : '';
  return [
    ...notes.map((text): LogEntry => ({ kind: 'warning', text })),
    { kind: 'line', text: `Posted to ${sanitize(to)}${at}: ${headline(shown)}` },
  ];
}

/** The message in any case, then what Slack's check says, if it could be made. */
function dryRunLog({ preview, problem, notes, unchecked }: Delivery, quote: Quote): LogEntry[] {
  return [
    {
      kind: 'group',
      title: 'Dry run: the message that would have been posted',
      lines: preview ? messagePreview(preview) : [],
    },
    ...notes.map((text): LogEntry => ({ kind: 'line', text })),
    ...(unchecked
      ? [
          {
            kind: 'notice',
            text: `Slack's check of the blocks could not be made: ${quote(unchecked)}. The dry run is complete without it.`,
          } as const,
        ]
      : []),
    ...(problem ? [{ kind: 'error', text: problemLine(problem, quote) } as const] : []),
  ];
}

export function problemLine({ what, said, remedy }: DeliveryProblem, quote: Quote): string {
  return `${sanitize(what)}${said ? `: ${quote(said)}` : ''}. Remedy: ${sanitize(remedy)}`;
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
