/** What a message lists: one pull request a row. */
import type { Judgement } from '../../review/judge.ts';
import type { Mention } from '../../review/mention.ts';
import type { Instant } from '../../review/pull-request.ts';
import type { Remembered } from './remembered.ts';

/** One that is overdue. */
export interface WaitingRow {
  readonly kind: 'waiting';
  readonly judgement: Judgement;
  /** No fresh message has told of it, and of others one has. */
  readonly isNew: boolean;
  /** Whom the message pings for it. */
  readonly mentions?: readonly Mention[] | undefined;
}

/** One in a repository that could not be read: as the message before says it. */
export interface UncheckedRow {
  readonly kind: 'unchecked';
  readonly item: Remembered;
  /** When it was seen last, as far as the message knows. */
  readonly since: Instant;
}

/** One that was named and is not overdue any more. */
export interface SettledRow {
  readonly kind: 'settled';
  readonly item: Pick<Remembered, 'repository' | 'number' | 'url' | 'title'>;
  readonly words: string;
  readonly at: Instant | undefined;
}

export type Row = WaitingRow | UncheckedRow | SettledRow;

export function repositoryOfRow(row: Row): string {
  return row.kind === 'waiting' ? row.judgement.pullRequest.repository : row.item.repository;
}

/** The longest wait first; of what a message does not say since when, it is the longest. */
export function byStart(one: WaitingRow | UncheckedRow, other: WaitingRow | UncheckedRow): number {
  return startOfRow(one) - startOfRow(other);
}

function startOfRow(row: WaitingRow | UncheckedRow): Instant {
  return row.kind === 'waiting' ? row.judgement.start.at : (row.item.since ?? 0);
}
