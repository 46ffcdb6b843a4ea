import type { Look } from '../review/look.ts';
import { label } from '../text/untrusted.ts';
import { type LogEntry, line } from './log.ts';
import { lookedAtCount, type Report } from './report.ts';
import { formatCount, plural, pullRequests, sentence, unreachableLine } from './words.ts';

/**
 * A token that was granted one repository, on a pattern over more: of the others it sees the public ones
 * only, and nobody else would say so.
 */
export function tokenLog({ matched = [], granted }: Pick<Look, 'matched' | 'granted'>): LogEntry[] {
  if (granted === undefined || granted > 1 || matched.length === 0) return [];
  const sum = (of: 'repositories' | 'private') => matched.reduce((total, one) => total + one[of], 0);
  const owners = matched.map(({ owner }) => label(owner)).join(', ');
  return [
    {
      kind: 'warning',
      text:
        `The token was granted a single repository, as the run's own token is. Of ${owners} it sees that one and public ones: ` +
        `${plural(sum('repositories'), 'repository')} visible to it, ${formatCount(sum('private'))} of them private. ` +
        "For an owner's private repositories pass a GitHub App token as github-token.",
    },
  ];
}

/** So many of a kind become annotations: GitHub shows ten of each type, and others are to come. */
const annotated = 5;

/** What could not be looked at, each with what came back and what cures it. */
export function unreachableLog({
  unreachable,
  ...looked
}: Pick<Report, 'unreachable' | 'repositories' | 'unnamed'>): LogEntry[] {
  const texts = unreachable.map(
    (one) => `${unreachableLine(one)}. GitHub said: ${sentence(one.answer)} Remedy: ${one.remedy}`,
  );
  const rest = texts.slice(annotated);
  return [
    ...texts.slice(0, annotated).map((text): LogEntry => ({ kind: 'error', text })),
    ...(rest.length > 0
      ? [{ kind: 'group', title: `${rest.length} more could not be looked at`, lines: rest } as const]
      : []),
    ...(lookedAtCount(looked) === 0
      ? [line('No repository could be looked at, so nothing was posted: that is not an all-clear.')]
      : []),
  ];
}

/** A branch that matches no open pull request anywhere, though there are some towards others. */
export function unmatchedBranchLog(entries: readonly string[], near: readonly string[]): LogEntry[] {
  if (near.length === 0) return [];
  return [
    {
      kind: 'warning',
      text:
        `No open pull request targets a branch that matches ${label(entries.join(', '))}. ` +
        `Open ones target: ${near.map(label).join(', ')}. Case counts, and * stops at /.`,
    },
  ];
}

/** How the run ended, with the time it took (ms). */
export function endLog(report: Report, elapsed: number): LogEntry[] {
  const { counts, settings } = report;
  const failing = settings.failOnOverdue && counts.overdue > 0;
  return [
    ...(failing
      ? [
          {
            kind: 'error',
            text: `${pullRequests(counts.overdue)} overdue, and fail-on-overdue is set.`,
          } as const,
        ]
      : []),
    line(`Done in ${(elapsed / 1000).toFixed(1)} s`),
  ];
}
