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
  const query = encodeURIComponent(all.join(' '));
  const url =
    only && others.length === 0
      ? `${run.serverUrl}/${only.name}/pulls?q=${query}`
      : `${run.serverUrl}/search?type=pullrequests&q=${query}`;
  return url.length <= longest ? url : run.url;
}
