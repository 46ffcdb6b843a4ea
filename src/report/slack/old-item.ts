/** What a message says of a pull request that this run did not judge, in texts that a phone shows on few lines. */
import { clipWidth, label } from '../../text/untrusted.ts';
import type { Item } from './item.ts';
import { clipLines, linesAtMost, linesOf, phoneColumns } from './phone.ts';

/** What is known of it: untrusted, as an older message said it. */
export interface OldItem extends Pick<Item, 'title' | 'facts'> {
  /** Stands before the title. */
  readonly lead: string;
  /** Behind the facts: instants, as Slack may show them. */
  readonly after: string;
}

const separator = ' · ';
/** Columns for untrusted text. */
const columns = { title: 70, denseTitle: 60, facts: 100, denseFacts: 34 };

/** One that was not checked: of what the message said, the facts give way to its title. */
export function uncheckedItem(old: OldItem, isDense: boolean): Pick<Item, 'title' | 'facts'> {
  const bare = { ...old, facts: '' };
  if (isDense) return denseItem(bare);
  const title = titleOf(old, Math.max(1, linesAtMost - smallLines(bare)));
  const left = linesAtMost - linesOf(`${old.lead}${title}`, phoneColumns.text);
  return { title, facts: smallLines(old) <= left ? told(old) : '' };
}

/** One that is settled: its title takes one line, and gives way to what happened. */
export function settledItem(old: OldItem, isDense: boolean): Pick<Item, 'title' | 'facts'> {
  if (isDense) return denseItem(old);
  const room = { after: behind(old), columns: phoneColumns.small, lines: linesAtMost - 1 };
  return { title: titleOf(old, 1), facts: clipLines(told(old), room) };
}

function titleOf({ title, lead }: OldItem, lines: number): string {
  const room = { before: lead, columns: phoneColumns.text, lines };
  return clipLines(clipWidth(label(title), columns.title), room);
}

/** Lines of the small text below the title. */
function smallLines(old: OldItem): number {
  const facts = told(old);
  return linesOf(facts ? `${facts}${behind(old)}` : old.after, phoneColumns.small);
}

function behind({ after }: OldItem): string {
  return after && `${separator}${after}`;
}

function denseItem(old: OldItem): Pick<Item, 'title' | 'facts'> {
  const facts = clipWidth(told(old), columns.denseFacts);
  const title = clipLines(clipWidth(label(old.title), columns.denseTitle), {
    before: old.lead,
    after: [facts, old.after].flatMap((part) => (part ? [separator, part] : [])).join(''),
    columns: phoneColumns.list,
    lines: linesAtMost,
  });
  return { title, facts };
}

function told({ facts }: OldItem): string {
  return facts === '' ? '' : clipWidth(label(facts), columns.facts);
}
