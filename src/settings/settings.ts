import type { When } from '../review/route.ts';
import type { Rules } from '../review/rules.ts';
import type { WorkingTime } from '../review/working-time.ts';
import { unitsOf } from '../review/working-time.ts';
import { clockUnits, formatDuration, type Units } from '../values/duration.ts';
import type { RepositoryName } from '../values/repository-name.ts';
import {
  type Credentials,
  camel,
  declared,
  type InputName,
  inputNames,
  isSecret,
  type ValueOf,
  type Values,
} from './declarations.ts';
import { chooseDestination, type Destination } from './destination.ts';
import { type Escalation, readEscalations } from './escalations.ts';
import type { Inputs } from './inputs.ts';
import type { Context } from './kinds.ts';
import { type Problems, SettingsError } from './problem.ts';
import { Reader } from './reader.ts';
import type { Regions } from './regions.ts';
import { ownRepository, type RepositoryPatterns } from './repositories.ts';
import { type Route, readRoutes, valuesFor } from './routes.ts';

/** Everything a run is told, checked; no secret is in it. */
export interface Settings extends Omit<Values, 'repositories' | 'holidays' | 'workingHours' | 'workingDays'> {
  /** Those named exactly. */
  readonly repositories: readonly RepositoryName[];
  /** Those that patterns choose. */
  readonly repositoryPatterns: RepositoryPatterns | undefined;
  readonly destination: Destination;
  /** The inputs that a verdict depends on. */
  readonly rules: Rules;
  /** Which time counts as waiting, in which zone. */
  readonly workingTime: WorkingTime;
  /** How long a day and a week of it are. */
  readonly units: Units;
  /** The values in force under their inputs' names, for people; secrets only as "given" or "not given". */
  readonly view: readonly (readonly [name: InputName, value: string])[];
  /** In order, the last one for what no other takes; empty where the inputs hold for all. */
  readonly routes: readonly ResolvedRoute[];
  /** The level that is reached first comes first. */
  readonly escalations: readonly Escalation[];
}

/** A route with all that holds for it. */
export interface ResolvedRoute extends Pick<Route, 'also'> {
  /** undefined: it takes what no other does. */
  readonly when: When | undefined;
  /** Of the config file. */
  readonly line: number | undefined;
  /** The inputs' settings, with its own values in place of theirs. */
  readonly settings: Settings;
}

/**
 * The second phase: makes one frozen `Settings` of the inputs, and the secrets apart from it.
 * @param regions codes whose public holidays are known; needed only where `holidays` names one
 * @throws SettingsError with every problem found in either phase, not only the first
 */
export function readSettings(
  inputs: Inputs,
  regions: Regions = new Map(),
): { readonly settings: Settings; readonly credentials: Credentials } {
  const { run, problems } = inputs;
  const reader = new Reader(inputs, declared);
  const known = new Map<InputName, unknown>([['github-token', inputs.githubToken]]);
  let context: Context = {
    run,
    problems,
    regions,
    units: clockUnits,
    onlyRepository: undefined,
    configFile: inputs.configFile,
  };
  const read = <Name extends InputName>(name: Name): ValueOf<Name> => {
    const kind = declared.get(name)?.kind;
    if (kind && !known.has(name) && reader.isGiven(name)) known.set(name, kind.read(reader, name, context));
    // The one place where a value gets the type of its declaration.
    return known.get(name) as ValueOf<Name>;
  };

  const { ranges = [], regions: regionCodes = [] } = read('holidays') ?? {};
  const workingTime: WorkingTime = {
    weekdays: read('working-days'),
    ...read('working-hours'),
    holidays: ranges,
    regions: regionCodes,
    timezone: read('timezone'),
  };
  const units = unitsOf(workingTime);
  const { named, patterns } = read('repositories') ?? ownRepository(run, problems);
  const [only, ...others] = named;
  const onlyRepository = patterns || others.length > 0 ? undefined : only;
  context = { ...context, units, onlyRepository };

  const open = inputNames.filter((name) => !isSecret(name));
  // The one place where names become fields.
  const values = Object.fromEntries(open.map((name) => [camel(name), read(name)])) as unknown as Values;
  const credentials: Credentials = {
    githubToken: read('github-token'),
    slackBotToken: read('slack-bot-token'),
    slackWebhookUrl: read('slack-webhook-url'),
  };
  const file = inputs.configFile?.path ?? '';
  const given = { file, inputs, context, values };
  const routes = inputs.routes ? readRoutes(inputs.routes, given) : [];
  const escalations = inputs.escalations ? readEscalations(inputs.escalations, given) : [];
  // Whether values agree is known only where all are.
  if (!inputs.isComplete) throw new SettingsError(problems.found);
  checkMaxAge(values, units, problems);
  checkMentionRepeat(values, problems);
  checkOneRun(values, problems);
  const postsNothing = values.dryRun || values.check || values.explain !== undefined;
  const destination = chooseDestination(values, credentials, problems, { postsNothing, run });
  checkChannelsOf([...routes, ...escalations], destination, problems);
  if (problems.found.length > 0) throw new SettingsError(problems.found);
  known.set('repositories', { named, patterns });
  const settings: Settings = {
    ...values,
    repositories: named,
    repositoryPatterns: patterns,
    destination,
    rules: values,
    workingTime,
    units,
    view: inputNames.map((name) => [name, shown(name, known.get(name), units)]),
    routes: [],
    escalations,
  };
  return { settings: deepFreeze({ ...settings, routes: resolved(routes, settings, values) }), credentials };
}

/** Each route with its settings, and one more for what none of them takes. */
function resolved(routes: readonly Route[], settings: Settings, values: Values): ResolvedRoute[] {
  if (routes.length === 0) return [];
  const own = routes.map(({ when, also, ...route }): ResolvedRoute => {
    const of = valuesFor({ when, also, ...route }, values);
    const { ranges = [], regions = [] } = of.holidays ?? {};
    const workingTime: WorkingTime = {
      weekdays: of.workingDays,
      ...of.workingHours,
      holidays: ranges,
      regions,
      timezone: of.timezone,
    };
    const { destination } = settings;
    const channel = destination.kind === 'bot' ? { channel: of.slackChannel } : {};
    const { repositories: _, ...others } = of;
    return {
      when,
      also,
      line: route.at.line,
      settings: {
        ...settings,
        ...others,
        destination: { ...destination, ...channel },
        rules: of,
        workingTime,
        units: unitsOf(workingTime),
      },
    };
  });
  return [...own, { when: undefined, also: false, line: undefined, settings }];
}

/** A webhook has its own channel. */
function checkChannelsOf(
  all: readonly (Pick<Route, 'at' | 'channel'> | Escalation)[],
  destination: Destination,
  problems: Problems,
): void {
  if (destination.kind !== 'webhook') return;
  for (const { at, channel } of all)
    if (channel !== undefined)
      problems.add(
        at,
        'slack-channel is given here, and a webhook posts in its own channel alone. Allowed: slack-bot-token in place of slack-webhook-url, or no slack-channel in routes and escalations.',
      );
}

/** A value in words, or what holds without one. */
function shown(name: InputName, value: unknown, units: Units): string {
  const { kind, none = '' } = declared.get(name) ?? {};
  const words = value === undefined ? '' : kind?.show(value, units);
  return words || (kind?.isSecret ? 'not given' : none);
}

/** Shorter, `max-age` would leave out of the list what is only just overdue, and so all of it. */
function checkMaxAge({ maxAge, threshold }: Values, units: Units, problems: Problems): void {
  if (maxAge === undefined || problems.has('max-age') || problems.has('threshold')) return;
  if (maxAge > threshold) return;
  const allowed = formatDuration(threshold, units);
  problems.add(
    'max-age',
    `${problems.given(formatDuration(maxAge, units))} is not longer than threshold (${allowed}), so no overdue pull request would be listed. ` +
      `Allowed: a duration longer than ${allowed}, or none.`,
  );
}

/** Each is a run of its own. */
function checkOneRun({ check, explain }: Values, problems: Problems): void {
  if (check && explain !== undefined)
    problems.add('check', 'is given together with explain. Allowed: one of the two a run. Remove the other.');
}

/** What was told before stands in the message that is kept true: without one there is no memory. */
function checkMentionRepeat({ mentionRepeat, delivery }: Values, problems: Problems): void {
  if (mentionRepeat !== 'doubling' || delivery !== 'post' || problems.has('delivery')) return;
  problems.add(
    'mention-repeat',
    `${problems.given(mentionRepeat)} needs to know when the message before was posted, and delivery: post reads nothing. ` +
      'Allowed: every, or doubling with delivery: update or replace.',
  );
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
