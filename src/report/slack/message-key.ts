import { createHash } from 'node:crypto';
import type { Run } from '../../settings/run.ts';
import type { Settings } from '../../settings/settings.ts';

/** What is monitored. */
type Monitored = Pick<Settings, 'repositories' | 'repositoryPatterns' | 'branch' | 'labels' | 'authors'>;

/**
 * What a message belongs to: what is monitored, for which channel, in a hash that names nothing. The order of
 * entries does not matter.
 * @param channel its ID; as the settings have it, where they name none
 */
export function messageKey(
  settings: Monitored,
  { repository }: Pick<Run, 'repository'>,
  channel: string,
): string {
  const { repositories, repositoryPatterns, branch, labels, authors } = settings;
  const lower = (entries: readonly string[] = []) => entries.map((entry) => entry.toLowerCase());
  const parts = [
    [repository.toLowerCase()],
    lower([...repositories.map(({ full }) => full), ...(repositoryPatterns?.list.entries ?? [])]),
    branch?.entries ?? [],
    lower(labels?.entries),
    lower(authors?.entries),
    [channel],
  ];
  return shortHash(JSON.stringify(parts.map((entries) => [...entries].sort())), 16);
}

/** Base64url. @param length characters, of 6 bits each */
export function shortHash(content: string, length: number): string {
  return createHash('sha256').update(content).digest('base64url').slice(0, length);
}
