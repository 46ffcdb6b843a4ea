/** Which route took what, in words. */
import type { Judgement } from '../review/judge.ts';
import type { ResolvedRoute } from '../settings/settings.ts';
import { sanitize } from '../text/untrusted.ts';
import type { Report, RoutedPart } from './report.ts';

/** "route 2 (line 14)", or "no route" for what none takes. @param place from 0 */
export function routeName(place: number, { when, line }: Pick<ResolvedRoute, 'when' | 'line'>): string {
  return when === undefined ? 'no route' : `route ${place + 1}${line === undefined ? '' : ` (line ${line})`}`;
}

/** Where it leads: "#security", "C0SECURITY", or nothing where no channel is known. */
export function channelWords({ settings: { destination } }: ResolvedRoute): string {
  return destination.kind === 'bot' ? sanitize(destination.channel ?? '') : '';
}

/** "route 2 (line 14) → C0SECURITY"; empty without routes. */
export function routePhrase({ route: place }: Judgement, { routed }: Pick<Report, 'routed'>): string {
  const part = place === undefined ? undefined : routed[place];
  if (place === undefined || !part) return '';
  const channel = channelWords(part.route);
  return `${routeName(place, part.route)}${channel && ` → ${channel}`}`;
}

/** As the config file counts them, from 1; undefined for what none takes. */
export function routeNumber(
  { route: place = -1 }: Judgement,
  { routed }: Pick<Report, 'routed'>,
): number | undefined {
  return routed[place]?.route.when === undefined ? undefined : place + 1;
}

/** Routes that took nothing, though something was there to take. */
export function idleRoutes({
  routed,
  checked,
  unreachable,
}: Report): readonly (readonly [place: number, part: RoutedPart])[] {
  if (checked === 0 || unreachable.length > 0) return [];
  return [...routed.entries()].filter(
    ([, { route, judgements }]) => route.when !== undefined && judgements.length === 0,
  );
}
