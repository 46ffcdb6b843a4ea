/** The files that pull requests change, which only a route's `when.paths` asks for: read apart, since nothing may be lost for it. */
import type { Fetched } from '../../review/fetched.ts';
import type { PullRequest } from '../../review/pull-request.ts';
import { parseRepository } from '../../values/repository-name.ts';
import type { Api } from '../client/api.ts';
import { GitHubFailure } from '../client/failure.ts';
import { Batcher } from '../graphql/batcher.ts';
import { filesField } from '../graphql/query.ts';
import { filesSchema } from '../graphql/schema.ts';

/** GitHub lists 3,000 files of a pull request (docs: REST, "list pull requests files"), 100 a page. */
const pagesAtMost = 30;

/** Adds the paths of all changed files to those pull requests that want them. */
export async function withPaths(
  api: Api,
  found: Fetched,
  wants: (pullRequest: PullRequest, others: readonly PullRequest[]) => boolean,
  options: ConstructorParameters<typeof Batcher>[1],
): Promise<Fetched> {
  const wanted = found.repositories.flatMap(({ pullRequests }) =>
    pullRequests.filter((one) => wants(one, pullRequests)),
  );
  if (wanted.length === 0) return found;
  const paths = await fetchPaths(api, wanted, options);
  const add = (pullRequest: PullRequest) => {
    const own = paths.get(pullRequest);
    return own ? { ...pullRequest, paths: own } : pullRequest;
  };
  return {
    ...found,
    spent: api.spent(),
    repositories: found.repositories.map((one) => ({ ...one, pullRequests: one.pullRequests.map(add) })),
  };
}

/** The paths of all files that each changes. What cannot be read is an event, and is left out: not known. */
export async function fetchPaths(
  api: Api,
  wanted: readonly PullRequest[],
  options: ConstructorParameters<typeof Batcher>[1],
): Promise<ReadonlyMap<PullRequest, readonly string[]>> {
  const batcher = new Batcher(api.bestEffort(), options);
  const failures: GitHubFailure[] = [];
  const paths = new Map<PullRequest, readonly string[]>();
  await Promise.all(
    wanted.map(async (pullRequest) => {
      try {
        paths.set(pullRequest, await pathsOf(batcher, pullRequest));
      } catch (error) {
        if (!(error instanceof GitHubFailure)) throw error;
        failures.push(error);
      }
    }),
  );
  const [failure] = failures;
  if (failure) api.onEvent({ kind: 'unknown paths', count: failures.length, failure });
  return paths;
}

/** @throws GitHubFailure also where GitHub leaves some out */
async function pathsOf(batcher: Batcher, { repository, number }: PullRequest): Promise<readonly string[]> {
  const { owner, name } = parseRepository(repository) ?? { owner: '', name: '' };
  const paths: string[] = [];
  let after: string | null = null;
  for (let page = 0; page < pagesAtMost; page++) {
    const place: string | null = after;
    const query = { field: filesField, variables: () => ({ owner, name, number, after: place }), weight: 1 };
    const { value } = await batcher.ask(query, filesSchema);
    const files = value.pullRequest?.files;
    if (!files?.nodes || files.nodes.includes(null)) throw new GitHubFailure('unexpected', 'files left out');
    paths.push(...files.nodes.flatMap((file) => (file ? [file.path] : [])));
    if (!files.pageInfo.hasNextPage || files.pageInfo.endCursor === null) return paths;
    after = files.pageInfo.endCursor;
  }
  return paths;
}
