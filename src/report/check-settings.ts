/** What the settings say of the set-up: config file, routes, the working clock, the schedule. */
import type { Calendar } from '../review/calendar.ts';
import type { Instant } from '../review/pull-request.ts';
import type { Settings } from '../settings/settings.ts';
import type { Schedule } from '../settings/workflow-schedule.ts';
import { label, sanitize } from '../text/untrusted.ts';
import { formatDuration } from '../values/duration.ts';
import { formatZoned } from '../values/zone.ts';
import type { CheckRow } from './check.ts';
import type { Report } from './report.ts';
import { channelWords, idleRoutes, routeName } from './routing.ts';
import { firstOf, plural, pullRequests } from './words.ts';

/** Which version of the file holds, and what each of its routes takes. */
export function configRows(shown: Report): CheckRow[] {
  const { configFile, routes, escalations } = shown.settings;
  const what = 'config file';
  switch (configFile?.kind) {
    case undefined:
    case 'none':
      return [
        { what, state: 'works', seen: `none at ${sanitize(configFile?.path ?? '')}, and none is needed` },
      ];
    case 'forbidden':
      return [
        {
          what,
          state: 'not checked',
          seen: `whether there is one at ${sanitize(configFile.path)} is not known: the token may not read it`,
          remedy: 'if there is one: add "contents: read" to the permissions of the job.',
        },
      ];
    case 'read': {
      const own = routes.filter(({ when }) => when !== undefined).length;
      const parts = [
        ...(own > 0 ? [plural(own, 'route')] : []),
        ...(escalations.length > 0 ? [plural(escalations.length, 'escalation')] : []),
      ];
      const seen = [`${sanitize(configFile.path)}, as it stands in the ${configFile.from}`, ...parts];
      return [{ what, state: 'works', seen: seen.join('; ') }, ...routeRows(shown)];
    }
  }
}

function routeRows(shown: Report): CheckRow[] {
  const idle = new Set(idleRoutes(shown).map(([place]) => place));
  return shown.routed.map(({ route, judgements }, place): CheckRow => {
    const channel = channelWords(route);
    const leads = `${channel ? `to ${channel}: ` : ''}takes ${pullRequests(judgements.length, 'open ')}`;
    const what = routeName(place, route);
    if (!idle.has(place)) return { what, state: 'works', seen: leads };
    return {
      what,
      state: 'to do',
      seen: leads,
      remedy:
        'where that is not meant, compare its "when" with what is open: explain says of one pull request which route takes it, and why.',
    };
  });
}

/** A clock: how long may pass, by which calendar. */
export interface Clock {
  readonly settings: Settings;
  readonly calendar: Calendar;
  readonly whose: string;
}

/** That of the inputs, and those of routes that differ from it. */
export function clocksOf({
  settings,
  calendar,
  routed,
}: Pick<Report, 'settings' | 'calendar' | 'routed'>): readonly Clock[] {
  const known = new Set([keyOf(settings)]);
  const own = routed.flatMap((part, place): Clock[] => {
    const key = keyOf(part.route.settings);
    if (known.has(key)) return [];
    known.add(key);
    const whose = ` of ${routeName(place, part.route)}`;
    return [{ settings: part.route.settings, calendar: part.calendar, whose }];
  });
  return [{ settings, calendar, whose: '' }, ...own];
}

function keyOf({ rules, workingTime }: Settings): string {
  return JSON.stringify([rules.threshold, workingTime]);
}

/** When one is overdue that is opened now, and at the same time of the two working days that follow. */
export function clockRow({ settings, calendar, whose }: Clock, now: Instant): CheckRow {
  const { timezone, units, rules } = settings;
  const what = `clock${whose}`;
  const zoned = (instant: Instant) => formatZoned(instant, timezone, now);
  const passes = openings(calendar, now).map((opened) => ({
    opened,
    passed: calendar.lastInstantWithin(opened, rules.threshold),
  }));
  if (passes.some(({ passed }) => passed === undefined))
    return {
      what,
      state: 'does not work',
      seen: `what is opened now never waits longer than ${formatDuration(rules.threshold, units)}: there is not so much working time ahead`,
      remedy: 'check working-days, working-hours and holidays.',
    };
  const each = passes.map(({ opened, passed = opened }) =>
    opened === now
      ? `what is opened now is overdue after ${zoned(passed)}`
      : `opened ${zoned(opened)}, after ${zoned(passed)}`,
  );
  return {
    what,
    state: 'works',
    seen: `threshold ${formatDuration(rules.threshold, units)}: ${each.join('; ')}`,
  };
}

const dayMs = 86_400_000;
/** No row of days off is longer, in days. */
const daysAhead = 400;

function openings(calendar: Calendar, now: Instant): Instant[] {
  const found = [now];
  for (let day = 1; day <= daysAhead && found.length < 3; day++) {
    const at = now + day * dayMs;
    if (calendar.isWorkingDay(calendar.dayOf(at))) found.push(at);
  }
  return found;
}

const linesShown = 5;

/** @param schedule of the workflow's file */
export function scheduleRow(schedule: Schedule): CheckRow {
  const what = 'schedule';
  switch (schedule.kind) {
    case 'unknown':
      return {
        what,
        state: 'not checked',
        seen: schedule.why,
        ...(schedule.remedy !== undefined && { remedy: schedule.remedy }),
      };
    case 'none':
      return {
        what,
        state: 'to do',
        seen: `${sanitize(schedule.path)} has none: it runs by hand and on events only`,
        remedy: `add "schedule: [{ cron: '17 8 * * 1-5' }]" below "on", if runs are to come by themselves.`,
      };
    case 'found': {
      const { crons, path } = schedule;
      const odd = crons.filter(({ isOdd }) => isOdd);
      const words = crons.map(
        ({ cron, timezone }) => `${label(cron)} (${timezone === undefined ? 'UTC' : label(timezone)})`,
      );
      const seen = `${sanitize(path)}: ${firstOf(words, linesShown)}`;
      if (odd.length === 0) return { what, state: 'works', seen };
      return {
        what,
        state: 'to do',
        seen,
        remedy: `write ${label(odd[0]?.cron ?? '')} as five fields, such as '17 8 * * 1-5' (minute, hour, day, month, day of the week).`,
      };
    }
  }
}
