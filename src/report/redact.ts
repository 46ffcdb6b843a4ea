/** What of a report everybody may read who can read the run's log. */

import type { Visibility } from '../review/fetched.ts';
import type { Judgement } from '../review/judge.ts';
import type { Run } from '../settings/run.ts';
import type { Settings } from '../settings/settings.ts';
import { isSameName } from '../values/name.ts';
import type { Report, ReportedRepository, Unreachable } from './report.ts';

/**
 * Whether the run may show what servers say: their texts may quote names and titles of private repositories.
 * A run over its own repository alone asks for nothing that its readers may not see.
 */
export function mayQuote(
  { repositories, repositoryPatterns }: Pick<Settings, 'repositories' | 'repositoryPatterns'>,
  { repository, repositoryVisibility }: Run,
): boolean {
  return (
    repositoryVisibility === 'private' ||
    (!repositoryPatterns && repositories.every(({ full }) => isSameName(full, repository)))
  );
}

/**
 * What a run may show whose readers may not see every repository (docs/security.md): of those, pull requests
 * only as counts, under the name that somebody wrote into the workflow, which is public, too; of those that only
 * a pattern chose, not even the name. In a private repository's run, the whole report.
 */
export function redactReport(report: Report, visibility: Visibility): Report {
  const { run, repositories, unreachable, judgements, settings } = report;
  if (visibility === 'private') return report;
  const isHidden = (one: Seen) => !maySee(one, visibility, run);
  const hidden = repositories.filter(isHidden);
  const names = new Set(hidden.map(({ name }) => name));
  const isShown = ({ pullRequest }: Judgement) => !names.has(pullRequest.repository);
  const unnamed = hidden.filter(({ matched }) => matched);
  const withheld = hidden.filter(({ matched }) => !matched).map((one) => asWritten(one, settings));
  const sum = (of: (one: ReportedRepository) => number) => unnamed.reduce((total, one) => total + of(one), 0);
  return {
    ...report,
    judgements: judgements.filter(isShown),
    routed: report.routed.map((part) => ({ ...part, judgements: part.judgements.filter(isShown) })),
    repositories: [...repositories.filter(({ name }) => !names.has(name)), ...withheld],
    withheld,
    unnamed: {
      repositories: unnamed.length,
      overdue: sum(({ counts }) => counts.overdue),
      elsewhere: sum(({ elsewhere }) => (elsewhere ? 1 : 0)),
    },
    unreachable: unreachable.map((one) =>
      one.matched === true && isHidden({ name: one.repository, visibility: one.visibility ?? 'private' })
        ? withoutName(one)
        : one,
    ),
  };
}

type Seen = Pick<ReportedRepository, 'name' | 'visibility'>;

/** Whether whoever reads a run of this visibility may see a repository. */
export function maySee(one: Seen, visibility: Visibility, run: Run): boolean {
  if (visibility === 'private' || one.visibility === 'public') return true;
  return visibility === 'internal' && (one.visibility === 'internal' || isSameName(one.name, run.repository));
}

/** Whether a report shows what is in a repository, and not only how much. */
export function mayShow({ withheld }: Report, name: string): boolean {
  return !withheld.some((one) => one.name === name);
}

/** As the workflow's file has it: not the name that it was given since, nor its branches. */
function asWritten(one: ReportedRepository, { branch }: Settings): ReportedRepository {
  return {
    ...one,
    name: one.asked,
    branch: branch ? branch.entries.join(', ') : 'its default branch',
    ...(one.elsewhere && { elsewhere: { ...one.elsewhere, bases: [] } }),
  };
}

/** Nobody wrote its name down, and it may be private. */
function withoutName(one: Unreachable): Unreachable {
  return {
    ...one,
    repository: 'a private repository',
    unnamed: true,
    answer: 'what it said is not shown, since it may name private repositories',
    ours: true,
  };
}
