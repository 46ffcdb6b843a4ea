/** Which pull requests a route takes, and by whose rules each is judged. */
import { exclusionOf, inclusionOf, type PatternList, selects } from '../values/pattern-list.ts';
import type { Calendar } from './calendar.ts';
import type { Fetched } from './fetched.ts';
import { byWait, type Judgement, judge } from './judge.ts';
import type { Instant, PullRequest } from './pull-request.ts';
import type { Rules } from './rules.ts';

/** All that are given must match. */
export interface When {
  readonly repositories: PatternList | undefined;
  /** Where it is towards, also by those that it is stacked on. */
  readonly branch: PatternList | undefined;
  readonly labels: PatternList | undefined;
  readonly authors: PatternList | undefined;
  /** Over logins and `org/team`. */
  readonly asked: PatternList | undefined;
  /** Over each changed file. */
  readonly paths: PatternList | undefined;
  /** Changed lines; one of these. */
  readonly size: readonly SizeRange[];
  /** Over GitHub's words in small letters, with dashes. */
  readonly authorAssociation: PatternList | undefined;
}

/** Both ends are in it. */
export interface SizeRange {
  readonly from: number;
  readonly to: number;
}

/** A route, as far as judging needs it. */
export interface JudgingRoute {
  /** undefined: it takes whatever comes. */
  readonly when: When | undefined;
  /** What follows sees what it takes, too. */
  readonly also: boolean;
  readonly rules: Rules;
  readonly calendar: Calendar;
}

type Test = (pullRequest: PullRequest, bases: readonly string[]) => boolean;

/** What each key asks, by its name; undefined where it is not given. */
function testsBy(when: When): Readonly<Record<string, Test | undefined>> {
  const { repositories, branch, labels, authors, asked, paths, size, authorAssociation } = when;
  return {
    repositories: repositories && (({ repository }) => selects(repositories, repository)),
    branch: branch && ((_, bases) => selectsBase(branch, bases)),
    labels: labels && ((one) => selectsAny(labels, one.labels)),
    size: size.length > 0 ? (one) => isWithin(one.additions + one.deletions, size) : undefined,
    authors: authors && (({ author }) => selects(authors, author.login)),
    asked:
      asked &&
      (({ requested = [] }) =>
        selectsAny(
          asked,
          requested.map(({ name }) => name),
        )),
    'author-association':
      authorAssociation &&
      ((one) => one.association !== undefined && selects(authorAssociation, one.association)),
    paths: paths && ((one) => (one.paths ?? []).some((path) => selects(paths, path))),
  };
}

/** Made once: every pull request is held against them. */
const tests = new WeakMap<When, readonly (readonly [key: string, test: Test])[]>();

/** Only the keys that are given. What is not known of a pull request matches nothing. */
function testsOf(when: When) {
  const known = tests.get(when);
  if (known) return known;
  const given = Object.entries(testsBy(when)).flatMap(([key, test]) => (test ? [[key, test] as const] : []));
  tests.set(when, given);
  return given;
}

/** Whether all that is given matches. @param bases where it is towards, its own first */
function takes(when: When, pullRequest: PullRequest, bases: readonly string[]): boolean {
  return testsOf(when).every(([, test]) => test(pullRequest, bases));
}

/** The keys of a `when` that a pull request does not match, by their names; none where the route takes it. */
export function mismatches(when: When, pullRequest: PullRequest, bases: readonly string[]): string[] {
  return testsOf(when).flatMap(([key, test]) => (test(pullRequest, bases) ? [] : [key]));
}

function isWithin(size: number, ranges: readonly SizeRange[]): boolean {
  return ranges.some(({ from, to }) => size >= from && size <= to);
}

/** Exclusions of its own branch win, as in `branch`. */
function selectsBase(list: PatternList, [own = '', ...below]: readonly string[]): boolean {
  return exclusionOf(list, [own]) === undefined && [own, ...below].some((base) => selects(list, base));
}

/** Of several: none is excluded, and one is included where anything must be. */
function selectsAny(list: PatternList, texts: readonly string[]): boolean {
  if (exclusionOf(list, texts) !== undefined) return false;
  return list.included.length === 0 || inclusionOf(list, texts) !== undefined;
}

/** Whether the files that it changes decide about a route: nobody asks for them otherwise. @param others of its repository */
export function needsPaths(
  pullRequest: PullRequest,
  others: readonly PullRequest[],
  routes: readonly Pick<JudgingRoute, 'when'>[],
): boolean {
  const ofPaths = routes.flatMap(({ when }) => (when?.paths ? [{ ...when, paths: undefined }] : []));
  if (ofPaths.length === 0) return false;
  const bases = basesOf(pullRequest, new Map(others.map((one) => [one.number, one])));
  return ofPaths.some((when) => takes(when, pullRequest, bases));
}

export interface Routed {
  /** Each pull request once: by the first route that found it overdue, else by the first that takes it. */
  readonly judgements: readonly Judgement[];
  /** What each route takes, in the order of the routes; the longest wait first. */
  readonly byRoute: readonly (readonly Judgement[])[];
}

/**
 * Judges all that was found by the rules of the routes that take each: the first one, and those after it where that
 * says `also`.
 * @param routes the last one takes whatever comes
 */
export function judgeRouted(
  { repositories }: Pick<Fetched, 'repositories'>,
  routes: readonly JudgingRoute[],
  now: Instant,
): Routed {
  const judgements: Judgement[] = [];
  const byRoute: Judgement[][] = routes.map(() => []);
  for (const { pullRequests } of repositories) {
    const byNumber = new Map(pullRequests.map((one) => [one.number, one]));
    for (const pullRequest of pullRequests) {
      const own = routesOf(pullRequest, basesOf(pullRequest, byNumber), routes).map((place) => {
        const judgement = { ...judgeBy(routes[place], pullRequest, now), route: place };
        byRoute[place]?.push(judgement);
        return judgement;
      });
      const [first] = own;
      const primary = own.find(({ finding }) => finding.verdict === 'overdue') ?? first;
      if (primary) judgements.push(primary);
    }
  }
  return { judgements: judgements.sort(byWait), byRoute: byRoute.map((all) => all.sort(byWait)) };
}

function judgeBy(route: JudgingRoute | undefined, pullRequest: PullRequest, now: Instant): Judgement {
  if (!route) throw new RangeError('no such route');
  return judge(pullRequest, route.rules, route.calendar, now);
}

/** Places of the routes that take it, in order. */
export function routesOf(
  pullRequest: PullRequest,
  bases: readonly string[],
  routes: readonly Pick<JudgingRoute, 'when' | 'also'>[],
): number[] {
  const places: number[] = [];
  for (const [place, { when, also }] of routes.entries()) {
    if (when !== undefined && !takes(when, pullRequest, bases)) continue;
    places.push(place);
    if (!also) break;
  }
  return places;
}

/** Its target branch, then those of the pull requests that it is stacked on. */
function basesOf(pullRequest: PullRequest, byNumber: ReadonlyMap<number, PullRequest>): string[] {
  const bases: string[] = [];
  const seen = new Set<number>();
  let at: PullRequest | undefined = pullRequest;
  while (at && !seen.has(at.number)) {
    bases.push(at.base);
    seen.add(at.number);
    at = at.stackedOn === undefined ? undefined : byNumber.get(at.stackedOn);
  }
  return bases;
}
