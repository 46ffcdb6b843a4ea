/** A direct message: what waits for one person, beside the message in the channel. */
import type { Judgement } from '../../review/judge.ts';
import { askedFor } from '../../review/mention.ts';
import { clipWidth, label } from '../../text/untrusted.ts';
import type { Audience } from '../audience.ts';
import type { Report } from '../report.ts';
import { formatCount, numbered, pullRequests, variety } from '../words.ts';
import { type Block, escapeMarkdown, link, richText, section, text } from './blocks.ts';
import type { Difference, Live } from './compare.ts';
import { waitOf } from './item.ts';
import { listBlocks } from './list.ts';
import { pingingOf } from './mentions.ts';
import { fits } from './stored-blocks.ts';

/** One person, and what waits for them, the longest wait first. */
export interface Waiting {
  /** Of Slack. */
  readonly person: string;
  readonly judgements: readonly Judgement[];
}

export interface Direct {
  readonly person: string;
  readonly text: string;
  readonly blocks: Block[];
  readonly count: number;
}

/** Where the message in the channel stands. */
export interface Place {
  readonly words: string;
  readonly url: string;
}

const listedAtMost = 20;
const namedInText = 10;

/**
 * Whoever a fresh message would mention as asked, with all that waits for them. Groups get none.
 * @param live the message that the fresh one follows
 */
export function waitingForPeople(
  audience: Audience,
  live: Live | undefined,
  difference: Pick<Difference, 'news'>,
): readonly Waiting[] {
  const { directory, style, report } = audience;
  if (!directory || style.directMessages === 'none') return [];
  const how = style.mention.asked === 'one' ? 'one' : 'all';
  const { calendar, now } = report;
  const peopleOf = ({ pullRequest }: Judgement) =>
    askedFor(pullRequest, how, { directory, calendar, now }).filter(({ kind }) => kind === 'user');
  const reminded = new Set(
    pingingOf(audience, live, difference).flatMap((one) => peopleOf(one).map(({ id }) => id)),
  );
  const waiting = new Map<string, Judgement[]>();
  for (const judgement of pingingOf(audience, undefined, difference))
    for (const id of new Set(peopleOf(judgement).map((one) => one.id)))
      if (reminded.has(id)) waiting.set(id, [...(waiting.get(id) ?? []), judgement]);
  return [...waiting].map(([person, judgements]) => ({ person, judgements }));
}

/** @param place undefined where its address is not known */
export function renderDirect(
  { person, judgements }: Waiting,
  report: Report,
  place: Place | undefined,
): Direct {
  const count = judgements.length;
  const head = `${pullRequests(count)} ${count === 1 ? 'waits' : 'wait'} for you`;
  const draw = (listed: number): Block[] => {
    const rows = judgements
      .slice(0, listed)
      .map((judgement) => ({ kind: 'waiting', judgement, isNew: false }) as const);
    const more = count - listed;
    const rest = more > 0 ? [text(`and ${formatCount(more)} more`)] : [];
    const where = place ? [text(rest.length > 0 ? ' · ' : ''), link(place.url, place.words)] : [];
    const foot = [...rest, ...where].filter((one) => one.text !== '');
    return [
      richText(section(text(head, { bold: true }))),
      ...listBlocks(rows, report, { layout: 'dense', beyond: undefined, dated: false }),
      ...(foot.length > 0 ? [richText(section(...foot))] : []),
    ];
  };
  let listed = Math.min(count, listedAtMost);
  while (listed > 1 && !fits(draw(listed))) listed--;
  const several = variety(report).repositories;
  const names = judgements
    .slice(0, namedInText)
    .map(
      (one) => `${numbered(one, several)} ${clipWidth(label(one.pullRequest.title), 60)} (${waitOf(one)})`,
    );
  const further = count > names.length ? ` and ${formatCount(count - names.length)} more` : '';
  return {
    person,
    count,
    text: escapeMarkdown(`${head}: ${names.join(', ')}${further}.`),
    blocks: draw(listed),
  };
}
