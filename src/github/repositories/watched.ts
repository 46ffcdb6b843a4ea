import { exactNames, exclusionOf, isNamed, type PatternList, selects } from '../../values/pattern-list.ts';
import type { Planned } from './budget.ts';
import type { Target } from './targets.ts';

/** More exact branches than this cost more requests one by one than all pull requests together. */
const branchesOneByOne = 4;

/** Only what is open waits. */
const states = ['OPEN'] as const;

/** Which lists to read of a repository, and what of them is watched. */
export interface Watched {
  readonly target: Target;
  readonly lists: readonly Planned[];
  readonly watches: (base: string) => boolean;
  /** Of these, no stacked one is watched. */
  readonly excludes: (base: string) => boolean;
  /** These are named without wildcards, and are no layers. */
  readonly names: (base: string) => boolean;
  /** For people. */
  readonly branch: string;
}

/** By the branches that are given, or the repository's default branch. A few exact ones are a list each. */
export function watchedOf(target: Target, branch: PatternList | undefined): Watched {
  const { asked, known } = target;
  const repository = known?.repository ?? asked;
  const expected = known?.atMost;
  if (!branch) {
    const main = known?.defaultBranch;
    return {
      target,
      lists: main === undefined ? [] : [{ repository, states, base: main, expected }],
      watches: (base) => base === main,
      excludes: () => false,
      names: (base) => base === main,
      branch: main ?? '(no branch yet)',
    };
  }
  const names = exactNames(branch);
  const bases = names && names.length <= branchesOneByOne ? names : [null];
  return {
    target,
    lists: bases.map((base) => ({ repository, states, base, expected })),
    watches: (base) => selects(branch, base),
    excludes: (base) => exclusionOf(branch, [base]) !== undefined,
    names: (base) => isNamed(branch, base),
    branch: branch.entries.join(', '),
  };
}
