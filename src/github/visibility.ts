import * as v from 'valibot';
import type { Run } from '../settings/run.ts';
import type { Api } from './api.ts';
import { GitHubFailure } from './failure.ts';
import { repositoryShape } from './shape.ts';

/**
 * Whether the workflow's own repository, and so this run's log, is private. Where the event does not say,
 * GitHub is asked, but only if something private was seen. Unknown counts as public.
 */
export async function isPrivateRun(
  api: Api,
  run: Run,
  repositories: readonly { readonly name: string; readonly isPrivate: boolean }[],
): Promise<boolean> {
  if (run.repositoryIsPrivate !== undefined) return run.repositoryIsPrivate;
  const own = repositories.find(({ name }) => name.toLowerCase() === run.repository.toLowerCase());
  if (own) return own.isPrivate;
  if (!run.repository || !repositories.some(({ isPrivate }) => isPrivate)) return false;
  try {
    const parsed = v.safeParse(repositoryShape, (await api.get(`/repos/${run.repository}`)).data);
    return parsed.success && parsed.output.private;
  } catch (error) {
    if (error instanceof GitHubFailure) return false;
    throw error;
  }
}
