/** Who a GitHub account or team is in Slack. */
import { trimBlank } from '../values/blank.ts';
import { type Contact, contactFlaw, parseContact } from '../values/contact.ts';
import { bareEntry } from '../values/list.ts';
import type { Problems } from './problem.ts';
import type { Reader } from './reader.ts';

/** By login or `org/team` in small letters. */
export type People = ReadonlyMap<string, Contact>;

const allowed =
  'Allowed: lines such as "octocat: U0123456789" or "acme/core: S0123456789": a login or org/team, a colon, and an ID of Slack (U… or W… of a person, S… of a user group) or an e-mail address.';

/** A login, or `org/team`; undefined where a text is neither. */
export function parseAccount(text: string): string | undefined {
  return /^[a-z\d][\w-]{0,99}(?:\/[a-z\d][\w.-]{0,199})?$/i.test(text) ? text.toLowerCase() : undefined;
}

/** Why a text is no login and no team. The grammar is that of "@octocat …". */
export function accountFlaw(text: string): { readonly why: string; readonly meant?: string } {
  if (/\[bot\]$/i.test(text)) return { why: 'is a bot, and bots are never mentioned' };
  const bare = text.replace(/^@/, '');
  const [, path = ''] = /^(?:https?:\/\/)?(?:[\w-]+\.)+[a-z]+\/(?:orgs\/)?([^?#]*?)\/?$/i.exec(text) ?? [];
  const meant = [bare, path.replace('/teams/', '/')].find((one) => one !== text && parseAccount(one));
  const why = 'is no login and no org/team of GitHub';
  return meant === undefined ? { why } : { why, meant };
}

/** A map of YAML in its simplest form, a line an entry: with comments, quotes around a name or a value, no nesting. */
export function readPeople(
  reader: Reader,
  name: string,
  { problems }: { readonly problems: Problems },
): People {
  const people = new Map<string, Contact>();
  const written = new Map<string, string>();
  for (const raw of reader.rawText(name).split('\n')) {
    const line = trimBlank(raw);
    if (line === '' || line.startsWith('#')) continue;
    const entry = readLine(line, problems);
    if (typeof entry === 'string') {
      problems.add(name, `${problems.given(line)} ${entry} ${allowed}`, line);
      continue;
    }
    const [account, contact] = entry;
    const key = account.toLowerCase();
    const before = written.get(key);
    if (before !== undefined)
      problems.add(
        name,
        `names ${problems.given(account)} twice${before === account ? '' : ` (before as ${problems.given(before)}, and case does not count)`}. Allowed: one line for each login and team.`,
        line,
      );
    written.set(key, before ?? account);
    people.set(key, contact);
  }
  if (written.size === 0 && !problems.has(name)) problems.add(name, `names nobody. ${allowed}`);
  return people;
}

/** An account and how it is reached, or what is wrong. */
function readLine(line: string, problems: Problems): readonly [string, Contact] | string {
  if (/^-(\s|$)/.test(line) || line.startsWith('['))
    return 'is an entry of a list, and this is a map: nobody would know whose it is.';
  if (line.startsWith('{')) return 'is a map within braces. Each entry has a line of its own.';
  const parts = /^("[^"]*"|'[^']*'|[^\s:"'#][^\s:]*)\s*:(?:\s+(.*))?$/u.exec(line);
  if (!parts) return 'is no entry.';
  const [, key = '', rest = ''] = parts;
  const account = bareEntry(key, true) ?? key;
  if (parseAccount(account) === undefined) return wrong(accountFlaw(account), account, problems);
  const value = readValue(rest);
  if (value === undefined) return 'has something behind its quotes, or lacks one of them.';
  if (value === '') return 'has no value.';
  const contact = parseContact(value);
  if (contact) return [account, contact];
  if (/,\s*\S+\s*:/.test(value)) return 'holds several entries. Each has a line of its own.';
  return wrong(contactFlaw(value), value, problems);
}

/** A value without its quotes and the comment behind it; undefined where the quotes do not fit. */
function readValue(rest: string): string | undefined {
  const quoted = /^(?:"([^"]*)"|'([^']*)')\s*(?:#.*)?$/u.exec(rest);
  if (quoted) return trimBlank(quoted[1] ?? quoted[2] ?? '');
  if (/^["']/.test(rest)) return undefined;
  return trimBlank(rest.replace(/(?:^|\s)#.*$/u, ''));
}

function wrong(
  { why, meant }: { readonly why: string; readonly meant?: string },
  part: string,
  problems: Problems,
) {
  return `is refused: ${problems.meant(part)} ${why}.${problems.hint(meant)}`;
}

/** Whether anybody is given by an address, which Slack must look up. */
export function hasEmails(people: People | undefined): boolean {
  return [...(people?.values() ?? [])].some(({ kind }) => kind === 'email');
}

/** Only how many: addresses are nobody's business. */
export function showPeople(people: People): string {
  const emails = [...people.values()].filter(({ kind }) => kind === 'email').length;
  const parts = [
    ...(people.size > emails ? [`${people.size - emails} by ID`] : []),
    ...(emails > 0 ? [`${emails} by e-mail`] : []),
  ];
  return parts.join(', ');
}
