import type { Calendar } from '../review/calendar.ts';
import type {
  Fetched,
  FetchedRepository,
  Unreachable as FoundUnreachable,
  Spent,
} from '../review/fetched.ts';
import { type Judgement, type Verdict, verdicts } from '../review/judge.ts';
import type { Instant } from '../review/pull-request.ts';
import type { Run } from '../settings/run.ts';
import type { ResolvedRoute, Settings } from '../settings/settings.ts';
import type { Quote } from '../text/server-text.ts';
import { findGap, type Gap } from './gap.ts';
import { findUnmatched, type Unmatched } from './unmatched.ts';

/** How many pull requests got each verdict. */
export type Counts = Readonly<Record<Verdict, number>>;

/** One repository in the report. */
export type ReportedRepository = Omit<FetchedRepository, 'pullRequests'> & { readonly counts: Counts };

/** A repository that could not be looked at, or not to the end; what came back may be shown. */
export type Unreachable = Omit<FoundUnreachable, 'answer'> & {
  readonly answer: string;
  /** The answer is our own words: no server said it. */
  readonly ours?: boolean;
  /** How many repositories it stands for. */
  readonly count: number;
  /** A private one, whose name a public run does not show. */
  readonly unnamed?: boolean;
};

/** All that a run has to say, before it is rendered. */
export interface Report {
  readonly settings: Settings;
  readonly run: Run;
  readonly now: Instant;
  readonly calendar: Calendar;
  readonly repositories: readonly ReportedRepository[];
  /** The pull requests that may be shown, the longest wait first. */
  readonly judgements: readonly Judgement[];
  /** Working time in ms that may pass without a review: what headline and legend say; undefined where it differs. */
  readonly allowed: number | undefined;
  /** What each route takes, in their order; empty without routes. */
  readonly routed: readonly RoutedPart[];
  /** Over all repositories, shown or not. */
  readonly counts: Counts;
  /** Open pull requests towards the watched branches. */
  readonly checked: number;
  readonly unreachable: readonly Unreachable[];
  /** Why it is no all-clear that nothing is overdue, if so. */
  readonly gap: Gap | undefined;
  readonly unmatched: Unmatched;
  readonly spent: Spent;
  /** Private repositories whose pull requests a public run shows only as counts. */
  readonly withheld: readonly ReportedRepository[];
  /** Private repositories that only a pattern chose: a public run does not even name them. */
  readonly unnamed: Unnamed;
}

/** What one route takes. */
export interface RoutedPart {
  readonly route: ResolvedRoute;
  readonly calendar: Calendar;
  /** By the rules of the route, the longest wait first. */
  readonly judgements: readonly Judgement[];
}

/** Repositories that are only counted. */
export interface Unnamed {
  readonly repositories: number;
  readonly overdue: number;
  /** Those with open pull requests, but none towards a watched branch. */
  readonly elsewhere: number;
}

/** How many repositories were looked at, named or not. */
export function lookedAtCount({ repositories, unnamed }: Pick<Report, 'repositories' | 'unnamed'>): number {
  return repositories.length + unnamed.repositories;
}

/**
 * Counts what was found and judged, and says what is missing.
 * @param judgements the longest wait first
 * @param quote what servers said passes it
 */
export function makeReport(
  found: Fetched,
  judgements: readonly Judgement[],
  {
    settings,
    run,
    now,
    calendar,
    quote,
    routed = [],
  }: Pick<Report, 'settings' | 'run' | 'now' | 'calendar'> & {
    readonly quote: Quote;
    readonly routed?: readonly RoutedPart[];
  },
): Report {
  const open = found.repositories.reduce(
    (sum, { elsewhere, pullRequests }) => sum + (elsewhere?.open ?? 0) + pullRequests.length,
    0,
  );
  const byRepository = Map.groupBy(judgements, ({ pullRequest }) => pullRequest.repository);
  return {
    settings,
    run,
    now,
    calendar,
    repositories: found.repositories.map(({ pullRequests: _, ...looked }) => ({
      ...looked,
      counts: count(byRepository.get(looked.name) ?? []),
    })),
    judgements,
    allowed: onlyOne(
      [settings, ...routed.map(({ route }) => route.settings)].map((one) => one.rules.threshold),
    ),
    routed,
    counts: count(judgements),
    checked: judgements.length + found.repositories.reduce((sum, { unread }) => sum + unread, 0),
    unreachable: found.unreachable.map((one) => ({
      ...one,
      answer: quote(one.answer),
      ours: one.answer.isOurs,
      count: 1,
    })),
    gap: findGap(found.repositories, judgements),
    unmatched: findUnmatched(settings, judgements, found.unreachable.length === 0 && open > 0),
    spent: found.spent,
    withheld: [],
    unnamed: { repositories: 0, overdue: 0, elsewhere: 0 },
  };
}

/** The same for all; undefined where they differ. */
function onlyOne(all: readonly number[]): number | undefined {
  const different = new Set(all);
  return different.size === 1 ? all[0] : undefined;
}

/** What a report says of some of it. */
export interface Part extends Pick<Report, 'settings' | 'calendar' | 'judgements'> {
  /** Repositories that it is about; undefined: all. */
  readonly isAbout: ((repository: string) => boolean) | undefined;
  /** What each that leads here allows, in ms of working time. */
  readonly allowed: readonly number[];
}

/** A report of its own for a part of the run. */
export function partOf(report: Report, { settings, calendar, judgements, isAbout, allowed }: Part): Report {
  const byRepository = Map.groupBy(judgements, ({ pullRequest }) => pullRequest.repository);
  const repositories = report.repositories
    .filter(({ name }) => isAbout?.(name) ?? true)
    .map((one) => ({ ...one, counts: count(byRepository.get(one.name) ?? []) }));
  return {
    ...report,
    settings,
    calendar,
    judgements,
    repositories,
    unreachable: report.unreachable.filter(
      ({ repository }) => repository.endsWith('/*') || (isAbout?.(repository) ?? true),
    ),
    allowed: onlyOne(allowed),
    counts: count(judgements),
    checked: judgements.length,
    // Of a part it says nothing that nothing of it is there.
    gap: undefined,
    routed: [],
  };
}

/** The shown pull requests with a verdict, the longest wait first. */
export function withVerdict(report: Report, verdict: Verdict): readonly Judgement[] {
  return report.judgements.filter(({ finding }) => finding.verdict === verdict);
}

/** Overdue for longer than `max-age`: counted, not listed. */
export function isAncient({ waited, route }: Judgement, settings: Aged): boolean {
  const { maxAge } = settings.routes?.[route ?? -1]?.settings ?? settings;
  return maxAge !== undefined && waited > maxAge;
}

/** What says how old is too old: the settings of a run, each route for its own, or of one message. */
interface Aged {
  readonly maxAge: number | undefined;
  readonly routes?: readonly ResolvedRoute[];
}

/** `owner/name#12` */
export function fullName({ pullRequest: { repository, number } }: Judgement): string {
  return `${repository}#${number}`;
}

function count(judgements: readonly Judgement[]): Counts {
  const of = (verdict: Verdict) => judgements.filter(({ finding }) => finding.verdict === verdict).length;
  return Object.fromEntries(verdicts.map((verdict) => [verdict, of(verdict)])) as Record<Verdict, number>;
}
