import type { Quote, ServerText } from '../../text/server-text.ts';
import { sentence } from '../words.ts';
import type { LogEntry } from './entry.ts';

/** What errors said beside answers that were complete: they kept nothing from being read. */
export function asidesLog(asides: readonly ServerText[], quote: Quote): LogEntry[] {
  if (asides.length === 0) return [];
  const said = asides.map((one) => sentence(quote(one))).join(' ');
  return [
    {
      kind: 'notice',
      topic: 'errors-beside-answers',
      text: `GitHub's answers were complete, but errors stood beside them that concern no part of them. GitHub said: ${said}`,
    },
  ];
}
