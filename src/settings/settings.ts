import type { Rules } from '../review/rules.ts';
import type { WorkingTime } from '../review/working-time.ts';
import { clockUnits, formatDuration, type Units } from '../values/duration.ts';
import type { RepositoryName } from '../values/repository-name.ts';
import {
  type Credentials,
  declared,
  type InputName,
  inputNames,
  isSecret,
  type ValueOf,
  type Values,
} from './declarations.ts';
import { chooseDestination, type Destination } from './destination.ts';
import type { Inputs } from './inputs.ts';
import type { Context } from './kinds.ts';
import { type Problems, SettingsError } from './problem.ts';
import { Reader } from './reader.ts';
import type { Regions } from './regions.ts';
import { ownRepository, type RepositoryPatterns } from './repositories.ts';
import { unitsOf } from './working-time.ts';

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
  let context: Context = { run, problems, regions, units: clockUnits, onlyRepository: undefined };
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
  checkMaxAge(values, units, problems);
  checkMentionRepeat(values, problems);
  const postsNothing = values.dryRun || values.explain !== undefined;
  const destination = chooseDestination(values, credentials, problems, { postsNothing, run });
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
  };
  return { settings: deepFreeze(settings), credentials };
}

/** A value in words, or what holds without one. */
function shown(name: InputName, value: unknown, units: Units): string {
  const { kind, none = '' } = declared.get(name) ?? {};
  const words = value === undefined ? '' : kind?.show(value, units);
  return words || (kind?.isSecret ? 'not given' : none);
}

function camel(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
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
