import type { Flaw } from '../values/entry.ts';
import { type PatternList, patternList, repositoryMatching, selects } from '../values/pattern-list.ts';
import { parseRepository, type RepositoryName, repositoryIn } from '../values/repository-name.ts';
import type { Problems } from './problem.ts';
import type { Reader } from './reader.ts';
import type { Run } from './run.ts';
import { inQuotes } from './subjects.ts';

/** Which of an owner's repositories to look at; who they are is known only when GitHub lists them. */
export interface RepositoryPatterns {
  /** Users and organizations whose repositories are listed, each once. */
  readonly owners: readonly string[];
  /** Over `owner/name`. */
  readonly list: PatternList;
}

/** The input `repositories`, read: names to look at, and patterns over the repositories of owners. */
export interface ChosenRepositories {
  /** Named exactly and not excluded, each once. */
  readonly named: readonly RepositoryName[];
  readonly patterns: RepositoryPatterns | undefined;
}

const allowed = `Allowed: owner/name, owner/* and !owner/name, separated by commas or newlines. ${inQuotes}`;
const owned = /^([a-z\d][\w-]{0,99})\/([\w.*?-]{1,100})$/i;

/** The workflow's own repository, where the input is blank. */
export function ownRepository({ repository }: Run, problems: Problems): ChosenRepositories {
  const own = parseRepository(repository);
  if (!own) problems.add('repositories', `names nothing, and GITHUB_REPOSITORY is empty. ${allowed}`);
  return { named: own ? [own] : [], patterns: undefined };
}

/** Reads which repositories to look at. */
export function readRepositories(
  reader: Reader,
  name: string,
  { problems }: { readonly problems: Problems },
): ChosenRepositories {
  const entries = reader.list(name);
  const named = new Map<string, RepositoryName>();
  const owners = new Map<string, string>();
  const globs: string[] = [];
  for (const entry of entries) {
    const repository = parseRepository(entry);
    const [, owner] = /[*?]/.test(entry) ? (owned.exec(entry) ?? []) : [];
    if (repository) named.set(repository.full.toLowerCase(), repository);
    else if (owner !== undefined) {
      owners.set(owner.toLowerCase(), owner);
      globs.push(entry);
    } else if (isExclusion(entry)) globs.push(entry);
    else problems.add(name, () => reader.flawed(entry, flawOf(entry), allowed), entry);
  }
  const list = globs.length > 0 ? patternList(globs, repositoryMatching) : undefined;
  const onlyExclusions = entries.length > 0 && entries.every(isExclusion);
  if (onlyExclusions)
    problems.add(
      'repositories',
      `holds exclusions only, which leaves open whose repositories are meant. Add an owner's, for example "acme/*". ${allowed}`,
    );
  const kept = [...named.values()].filter(({ full }) => !list || !excludes(list, full));
  if (named.size > 0 && kept.length === 0 && owners.size === 0)
    problems.add('repositories', 'excludes everything that it names. Remove an exclusion.');
  return {
    named: kept,
    patterns: list && owners.size > 0 ? { owners: [...owners.values()], list } : undefined,
  };
}

/** An exclusion that can match some `owner/name`. */
function isExclusion(entry: string): boolean {
  return /^!\s*[\w.*?-]+(\/[\w.*?-]+)?$/.test(entry) && /\/|\*\*/.test(entry);
}

function excludes({ excluded, matching, entries }: PatternList, full: string): boolean {
  return !selects({ entries, included: [], excluded, matching }, full);
}

function flawOf(entry: string): Flaw {
  if (entry.startsWith('!')) return { why: 'excludes nothing: it can match no owner/name.' };
  if (/[*?]/.test(entry) && !entry.includes(':'))
    return {
      why: 'is a pattern whose owner is open. GitHub lists repositories by owner: write the owner out, such as "acme/*".',
    };
  const [, pattern = ''] = /^https?:\/\/[^/]+\/(.+)$/i.exec(entry) ?? [];
  const meant = repositoryIn(entry) ?? (owned.test(pattern) ? pattern : undefined);
  const why = /^https?:/i.test(entry)
    ? 'is an address: only its owner/name is wanted.'
    : 'is not the name of a repository.';
  return meant === undefined ? { why } : { why, meant };
}

/** The entries, for people. */
export function showRepositories({ named, patterns }: ChosenRepositories): string {
  return [...named.map(({ full }) => full), ...(patterns?.list.entries ?? [])].join(', ');
}
