import * as v from 'valibot';
import type { Visibility } from '../../review/fetched.ts';
import type { Run } from '../../settings/run.ts';
import { isSameName } from '../../values/name.ts';
import type { Api } from '../client/api.ts';
import { repositorySchema } from '../graphql/schema.ts';
import { visibilityOfRest } from './targets.ts';

/**
 * Who can read this run: the visibility of the workflow's own repository. Where the event does not say, GitHub is
 * asked, but only if something is there that not everybody sees. Unknown counts as public; what the event of an
 * older server calls private is internal, unless GitHub says more.
 */
export async function runVisibility(
  api: Api,
  run: Run,
  repositories: readonly { readonly name: string; readonly visibility: Visibility }[],
): Promise<Visibility> {
  if (run.repositoryVisibility !== undefined) return run.repositoryVisibility;
  const isOwn = ({ name }: { readonly name: string }) => isSameName(name, run.repository);
  const hides = repositories.some((one) => one.visibility !== 'public' && !isOwn(one));
  const known =
    repositories.find(isOwn)?.visibility ?? (hides ? await askVisibility(api, run.repository) : undefined);
  if (run.repositoryIsPrivate !== true) return known ?? 'public';
  // The event has said that it is not public.
  return known === undefined || known === 'internal' ? 'internal' : 'private';
}

/** undefined where GitHub does not tell. */
async function askVisibility(api: Api, repository: string): Promise<Visibility | undefined> {
  if (!repository) return undefined;
  try {
    const parsed = v.safeParse(repositorySchema, (await api.get(`/repos/${repository}`)).data);
    return parsed.success ? visibilityOfRest(parsed.output) : undefined;
  } catch {
    // Unknown counts as public, which shows the least: not worth what was read, whatever went wrong.
    return undefined;
  }
}
