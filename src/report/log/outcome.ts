import type { Fetched } from '../../review/fetched.ts';
import { label } from '../../text/untrusted.ts';
import { type Cause, causeLine, causesOf } from '../cause.ts';
import { lookedAtCount, type Report } from '../report.ts';
import { cameBack, formatCount, plural, pullRequests } from '../words.ts';
import { type LogEntry, line } from './entry.ts';

/**
 * A token that was granted one repository, on a pattern over more: of the others it sees the public ones
 * only, and nobody else would say so.
 */
export function tokenLog({ matched = [], granted }: Pick<Fetched, 'matched' | 'granted'>): LogEntry[] {
  if (granted === undefined || granted > 1 || matched.length === 0) return [];
  const sum = (of: 'repositories' | 'private') => matched.reduce((total, one) => total + one[of], 0);
  const owners = matched.map(({ owner }) => label(owner)).join(', ');
  return [
    {
      kind: 'warning',
      topic: 'token-single-repository',
      text:
        `The token was granted a single repository, as the run's own token is. Of ${owners} it sees that one and public ones: ` +
        `${plural(sum('repositories'), 'repository')} visible to it, ${formatCount(sum('private'))} of them private. ` +
        "For an owner's private repositories pass a GitHub App token as github-token.",
    },
  ];
}

/** So many repositories are named in an annotation; a group has them all. */
const namesAnnotated = 5;
const linesShown = 2000;
/** So many of a kind become annotations: GitHub shows ten of each type, and others are to come. */
const annotated = 5;

/** What could not be looked at, each with what came back and what cures it. */
export function unreachableLog({
  unreachable,
  ...looked
}: Pick<Report, 'unreachable' | 'repositories' | 'unnamed'>): LogEntry[] {
  const causes = causesOf(unreachable);
  const withRemedy = ({ first }: Cause, words: string) =>
    `${words}${cameBack(first)} Remedy: ${first.remedy}`;
  const rest = causes.slice(annotated).map((cause) => withRemedy(cause, causeLine(cause, namesAnnotated)));
  return [
    ...causes.slice(0, annotated).map(
      (cause): LogEntry => ({
        kind: 'error',
        text: withRemedy(cause, causeLine(cause, namesAnnotated)),
        topic: cause.first.topic,
      }),
    ),
    ...(rest.length > 0
      ? [{ kind: 'group', title: `${rest.length} more causes`, lines: rest } as const]
      : []),
    ...causes.filter(({ names }) => names.length > namesAnnotated).map(namesGroup),
    ...(lookedAtCount(looked) === 0
      ? [line('No repository could be looked at: that is not an all-clear.')]
      : []),
  ];
}

/** All repositories that one cause kept from being looked at. */
function namesGroup({ first, count, names }: Cause): LogEntry {
  return {
    kind: 'group',
    title: `The ${formatCount(count)} repositories of: ${first.reason}`,
    lines: names.slice(0, linesShown).map(label),
  };
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
            topic: 'fail-on-overdue',
            text: `${pullRequests(counts.overdue)} overdue, and fail-on-overdue is set.`,
          } as const,
        ]
      : []),
    ...(settings.dryRun ? [line('Nothing was posted: dry-run is set.')] : []),
    line(`Done in ${(elapsed / 1000).toFixed(1)} s`),
  ];
}
