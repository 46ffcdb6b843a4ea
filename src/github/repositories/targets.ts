import type { Matched, Visibility } from '../../review/fetched.ts';
import type { RepositoryPatterns } from '../../settings/repositories.ts';
import type { Run } from '../../settings/run.ts';
import { ServerText } from '../../text/server-text.ts';
import { selects } from '../../values/pattern-list.ts';
import { parseRepository, type RepositoryName } from '../../values/repository-name.ts';
import type { Api } from '../client/api.ts';
import { GitHubFailure } from '../client/failure.ts';
import { parseAnswer } from '../client/parse.ts';
import { repositorySchema } from '../graphql/schema.ts';
import { Owners, type RestRepository } from './owner.ts';

/** From so many names of one owner on, the owner's list may be shorter than asking for each. */
const worthListing = 10;

/** A repository to look at, as far as it is known before its pull requests are read. */
export interface Target {
  /** As the settings name it, or as it was listed. */
  readonly asked: RepositoryName;
  /** Only a pattern chose it. */
  readonly matched: boolean;
  /** What REST or the event says of it; undefined where nobody asked. */
  readonly known: Known | undefined;
}

export interface Known {
  /** Its present name. */
  readonly repository: RepositoryName;
  readonly visibility: Visibility;
  /** undefined before the first commit. */
  readonly defaultBranch: string | undefined;
  /** Open pull requests at most; undefined where REST does not tell. */
  readonly atMost: number | undefined;
}

/** A repository, or all of an owner's, that could not even be found. */
export interface NotFound {
  readonly asked: string;
  readonly failure: GitHubFailure;
}

export interface Targets {
  readonly targets: readonly Target[];
  readonly notFound: readonly NotFound[];
  readonly matched: readonly Matched[];
  /** Repositories granted to the token's installation; undefined for other tokens, and without patterns. */
  readonly granted: number | undefined;
}

interface Wanted {
  readonly repositories: readonly RepositoryName[];
  readonly patterns: RepositoryPatterns | undefined;
  /** Whether the default branches must be known. */
  readonly defaultBranches: boolean;
  /** What is known of one without asking. */
  readonly own: Known | undefined;
}

/** Finds the repositories: those of patterns by listing, those named exactly by name. */
export async function findTargets(
  api: Api,
  token: string,
  { repositories, patterns, defaultBranches, own }: Wanted,
): Promise<Targets> {
  const owners = new Owners(api, token);
  const notFound: NotFound[] = [];
  const listed = new Map<string, Known>();
  if (own) listed.set(own.repository.full.toLowerCase(), own);

  const list = async (owner: string, pages?: number): Promise<RestRepository[]> => {
    const found = (await owners.repositoriesOf(owner, pages)) ?? [];
    for (const one of found) {
      const known = toKnown(one);
      listed.set(known.repository.full.toLowerCase(), known);
    }
    return found;
  };
  const patterned = new Set(patterns?.owners.map((owner) => owner.toLowerCase()));
  const byOwner = Map.groupBy(repositories, ({ owner }) => owner.toLowerCase());
  const crowded = [...byOwner].filter(
    ([owner, names]) => defaultBranches && names.length >= worthListing && !patterned.has(owner),
  );
  const [found, granted] = await Promise.all([
    Promise.all((patterns?.owners ?? []).map((owner) => attempt(() => list(owner)))),
    patterns ? owners.granted() : undefined,
    // Where the list fails, each name is asked for by itself.
    ...crowded.map(([owner, names]) => attempt(() => list(owner, Math.floor(names.length / 2)))),
  ]);

  const named = await Promise.all(
    repositories.map(async (asked): Promise<Target | NotFound> => {
      const known = listed.get(asked.full.toLowerCase());
      if (known || !defaultBranches) return { asked, matched: false, known };
      const single = await attempt(() => lookUp(api, asked));
      return single instanceof GitHubFailure
        ? { asked: asked.full, failure: single }
        : { asked, matched: false, known: single };
    }),
  );
  const targets: Target[] = [];
  for (const one of named) 'failure' in one ? notFound.push(one) : targets.push(one);

  const names = [...repositories, ...targets.flatMap(({ known }) => known?.repository ?? [])];
  const taken = new Set(names.map(({ full }) => full.toLowerCase()));
  const matched: Matched[] = [];
  for (const [index, owner] of (patterns?.owners ?? []).entries()) {
    const all = found[index];
    if (!patterns || !all) continue;
    if (all instanceof GitHubFailure) {
      notFound.push({ asked: `${owner}/*`, failure: all });
      continue;
    }
    const chosen = all.filter(({ full_name }) => selects(patterns.list, full_name));
    const live = chosen.filter(({ archived, fork }) => !archived && !fork);
    matched.push({
      owner,
      repositories: live.length,
      private: live.filter((one) => one.private).length,
      archived: chosen.filter(({ archived }) => archived).length,
      forks: chosen.filter(({ archived, fork }) => fork && !archived).length,
    });
    if (live.length === 0) {
      const seen = `${all.length} seen, ${chosen.length === 0 ? 'none matches' : `${chosen.length} match, all archived or forks`}`;
      notFound.push({ asked: `${owner}/*`, failure: new GitHubFailure('no-match', seen) });
    }
    const fresh = live.map(toKnown).filter(({ repository }) => !taken.has(repository.full.toLowerCase()));
    targets.push(
      ...fresh
        .sort((a, b) => (a.repository.full < b.repository.full ? -1 : 1))
        .map((known) => ({ asked: known.repository, matched: true, known })),
    );
  }
  return { targets, notFound, matched, granted };
}

/** What the event says of the workflow's own repository; undefined where it does not tell the default branch. */
export function ownRepository({ repository, repositoryVisibility, defaultBranch }: Run): Known | undefined {
  const own = parseRepository(repository);
  if (!own || defaultBranch === undefined) return undefined;
  return {
    repository: own,
    visibility: repositoryVisibility ?? 'private',
    defaultBranch,
    atMost: undefined,
  };
}

/** By REST: GraphQL's defaultBranchRef would need `contents: read`. Follows a renamed one. */
export async function lookUp(api: Api, { full }: RepositoryName): Promise<Known> {
  const { data } = await api.get(`/repos/${full}`);
  return toKnown(parseAnswer(repositorySchema, data, 'a repository'));
}

/** Its default branch, which is asked for where it is not known. undefined before the first commit. */
export async function defaultBranchOf(
  api: Api,
  repository: RepositoryName,
  known: Known | undefined,
): Promise<string | undefined> {
  return (known ?? (await lookUp(api, repository))).defaultBranch;
}

/** Who sees it; an older server only tells whether it is private. */
export function visibilityOfRest({ private: isPrivate, visibility }: RestRepository): Visibility {
  return visibility ?? (isPrivate ? 'private' : 'public');
}

function toKnown(one: RestRepository): Known {
  const { full_name, default_branch, has_issues, open_issues_count } = one;
  const repository = parseRepository(full_name);
  if (!repository)
    throw new GitHubFailure('unexpected', new ServerText(full_name, 'a repository of an impossible name'));
  return {
    repository,
    visibility: visibilityOfRest(one),
    defaultBranch: default_branch ?? undefined,
    // Pull requests count as issues there; whether also where issues are switched off, no page says.
    atMost: has_issues ? open_issues_count : undefined,
  };
}

async function attempt<T>(run: () => Promise<T>): Promise<T | GitHubFailure> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof GitHubFailure) return error;
    throw error;
  }
}
