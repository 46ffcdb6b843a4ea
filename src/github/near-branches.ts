import * as v from 'valibot';
import type { Look } from '../review/look.ts';
import { nearest } from '../terms/nearest.ts';
import type { PatternList } from '../terms/pattern-list.ts';
import type { Api } from './api.ts';
import { GitHubFailure } from './failure.ts';
import { basesQuery } from './query.ts';
import { basesShape } from './shape.ts';

/** So many repositories are asked for their branches; a typing slip shows in the first. */
const repositoriesAsked = 3;

/**
 * Where no open pull request targets a given branch: the branches that open ones do target, the most alike
 * first. Empty where some do, or none is open at all.
 * @param mayShow whether the branches of a repository may be named
 */
export async function nearBranches(
  api: Api,
  { repositories }: Pick<Look, 'repositories'>,
  branch: PatternList,
  mayShow: (repository: string) => boolean = () => true,
): Promise<string[]> {
  if (repositories.some(({ pullRequests, unread }) => pullRequests.length + unread > 0)) return [];
  const bases: string[] = [];
  const asked = repositories.filter(({ name }) => mayShow(name)).slice(0, repositoriesAsked);
  for (const { name } of asked) bases.push(...(await openBases(api, name)));
  return [...new Set(branch.included.flatMap(({ source }) => nearest(source, bases)))].slice(0, 5);
}

/** The target branches of a repository's newest open pull requests; none where it cannot be asked now: it is but a hint. */
async function openBases(api: Api, repository: string): Promise<readonly string[]> {
  const [owner, name] = repository.split('/');
  try {
    const { data } = await api.graphql(basesQuery, { owner, name });
    const parsed = v.safeParse(basesShape, data);
    return (
      (parsed.success && parsed.output.repository?.pullRequests.map(({ baseRefName }) => baseRefName)) || []
    );
  } catch (error) {
    if (error instanceof GitHubFailure) return [];
    throw error;
  }
}
