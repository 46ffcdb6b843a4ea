import { clipWidth, label } from '../../text/untrusted.ts';
import { type Cause, causeBrief, causeLine, causesOf, causesTitle } from '../cause.ts';
import { elsewhereLine } from '../elsewhere.ts';
import type { Report } from '../report.ts';
import { plural } from '../words.ts';
import { type Block, context, plain, richText, section, text } from './blocks.ts';
import { clipLines, linesAtMost, linesOf, phoneColumns } from './phone.ts';

const sign = '⚠ ';
const room = { before: sign, columns: phoneColumns.text, lines: linesAtMost };
const bullet = '• ';
const smallRoom = { before: bullet, columns: phoneColumns.small, lines: linesAtMost };
/** Columns of a repository's name. */
const nameColumns = 60;
const namesAtMost = 3;
/** Columns that name and reason get at least. */
const least = 40;

/** Beside an all-clear: where pull requests are open that nobody looked at. @param named at most so many */
export function elsewhereBlock(report: Report, named: number): Block[] {
  const idle = report.repositories.filter(({ elsewhere }) => elsewhere);
  if (report.counts.overdue > 0 || idle.length === 0) return [];
  const lines = idle.slice(0, named).map((one) => clipLines(elsewhereLine(one), room));
  const more = idle.length - lines.length;
  if (more > 0) lines.push(`and ${plural(more, 'further repository')}`);
  return [richText(section(text(lines.map((line) => sign + line).join('\n'))))];
}

/** What could not be looked at: one line a cause, whatever the number of repositories. @param named at most so many */
export function unreachableBlocks({ unreachable }: Report, named: number): Block[] {
  const causes = causesOf(unreachable).map((cause) => ({
    ...cause,
    names: cause.names.map((name) => clipWidth(label(name), nameColumns)),
  }));
  const [only, second] = causes;
  if (!only) return [];
  if (!second && only.count === 1) return [richText(section(text(sign + clipLines(causeLine(only), room))))];
  const lines = causes.slice(0, named).map(causeOnPhone);
  const further = causes.slice(named).reduce((sum, { count }) => sum + count, 0);
  if (further > 0) lines.push(`and ${plural(further, 'further repository')}`);
  return [
    richText(section(text(sign + causesTitle(causes)))),
    context(plain(lines.map((line) => bullet + line).join('\n'))),
  ];
}

/** With as many names as its lines hold; one at least, a reason that leaves no room for it is cut. */
function causeOnPhone(cause: Cause): string {
  const { first, names } = cause;
  const attempts = [
    ...Array.from({ length: namesAtMost }, (_, index) => causeBrief(cause, namesAtMost - index)),
    causeBrief({ ...cause, first: { ...first, reason: clipWidth(first.reason, least) } }, 1),
  ];
  const fitting = attempts.find((attempt) => linesOf(bullet + attempt, smallRoom.columns) <= smallRoom.lines);
  if (fitting !== undefined) return fitting;
  const shortest = {
    ...cause,
    names: names.map((name) => clipWidth(name, least)),
    first: { ...first, reason: clipWidth(first.reason, least) },
  };
  return clipLines(causeBrief(shortest, 1), smallRoom);
}
