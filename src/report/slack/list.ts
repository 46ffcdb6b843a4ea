import type { Instant } from '../../review/pull-request.ts';
import { clipWidth, label } from '../../text/untrusted.ts';
import { formatDay, formatTime } from '../../values/zone.ts';
import type { Report } from '../report.ts';
import { variety } from '../words.ts';
import {
  type Block,
  context,
  date,
  divider,
  link,
  list,
  markdownDate,
  plain,
  type ReadersInstant,
  richText,
  section,
  text,
} from './blocks.ts';
import { type Around, denseItem, type Item, roomyItem } from './item.ts';
import { mark } from './marks.ts';
import { mentionElements, mentionRoom } from './mentions.ts';
import { settledItem, uncheckedItem } from './old-item.ts';
import { instantWords } from './remembered.ts';
import { type Row, repositoryOfRow } from './row.ts';

/** Ways to draw the list, the roomiest first. */
export const layouts = ['ruled', 'roomy', 'dense'] as const;
export type Layout = (typeof layouts)[number];

/** Columns for untrusted text of a heading. */
const columns = { repository: 100, branch: 40 };

interface Group {
  /** Empty where the report has but one repository. */
  readonly heading: string;
  readonly own: readonly Row[];
}

/** How the rows are drawn. */
export interface Drawing {
  readonly layout: Layout;
  /** Longer waits (ms) get a mark; undefined where none does. */
  readonly beyond: number | undefined;
  /** The message is kept true: since when somebody waits is told as an instant. */
  readonly dated: boolean;
}

/**
 * The pull requests below their repositories, in the order of the longest wait of each.
 * - ruled: two blocks each, the facts small and grey; a line above each repository
 * - roomy: without these lines, where they are too many
 * - dense: one block a repository, an entry of a list each, where two blocks each are too many
 * @param rows the longest wait first, then what is settled
 */
export function listBlocks(rows: readonly Row[], report: Report, drawing: Drawing): Block[] {
  const groups = groupsOf(rows, report);
  switch (drawing.layout) {
    case 'dense':
      return groups.map((group) => denseGroup(group, report, drawing));
    case 'roomy':
      return groups.flatMap((group) => roomyGroup(group, report, drawing));
    case 'ruled':
      return groups.flatMap((group) => [
        ...(groups.length > 1 ? [divider()] : []),
        ...roomyGroup(group, report, drawing),
      ]);
  }
}

function groupsOf(rows: readonly Row[], report: Report): Group[] {
  const byRepository = Map.groupBy(rows, repositoryOfRow);
  const several = variety(report).repositories || byRepository.size > 1;
  const branches = new Map(report.repositories.map(({ name, branch }) => [name, branch]));
  return [...byRepository].map(([name, own]) => {
    const branch = branches.get(name);
    const towards = branch === undefined ? '' : ` → ${clipWidth(label(branch), columns.branch)}`;
    return { heading: several ? `${clipWidth(label(name), columns.repository)}${towards}` : '', own };
  });
}

function roomyGroup({ heading, own }: Group, report: Report, drawing: Drawing): Block[] {
  return own.flatMap((row, index) => {
    const { before, wait, title, facts, url, isStruck, instants } = lineOf(row, report, drawing);
    const lead = `${before}${wait}`;
    const grey = [...(facts ? [plain(facts)] : []), ...instants.map(markdownDate)];
    return [
      richText(
        section(
          ...(heading && index === 0 ? [text(`${heading}\n`, { bold: true })] : []),
          ...(lead ? [text(`${lead}  `, { bold: true })] : []),
          link(url, title, isStruck ? { strike: true } : undefined),
          ...mentionElements(row, false),
        ),
      ),
      ...(grey.length > 0 ? [context(...grey)] : []),
    ];
  });
}

function denseGroup({ heading, own }: Group, report: Report, drawing: Drawing): Block {
  const entries = own.map((row) => {
    const { before, wait, title, facts, url, isStruck, instants } = lineOf(row, report, drawing);
    const lead = `${before}${wait}`;
    return section(
      ...(lead ? [text(`${lead}  `)] : []),
      link(url, title, isStruck ? { strike: true } : undefined),
      ...(facts ? [text(` · ${facts}`)] : []),
      ...instants.flatMap((when) => [text(isStruck ? ' ' : ' · '), date(when)]),
      ...mentionElements(row, true),
    );
  });
  return richText(...(heading ? [section(text(heading, { bold: true }))] : []), list(...entries));
}

/** A row in texts. */
interface Line extends Item {
  /** Marks that stand before the wait. */
  readonly before: string;
  readonly url: string;
  readonly isStruck: boolean;
  readonly instants: readonly ReadersInstant[];
}

/** The same rows are drawn again and again until they fit: fitting their texts to lines takes most of the time. */
const drawn = new WeakMap<Row, Map<string, Line>>();

function lineOf(row: Row, report: Report, drawing: Drawing): Line {
  const { layout, beyond, dated } = drawing;
  const isLong = row.kind === 'waiting' && beyond !== undefined && row.judgement.waited > beyond;
  const way = [layout === 'dense', dated, isLong].join();
  const known = drawn.get(row) ?? new Map<string, Line>();
  drawn.set(row, known);
  const line = known.get(way) ?? makeLine(row, report, { isDense: layout === 'dense', isLong, dated });
  known.set(way, line);
  return line;
}

function makeLine(
  row: Row,
  report: Report,
  { isDense, isLong, dated }: Record<'isDense' | 'isLong' | 'dated', boolean>,
): Line {
  switch (row.kind) {
    case 'waiting': {
      const { judgement, isNew } = row;
      const before = `${isNew ? 'new · ' : ''}${isLong ? `${mark} ` : ''}`;
      const instants = dated ? [sinceInstant(judgement.start.at, report)] : [];
      const around: Around = { before, after: shownAs(instants), beside: mentionRoom(row, isDense) };
      const make = isDense ? denseItem : roomyItem;
      const { url } = judgement.pullRequest;
      return { ...make(judgement, report, around), before, url, isStruck: false, instants };
    }
    case 'unchecked': {
      const { item, since } = row;
      const words = instantWords.unchecked;
      const unchecked = { instant: since, words, timed: true, fallback: `${words} ${at(since, report)}` };
      const waits = item.since === undefined ? [] : [sinceInstant(item.since, report)];
      const instants = [...waits, unchecked];
      const old = { ...item, lead: `⚠ ${item.wait}  `, after: shownAs(instants) };
      return {
        before: '⚠ ',
        wait: item.wait,
        ...uncheckedItem(old, isDense),
        url: item.url,
        isStruck: false,
        instants,
      };
    }
    case 'settled': {
      const { item, words, at: when } = row;
      const instants =
        when === undefined ? [] : [{ instant: when, words: '', timed: true, fallback: at(when, report) }];
      const old = { title: item.title, facts: words, lead: '', after: shownAs(instants) };
      return {
        before: '',
        wait: '',
        ...settledItem(old, isDense),
        url: item.url,
        isStruck: true,
        instants,
      };
    }
  }
}

/** As long as Slack shows them: some people's clocks have twelve hours. */
function shownAs(instants: readonly ReadersInstant[]): string {
  return instants.map(({ fallback, timed }) => `${fallback}${timed ? ' pm' : ''}`).join(' · ');
}

function sinceInstant(instant: Instant, { settings: { timezone }, now }: Report): ReadersInstant {
  const { since } = instantWords;
  return { instant, words: since, timed: false, fallback: `${since} ${formatDay(instant, timezone, now)}` };
}

function at(instant: Instant, { settings: { timezone }, now }: Report): string {
  return `${formatDay(instant, timezone, now)} ${formatTime(instant, timezone)}`;
}
