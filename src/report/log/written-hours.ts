/** Hours are working time, too: what they are where working days are shorter than the clock's. */
import type { Inputs } from '../../settings/inputs.ts';
import type { Settings } from '../../settings/settings.ts';
import { sanitize } from '../../text/untrusted.ts';
import { clockUnits, formatDuration, parseDuration, type Units } from '../../values/duration.ts';
import type { YamlMap, YamlNode } from '../../values/yaml.ts';
import { routeName } from '../routing.ts';
import type { LogEntry } from './entry.ts';

/** A duration as somebody wrote it, and by which working days it is read. */
interface Written {
  readonly where: string;
  readonly text: string;
  readonly units: Units;
}

/** Whoever writes `24h` or more may mean days: said once for each place that does, in inputs, routes and escalations. */
export function writtenHoursLog(
  settings: Settings,
  inputs: Pick<Inputs, 'texts' | 'routes' | 'escalations'>,
): LogEntry[] {
  return [
    ...ofInputs(settings, inputs.texts),
    ...ofRoutes(settings, inputs),
    ...ofEscalations(settings, inputs.escalations),
  ].flatMap(told);
}

function ofInputs(settings: Settings, texts: ReadonlyMap<string, string>): Written[] {
  return namesIn(settings)
    .flatMap((name) => textIn(texts, name))
    .map(([where, text]) => ({ where, text, units: settings.units }));
}

/** Also what a route with working days of its own has from the inputs. */
function ofRoutes(
  { routes, units: inputUnits }: Settings,
  { routes: node, texts }: Pick<Inputs, 'texts' | 'routes'>,
): Written[] {
  return mapsIn(node).flatMap((map) => {
    const place = routes.findIndex(({ line }) => line === map.at.line);
    const route = routes[place];
    if (!route) return [];
    const { units } = route.settings;
    const names = namesIn(route.settings);
    const inherited = units.day === inputUnits.day ? [] : names.flatMap((name) => textIn(texts, name));
    const all = new Map([...inherited, ...textsIn(map, names)]);
    return [...all].map(([name, text]) => ({ where: `${name} of ${routeName(place, route)}`, text, units }));
  });
}

function ofEscalations({ units }: Settings, node: YamlNode | undefined): Written[] {
  return mapsIn(node).flatMap((map) =>
    textsIn(map, ['after']).map(([name, text]) => ({
      where: `${name} of escalations (line ${map.at.line})`,
      text,
      units,
    })),
  );
}

/** What counts working time; a reminder only where there is one. */
function namesIn({ delivery }: Settings): readonly string[] {
  return ['threshold', 'max-age', ...(delivery === 'post' ? [] : ['remind-every'])];
}

function textIn(texts: ReadonlyMap<string, string>, name: string): (readonly [name: string, text: string])[] {
  const text = texts.get(name);
  return text === undefined ? [] : [[name, text]];
}

function mapsIn(node: YamlNode | undefined): YamlMap[] {
  return node?.kind === 'list' ? node.items.filter((item) => item.kind === 'map') : [];
}

function textsIn({ entries }: YamlMap, names: readonly string[]): (readonly [name: string, text: string])[] {
  return entries.flatMap(({ key, value }) =>
    names.includes(key) && value.kind === 'text' ? [[key, value.text] as const] : [],
  );
}

function told({ where, text: given, units }: Written): LogEntry[] {
  const text = given.trim();
  const hours = parseDuration((text.match(/[\d.]+\s*[hm]/gi) ?? []).join(' '), units) ?? 0;
  const length = parseDuration(text, units);
  // Where a working day has 24 hours, or these are less than one, it is as it is written.
  if (length === undefined || units.day >= clockUnits.day || hours < units.day) return [];
  const dayAsHours = formatDuration(units.day, { ...units, day: Number.POSITIVE_INFINITY });
  const days = hours / clockUnits.day;
  const meant = Number.isInteger(days)
    ? ` If ${days} working day${days === 1 ? ' is' : 's are'} meant, write ${days}d.`
    : '';
  return [
    {
      kind: 'notice',
      topic: 'hours-of-working-time',
      text: `${where}: ${sanitize(text)} is ${formatDuration(length, units)}, since hours are working time and a working day has ${dayAsHours}.${meant}`,
    },
  ];
}
