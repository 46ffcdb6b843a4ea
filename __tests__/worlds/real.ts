import { readFileSync } from 'node:fs';
import type { World, WorldEvent, WorldPullRequest, WorldRequested } from '../twins/github/world.ts';
import { Random } from './random.ts';
import { drawReviews, lateReview, reviewers } from './reviewing.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** The token of a real world: a run's own, with nothing but `pull-requests: read`. It is nobody's. */
export const demoToken = 'ghs_demo0000000000000000000000000000';

/**
 * Real pull requests (title, number, base, author as a pseudonym) of two public repositories: of the branches
 * `main` and `master` the newest 130 each, of every release branch the newest 4 or 5, with few by bots.
 */
interface Real {
  readonly repositories: readonly string[];
  /** Index of the repository, number, title, author, 1 for a bot, base. */
  readonly pulls: readonly (readonly [number, number, string, string, 0 | 1, string])[];
}

const defaultBranches: Readonly<Record<string, string>> = {
  'vitejs/vite': 'main',
  'argoproj/argo-cd': 'master',
};

/**
 * A world of `size` open pull requests that people really wrote. What a git history does not hold is drawn
 * by this rule, and always the same for the same seed:
 * - Age: log-normal, median 2.5 days, sigma 1.8 (a third under a day, a twelfth over a month), at most 300 days.
 *   The order of numbers is the order of ages within a repository.
 * - 10 % are drafts; 8 % left draft later than they were opened, 3 % were reopened, 4 % changed their base,
 *   10 % had a forced push.
 * - Asked: 45 % nobody, 40 % one or two people, 12 % a team, 3 % a bot.
 * - Reviews: see `drawReviews`. Of those older than two days on a default branch, the first has 150 reviews that
 *   do not count before one that does, the next five 24 to 64.
 * - Lines: log-normal with a long tail.
 * Beyond the real ones they come again with higher numbers.
 * @param now ms since the epoch, or a Date
 */
export function realWorld({
  now,
  seed = 1,
  size = 300,
}: {
  readonly now: number | Date;
  readonly seed?: number;
  readonly size?: number;
}): World {
  const { repositories, pulls } = load();
  const random = new Random(seed);
  const instant = Number(now);
  const order = random.shuffled(pulls);
  const chosen = Array.from({ length: size }, (_, index) => {
    const round = Math.floor(index / order.length);
    const real = order[index % order.length];
    if (!real) throw new Error('There are no real pull requests');
    return { real, number: real[1] + round * 100_000 };
  });

  let late = 0;
  return {
    repositories: repositories.map((nameWithOwner, place) => {
      const defaultBranch = defaultBranches[nameWithOwner] ?? 'main';
      const own = chosen.filter(({ real }) => real[0] === place).sort((a, b) => a.number - b.number);
      const ages = own.map(() => drawAge(random)).sort((a, b) => b - a);
      const pullRequests = own.map(({ real, number }, index): WorldPullRequest => {
        const pull = drawPull(random, nameWithOwner, { real, number }, instant, instant - (ages[index] ?? 0));
        const old = instant - Date.parse(pull.createdAt) > 2 * day;
        if (late > 5 || pull.isDraft || pull.base !== defaultBranch || !old) return pull;
        late += 1;
        const count = late === 1 ? 150 : 4 + late * 10;
        return { ...pull, reviews: lateReview(count, pull, instant, late % 2 === 0) };
      });
      return { nameWithOwner, isPrivate: false, defaultBranch, pullRequests };
    }),
    tokens: [{ ...runToken }],
  };
}

/**
 * A world of so many public repositories, `acme/r0001` and on, with so many open pull requests each: all of them
 * towards `main`, and otherwise drawn by the rule of `realWorld`, but for the six with many reviews.
 * @param pulls in each repository
 */
export function manyWorld({
  now,
  seed = 1,
  repositories,
  pulls,
  others = 0,
  stacked = false,
  pointsPerHour = 15_000,
}: {
  readonly now: number;
  readonly seed?: number;
  readonly repositories: number;
  readonly pulls: number;
  /** Which share of them is towards other branches than main. */
  readonly others?: number;
  /** These stand on the others, each on one. */
  readonly stacked?: boolean;
  readonly pointsPerHour?: number;
}): World {
  const random = new Random(seed);
  const texts = random.shuffled(load().pulls);
  const names = Array.from(
    { length: repositories },
    (_, index) => `acme/r${String(index + 1).padStart(4, '0')}`,
  );
  return {
    repositories: names.map((nameWithOwner, place) => {
      const ages = Array.from({ length: pulls }, () => drawAge(random)).sort((a, b) => b - a);
      const pullRequests = ages.map((age, index) => {
        const [, , title, login, bot] = texts[(place * pulls + index) % texts.length] ?? [0, 0, '', '', 0];
        const number = index + 1;
        const isOther = index >= Math.round(pulls * (1 - others));
        const other = stacked ? `change-${number - Math.round(pulls * others)}` : 'next';
        const real = [place, number, title, login, bot, isOther ? other : 'main'] as const;
        return drawPull(random, nameWithOwner, { real, number }, now, now - age);
      });
      return { nameWithOwner, isPrivate: false, defaultBranch: 'main', pullRequests };
    }),
    tokens: [{ ...runToken, pointsPerHour }],
  };
}

/** The run's own token. */
const runToken = {
  token: demoToken,
  kind: 'actions',
  permissions: { 'pull-requests': 'read' },
  sees: [],
  pointsPerHour: 1000,
} as const;

/** ms */
function drawAge(random: Random): number {
  return Math.min(300, random.logNormal(2.5, 1.8)) * day;
}

let loaded: Real | undefined;

function load(): Real {
  loaded ??= JSON.parse(readFileSync(new URL('./pulls.json', import.meta.url), 'utf8')) as Real;
  return loaded;
}

function drawPull(
  random: Random,
  nameWithOwner: string,
  { real: [, , title, login, bot, base], number }: { real: Real['pulls'][number]; number: number },
  now: number,
  since: number,
): WorldPullRequest {
  const createdAt = new Date(since).toISOString();
  const author = random.chance(0.01) ? null : { login, type: bot ? ('Bot' as const) : ('User' as const) };
  const requested = drawRequested(random, nameWithOwner);
  return {
    number,
    title,
    author,
    base,
    isDraft: random.chance(0.1),
    state: 'OPEN',
    createdAt,
    additions: Math.round(random.logNormal(25, 1.7)),
    deletions: Math.round(random.logNormal(9, 1.8)),
    changedFiles: 1 + Math.floor(random.logNormal(2, 1.1)),
    labels: drawLabels(random, bot === 1),
    reviews: drawReviews(random, { author, createdAt }, now),
    requested,
    events: drawEvents(random, { requested, base, since, now }),
  };
}

function drawRequested(random: Random, nameWithOwner: string): WorldRequested[] {
  const draw = random.next();
  if (draw < 0.45) return [];
  if (draw < 0.57) return [{ team: `${nameWithOwner.split('/')[0]}/reviewers`, asCodeOwner: true }];
  if (draw < 0.6) return [{ login: 'copilot-pull-request-reviewer', type: 'Bot' }];
  const first = random.pick(reviewers);
  const second = random.pick(reviewers);
  return random.chance(0.3) && second !== first ? [first, second] : [first];
}

const labels: readonly [string, ...string[]] = [
  'bug',
  'documentation',
  'enhancement',
  'needs rebase',
  'performance',
  'size/S',
  'size/XL',
  'priority: high',
  'good first change',
];

function drawLabels(random: Random, bot: boolean): string[] {
  const drawn = Array.from({ length: random.whole(0, 2) }, () => random.pick(labels));
  return [...new Set(bot ? ['dependencies', ...drawn] : drawn)];
}

function drawEvents(
  random: Random,
  given: { requested: readonly WorldRequested[]; base: string; since: number; now: number },
): WorldEvent[] {
  const { requested, base, since, now } = given;
  const createdAt = (low: number, high: number) =>
    new Date(since + (now - since) * random.between(low, high)).toISOString();
  const events: WorldEvent[] = requested.map((reviewer) => ({
    type: 'ReviewRequestedEvent',
    reviewer: 'team' in reviewer ? { team: reviewer.team } : reviewer,
    createdAt: createdAt(0, 0.1),
  }));
  if (random.chance(0.08)) events.push({ type: 'ReadyForReviewEvent', createdAt: createdAt(0.1, 0.6) });
  if (random.chance(0.03)) events.push({ type: 'ReopenedEvent', createdAt: createdAt(0.3, 0.9) });
  if (random.chance(0.02))
    events.push({
      type: 'BaseRefChangedEvent',
      previousRefName: 'next',
      currentRefName: base,
      createdAt: createdAt(0.2, 0.9),
    });
  if (random.chance(0.02))
    events.push({
      type: 'AutomaticBaseChangeSucceededEvent',
      oldBase: 'stacked-change',
      newBase: base,
      createdAt: createdAt(0.2, 0.9),
    });
  if (random.chance(0.1)) events.push({ type: 'HeadRefForcePushedEvent', createdAt: createdAt(0.1, 1) });
  return events.sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));
}
