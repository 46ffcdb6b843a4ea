import type { Calendar } from './calendar.ts';
import type { Instant } from './pull-request.ts';

/** When a message is made anew though there is no news, in the words of remind-every. */
export type Reminder =
  /** On a working day so many working days later, by their dates. */
  | { readonly kind: 'days'; readonly days: number }
  /** After so much working time, in ms. */
  | { readonly kind: 'time'; readonly length: number }
  | { readonly kind: 'never' };

/** Further away no reminder is looked for, in days. */
const horizon = 40_000;

/**
 * When the next reminder is due for a message posted at an instant: on a day (its number), or at an instant;
 * undefined where none ever is.
 */
export type Due = { readonly day: number } | { readonly instant: Instant };

export function nextReminder(reminder: Reminder, posted: Instant, calendar: Calendar): Due | undefined {
  switch (reminder.kind) {
    case 'never':
      return undefined;
    case 'time': {
      // Of two instants with the same work before them, the later one is the last within it.
      const instant = calendar.lastInstantWithin(posted, reminder.length - 1);
      return instant === undefined ? undefined : { instant: instant + 1 };
    }
    case 'days': {
      const first = calendar.dayOf(posted);
      for (let day = first + 1, count = 0; day <= first + horizon; day++)
        if (calendar.isWorkingDay(day) && ++count >= reminder.days) return { day };
      return undefined;
    }
  }
}

/** Whether it is time to remind of what a message said that was posted at an instant. */
export function isTimeToRemind(
  reminder: Reminder,
  posted: Instant,
  now: Instant,
  calendar: Calendar,
): boolean {
  if (reminder.kind === 'time') return calendar.workedBetween(posted, now) >= reminder.length;
  const due = nextReminder(reminder, posted, calendar);
  const today = calendar.dayOf(now);
  return due !== undefined && 'day' in due && today >= due.day && calendar.isWorkingDay(today);
}
