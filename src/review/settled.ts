/** Why a pull request that was named as overdue is not any more. */
import type { Counted, Exclusion, Finding } from './judge.ts';
import type { Instant } from './pull-request.ts';

/** What GitHub says of one that is no longer among the open ones of a watched branch. */
export type Fate =
  | { readonly kind: 'merged' | 'closed'; readonly at: Instant | undefined }
  /** Open still: where, and towards which branch. */
  | { readonly kind: 'open'; readonly repository: string; readonly base: string };

export type Settled =
  | Extract<Fate, { kind: 'merged' | 'closed' }>
  | { readonly kind: 'reviewed'; readonly review: Counted['review'] }
  /** Rerouted: another message has it. */
  | { readonly kind: 'draft' | 'in time' | 'unwatched' | 'rerouted' }
  | { readonly kind: 'left out'; readonly exclusion: Exclusion }
  | { readonly kind: 'moved'; readonly base: string };

/** Of one that was judged; undefined where it is overdue. */
export function settledBy(finding: Finding): Settled | undefined {
  switch (finding.verdict) {
    case 'overdue':
      return undefined;
    case 'left out':
      return { kind: 'left out', exclusion: finding.exclusion };
    case 'reviewed': {
      // The last of those that were needed ended the wait.
      const review = finding.reviews.at(-1)?.review;
      return review ? { kind: 'reviewed', review } : undefined;
    }
    default:
      return { kind: finding.verdict };
  }
}
