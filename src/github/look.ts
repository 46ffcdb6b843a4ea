import * as v from 'valibot';
import type { Look, LookedAt, Unreachable } from '../review/look.ts';
import type { PullRequest } from '../review/pull-request.ts';
import { exactNames, type PatternList, selects } from '../terms/pattern-list.ts';
import type { RepositoryName } from '../terms/repository-name.ts';
import type { Api } from './api.ts';
import { GitHubFailure } from './failure.ts';
import { Lister, type Listing } from './listing.ts';
import type { Details } from './query.ts';
import { readOn } from './reviews.ts';
import { type Listed, repositoryShape } from './shape.ts';

/** More exact branches than this cost more requests one by one than all pull requests together. */
const branchesOneByOne = 4;

/** What to look for. */
export interface Wanted {
  readonly repositories: readonly RepositoryName[];
  /** undefined: each repository's default branch. */
  readonly branch: PatternList | undefined;
  /** Whether further reviews could change the verdict. */
  readonly isUndecided: (pullRequest: PullRequest) => boolean;
  readonly details: Details;
}

/** Looks at every repository. One that fails never hides the others. */
export async function look(api: Api, wanted: Wanted): Promise<Look> {
  const repositories: LookedAt[] = [];
  const unreachable: Unreachable[] = [];
  const lister = new Lister(api, wanted.details);
  let forAll: GitHubFailure | undefined;
  for (const repository of wanted.repositories) {
    const before = api.spent().requests;
    const found: Found = forAll ? { failure: forAll } : await lookAt(api, lister, repository, wanted);
    if (found.failure) {
      unreachable.push(toUnreachable(repository, found));
      if (found.failure.concernsAll) forAll = found.failure;
    }
    if (found.lookedAt) repositories.push({ ...found.lookedAt, requests: api.spent().requests - before });
  }
  return { repositories, unreachable, spent: api.spent() };
}

interface Found {
  readonly lookedAt?: Omit<LookedAt, 'requests'>;
  readonly failure?: GitHubFailure | undefined;
}

async function lookAt(api: Api, lister: Lister, repository: RepositoryName, wanted: Wanted): Promise<Found> {
  let scope: Scope;
  try {
    scope = await scopeOf(api, repository, wanted.branch);
  } catch (error) {
    if (error instanceof GitHubFailure) return { failure: error };
    throw error;
  }
  const listings: Listing[] = [];
  for (const base of scope.bases) listings.push(await lister.list(scope.repository, base));
  const [first] = listings;
  const failure = listings.find((listing) => listing.failure)?.failure;
  const name =
    listings.find(({ nameWithOwner }) => nameWithOwner)?.nameWithOwner ?? (first ? undefined : scope.name);
  if (name === undefined) return { failure };

  const listed = unique(listings).filter(({ pullRequest }) => scope.watches(pullRequest.base));
  const { pullRequests, undecided, failure: unread } = await readOn(api, listed, wanted);
  const missing = listings.reduce((sum, listing) => sum + listing.missing, 0);
  return {
    failure: failure ?? unread,
    lookedAt: {
      asked: repository.full,
      name,
      isPrivate: first?.isPrivate ?? scope.isPrivate ?? true,
      branch: scope.branch,
      pullRequests,
      unread: undecided.length + missing,
    },
  };
}

/** A pull request retargeted during the look may stand in two lists: the later reading holds. */
function unique(listings: readonly Listing[]): Listed[] {
  return [
    ...new Map(listings.flatMap(({ listed }) => listed.map((one) => [one.pullRequest.number, one]))).values(),
  ];
}

/** Which lists to read of a repository, and what of them is watched. */
interface Scope {
  readonly repository: RepositoryName;
  /** Exact base branches to filter by, one list each; null lists them all. */
  readonly bases: readonly (string | null)[];
  readonly watches: (base: string) => boolean;
  readonly branch: string;
  readonly name?: string;
  readonly isPrivate?: boolean;
}

/** @throws GitHubFailure */
export async function scopeOf(
  api: Api,
  repository: RepositoryName,
  branch: Wanted['branch'],
): Promise<Scope> {
  return branch ? namedBranches(repository, branch) : await defaultBranch(api, repository);
}

function namedBranches(repository: RepositoryName, branch: PatternList): Scope {
  const names = exactNames(branch);
  return {
    repository,
    bases: names && names.length <= branchesOneByOne ? names : [null],
    watches: (base) => selects(branch, base),
    branch: branch.entries.join(', '),
  };
}

/** By REST: GraphQL's defaultBranchRef would need `contents: read`. */
async function defaultBranch(api: Api, { owner, name }: RepositoryName): Promise<Scope> {
  const parsed = v.safeParse(repositoryShape, await api.get(`/repos/${owner}/${name}`));
  if (!parsed.success)
    throw new GitHubFailure('unexpected', `a repository of another shape: ${v.summarize(parsed.issues)}`);
  const { full_name, default_branch, private: isPrivate } = parsed.output;
  const [newOwner = owner, newName = name] = full_name.split('/');
  return {
    repository: { owner: newOwner, name: newName, full: full_name },
    bases: default_branch ? [default_branch] : [],
    watches: (base) => base === default_branch,
    branch: default_branch ?? '(no branch yet)',
    name: full_name,
    isPrivate,
  };
}

function toUnreachable({ full }: RepositoryName, { failure, lookedAt }: Found): Unreachable {
  const reason = failure?.meaning ?? '';
  const unread = lookedAt?.unread ? `${lookedAt.unread} pull requests could not be read: ` : '';
  return {
    repository: full,
    partly: lookedAt !== undefined,
    reason: `${unread}${reason}`,
    remedy: failure?.remedy ?? '',
    answer: failure?.answer ?? '',
  };
}
