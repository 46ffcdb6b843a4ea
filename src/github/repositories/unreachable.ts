import type { FetchedRepository, Unreachable } from '../../review/fetched.ts';
import type { RepositoryPatterns } from '../../settings/repositories.ts';
import type { RepositoryName } from '../../values/repository-name.ts';
import type { GitHubFailure } from '../client/failure.ts';
import type { Watched } from './watched.ts';

/** All that was asked for, for one reason. */
export function allUnreachable(
  {
    repositories,
    patterns,
  }: {
    readonly repositories: readonly RepositoryName[];
    readonly patterns?: RepositoryPatterns | undefined;
  },
  failure: GitHubFailure,
): Unreachable[] {
  const owners = (patterns?.owners ?? []).map((owner) => `${owner}/*`);
  return [...repositories.map(({ full }) => full), ...owners].map((name) => unreachableAs(name, failure));
}

/** Nothing of it was read. */
export function unreachableAs(repository: string, failure: GitHubFailure): Unreachable {
  return { ...said(failure), repository, partly: false, unread: 0 };
}

/** With what was read of it, if anything was. */
export function toUnreachable(
  { target }: Watched,
  failure: GitHubFailure,
  lookedAt: FetchedRepository | undefined,
): Unreachable {
  return {
    ...said(failure),
    repository: target.asked.full,
    partly: lookedAt !== undefined,
    unread: lookedAt?.unread ?? 0,
    matched: target.matched,
    visibility: lookedAt?.visibility ?? target.known?.visibility,
  };
}

function said({ meaning, remedy, topic, answer }: GitHubFailure) {
  return { reason: meaning, remedy, topic, answer };
}
