import { sanitize } from '../../text/untrusted.ts';
import type { Audience } from '../audience.ts';
import type { Outcome } from '../slack/outcome.ts';
import { plural } from '../words.ts';
import type { LogEntry } from './entry.ts';

/** What is to be done in a channel, before it is tried, for debugging. @param found messages of ours that are there */
export function decisionLog(
  { destination }: Pick<Audience, 'destination'>,
  found: number,
  { kind, why }: Outcome,
): LogEntry {
  const place = destination.kind === 'bot' ? sanitize(destination.channel ?? '') : destination.kind;
  // A message that stands for itself is posted without a look at what is there.
  const because = why === '' ? '' : `, since ${why}; ${plural(found, 'message')} of ours found`;
  return { kind: 'debug', text: `Decision for ${place}: ${kind}${because}` };
}
