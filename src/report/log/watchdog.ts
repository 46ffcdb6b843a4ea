import type { Quote } from '../../text/server-text.ts';
import { sanitize } from '../../text/untrusted.ts';
import { formatInstant, formatZoned } from '../../values/zone.ts';
import type { Watchdog } from '../slack/watchdog.ts';
import { problemLine } from './delivery.ts';
import { type LogEntry, line } from './entry.ts';

interface Told {
  readonly timezone: string;
  /** ms */
  readonly now: number;
  /** What Slack said passes it. */
  readonly quote: Quote;
}

/** Until when Slack stays silent without a further run, or why that is not so. It never fails a run. */
export function watchdogLog(watchdog: Watchdog, { timezone, now, quote }: Told): LogEntry[] {
  if (watchdog.kind === 'failed')
    return [
      {
        kind: 'warning',
        topic: watchdog.problem.topic,
        text: `${problemLine(watchdog.problem, quote)} What an earlier run scheduled stays, and may come although runs get through.`,
      },
    ];
  const { at, to, late, problem } = watchdog;
  return [
    line(
      `Watchdog: if no run gets through until ${formatZoned(at, timezone, now)}, Slack says so in ${sanitize(to)}`,
    ),
    ...(late === undefined
      ? []
      : [
          {
            kind: 'notice',
            topic: 'watchdog-late',
            text:
              `The watchdog's message of the run before was due at ${formatInstant(late, timezone, now)}, too soon for Slack to take it back for sure: it may come although this run got through. ` +
              'Let watchdog be at least twice as long as the time between two runs.',
          } as const,
        ]),
    ...(problem
      ? [{ kind: 'warning', text: problemLine(problem, quote), topic: problem.topic } as const]
      : []),
  ];
}
