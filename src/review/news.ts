/** What a run has to say that the message before has not said. Pure: of data and `now`. */
import type { Judgement } from './judge.ts';
import type { Instant } from './pull-request.ts';

/** What a message told of one pull request when it was fresh. */
export interface Told {
  /** Whether a fresh message has told of it; undefined where the message does not know. */
  has(judgement: Judgement): boolean | undefined;
  /** `now` of the run that posted the message. */
  readonly posted: Instant;
}

/**
 * The overdue that no fresh message has told of. Where the message does not know, those that became overdue after
 * it was posted.
 */
export function newsOf(overdue: readonly Judgement[], told: Told): readonly Judgement[] {
  return overdue.filter((judgement) => {
    const has = told.has(judgement);
    return has === undefined ? judgement.dueAt !== undefined && judgement.dueAt >= told.posted : !has;
  });
}
