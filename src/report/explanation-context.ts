import type { Instant } from '../review/pull-request.ts';
import type { ResolvedRoute, Settings } from '../settings/settings.ts';
import { formatInstant } from '../values/zone.ts';

/** What an explanation is told in. */
export interface ExplanationContext {
  readonly settings: Settings;
  readonly now: Instant;
  /** What each route says to it, in order; empty without routes. */
  readonly routes?: readonly RouteAnswer[];
  /** Whom a fresh message would name for it, in words; undefined where messages name nobody. */
  readonly named?: readonly string[] | undefined;
}

/** Whether a route takes a pull request, and what keeps it from that. */
export interface RouteAnswer {
  readonly route: ResolvedRoute;
  /** Its place among the routes, from 0. */
  readonly place: number;
  readonly takes: boolean;
  /** Keys of its `when` that do not match; none where an earlier route has taken it. */
  readonly mismatches: readonly string[];
}

/** An instant on the team's clocks. */
export function at(instant: Instant, { settings, now }: ExplanationContext): string {
  return formatInstant(instant, settings.timezone, now);
}
