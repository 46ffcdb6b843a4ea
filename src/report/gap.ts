import type { FetchedRepository } from '../review/fetched.ts';
import type { Exclusion, Judgement } from '../review/judge.ts';

/** Why it is no all-clear that nothing is overdue, although everything could be looked at. */
export type Gap =
  /** Pull requests are open, and none is towards a watched branch. */
  | { readonly kind: 'elsewhere'; readonly open: number }
  /** These inputs leave out all that are, drafts aside. */
  | { readonly kind: 'left out'; readonly leftOut: number; readonly by: readonly Exclusion['by'][] };

export function findGap(
  repositories: readonly Pick<FetchedRepository, 'elsewhere' | 'unread'>[],
  judgements: readonly Judgement[],
): Gap | undefined {
  const sum = (of: (one: Pick<FetchedRepository, 'elsewhere' | 'unread'>) => number) =>
    repositories.reduce((total, one) => total + of(one), 0);
  const open = sum(({ elsewhere }) => elsewhere?.open ?? 0);
  if (judgements.length === 0)
    return open > 0 && sum(({ unread }) => unread) === 0 ? { kind: 'elsewhere', open } : undefined;
  const filters = judgements.flatMap(({ finding }) =>
    finding.verdict === 'left out' ? [finding.exclusion.by] : [],
  );
  const drafts = judgements.filter(({ finding }) => finding.verdict === 'draft').length;
  if (filters.length === 0 || filters.length + drafts < judgements.length) return undefined;
  return { kind: 'left out', leftOut: filters.length, by: [...new Set(filters)].sort() };
}
