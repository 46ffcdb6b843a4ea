import type { Judgement } from '../../review/judge.ts';
import { clipWidth, label } from '../../text/untrusted.ts';
import { causeLine, causesOf } from '../cause.ts';
import { type Report, withVerdict } from '../report.ts';
import { formatCount, numbered, plural, reviewsSoFar, standing, variety, watchedPhrase } from '../words.ts';
import { escapeMarkdown } from './blocks.ts';
import type { Content } from './content.ts';
import { waitOf } from './item.ts';

/** `chat.update` refuses more than 4,000 bytes of UTF-8, so nothing longer is ever posted. */
const bytesAtMost = 3900;
const causesTold = 3;

/**
 * The message in sentences, for notifications and screen readers, which read no blocks. Slack takes `&`, `<`
 * and `>` for markup here, and so they are escaped.
 */
export function messageText(
  report: Report,
  { headline, count, rows }: Pick<Content, 'headline' | 'count' | 'rows'>,
  listed: readonly Judgement[],
): string {
  const { unreachable, gap } = report;
  const several = variety(report).repositories;
  // Where nothing is towards a watched branch, the headline has said which.
  const where =
    gap?.kind === 'elsewhere' ? '' : clipWidth(watchedPhrase(report), 200).replaceAll(' → ', ' to ');
  const [oldest] = withVerdict(report, 'overdue');
  const longest = oldest ? `, the oldest for ${waitOf(oldest)}` : '';
  const fresh = rows.filter((row) => row.kind === 'waiting' && row.isNew).length;
  const news = fresh > 0 ? `, ${formatCount(fresh)} of them new` : '';
  const start = `${headline}${news}${longest}${where ? `${(news || longest) && ','} in ${where}` : ''}`;
  const names = listed.map((one) => {
    const looks = reviewsSoFar(one);
    const stack = standing(one, { branches: false });
    const facts = [waitOf(one), ...(stack ? [stack] : []), ...(looks ? [clipWidth(looks, 60)] : [])];
    return `${numbered(one, several)} ${clipWidth(label(one.pullRequest.title), 60)} (${facts.join('; ')})`;
  });
  const causes = causesOf(unreachable);
  const further = causes.slice(causesTold).reduce((sum, { count }) => sum + count, 0);
  const end = [
    ...causes.slice(0, causesTold).map((cause) => `. ${clipWidth(causeLine(cause), 250)}`),
    ...(further > 0 ? [`. ${plural(further, 'further repository')} could not be looked at`] : []),
  ].join('');

  for (let named = names.length; ; named--) {
    const more = count - named;
    const list =
      names.slice(0, named).join(', ') + (more > 0 && named > 0 ? ` and ${formatCount(more)} more` : '');
    const whole = escapeMarkdown(`${start}${list ? `: ${list}` : ''}${end}.`);
    if (named === 0 || Buffer.byteLength(whole) <= bytesAtMost) return whole;
  }
}
