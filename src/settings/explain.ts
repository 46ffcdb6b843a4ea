import { bareEntry } from '../terms/list.ts';
import { parseRepository, type RepositoryName } from '../terms/repository-name.ts';
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
  problems: Problems,
  { repositories, run }: { readonly repositories: readonly RepositoryName[]; readonly run: Run },
): PullRequestName | undefined {
  const value = reader.text('explain');
  if (value === undefined) return undefined;
  const path = value.startsWith(`${run.serverUrl}/`) ? value.slice(run.serverUrl.length + 1) : value;
  const [, name, digits = ''] = /^(?:([^#\s]+?)(?:#|\/pull\/)|#?)(\d{1,9})(?:[/?#].*)?$/.exec(path) ?? [];
  const number = Number(digits);
  const bare = bareEntry(value, true);
  const hint = bare === undefined ? '' : ` Did you mean ${problems.meant(bare)}?`;
  if (!number)
    return problems.add('explain', `${problems.given(value)} is no pull request.${hint} ${allowed}`);
  if (name !== undefined) {
    const repository = parseRepository(name);
    return repository
      ? { repository, number }
      : problems.add(
          'explain',
          `${problems.given(value)} is no pull request of ${run.serverUrl}. ${allowed}`,
        );
  }
  const [only, ...others] = repositories;
  if (only && others.length === 0) return { repository: only, number };
  return problems.add(
    'explain',
    `${problems.given(value)} may be one of several repositories. Allowed here: owner/name#number, or the address.`,
  );
}
