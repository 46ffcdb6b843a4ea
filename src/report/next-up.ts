import type { Judgement } from '../review/judge.ts';
import type { Instant } from '../review/pull-request.ts';
import { type Report, withVerdict } from './report.ts';

/** A pull request that is in time, and until when. */
export interface NextUp {
  readonly judgement: Judgement;
  /** The last instant in time: right after it, the pull request is overdue. */
  readonly dueAt: Instant;
}

/** Those that become overdue within the next working day, the next one first. */
export function nextUp(report: Report): NextUp[] {
  const { settings, calendar, now } = report;
  const end = calendar.lastInstantWithin(now, settings.units.day) ?? now;
  return withVerdict(report, 'in time')
    .flatMap((judgement): NextUp[] => {
      const { dueAt } = judgement;
      return dueAt !== undefined && dueAt <= end ? [{ judgement, dueAt }] : [];
    })
    .sort((a, b) => a.dueAt - b.dueAt);
}
