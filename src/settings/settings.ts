import { reviewStates } from '../review/pull-request.ts';
import type { Rules } from '../review/rules.ts';
import { clockStarts } from '../review/rules.ts';
import type { WorkingTime } from '../review/working-time.ts';
import { trimBlank } from '../terms/blank.ts';
import { formatDuration, type Units } from '../terms/duration.ts';
import type { PatternList } from '../terms/pattern-list.ts';
import type { RepositoryName } from '../terms/repository-name.ts';
import { type Destination, readDestination } from './destination.ts';
import { type PullRequestName, readExplain } from './explain.ts';
import { type InputSource, inputNames, secretInputs } from './inputs.ts';
import { Problems, SettingsError } from './problem.ts';
import { Reader } from './reader.ts';
import type { Regions } from './regions.ts';
import { type RepositoryPatterns, readGithubToken, readRepositories } from './repositories.ts';
import { checkServer, type Run } from './run.ts';
import { readWorkingTime, unitsOf } from './working-time.ts';

/** Everything a run is told, checked. */
export interface Settings {
  readonly githubToken: string;
  /** Those named exactly. */
  readonly repositories: readonly RepositoryName[];
  /** Those that patterns choose. */
  readonly repositoryPatterns: RepositoryPatterns | undefined;
  /** undefined: each repository's default branch. */
  readonly branch: PatternList | undefined;
  readonly rules: Rules;
  readonly destination: Destination;
  /** Everything but the post. */
  readonly dryRun: boolean;
  /** At most so many pull requests are named in one message. */
  readonly maxListed: number;
  /** Longer waits are counted in one line of the message, in ms. */
  readonly maxAge: number | undefined;
  /** A run that could not look at everything says so in the channel, also where nothing is overdue. */
  readonly notifyOnFailure: boolean;
  readonly notifyWhenClear: boolean;
  readonly failOnOverdue: boolean;
  /** Which time counts as waiting, in which zone. */
  readonly workingTime: WorkingTime;
  /** How long a day and a week of it are. */
  readonly units: Units;
  /** IANA name of the zone of every date shown. */
  readonly timezone: string;
  /** The one pull request whose verdict is to be derived; then nothing is posted. */
  readonly explain: PullRequestName | undefined;
}

/**
 * Reads all inputs into one frozen `Settings`.
 * @param regions codes whose public holidays are known; needed only where `holidays` names one
 * @throws SettingsError with every problem found, not only the first
 */
export function readSettings(source: InputSource, run: Run, regions: Regions = new Map()): Settings {
  const problems = new Problems(secretInputs.map((name) => trimBlank(source(name))));
  const reader = new Reader(source, problems);
  // Each is looked at, also those that this run does not need: a secret may stand in any of them.
  for (const name of inputNames) reader.raw(name);
  checkServer(run, problems);
  const dryRun = reader.boolean('dry-run');
  const workingTime = readWorkingTime(reader, problems, regions);
  const units = unitsOf(workingTime);
  const { named, patterns } = readRepositories(reader, problems, run);
  const explain = readExplain(reader, problems, { repositories: patterns ? [] : named, run });
  const postsNothing = dryRun || explain !== undefined;
  const settings: Settings = {
    githubToken: readGithubToken(reader, problems),
    repositories: named,
    repositoryPatterns: patterns,
    branch: reader.patterns('branch', 'branch'),
    rules: readRules(reader, problems, units),
    destination: readDestination(reader, problems, { postsNothing, run }),
    dryRun,
    maxListed: reader.integer('max-listed', 1, 45),
    maxAge: reader.duration('max-age', units),
    notifyOnFailure: reader.boolean('notify-on-failure'),
    notifyWhenClear: reader.boolean('notify-when-clear'),
    failOnOverdue: reader.boolean('fail-on-overdue'),
    workingTime,
    units,
    timezone: workingTime.timezone,
    explain,
  };
  checkMaxAge(settings, problems);
  if (problems.found.length > 0) throw new SettingsError(problems.found);
  return deepFreeze(settings);
}

/** Shorter, `max-age` would leave out of the list what is only just overdue, and so all of it. */
function checkMaxAge({ maxAge, rules, units }: Settings, problems: Problems): void {
  if (maxAge === undefined || problems.has('max-age') || problems.has('threshold')) return;
  if (maxAge > rules.threshold) return;
  const threshold = formatDuration(rules.threshold, units);
  problems.add(
    'max-age',
    `${problems.given(formatDuration(maxAge, units))} is not longer than threshold (${threshold}), so no overdue pull request would be listed. ` +
      `Allowed: a duration longer than ${threshold}, or none.`,
  );
}

function readRules(reader: Reader, problems: Problems, units: Units): Rules {
  const ignoreReviewers = reader.patterns('ignore-reviewers', 'login');
  if (ignoreReviewers?.included.length === 0)
    problems.add(
      'ignore-reviewers',
      'holds exclusions only, which would ignore everybody else. Add whom to ignore, for example "*, !octocat".',
    );
  return {
    threshold: reader.duration('threshold', units) ?? 0,
    clockStart: reader.choice('clock-start', clockStarts),
    countsAsReview: reader.choices('counts-as-review', reviewStates),
    botsThatCount: reader.patterns('bots-that-count', 'login'),
    ignoreReviewers,
    freshReviewsOnly: reader.boolean('fresh-reviews-only'),
    includeDrafts: reader.boolean('include-drafts'),
    labels: reader.patterns('labels', 'label'),
    authors: reader.patterns('authors', 'login'),
  };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
