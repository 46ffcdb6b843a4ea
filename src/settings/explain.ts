import { bareEntry } from '../values/list.ts';
import { parseRepository, type RepositoryName } from '../values/repository-name.ts';
import type { Problems } from './problem.ts';
import type { Reader } from './reader.ts';
import type { Run } from './run.ts';

/** One pull request, as a user names it. */
export interface PullRequestName {
  readonly repository: RepositoryName;
  readonly number: number;
}

const allowed = 'Allowed: a number, owner/name#number, or the address of a pull request.';

/** Reads `explain`: a bare number is one of the only repository that the run looks at. */
export function readExplain(
  reader: Reader,
  name: string,
  {
    problems,
    run,
    onlyRepository,
  }: {
    readonly problems: Problems;
    readonly run: Run;
    readonly onlyRepository: RepositoryName | undefined;
  },
): PullRequestName | undefined {
  const value = reader.textOrDefault(name);
  const path = value.startsWith(`${run.serverUrl}/`) ? value.slice(run.serverUrl.length + 1) : value;
  const [, full, digits = ''] = /^(?:([^#\s]+?)(?:#|\/pull\/)|#?)(\d{1,9})(?:[/?#].*)?$/.exec(path) ?? [];
  const number = Number(digits);
  const bare = bareEntry(value, true);
  if (!number)
    return problems.add(
      name,
      `${problems.given(value)} is no pull request.${problems.hint(bare)} ${allowed}`,
    );
  if (full !== undefined) {
    const repository = parseRepository(full);
    return repository
      ? { repository, number }
      : problems.add(name, `${problems.given(value)} is no pull request of ${run.serverUrl}. ${allowed}`);
  }
  if (onlyRepository) return { repository: onlyRepository, number };
  return problems.add(
    name,
    `${problems.given(value)} may be one of several repositories. Allowed here: owner/name#number, or the address.`,
  );
}

export function showExplain(value: PullRequestName | undefined): string {
  return value ? `${value.repository.full}#${value.number}` : '';
}
