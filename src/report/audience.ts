import type { Directory } from '../review/mention.ts';
import type { Destination } from '../settings/destination.ts';
import type { Settings } from '../settings/settings.ts';
import { lookedAtCount, type Report } from './report.ts';

/** How a message tells what it tells: the settings that are its own, not the run's. */
export type Style = Pick<
  Settings,
  | 'maxListed'
  | 'maxAge'
  | 'notifyWhenClear'
  | 'notifyOnFailure'
  | 'delivery'
  | 'remindEvery'
  | 'news'
  | 'mention'
  | 'mentionRepeat'
  | 'mentionFallback'
  | 'directMessages'
>;

/** Whoever gets one message: where it goes, what it speaks of, and how. */
export interface Audience {
  readonly destination: Destination;
  /** Of the run's report what this audience hears: its judgements, counted, and the wait allowed to them. */
  readonly report: Report;
  readonly style: Style;
  /** Who is who in Slack; without one, nobody is pinged. */
  readonly directory?: Directory;
}

/** Who hears of a run: the one that the inputs name hears of everything. */
export function audiencesOf(report: Report): readonly Audience[] {
  const { destination, maxListed, maxAge, notifyWhenClear, notifyOnFailure } = report.settings;
  const { delivery, remindEvery, news } = report.settings;
  const { mention, mentionRepeat, mentionFallback, directMessages } = report.settings;
  const pings = { mention, mentionRepeat, mentionFallback, directMessages };
  const style = {
    maxListed,
    maxAge,
    notifyWhenClear,
    notifyOnFailure,
    delivery,
    remindEvery,
    news,
    ...pings,
  };
  return [{ destination, report, style }];
}

/** Something is overdue, or could not be looked at, or an all-clear is wanted: never one where nothing was seen. */
export function isToSay({ report, style }: Pick<Audience, 'report' | 'style'>): boolean {
  // What a message says that is kept true depends on what it said before.
  if (style.delivery !== 'post') return true;
  if (report.unreachable.length > 0 && style.notifyOnFailure) return true;
  return report.counts.overdue > 0 || (lookedAtCount(report) > 0 && style.notifyWhenClear);
}
