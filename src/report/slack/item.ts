/** What a message says of one pull request, in texts that a phone shows on few lines. */
import type { Judgement } from '../../review/judge.ts';
import { clipWidth, label, widthOf } from '../../text/untrusted.ts';
import { formatAtSight } from '../../values/duration.ts';
import type { Report } from '../report.ts';
import { namesAsked, numbered, reviewsSoFar, size, standing, variety } from '../words.ts';
import { clipLines, linesAtMost, linesOf, phoneColumns, type Room } from './phone.ts';

export interface Item {
  /** "16 d" */
  readonly wait: string;
  /** "#4512 Reduce cold start of the worker", untrusted. */
  readonly title: string;
  /** "only bots have looked · +120 −30 · asked: hubot", untrusted; empty where there is nothing to say. */
  readonly facts: string;
}

const separator = ' · ';
/** Columns for untrusted text. */
const columns = { title: 70, denseTitle: 60, standing: 24, name: 40 };
/** What each of the other facts gets before the looks are cut, in columns. */
const leastAsked = 'asked: somebody +1'.length;
const leastLooks = 24;

/** "16 d": its largest unit, and more where only these say that it is overdue. */
export function waitOf({ waited, allowed, units }: Judgement): string {
  return formatAtSight(waited, units, allowed);
}

/** What stands around an item, and takes room of its lines. */
export interface Around {
  /** Before the wait. */
  readonly before: string;
  /** Behind the facts: instants, as Slack may show them. */
  readonly after: string;
  /** Who is mentioned, as wide as that may be: behind the title, or behind all. */
  readonly beside: string;
}

/** Title in usual, facts in small letters, below one another. */
export function roomyItem(judgement: Judgement, report: Report, { before, after, beside }: Around): Item {
  const wait = waitOf(judgement);
  const lead = `${before}${wait}  `;
  const title = titleOf(judgement, columns.title, {
    before: lead,
    after: beside,
    columns: phoneColumns.text,
    lines: linesAtMost - 1,
  });
  const left = linesAtMost - linesOf(`${lead}${title}${beside}`, phoneColumns.text);
  return { wait, title, facts: factsOf(judgement, report, left, after) };
}

/** An entry of a list: the facts behind the title, and of these only what tells why it is overdue. */
export function denseItem(judgement: Judgement, report: Report, { before, after, beside }: Around): Item {
  const wait = waitOf(judgement);
  const room = phoneColumns.list - widthOf(after);
  const facts = clipWidth(plainFacts(judgement, report, room).join(separator), room);
  const title = titleOf(judgement, columns.denseTitle, {
    before: `${before}${wait}  `,
    after: [facts, after].flatMap((part) => (part ? [separator, part] : [])).join('') + beside,
    columns: phoneColumns.list,
    lines: linesAtMost,
  });
  return { wait, title, facts };
}

/** "#4512 Reduce cold start of the worker", of so many columns at most. */
function titleOf(judgement: Judgement, most: number, room: Room): string {
  const number = `${numbered(judgement, false)} `;
  const title = clipWidth(label(judgement.pullRequest.title), most - number.length);
  return number + clipLines(title, { ...room, before: `${room.before ?? ''}${number}` });
}

/** What helps to decide, as much as so many lines hold; those asked are last, and counted where they do not fit. */
function factsOf(judgement: Judgement, report: Report, lines: number, after: string): string {
  const behind = after && `${separator}${after}`;
  const room = phoneColumns.small * lines - widthOf(behind);
  const facts = plainFacts(judgement, report, room - leastAsked - separator.length);
  const asked = askedOf(judgement, report);
  const attempts = [
    ...[[...facts, size(judgement)], facts].flatMap((before) => asked.map((who) => [...before, who])),
    ...[[...facts, `${judgement.pullRequest.requested?.length ?? 0} asked`], facts],
  ].map((parts) => parts.join(separator));
  const fitting = attempts.find((attempt) => linesOf(attempt + behind, phoneColumns.small) <= lines);
  return fitting ?? clipLines(attempts.at(-1) ?? '', { after: behind, columns: phoneColumns.small, lines });
}

/** Why it is overdue although somebody looked, that it is a draft, where it stands. */
function plainFacts(judgement: Judgement, report: Report, room: number): string[] {
  const looks = reviewsSoFar(judgement);
  const stand = standing(judgement, variety(report));
  const others = [
    ...(judgement.pullRequest.draft ? ['draft'] : []),
    ...(stand ? [clipWidth(stand, columns.standing)] : []),
  ];
  const left = room - others.reduce((sum, fact) => sum + widthOf(fact) + separator.length, 0);
  return [...(looks ? [clipWidth(looks, Math.max(leastLooks, left))] : []), ...others];
}

/** Who was asked, in ever fewer words; those whose reviews count come first. */
function askedOf(judgement: Judgement, report: Report): string[] {
  const asked = namesAsked(judgement, report, (name) => clipWidth(label(name), columns.name));
  if (!asked) return ['not known who was asked'];
  if (asked.length === 0) return ['nobody asked'];
  const names = asked
    .toSorted((one, other) => Number(other.counts) - Number(one.counts))
    .map(({ shown }) => shown);
  const fewer = names.map((_, index) => {
    const more = index > 0 ? ` +${index}` : '';
    return `asked: ${names.slice(0, names.length - index).join(', ')}${more}`;
  });
  return asked.some(({ counts }) => counts) ? fewer : [...fewer, 'only bots asked'];
}
