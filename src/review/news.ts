/** What a run has to say that the message before has not said. Pure: of data and `now`. */
import type { Judgement } from './judge.ts';
import type { Instant } from './pull-request.ts';

/** What fresh messages told. */
export interface Told {
  /** The level at which one told of it; undefined where none has; 'not known' where the message does not know. */
  levelOf(judgement: Judgement): number | undefined | 'not known';
  /** `now` of the run that posted the message. */
  readonly posted: Instant;
}

/**
 * The overdue that no fresh message has told of, or not at the level that it has reached. Where the message does not
 * know, those that became overdue after it was posted.
 */
export function newsOf(
  overdue: readonly Judgement[],
  told: Told,
  levelNow: (judgement: Judgement) => number,
): readonly Judgement[] {
  return overdue.filter((judgement) => {
    const level = told.levelOf(judgement);
    if (level === 'not known') return judgement.dueAt !== undefined && judgement.dueAt >= told.posted;
    return level === undefined || level < levelNow(judgement);
  });
}
