/** What of the set-up works, and what is to be done: the table of a run with `check`, and of a dry run. */
import type { Quote, ServerText } from '../text/server-text.ts';
import { sanitize } from '../text/untrusted.ts';
import type { Topic } from '../values/topic.ts';
import { formatCount } from './words.ts';

/** From the best to the worst. Only what does not work fails a run with `check`. */
export const checkStates = ['works', 'not checked', 'to do', 'does not work'] as const;
export type CheckState = (typeof checkStates)[number];

export interface CheckRow {
  /** "repository acme/web", "scope channels:history". */
  readonly what: string;
  readonly state: CheckState;
  /** Our own words. */
  readonly seen: string;
  /** What a server said, beside them. */
  readonly said?: ServerText | undefined;
  /** One thing to do. */
  readonly remedy?: string;
  /** Where there is more of it than of a check as such. */
  readonly topic?: Topic;
}

/** The rows, in the order of a run: GitHub, the settings, Slack. */
export type Check = readonly CheckRow[];

/** What was seen, as whoever reads the run may see it. */
export function seenWords({ seen, said }: CheckRow, quote: Quote): string {
  return said === undefined ? sanitize(seen) : `${sanitize(seen)}: ${quote(said)}`;
}

/** "12 work, 2 are to do, 1 does not work, 3 are not checked" */
export function checkTitle(check: Check): string {
  const count = (state: CheckState) => check.filter((row) => row.state === state).length;
  const words = (state: CheckState, one: string, several: string) => {
    const rows = count(state);
    return rows === 0 ? [] : [`${formatCount(rows)} ${rows === 1 ? one : several}`];
  };
  const parts = [
    ...words('does not work', 'does not work', 'do not work'),
    ...words('to do', 'is to do', 'are to do'),
    ...words('not checked', 'is not checked', 'are not checked'),
    ...words('works', 'works', 'work'),
  ];
  return `Check of the set-up: ${parts.join(', ')}`;
}

export function failsCheck(check: Check): boolean {
  return check.some(({ state }) => state === 'does not work');
}
