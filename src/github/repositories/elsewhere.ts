/** What is open in repositories of which no watched branch is targeted: a slip in `branch` shows there. */
import type { FetchedRepository } from '../../review/fetched.ts';
import { parseRepository } from '../../values/repository-name.ts';
import type { Batcher } from '../graphql/batcher.ts';
import { basesField } from '../graphql/query.ts';
import { basesSchema } from '../graphql/schema.ts';

/** So many repositories are asked for the branches that their pull requests target: a slip shows in the first. */
const repositoriesAsked = 5;
/** So many branches are told of each. */
const basesTold = 20;
/** A page of names weighs as much as so many pull requests. */
const weight = 8;

/** Adds the branches where they are not known yet. */
export async function withBases(
  batcher: Batcher,
  repositories: readonly FetchedRepository[],
): Promise<FetchedRepository[]> {
  const unknown = repositories
    .filter(({ elsewhere }) => elsewhere?.bases.length === 0)
    .slice(0, repositoriesAsked);
  const found = new Map(
    await Promise.all(unknown.map(async (one) => [one, await basesOf(batcher, one.name)] as const)),
  );
  return repositories.map((one) => {
    const bases = found.get(one);
    return bases && one.elsewhere ? { ...one, elsewhere: { ...one.elsewhere, bases } } : one;
  });
}

/** The target branches of the newest open pull requests; none where that cannot be told now: it is but a hint. */
async function basesOf(batcher: Batcher, repository: string): Promise<string[]> {
  const known = parseRepository(repository);
  if (!known) return [];
  const { owner, name } = known;
  try {
    const query = { field: basesField, variables: () => ({ owner, name }), weight };
    const { value } = await batcher.ask(query, basesSchema);
    return mostFrequent(value.pullRequests.nodes.map(({ baseRefName }) => baseRefName));
  } catch {
    // A hint is not worth what was read, whatever went wrong.
    return [];
  }
}

/** Each name once, the most frequent first. */
export function mostFrequent(names: readonly string[]): string[] {
  return [...Map.groupBy(names, (name) => name)]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([name]) => name)
    .slice(0, basesTold);
}
