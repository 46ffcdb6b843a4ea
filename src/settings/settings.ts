import { reviewStates } from '../review/pull-request.ts';
import type { Rules } from '../review/rules.ts';
import { clockStarts } from '../review/rules.ts';
import { branchMatching, nameMatching, type PatternList } from '../terms/pattern-list.ts';
import type { RepositoryName } from '../terms/repository-name.ts';
import { type Destination, readDestination } from './destination.ts';
import type { InputSource } from './inputs.ts';
import { Problems, SettingsError } from './problem.ts';
import { Reader } from './reader.ts';
import { readGithubToken, readRepositories } from './repositories.ts';
import type { Run } from './run.ts';

/** Everything a run is told, checked. */
export interface Settings {
  readonly githubToken: string;
  readonly repositories: readonly RepositoryName[];
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
  readonly notifyWhenClear: boolean;
  readonly failOnOverdue: boolean;
  /** IANA name of the zone of every date shown. */
  readonly timezone: string;
}

/**
 * Reads all inputs into one frozen `Settings`.
 * @throws SettingsError with every problem found, not only the first
 */
export function readSettings(source: InputSource, run: Run): Settings {
  const problems = new Problems();
  const reader = new Reader(source, problems);
  const dryRun = reader.boolean('dry-run');
  const settings: Settings = {
    githubToken: readGithubToken(reader, problems),
    repositories: readRepositories(reader, problems, run),
    branch: reader.patterns('branch', branchMatching),
    rules: readRules(reader, problems),
    destination: readDestination(reader, problems, { dryRun, run }),
    dryRun,
    maxListed: reader.integer('max-listed', 1, 45),
    maxAge: reader.duration('max-age'),
    notifyWhenClear: reader.boolean('notify-when-clear'),
    failOnOverdue: reader.boolean('fail-on-overdue'),
    timezone: reader.zone('timezone'),
  };
  if (problems.found.length > 0) throw new SettingsError(problems.found);
  return deepFreeze(settings);
}

function readRules(reader: Reader, problems: Problems): Rules {
  const ignoreReviewers = reader.patterns('ignore-reviewers', nameMatching);
  if (ignoreReviewers?.included.length === 0)
    problems.add(
      'ignore-reviewers',
      'holds exclusions only, which would ignore everybody else. Add whom to ignore, for example "*, !octocat".',
    );
  return {
    threshold: reader.duration('threshold') ?? 0,
    clockStart: reader.choice('clock-start', clockStarts),
    countsAsReview: reader.choices('counts-as-review', reviewStates),
    botsThatCount: reader.patterns('bots-that-count', nameMatching),
    ignoreReviewers,
    includeDrafts: reader.boolean('include-drafts'),
    labels: reader.patterns('labels', nameMatching),
    authors: reader.patterns('authors', nameMatching),
  };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
