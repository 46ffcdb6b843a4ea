import type { Rules } from '../../review/rules.ts';
import type { SchemaSupport } from './schema-support.ts';

/** What is asked for only where a setting needs it: each costs a point per 100 pull requests, or a permission. */
export interface QueryOptions {
  /** `clock-start: review-requested`, `re-requests` */
  readonly requestEvents: boolean;
  /** `counts-as-review: conversation` */
  readonly comments: boolean;
  /** `fresh-reviews-only`: commits, which need `contents: read`. */
  readonly head: boolean;
  /** `include-stacked`: names of source branches, which cost nothing. */
  readonly headBranch: boolean;
  /** `authors-turn: conflicts`: costs no points, but GitHub has to compute it. */
  readonly mergeable: boolean;
  /** `when.author-association` of a route: costs nothing. */
  readonly association: boolean;
}

/** What any of these rules needs. */
export function queryOptionsFor(
  rules: readonly Rules[],
  includeStacked: boolean,
  { association } = { association: false },
): QueryOptions {
  return {
    requestEvents: rules.some(
      ({ clockStart, reRequests }) => clockStart === 'review-requested' || reRequests,
    ),
    comments: rules.some(({ countsAsReview }) => countsAsReview.includes('conversation')),
    head: rules.some(({ freshReviewsOnly }) => freshReviewsOnly),
    headBranch: includeStacked,
    association,
    mergeable: rules.some(({ authorsTurn }) => authorsTurn?.includes('conflicts') === true),
  };
}

/** How a query is put: the options, and what the server and the token know. */
export interface QueryContext {
  readonly options: QueryOptions;
  readonly support: SchemaSupport;
}
