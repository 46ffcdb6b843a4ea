/** What of a report everybody may read where the run's log is public. */
import type { Run } from '../settings/run.ts';
import type { Settings } from '../settings/settings.ts';
import type { Report, Unreachable } from './report.ts';

/**
 * Whether the run may show what servers say: their texts may quote names and titles of private repositories.
 * A run over its own repository alone asks for nothing that its readers may not see.
 */
export function mayQuote(
  { repositories, repositoryPatterns }: Pick<Settings, 'repositories' | 'repositoryPatterns'>,
  { repository, repositoryIsPrivate }: Run,
): boolean {
  const own = repository.toLowerCase();
  return (
    repositoryIsPrivate === true ||
    (!repositoryPatterns && repositories.every(({ full }) => full.toLowerCase() === own))
  );
}

/**
 * What a public run may show: pull requests of private repositories only as counts (docs/security.md),
 * and those repositories only by name that somebody wrote into the workflow, which is public, too. In a
 * private repository's run, the whole report.
 */
export function shownReport(report: Report, runIsPrivate: boolean): Report {
  if (runIsPrivate) return report;
  const hidden = report.repositories.filter(({ isPrivate }) => isPrivate);
  const names = new Set(hidden.map(({ name }) => name));
  const unnamed = hidden.filter(({ matched }) => matched);
  return {
    ...report,
    judgements: report.judgements.filter(({ pullRequest }) => !names.has(pullRequest.repository)),
    repositories: report.repositories.filter((one) => !unnamed.includes(one)),
    withheld: hidden.filter(({ matched }) => !matched),
    unnamed: {
      repositories: unnamed.length,
      overdue: unnamed.reduce((sum, { counts }) => sum + counts.overdue, 0),
    },
    unreachable: withoutNames(report.unreachable),
  };
}

/** Whether a report shows what is in a repository, and not only how much. */
export function mayShow({ repositories, withheld }: Report, name: string): boolean {
  const named = (one: { readonly name: string }) => one.name === name;
  return repositories.some(named) && !withheld.some(named);
}

/** Those of which nobody wrote the name down, and which may be private, only counted for each reason. */
function withoutNames(unreachable: readonly Unreachable[]): Unreachable[] {
  const isSecret = ({ matched, isPrivate }: Unreachable) => matched === true && isPrivate !== false;
  const secret = Map.groupBy(unreachable.filter(isSecret), ({ partly, remedy }) => `${partly} ${remedy}`);
  return [
    ...unreachable.filter((one) => !isSecret(one)),
    ...[...secret.values()].flatMap((alike) => {
      const [first, ...others] = alike;
      if (!first) return [];
      const repository =
        others.length === 0 ? 'a private repository' : `${alike.length} private repositories`;
      const unread = alike.reduce((sum, one) => sum + one.unread, 0);
      return [{ ...first, repository, unread, answer: 'not shown, since this run is public' }];
    }),
  ];
}
