import { splitList } from '../terms/pattern-list.ts';
import { parseRepository, type RepositoryName } from '../terms/repository-name.ts';
import { given, type Problems } from './problem.ts';
import type { Reader } from './reader.ts';
import type { Run } from './run.ts';

/** The repositories to look at, each once; this workflow's own when the input is blank. */
export function readRepositories(reader: Reader, problems: Problems, run: Run): RepositoryName[] {
  const entries = splitList(reader.raw('repositories') ?? run.repository);
  if (entries.length === 0)
    problems.add(
      'repositories',
      'names nothing, and GITHUB_REPOSITORY is empty. Allowed: owner/name, one or several.',
    );
  const found = new Map<string, RepositoryName>();
  for (const entry of entries) {
    const repository = parseRepository(entry);
    if (repository) found.set(repository.full.toLowerCase(), repository);
    else
      problems.add(
        'repositories',
        `${given(entry)} ${complaint(entry)} Allowed: owner/name, one or several separated by commas or newlines.`,
      );
  }
  return [...found.values()];
}

function complaint(entry: string): string {
  if (/[*?]|^!/.test(entry))
    return 'is a pattern, and this version knows none here: name each repository exactly.';
  if (/^https?:/i.test(entry)) return 'is an address: only its owner/name is wanted.';
  return 'is not the name of a repository.';
}

/** The token that reads. An explicitly passed but unset secret must not go unnoticed. */
export function readGithubToken(reader: Reader, problems: Problems): string {
  const token = reader.text('github-token');
  if (token === undefined) {
    problems.add(
      'github-token',
      'is empty. An unset secret arrives as an empty string: is its name right, and is it visible to this repository? ' +
        "Without this line the run's own token is used.",
    );
    return '';
  }
  if (/[^\x21-\x7e]/.test(token))
    problems.add(
      'github-token',
      'holds a blank, a line break or another character that no token has. Store the secret again.',
    );
  return token;
}
