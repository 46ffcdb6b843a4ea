/** Who is pinged. */
import type { Mentioned, NamedAsFallback } from '../review/mention.ts';
import { contactFlaw, parseSlackId } from '../values/contact.ts';
import { accountFlaw, parseAccount } from './people.ts';
import type { Problems } from './problem.ts';
import type { Reader } from './reader.ts';

interface Given {
  readonly problems: Problems;
}

export const mentionWords = ['asked', 'one-asked', 'authors', 'none'] as const;
const allowed = 'Allowed: asked or one-asked, authors, or both (asked, authors); or none alone.';

export function readMention(reader: Reader, name: string, { problems }: Given): Mentioned {
  const chosen = new Set(reader.choices(name, mentionWords));
  const refuse = (what: string) =>
    problems.add(name, `${problems.given([...chosen].join(', '))} ${what} ${allowed}`);
  if (chosen.has('asked') && chosen.has('one-asked'))
    refuse('names both asked (all of them) and one-asked (one of them).');
  if (chosen.has('none') && chosen.size > 1) refuse('names nobody and somebody.');
  const asked = chosen.has('one-asked') ? 'one' : chosen.has('asked') ? 'all' : 'none';
  return { asked, authors: chosen.has('authors') };
}

export function showMention({ asked, authors }: Mentioned): string {
  const parts = [
    ...(asked === 'none' ? [] : [asked === 'one' ? 'one-asked' : 'asked']),
    ...(authors ? ['authors'] : []),
  ];
  return parts.join(', ') || 'none';
}

/** Logins, teams and IDs of Slack: an ID is in capitals and has a digit. */
export function readNamed(reader: Reader, name: string, { problems }: Given): readonly NamedAsFallback[] {
  const entries = reader.list(name);
  if (entries.length === 0 && !problems.has(name)) problems.add(name, `names nobody. ${namedAllowed}`);
  return entries.flatMap((entry): NamedAsFallback[] => {
    const id = parseSlackId(entry);
    if (id && /\d/.test(entry)) return [id];
    const account = parseAccount(entry);
    if (account !== undefined) return [{ kind: 'account', name: account }];
    const { why, meant } = flawOf(entry);
    problems.add(
      name,
      () => `${problems.given(entry)} ${why}.${problems.hint(meant)} ${namedAllowed}`,
      entry,
    );
    return [];
  });
}

const namedAllowed =
  'Allowed: logins, org/team, or IDs of Slack (U… or W… of a person, S… of a user group), such as octocat, acme/leads or S0123456789.';

function flawOf(entry: string) {
  const inSlack = contactFlaw(entry);
  if (/everybody/.test(inSlack.why) || (inSlack.meant !== undefined && /^<|^@?[UWS]/i.test(entry)))
    return inSlack;
  if (/^[^/]+@/.test(entry)) return { why: 'is an e-mail address: put it into people, and its login here' };
  return accountFlaw(entry);
}

export function showNamed(entries: readonly NamedAsFallback[]): string {
  return entries.map((one) => (one.kind === 'account' ? one.name : one.id)).join(', ');
}
