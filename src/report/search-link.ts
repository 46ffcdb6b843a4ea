import { exactNames } from '../terms/pattern-list.ts';
import type { Report } from './report.ts';

/** Slack refuses longer links (Block Kit: 3,000 characters). */
const longest = 2000;

/**
 * A GitHub search that shows all open pull requests created up to an instant (ms), oldest first. It shows
 * more than the overdue ones: no search of GitHub knows which reviews count here.
 * @returns the run's address where the search would be too long
 */
export function searchLink({ settings, repositories, run }: Report, createdUpTo: number): string {
  const [only, ...others] = repositories;
  const names = settings.branch ? (exactNames(settings.branch) ?? []) : [];
  const branches = settings.branch ? names : repositories.map(({ branch }) => branch);
  const [branch, ...otherBranches] = [...new Set(branches)];
  const terms = [
    'is:pr',
    'is:open',
    ...(settings.rules.includeDrafts ? [] : ['draft:false']),
    ...(branch && otherBranches.length === 0 && !/["\s]/.test(branch) ? [`base:${branch}`] : []),
    `created:<=${new Date(createdUpTo).toISOString().slice(0, 19)}Z`,
    'sort:created-asc',
  ];
  const all = others.length === 0 ? terms : [...repositories.map(({ name }) => `repo:${name}`), ...terms];
  const search = (words: readonly string[]) =>
    `${run.serverUrl}/search?type=pullrequests&q=${encodeURIComponent(words.join(' '))}`;
  const url =
    only && others.length === 0
      ? `${run.serverUrl}/${only.name}/pulls?q=${encodeURIComponent(all.join(' '))}`
      : search(all);
  if (url.length <= longest) return url;
  // Too many to name: all of their owners' instead.
  const owners = [...new Set(repositories.map(({ name }) => `user:${name.split('/')[0]}`))];
  const wide = search([...owners, 'archived:false', ...terms]);
  return wide.length <= longest ? wide : run.url;
}
