/** Where the messages of a run can go, and what the options need there. */
import type { Settings } from '../settings/settings.ts';
import { routeName } from './routing.ts';

/** A channel that some message goes to. */
export interface ChannelUse {
  /** As the settings name it. */
  readonly channel: string;
  readonly delivery: Settings['delivery'];
  /** Which setting names it first: "slack-channel", "route 1 (line 4)". */
  readonly named: string;
}

/** Each once: the default one, those of routes, those of escalations. */
export function channelsOf({ destination, delivery, routes, escalations }: Settings): readonly ChannelUse[] {
  if (destination.kind !== 'bot') return [];
  const all = [
    { channel: destination.channel, delivery, named: 'slack-channel' },
    ...routes.map((route, place) => ({
      channel: route.settings.destination.kind === 'bot' ? route.settings.destination.channel : undefined,
      delivery: route.settings.delivery,
      named: routeName(place, route),
    })),
    ...escalations.map(({ channel, at }) => ({
      channel,
      delivery,
      named: `escalations (line ${at.line})`,
    })),
  ];
  const found = new Map<string, ChannelUse>();
  for (const { channel, ...use } of all)
    if (channel !== undefined && !found.has(channel)) found.set(channel, { channel, ...use });
  return [...found.values()];
}

/** Whether any message may name people, or write to them. */
export function usesPeople(settings: Settings): boolean {
  const all = [settings, ...settings.routes.map((route) => route.settings)];
  return (
    settings.escalations.some(({ mention }) => mention.length > 0) ||
    all.some(
      ({ mention, directMessages }) =>
        mention.asked !== 'none' || mention.authors || directMessages !== 'none',
    )
  );
}
