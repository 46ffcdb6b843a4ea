import { branchFlaw, type Flaw, labelFlaw, loginFlaw } from '../values/entry.ts';
import { branchMatching, type Matching, nameMatching } from '../values/pattern-list.ts';

/** Of what a pattern list consists. */
export type Subject = keyof typeof subjects;

interface SubjectRules {
  readonly matching: Matching;
  readonly flawOf: (entry: string) => Flaw | undefined;
  readonly allowed: string;
}

export const subjects = {
  branch: {
    matching: branchMatching,
    flawOf: branchFlaw,
    allowed: 'Allowed: names and patterns of branches, such as main, release-* or !wip/**.',
  },
  login: {
    matching: nameMatching,
    flawOf: loginFlaw,
    allowed: 'Allowed: logins and patterns, such as octocat, dependabot[bot] or *[bot].',
  },
  label: {
    matching: nameMatching,
    flawOf: labelFlaw,
    allowed: 'Allowed: names and patterns of labels, such as bug, area/* or !wip.',
  },
} as const satisfies Readonly<Record<string, SubjectRules>>;
