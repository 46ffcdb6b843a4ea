import type { Instant } from '../review/pull-request.ts';
import type { Settings } from '../settings/settings.ts';
import { formatInstant } from '../values/zone.ts';

/** What an explanation is told in. */
export interface ExplanationContext {
  readonly settings: Settings;
  readonly now: Instant;
}

/** An instant on the team's clocks. */
export function at(instant: Instant, { settings, now }: ExplanationContext): string {
  return formatInstant(instant, settings.timezone, now);
}
