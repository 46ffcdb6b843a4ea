import { label } from '../text/untrusted.ts';
import { nearest } from '../values/nearest.ts';
import { mayShow } from './redact.ts';
import type { Report, ReportedRepository } from './report.ts';
import { formatCount } from './words.ts';

const basesNamed = 5;

/** "acme/api: 120 open towards master, develop; none towards main" */
export function elsewhereLine(repository: ReportedRepository): string {
  return `${label(repository.name)}: ${elsewhereWords(repository)}`;
}

/** "120 open towards master, develop; none towards main" */
export function elsewhereWords({ branch, elsewhere }: ReportedRepository): string {
  const { open = 0, bases = [] } = elsewhere ?? {};
  const more = bases.length - basesNamed;
  const list = bases.slice(0, basesNamed).map(label).join(', ') + (more > 0 ? ` and ${more} more` : '');
  return `${formatCount(open)} open${list ? ` towards ${list}` : ''}; none towards ${label(branch)}`;
}

/**
 * What open pull requests target that is most like the entries of `branch` that match nothing.
 * @param shown what the run may show
 */
export function nearBranches(shown: Report): string[] {
  const { unmatched, repositories, judgements } = shown;
  const bases = [
    ...judgements.map(({ pullRequest }) => pullRequest.base),
    ...repositories.flatMap((one) => (mayShow(shown, one.name) ? (one.elsewhere?.bases ?? []) : [])),
  ];
  return [...new Set(unmatched.branches.flatMap((entry) => nearest(entry, bases)))].slice(0, 5);
}
