import type { Judgement } from '../review/judge.ts';
import { formatWait } from '../terms/duration.ts';
import { clipWidth, label } from '../text/untrusted.ts';
import { escapeMarkdown } from './blocks.ts';
import type { Report } from './report.ts';
import { headline, longerThan, numbered, scope, variety } from './words.ts';

/** `chat.update` refuses more than 4,000 bytes of UTF-8, so nothing longer is ever posted. */
const bytesAtMost = 3900;

/**
 * The message in sentences, for notifications and screen readers, which read no blocks. Slack takes `&`, `<`
 * and `>` for markup here, and so they are escaped.
 */
export function messageText(report: Report, listed: readonly Judgement[]): string {
  const { counts, unreachable } = report;
  const several = variety(report).repositories;
  const where = clipWidth(scope(report), 200).replaceAll(' → ', ' to ');
  const [longest] = listed;
  const oldest = longest ? `, the oldest for ${formatWait(longest.waited, report.settings.units)}: ` : '';
  const start = `${headline(report)} ${longerThan(report)}${where ? ` in ${where}` : ''}${oldest}`;
  const names = listed.map(
    (one) =>
      `${numbered(one, several)} ${clipWidth(label(one.pullRequest.title), 60)} (${formatWait(one.waited, report.settings.units)})`,
  );
  const end =
    unreachable.length > 0 ? `. Not everything could be looked at: ${unreachable.length} failed` : '';

  for (let named = names.length; ; named--) {
    const more = counts.overdue - named;
    const list = names.slice(0, named).join(', ') + (longest && more > 0 ? ` and ${more} more` : '');
    const whole = escapeMarkdown(`${start}${list}${end}.`);
    if (named === 0 || Buffer.byteLength(whole) <= bytesAtMost) return whole;
  }
}
