import type { Quote } from '../../text/server-text.ts';
import { sanitize } from '../../text/untrusted.ts';
import type { Report } from '../report.ts';
import { blockKitBuilderLink } from '../slack/block-kit-builder.ts';
import type { Delivery, DeliveryProblem, Note } from '../slack/delivery.ts';
import type { Message } from '../slack/message.ts';
import { headline } from '../words.ts';
import type { LogEntry } from './entry.ts';
import { messagePreview } from './message-preview.ts';

/** What was delivered where; a refusal with its cause and remedy. @param quote what Slack said passes it */
export function deliveryLog(delivery: Delivery, shown: Report, quote: Quote): LogEntry[] {
  const { problem, notes, preview } = delivery;
  if (preview) return dryRunLog(delivery, quote);
  if (problem) {
    const rest = shown.counts.overdue > 0 ? ` What is overdue stands in this log.` : '';
    const outcome = delivery.delivered === 'failed' ? ' Nothing was posted.' : '';
    return [{ kind: 'error', text: `${problemLine(problem, quote)}${outcome}${rest}`, topic: problem.topic }];
  }
  return [...notes.map(noteEntry), { kind: 'line', text: deliveryLine(delivery, shown) }];
}

function deliveryLine({ delivered, to, channel, ts, why }: Delivery, shown: Report): string {
  const place = `${sanitize(to)}${channel && ts ? ` at ${ts}` : ''}`;
  const because = why ? ` (${sanitize(why)})` : '';
  switch (delivered) {
    case 'updated':
      return `Edited the message in ${place}: ${sanitize(why ?? headline(shown))}`;
    case 'unchanged':
      return `Unchanged in ${place}: ${sanitize(why ?? headline(shown))}`;
    case 'nothing-to-say':
      return `Nothing was posted or edited in ${sanitize(to)}: ${sanitize(why ?? headline(shown))}`;
    default:
      return `Posted to ${place}: ${headline(shown)}${because}`;
  }
}

/** The message in any case, then what Slack's check says, if it could be made. */
function dryRunLog(delivery: Delivery, quote: Quote): LogEntry[] {
  const { preview, title = '', problem, notes, unchecked, unread, why } = delivery;
  return [
    { kind: 'group', title: `Dry run: ${title}`, lines: preview ? previewLines(preview) : [] },
    ...(why ? [{ kind: 'line', text: `Why: ${sanitize(why)}.` } as const] : []),
    ...notes.map(noteEntry),
    ...(unread
      ? [
          {
            kind: 'warning',
            topic: unread.topic,
            text: `What this run would do is not known, and one that is no dry run would fail: ${problemLine(unread, quote)}`,
          } as const,
        ]
      : []),
    ...(unchecked
      ? [
          {
            kind: 'notice',
            topic: 'blocks-unchecked',
            text: `Slack's check of the blocks could not be made: ${quote(unchecked)}. The dry run is complete without it.`,
          } as const,
        ]
      : []),
    ...(problem ? [{ kind: 'error', text: problemLine(problem, quote), topic: problem.topic } as const] : []),
  ];
}

function noteEntry({ text, topic }: Note): LogEntry {
  return topic === undefined ? { kind: 'line', text } : { kind: 'warning', text, topic };
}

/** Its link is some thousand characters long, and so stands within the group. */
function previewLines(message: Message): string[] {
  return [...messagePreview(message), '', `In Slack's Block Kit Builder: ${blockKitBuilderLink(message)}`];
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
