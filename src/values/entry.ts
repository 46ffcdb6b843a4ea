/** Which entries of a pattern list can match nothing there is, by what GitHub and git let names be. */
import { hasInvisible } from './blank.ts';

/** Why an entry can match nothing; its grammar is that of "main …". */
export interface Flaw {
  readonly why: string;
  /** What was meant, where that can be told. */
  readonly meant?: string;
}

/** A longer entry is no name, in characters. */
const longest = 1000;
const tooLong: Flaw = { why: `is longer than ${longest} characters, as no name is` };
const unseen = 'holds a character that cannot be seen';
const ownLine = 'Entries are separated by commas, or stand on lines of their own.';

/** What is wrong with a pattern of branches (git check-ref-format; `*` and `?` are the globs of this list). */
export function branchFlaw(entry: string): Flaw | undefined {
  if (entry.length > longest) return tooLong;
  const [, ref] = /^refs\/(?:heads\/|remotes\/[^/]+\/|.*)(.*)$/.exec(entry) ?? [];
  if (ref !== undefined)
    return { why: 'is the full name of a ref, and a branch goes by its own name', ...maybe(ref, refFlaw) };
  const [, branch] = /^(?:remotes\/[^/]+|origin)\/(.+)$/.exec(entry) ?? [];
  if (branch !== undefined)
    return { why: "names a clone's remote, which no branch on GitHub has", ...maybe(branch, refFlaw) };
  const why = refFlaw(entry);
  return why === undefined ? undefined : { why, ...asGlob(entry, refFlaw) };
}

/** Why no ref has such a name. */
function refFlaw(name: string): string | undefined {
  if (name === '') return 'is empty';
  if (/\s/.test(name)) return `holds a blank, as no branch does. ${ownLine}`;
  if (hasInvisible(name)) return unseen;
  const [sign] = /[~^:[\\]|\.\.|@\{|\/\//.exec(name) ?? [];
  if (sign) return `holds ${sign}, which no branch's name may`;
  if (name.startsWith('/') || name.endsWith('/')) return 'begins or ends with a slash, as no branch does';
  if (name.endsWith('.') || /(^|\/)\./.test(name) || /\.lock($|\/)/.test(name))
    return "has a part that begins with a dot or ends in .lock, or a dot at its end, which no branch's name may";
  return undefined;
}

/** What is wrong with a pattern of logins. */
export function loginFlaw(entry: string): Flaw | undefined {
  if (entry.length > longest) return tooLong;
  const [, path = ''] = /^(?:https?:\/\/)?(?:[\w-]+\.)+[a-z]+\/([^?#]*?)\/?$/i.exec(entry) ?? [];
  const [, app] = /^apps?\/([\w-]+)(?:\[bot\])?$/i.exec(path || entry) ?? [];
  if (app !== undefined) return { why: 'is not how a bot is called here', meant: `${app}[bot]` };
  if (/^[\w-]+$/.test(path)) return { why: 'is an address', meant: path };
  if (/^@[^/]*$/.test(entry))
    return { why: 'has an @, which is no part of a login', ...maybe(entry.slice(1), loginWhy) };
  if (/^\[bot\]$/i.test(entry)) return { why: 'is the end of a name only', meant: '*[bot]' };
  if (entry.startsWith('['))
    return { why: 'begins with a bracket, as no login does', meant: entry.slice(1).replace(/\]$/, '') };
  const why = loginWhy(entry);
  if (why === undefined) return undefined;
  const joined = entry.replace(/\s+(?=\[bot\]$)/i, '');
  return { why, ...(joined === entry ? asGlob(entry, loginWhy) : maybe(joined, loginWhy)) };
}

function loginWhy(name: string): string | undefined {
  if (name === '') return 'is empty';
  if (name.includes('/'))
    return 'holds a slash, as no login does: teams are no reviewers here, their members are';
  if (name.includes(','))
    return 'holds a comma, as no login does. In a list with newlines each entry has a line of its own.';
  if (/\s/.test(name)) return `holds a blank, as no login does. ${ownLine}`;
  if (hasInvisible(name)) return unseen;
  const [sign] = /[\\^$|]/.exec(name) ?? [];
  return sign ? `holds ${sign}, which no login may` : undefined;
}

/** GitHub: "name is too long (maximum is 50 characters)". */
const longestLabel = 50;

/** What is wrong with a pattern of labels: their names may hold nearly anything. */
export function labelFlaw(entry: string): Flaw | undefined {
  if (entry.length > longest) return tooLong;
  const needed = [...entry.replaceAll('*', '')].length;
  return needed > longestLabel
    ? { why: `needs ${needed} characters, and a label has ${longestLabel} at most` }
    : undefined;
}

function maybe(meant: string, flaw: (name: string) => string | undefined): { readonly meant?: string } {
  return flaw(meant) === undefined ? { meant } : {};
}

/** The globs that a regular expression means, where it is a simple one: `^release-.*$`, `(main|next)`. */
function asGlob(entry: string, flaw: (name: string) => string | undefined): { readonly meant?: string } {
  const bare = entry.replace(/^\/?\^?/, '').replace(/\$?\/?$/, '');
  if (!/[\\^$|()]|\.[*+]|\[.*\]/.test(entry)) return {};
  const [, inner = bare] = /^\((?:\?:)?([^()]*)\)$/.exec(bare) ?? [];
  const globs = inner
    .split('|')
    .map((one) =>
      one.replace(/\\[dws][+*]?|\\(.)|\[[^\]]*\][+*?]?|\.[*+]/gi, (_, literal) => literal ?? '*'),
    );
  const says = (glob: string) => /[^*?]/.test(glob) && !/[\\^$|()+{}]/.test(glob);
  return globs.every((glob) => flaw(glob) === undefined && says(glob)) ? { meant: globs.join(', ') } : {};
}
