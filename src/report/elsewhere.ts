import { label } from '../text/untrusted.ts';
import { nearest, similar } from '../values/nearest.ts';
import { mayShow } from './redact.ts';
import type { Report, ReportedRepository } from './report.ts';
import { firstOf, formatCount } from './words.ts';

const basesNamed = 5;

/** "acme/api: 120 open towards master, develop; none towards main" */
export function elsewhereLine(repository: ReportedRepository): string {
  return `${label(repository.name)}: ${elsewhereWords(repository)}`;
}

/** "120 open towards master, develop; none towards main" */
export function elsewhereWords({ branch, elsewhere }: ReportedRepository): string {
  const { open = 0, bases = [] } = elsewhere ?? {};
  const list = firstOf(bases.map(label), basesNamed);
  return `${formatCount(open)} open${list ? ` towards ${list}` : ''}; none towards ${label(branch)}`;
}

/**
 * What open pull requests target that is most like the entries of `branch` that match nothing.
 * @param shown what the run may show
 */
export function nearBranches(shown: Report): string[] {
  const bases = basesOf(shown);
  const near = shown.unmatched.branches.flatMap((entry) => nearest(entry, bases));
  return [...new Set(near)].slice(0, 5);
}

/** What is meant by the only entry of `branch` that matches nothing, where it looks like a slip. */
export function meantBranch(shown: Report): string | undefined {
  const [entry, ...others] = shown.unmatched.branches;
  return entry === undefined || others.length > 0 ? undefined : similar(entry, basesOf(shown), 1)[0];
}

/** Whether no entry of `branch` matches anything: then each repository's branches say no more than that. */
export function matchesNothing({ settings, unmatched }: Report): boolean {
  return unmatched.branches.length > 0 && unmatched.branches.length === settings.branch?.included.length;
}

function basesOf(shown: Report): string[] {
  return [
    ...shown.judgements.map(({ pullRequest }) => pullRequest.base),
    ...shown.repositories.flatMap((one) => (mayShow(shown, one.name) ? (one.elsewhere?.bases ?? []) : [])),
  ];
}

/** What to do about a repository of which nothing is watched. */
export function elsewhereRemedy({ settings: { repositories, repositoryPatterns } }: Report): string {
  const isOnly = repositories.length === 1 && repositoryPatterns === undefined;
  return `name the branch in the input branch${isOnly ? '' : ', or leave the repository out'}.`;
}
