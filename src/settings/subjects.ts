import { hasInvisible } from '../values/blank.ts';
import { branchFlaw, type Flaw, labelFlaw, loginFlaw } from '../values/entry.ts';
import { similar } from '../values/nearest.ts';
import {
  branchMatching,
  type Matching,
  nameMatching,
  patternList,
  repositoryMatching,
  selects,
} from '../values/pattern-list.ts';
import { repositoryIn } from '../values/repository-name.ts';

/** Of what a pattern list consists. */
export type Subject = keyof typeof subjects;

interface SubjectRules {
  readonly matching: Matching;
  readonly flawOf: (entry: string) => Flaw | undefined;
  readonly allowed: string;
}

/** What GitHub says of an author and a repository (schema: enum CommentAuthorAssociation), in small letters. */
const associations = [
  'owner',
  'member',
  'collaborator',
  'contributor',
  'first-time-contributor',
  'first-timer',
  'mannequin',
  'none',
];

function associationFlaw(entry: string): Flaw | undefined {
  const list = patternList([entry], nameMatching);
  if (associations.some((word) => selects(list, word))) return undefined;
  const [meant] = similar(entry.toLowerCase().replaceAll('_', '-'), associations, 1);
  return { why: "is none of GitHub's words for an author", ...(meant !== undefined && { meant }) };
}

function repositoryFlaw(entry: string): Flaw | undefined {
  if (/^[\w.*?-]+\/[\w.*?-]+$/.test(entry) || entry === '**') return undefined;
  const meant = repositoryIn(entry);
  return { why: 'can match no owner/name', ...(meant !== undefined && { meant }) };
}

function reviewerFlaw(entry: string): Flaw | undefined {
  if (/^[\w*?-]+\/[\w.*?-]+$/.test(entry)) return undefined;
  const team = /^@([\w-]+\/[\w.-]+)$/.exec(entry)?.[1];
  return team === undefined ? loginFlaw(entry) : { why: 'has an @, which is no part of a name', meant: team };
}

function pathFlaw(entry: string): Flaw | undefined {
  if (hasInvisible(entry)) return { why: 'holds a character that cannot be seen' };
  if (entry.includes('\\')) return { why: 'holds a backslash', meant: entry.replaceAll('\\', '/') };
  const meant = entry.replace(/^\.?\/+/, '');
  if (meant !== entry) return { why: 'begins with a slash or a dot', meant };
  return entry.endsWith('/')
    ? { why: 'is a folder, and only files are changed', meant: `${entry}**` }
    : undefined;
}

/** YAML reads these signs as something of its own, before an input is one. */
export const inQuotes = 'In YAML, a value that begins with ! or * stands in quotes.';

export const subjects = {
  branch: {
    matching: branchMatching,
    flawOf: branchFlaw,
    allowed: `Allowed: names and patterns of branches, such as main, release-* or !wip/**. ${inQuotes}`,
  },
  login: {
    matching: nameMatching,
    flawOf: loginFlaw,
    allowed: `Allowed: logins and patterns, such as octocat, dependabot[bot] or *[bot]. ${inQuotes}`,
  },
  label: {
    matching: nameMatching,
    flawOf: labelFlaw,
    allowed: `Allowed: names and patterns of labels, such as bug, area/* or !wip. ${inQuotes}`,
  },
  repository: {
    matching: repositoryMatching,
    flawOf: repositoryFlaw,
    allowed: `Allowed: names and patterns of repositories, such as acme/web, acme/pay-* or !acme/sandbox. ${inQuotes}`,
  },
  reviewer: {
    matching: nameMatching,
    flawOf: reviewerFlaw,
    allowed: 'Allowed: logins and teams, such as octocat, acme/security or acme/*.',
  },
  path: {
    matching: branchMatching,
    flawOf: pathFlaw,
    allowed: `Allowed: paths and patterns from the root of the repository, such as infra/**, **/*.sql or !docs/**. ${inQuotes}`,
  },
  association: {
    matching: nameMatching,
    flawOf: associationFlaw,
    allowed: `Allowed: ${associations.join(', ')}, patterns of them such as first-*, or with an exclamation mark, such as !member. ${inQuotes}`,
  },
} as const satisfies Readonly<Record<string, SubjectRules>>;
