/** What became of pull requests that are no longer among the open ones of a watched branch. */
import { type Instant, pullRequestKey } from '../../review/pull-request.ts';
import type { Fate } from '../../review/settled.ts';
import { parseRepository } from '../../values/repository-name.ts';
import type { Api } from '../client/api.ts';
import { GitHubFailure } from '../client/failure.ts';
import { Batcher } from '../graphql/batcher.ts';
import { fateField } from '../graphql/query.ts';
import { fateSchema } from '../graphql/schema.ts';

export interface Vanished {
  /** `owner/name` */
  readonly repository: string;
  readonly number: number;
}

/** More than one message names are never asked for. */
const askedAtMost = 100;

/**
 * Asks by number, several in one request; by key of the pull request. What cannot be read is left out: then
 * nobody knows, and nothing depends on it but a line of the message.
 */
export async function fetchFates(
  api: Api,
  vanished: readonly Vanished[],
  options: ConstructorParameters<typeof Batcher>[1],
): Promise<ReadonlyMap<string, Fate>> {
  if (vanished.length === 0) return new Map();
  const batcher = new Batcher(api.bestEffort(), options);
  const asked = vanished.slice(0, askedAtMost).map(async (one) => {
    const { repository, number } = one;
    const { owner, name } = parseRepository(repository) ?? { owner: '', name: '' };
    const query = { field: fateField, variables: () => ({ owner, name, number }), weight: 1 };
    try {
      const { value } = await batcher.ask(query, fateSchema);
      return value.pullRequest
        ? [[pullRequestKey(one), fateOf(value.nameWithOwner, value.pullRequest)] as const]
        : [];
    } catch (error) {
      // It stays as it stood, and the next run asks again.
      if (error instanceof GitHubFailure) return [];
      throw error;
    }
  });
  return new Map((await Promise.all(asked)).flat());
}

function fateOf(
  repository: string,
  {
    state,
    closedAt,
    baseRefName,
  }: {
    readonly state: 'OPEN' | 'CLOSED' | 'MERGED';
    readonly closedAt: Instant | null;
    readonly baseRefName: string;
  },
): Fate {
  if (state === 'OPEN') return { kind: 'open', repository, base: baseRefName };
  return { kind: state === 'MERGED' ? 'merged' : 'closed', at: closedAt ?? undefined };
}
