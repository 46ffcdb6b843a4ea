import type { Calendar } from '../review/calendar.ts';
import { byWait, type Judgement } from '../review/judge.ts';
import type { Directory } from '../review/mention.ts';
import { pullRequestKey } from '../review/pull-request.ts';
import type { Destination } from '../settings/destination.ts';
import type { Escalation } from '../settings/escalations.ts';
import type { Settings } from '../settings/settings.ts';
import { selects } from '../values/pattern-list.ts';
import { isAncient, lookedAtCount, partOf, type Report, type RoutedPart } from './report.ts';

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
  | 'routes'
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
  /** Levels of escalation that are told here, the first one first. */
  readonly levels: readonly Escalation[];
  /** Keys of what other audiences hear of: see `pullRequestKey`. */
  readonly others: ReadonlySet<string>;
  /** Who is who in Slack; without one, nobody is pinged. */
  readonly directory?: Directory;
}

/**
 * Who hears of a run, one message a channel: the default channel first, then those of the routes, then those of
 * escalations alone. What waits longest comes first in each.
 */
export function audiencesOf(report: Report): readonly Audience[] {
  const { settings, routed, calendar } = report;
  const channels = new Map<string | undefined, Heard>();
  const heardIn = (destination: Destination, own: Settings, ownCalendar: Calendar) => {
    const channel = channelOf(destination);
    const known = channels.get(channel);
    if (known) return known;
    const heard: Heard = { settings: own, calendar: ownCalendar, parts: [], further: [], levels: [] };
    channels.set(channel, heard);
    return heard;
  };
  const all = heardIn(settings.destination, settings, calendar);
  if (routed.length === 0)
    all.parts.push({
      route: { when: undefined, also: false, line: undefined, settings },
      calendar,
      judgements: report.judgements,
    });
  for (const part of routed)
    heardIn(part.route.settings.destination, part.route.settings, part.calendar).parts.push(part);
  const { destination, escalations } = settings;
  const toRoutes = escalations.filter(({ channel }) => channel === undefined);
  for (const heard of channels.values()) heard.levels.push(...toRoutes);
  for (const escalation of escalations) {
    if (escalation.channel === undefined || destination.kind !== 'bot') continue;
    const heard = heardIn({ ...destination, channel: escalation.channel }, settings, calendar);
    heard.levels.push(escalation);
    const isPost = settings.delivery === 'post';
    heard.further.push(
      ...report.judgements.filter(
        (one) =>
          isReached(one, escalation) &&
          !isAncient(one, settings) &&
          (!isPost || isReachedToday(one, escalation, report)),
      ),
    );
  }
  return [...channels].map(([channel, heard]) => audienceOf(report, channel, heard));
}

/** What is said in one channel. */
interface Heard {
  readonly settings: Settings;
  readonly calendar: Calendar;
  readonly parts: RoutedPart[];
  /** Of other routes, for they have waited so long. */
  readonly further: Judgement[];
  readonly levels: Escalation[];
}

function channelOf(destination: Destination): string | undefined {
  return destination.kind === 'bot' ? destination.channel : undefined;
}

function audienceOf(report: Report, channel: string | undefined, heard: Heard): Audience {
  const { settings, calendar, parts, further, levels } = heard;
  const { maxListed, maxAge, notifyWhenClear, notifyOnFailure, delivery, remindEvery, news } = settings;
  const { mention, mentionRepeat, mentionFallback, directMessages } = settings;
  const { routes } = report.settings;
  const style = {
    maxListed,
    maxAge,
    // Who hears of escalations alone hears nothing where there is none.
    notifyWhenClear: notifyWhenClear && parts.length > 0,
    notifyOnFailure: notifyOnFailure && parts.length > 0,
    delivery,
    remindEvery,
    news,
    mention,
    mentionRepeat,
    mentionFallback,
    directMessages,
    routes,
  };
  const destination =
    settings.destination.kind === 'bot' ? { ...settings.destination, channel } : settings.destination;
  const sorted = levels.toSorted((one, other) => one.after - other.after);
  if (report.routed.length === 0 && further.length === 0 && parts.length > 0)
    return { destination, report, style, levels: sorted, others: new Set() };
  const judgements = onceEach([...parts.flatMap((part) => part.judgements), ...further]);
  const own = new Set(judgements.map(keyOf));
  const whens = parts.map(({ route }) => route.when?.repositories);
  const isAbout =
    further.length > 0 || whens.length === 0 || whens.includes(undefined)
      ? undefined
      : (name: string) => whens.some((list) => list !== undefined && selects(list, name));
  const alike = parts.map(({ route }) => route.settings.rules.threshold);
  // Of escalations alone it tells what has waited as long as the first of them wants.
  const [first] = sorted;
  return {
    destination,
    report: partOf(report, {
      settings,
      calendar,
      judgements,
      isAbout,
      allowed: parts.length > 0 ? alike : [first?.after ?? settings.rules.threshold],
    }),
    style,
    levels: sorted,
    others: new Set(report.judgements.map(keyOf).filter((key) => !own.has(key))),
  };
}

function keyOf({ pullRequest }: Judgement): string {
  return pullRequestKey(pullRequest);
}

/** Each pull request once: as it is overdue, where it is. */
function onceEach(judgements: readonly Judgement[]): Judgement[] {
  const isOverdue = ({ finding }: Judgement) => finding.verdict === 'overdue';
  const known = new Map<string, Judgement>();
  for (const one of judgements) {
    const before = known.get(keyOf(one));
    if (!before || (isOverdue(one) && !isOverdue(before))) known.set(keyOf(one), one);
  }
  return [...known.values()].sort(byWait);
}

/** Whether an overdue pull request has waited as long as a level wants. */
export function isReached({ finding, waited }: Judgement, { after }: Pick<Escalation, 'after'>): boolean {
  return finding.verdict === 'overdue' && waited >= after;
}

/** How many of the levels it has reached. */
export function levelOf(judgement: Judgement, levels: readonly Escalation[]): number {
  return levels.filter((level) => isReached(judgement, level)).length;
}

/** Whether a level was reached on the working day of this run: where each message stands for itself, it speaks then. */
export function isReachedToday(
  { start, route }: Judgement,
  { after }: Pick<Escalation, 'after'>,
  { routed, calendar, now }: Report,
): boolean {
  const own = routed[route ?? -1]?.calendar ?? calendar;
  const before = own.lastInstantWithin(start.at, Math.max(0, after - 1));
  return before !== undefined && own.dayOf(before + 1) === own.dayOf(now);
}

/** Something is overdue, or could not be looked at, or an all-clear is wanted: never one where nothing was seen. */
export function isToSay({ report, style }: Pick<Audience, 'report' | 'style'>): boolean {
  // What a message says that is kept true depends on what it said before.
  if (style.delivery !== 'post') return true;
  if (report.unreachable.length > 0 && style.notifyOnFailure) return true;
  return report.counts.overdue > 0 || (lookedAtCount(report) > 0 && style.notifyWhenClear);
}
