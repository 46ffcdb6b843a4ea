import type { Judgement } from '../../review/judge.ts';
import { clipWidth, label } from '../../text/untrusted.ts';
import type { Report } from '../report.ts';
import { variety } from '../words.ts';
import { type Block, context, divider, link, list, plain, richText, section, text } from './blocks.ts';
import { denseItem, type Item, roomyItem } from './item.ts';
import { mark } from './marks.ts';

/** Ways to draw the list, the roomiest first. */
export const layouts = ['ruled', 'roomy', 'dense'] as const;
export type Layout = (typeof layouts)[number];

/** Columns for untrusted text of a heading. */
const columns = { repository: 100, branch: 40 };

interface Group {
  /** Empty where the report has but one repository. */
  readonly heading: string;
  readonly own: readonly Judgement[];
}

/**
 * The pull requests below their repositories, in the order of the longest wait of each.
 * - ruled: two blocks each, the facts small and grey; a line above each repository
 * - roomy: without these lines, where they are too many
 * - dense: one block a repository, an entry of a list each, where two blocks each are too many
 * @param listed the longest wait first
 * @param beyond longer waits (ms) get a mark; undefined where none does
 */
export function listBlocks(
  listed: readonly Judgement[],
  report: Report,
  { layout, beyond }: { readonly layout: Layout; readonly beyond: number | undefined },
): Block[] {
  const groups = groupsOf(listed, report);
  const before = ({ waited }: Judgement) => (beyond !== undefined && waited > beyond ? `${mark} ` : '');
  switch (layout) {
    case 'dense':
      return groups.map((group) => denseGroup(group, report, before));
    case 'roomy':
      return groups.flatMap((group) => roomyGroup(group, report, before));
    case 'ruled':
      return groups.flatMap((group) => [
        ...(groups.length > 1 ? [divider()] : []),
        ...roomyGroup(group, report, before),
      ]);
  }
}

function groupsOf(listed: readonly Judgement[], report: Report): Group[] {
  const several = variety(report).repositories;
  const branches = new Map(report.repositories.map(({ name, branch }) => [name, branch]));
  return [...Map.groupBy(listed, ({ pullRequest }) => pullRequest.repository)].map(([name, own]) => {
    const branch = branches.get(name);
    const towards = branch === undefined ? '' : ` → ${clipWidth(label(branch), columns.branch)}`;
    return { heading: several ? `${clipWidth(label(name), columns.repository)}${towards}` : '', own };
  });
}

type Before = (judgement: Judgement) => string;

function roomyGroup({ heading, own }: Group, report: Report, beforeOf: Before): Block[] {
  return own.flatMap((judgement, index) => {
    const before = beforeOf(judgement);
    const item = roomyItem(judgement, report, before);
    return [
      richText(
        section(
          ...(heading && index === 0 ? [text(`${heading}\n`, { bold: true })] : []),
          text(`${before}${item.wait}  `, { bold: true }),
          link(judgement.pullRequest.url, item.title),
        ),
      ),
      context(plain(item.facts)),
    ];
  });
}

function denseGroup({ heading, own }: Group, report: Report, beforeOf: Before): Block {
  const entries = own.map((judgement) => {
    const before = beforeOf(judgement);
    const { wait, title, facts }: Item = denseItem(judgement, report, before);
    return section(
      text(`${before}${wait}  `),
      link(judgement.pullRequest.url, title),
      ...(facts ? [text(` · ${facts}`)] : []),
    );
  });
  return richText(...(heading ? [section(text(heading, { bold: true }))] : []), list(...entries));
}
