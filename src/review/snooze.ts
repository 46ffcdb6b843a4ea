/** Labels that leave a pull request out, for good or until a day. */
import { parseDay } from '../values/civil-day.ts';
import { type PatternList, selects } from '../values/pattern-list.ts';
import { dayIn } from '../values/zone.ts';
import type { Instant } from './pull-request.ts';

/** Before the date of a label, as in `snooze-until-2026-12-01`. */
const until = /until-(.*)$/is;

export interface Snooze {
  readonly label: string;
  /** The day on which it ends, as ISO date; undefined where it holds as long as the label is there. */
  readonly until: string | undefined;
}

/** Of the labels that snooze now, the one that holds longest: without a date, or with the latest one. */
export function snoozeOf(
  labels: readonly string[],
  list: PatternList | undefined,
  { timezone, now }: { readonly timezone: string; readonly now: Instant },
): Snooze | undefined {
  const snoozes = matching(labels, list).flatMap((label): Snooze[] => {
    const date = dateOf(label);
    if (date === undefined) return [{ label, until: undefined }];
    const day = parseDay(date);
    return day !== undefined && dayIn(now, timezone) < day ? [{ label, until: date }] : [];
  });
  return snoozes.reduce<Snooze | undefined>(
    (longest, one) => (longest && endOf(longest) >= endOf(one) ? longest : one),
    undefined,
  );
}

/** ISO dates are in order as texts; what has none comes after them. */
const endOf = ({ until: date = 'never' }: Snooze) => date;

/** Labels that should snooze until a date, and whose date is none: they are not obeyed. */
export function unreadableSnoozes(labels: readonly string[], list: PatternList | undefined): string[] {
  return matching(labels, list).filter((label) => {
    const date = dateOf(label);
    return date !== undefined && parseDay(date) === undefined;
  });
}

function matching(labels: readonly string[], list: PatternList | undefined): string[] {
  return list ? labels.filter((label) => selects(list, label)) : [];
}

function dateOf(label: string): string | undefined {
  return until.exec(label)?.[1]?.trim();
}
