/** Which channel hears of which pull requests, and by which settings. */
import type { When } from '../review/route.ts';
import { unitsOf } from '../review/working-time.ts';
import type { YamlEntry, YamlFlaw, YamlNode } from '../values/yaml.ts';
import {
  type Camel,
  camel,
  declarations,
  declared,
  type InputName,
  type ValueOf,
  type Values,
} from './declarations.ts';
import { type Inputs, mayRead, type Placed } from './inputs.ts';
import type { Context } from './kinds.ts';
import { placedIn, readerOf, readMaps } from './part.ts';
import { type FilePlace, Problems } from './problem.ts';
import { readWhen, whenKeys } from './when.ts';

/** Inputs that a route may have values of its own for. */
export const routeInputs = [
  'threshold',
  'clock-start',
  'timezone',
  'working-days',
  'working-hours',
  'holidays',
  'counts-as-review',
  'bots-that-count',
  'ignore-reviewers',
  'fresh-reviews-only',
  'include-drafts',
  'max-age',
  'max-listed',
  'mention',
  'mention-repeat',
  'mention-fallback',
  'direct-messages',
  'delivery',
  'remind-every',
  'news',
  'notify-when-clear',
] as const satisfies readonly InputName[];
/** Those in which a day is a working day of the route. */
const durations: readonly RouteInput[] = ['threshold', 'max-age'];
const routeKeys: readonly string[] = ['when', 'slack-channel', 'also', ...routeInputs];

/** Those of a message: routes to one channel must agree on them. */
const messageFields = {
  delivery: 'delivery',
  'remind-every': 'remindEvery',
  news: 'news',
  'max-listed': 'maxListed',
  'notify-when-clear': 'notifyWhenClear',
} as const satisfies Partial<Record<RouteInput, keyof RouteValues>>;
const messageInputs = Object.entries(messageFields);

/** The default one counts, too: Slack's rate limits bound what a run can say. */
const channelsAtMost = 40;

type RouteInput = (typeof routeInputs)[number];

/** What a route says for itself; undefined where the inputs hold. */
type RouteValues = { readonly [Name in RouteInput as Camel<Name>]: ValueOf<Name> | undefined };

export interface Route extends RouteValues {
  readonly at: FilePlace;
  readonly when: When;
  /** undefined: the default one. */
  readonly channel: string | undefined;
  /** What follows sees what it takes, too. */
  readonly also: boolean;
}

/** What reading routes needs beside them. */
export interface RouteContext {
  readonly file: string;
  readonly inputs: Inputs;
  readonly context: Context;
  /** The inputs' own values, which hold where a route says nothing. */
  readonly values: Values;
}

/** Reads the list; what is wrong is told at its place. */
export function readRoutes(node: YamlNode, given: RouteContext): Route[] {
  const { problems } = given.inputs;
  const { file } = given;
  const form = 'Allowed: a list, each entry with "when" and what holds for it.';
  const routes = readMaps(node, { name: 'routes', form, file, problems }, ({ entries, at }) => [
    readRoute(entries, { file, ...at }, given),
  ]);
  // Whether values agree is known only where all are.
  if (given.inputs.isComplete) {
    checkChannels(routes, given);
    for (const route of routes) checkRoute(route, given);
  }
  return routes;
}

function readRoute(entries: readonly YamlEntry[], at: FilePlace, given: RouteContext): Route {
  const { file, inputs, context } = given;
  return inputs.problems.within((problems) => {
    const flaws: YamlFlaw[] = [];
    const placed = placedIn(entries, { file, keys: routeKeys, flaws, prefix: '' });
    const when = entries.find(({ key }) => key === 'when');
    if (when?.value.kind === 'map' && when.value.entries.length > 0)
      for (const [name, value] of placedIn(when.value.entries, {
        file,
        keys: whenKeys,
        flaws,
        prefix: 'when.',
      }))
        placed.set(name, value);
    else
      flaws.push({
        at: when?.at ?? at,
        message: `A route needs "when", with what it takes. Allowed: ${whenKeys.join(', ')}.`,
      });
    problems.addFlaws(file, flaws);
    for (const [name, value] of placed) {
      problems.locate(name, value);
      if (!mayRead(name, value.text, inputs.texts, problems)) placed.delete(name);
    }
    const reader = readerOf(placed, inputs, problems);
    const units = unitsIn(placed, inputs, context);
    const own = { ...context, problems, units };
    // Days of the inputs are days of this route, too, and as long as its own.
    const anew =
      units === context.units
        ? []
        : durations.filter((name) => reader.isGiven(name) && !inputs.problems.has(name));
    const reads = new Set<string>([...placed.keys(), ...anew]);
    const value = <Name extends RouteInput | 'slack-channel'>(name: Name): ValueOf<Name> | undefined =>
      // The one place where a route's value gets the type of its declaration.
      reads.has(name) ? (declared.get(name)?.kind.read(reader, name, own) as ValueOf<Name>) : undefined;
    const takes = readWhen(readerOf(placed, undefined, problems), problems);
    // The one place where names become fields.
    const values = Object.fromEntries(
      routeInputs.map((name) => [camel(name), value(name)]),
    ) as unknown as RouteValues;
    return {
      at,
      when: takes,
      channel: value('slack-channel'),
      also: placed.has('also') && reader.boolean('also'),
      ...values,
    };
  });
}

/** What a route says, and where it says nothing, what the inputs say. */
export function valuesFor(route: Route, values: Values): Values {
  const { at: _, when: __, also: ___, channel, ...own } = route;
  const given = Object.entries(own).filter(([, value]) => value !== undefined);
  return { ...values, ...Object.fromEntries(given), slackChannel: channel ?? values.slackChannel };
}

/** What of a route does not go together, with what the inputs say beside it. */
function checkRoute(route: Route, { inputs: { problems }, values }: RouteContext): void {
  const { maxAge, threshold, delivery, slackChannel } = valuesFor(route, values);
  const saysAge = route.maxAge !== undefined || route.threshold !== undefined;
  if (saysAge && maxAge !== undefined && maxAge <= threshold)
    problems.add(
      route.at,
      'max-age of this route is not longer than its threshold, so no overdue pull request would be listed. Allowed: a longer max-age, or none.',
    );
  if ((route.channel ?? route.delivery) !== undefined && delivery !== 'post' && slackChannel?.startsWith('#'))
    problems.add(
      route.at,
      `slack-channel of this route is a name (${problems.given(slackChannel)}), and delivery: ${delivery} finds its message again by the ID of the channel. Allowed: an ID such as C0123456789, or delivery: post.`,
    );
}

/** How long its days and weeks are. What is wrong with them is told elsewhere. */
function unitsIn(placed: ReadonlyMap<string, Placed>, inputs: Inputs, context: Context): Context['units'] {
  if (!placed.has('working-days') && !placed.has('working-hours')) return context.units;
  const problems = new Problems();
  const reader = readerOf(placed, inputs, problems);
  const own = { ...context, problems };
  return unitsOf({
    weekdays: declarations['working-days'].kind.read(reader, 'working-days', own),
    ...declarations['working-hours'].kind.read(reader, 'working-hours', own),
    holidays: [],
    regions: [],
    timezone: 'UTC',
  });
}

/** One channel has one message, with one set of settings. */
function checkChannels(routes: readonly Route[], { values, inputs: { problems } }: RouteContext): void {
  const settingsOf = (own: Partial<RouteValues>) =>
    messageInputs.map(([, field]) => own[field] ?? values[field]);
  const first = new Map<
    string | undefined,
    { readonly at: FilePlace | undefined; readonly settings: unknown[] }
  >();
  first.set(values.slackChannel, { at: undefined, settings: settingsOf(values) });
  for (const route of routes) {
    const channel = route.channel ?? values.slackChannel;
    const settings = settingsOf(route);
    const before = first.get(channel);
    if (!before) {
      first.set(channel, { at: route.at, settings });
      if (first.size === channelsAtMost + 1)
        problems.add(
          route.at,
          `names the channel number ${channelsAtMost + 1}, the default one counted. Allowed: ${channelsAtMost} at most.`,
        );
      continue;
    }
    const differing = messageInputs.flatMap(([name], index) =>
      JSON.stringify(settings[index]) === JSON.stringify(before.settings[index]) ? [] : [name],
    );
    if (differing.length > 0)
      problems.add(
        route.at,
        `${differing.join(', ')} of this route ${differing.length === 1 ? 'differs' : 'differ'} from ${before.at ? `that of line ${before.at.line}` : 'the inputs'}, and both lead to ${channel === undefined ? 'the default channel' : problems.given(channel)}, which has one message. Allowed: the same for each route to a channel, or another channel.`,
      );
  }
}
