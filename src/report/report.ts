import type { Calendar } from '../review/calendar.ts';
import { type Judgement, judge, type Verdict, verdicts } from '../review/judge.ts';
import type { Look, LookedAt, Spent, Unreachable } from '../review/look.ts';
import type { Instant } from '../review/pull-request.ts';
import type { Run } from '../settings/run.ts';
import type { Settings } from '../settings/settings.ts';

/** How many pull requests got each verdict. */
export type Counts = Readonly<Record<Verdict, number>>;

/** One repository in the report. */
export type Looked = Omit<LookedAt, 'pullRequests'> & { readonly counts: Counts };

/** All that a run has to say, before it is rendered. */
export interface Report {
  readonly settings: Settings;
  readonly run: Run;
  readonly now: Instant;
  readonly calendar: Calendar;
  readonly repositories: readonly Looked[];
  /** The pull requests that may be shown, the longest wait first. */
  readonly judgements: readonly Judgement[];
  /** Over all repositories, shown or not. */
  readonly counts: Counts;
  /** Open pull requests towards the watched branches. */
  readonly checked: number;
  readonly unreachable: readonly Unreachable[];
  readonly spent: Spent;
  /** Private repositories whose pull requests a public run shows only as counts. */
  readonly withheld: readonly Looked[];
  /** Private repositories that only a pattern chose: a public run does not even name them. */
  readonly unnamed: Unnamed;
}

/** Repositories that are only counted. */
export interface Unnamed {
  readonly repositories: number;
  readonly overdue: number;
}

/** How many repositories were looked at, named or not. */
export function lookedAtCount({ repositories, unnamed }: Pick<Report, 'repositories' | 'unnamed'>): number {
  return repositories.length + unnamed.repositories;
}

/** Judges what was found and puts it in order. */
export function makeReport(
  look: Look,
  { settings, run, now, calendar }: Pick<Report, 'settings' | 'run' | 'now' | 'calendar'>,
): Report {
  const judgements = look.repositories
    .flatMap(({ pullRequests }) => pullRequests)
    .map((pullRequest) => judge(pullRequest, settings.rules, calendar, now))
    .sort(byWait);
  const byRepository = Map.groupBy(judgements, ({ pullRequest }) => pullRequest.repository);
  return {
    settings,
    run,
    now,
    calendar,
    repositories: look.repositories.map(({ pullRequests: _, ...looked }) => ({
      ...looked,
      counts: count(byRepository.get(looked.name) ?? []),
    })),
    judgements,
    counts: count(judgements),
    checked: judgements.length + look.repositories.reduce((sum, { unread }) => sum + unread, 0),
    unreachable: look.unreachable,
    spent: look.spent,
    withheld: [],
    unnamed: { repositories: 0, overdue: 0 },
  };
}

/**
 * What a public run may show: pull requests of private repositories only as counts (contract, section 5),
 * and those repositories only by name that somebody wrote into the workflow, which is public, too. In a
 * private repository's run, the whole report.
 */
export function shownReport(report: Report, runIsPrivate: boolean): Report {
  if (runIsPrivate) return report;
  const hidden = report.repositories.filter(({ isPrivate }) => isPrivate);
  const names = new Set(hidden.map(({ name }) => name));
  const unnamed = hidden.filter(({ matched }) => matched);
  return {
    ...report,
    judgements: report.judgements.filter(({ pullRequest }) => !names.has(pullRequest.repository)),
    repositories: report.repositories.filter((one) => !unnamed.includes(one)),
    withheld: hidden.filter(({ matched }) => !matched),
    unnamed: {
      repositories: unnamed.length,
      overdue: unnamed.reduce((sum, { counts }) => sum + counts.overdue, 0),
    },
    unreachable: withoutNames(report.unreachable),
  };
}

/** Whether a report shows what is in a repository, and not only how much. */
export function mayShow({ repositories, withheld }: Report, name: string): boolean {
  const named = (one: { readonly name: string }) => one.name === name;
  return repositories.some(named) && !withheld.some(named);
}

/** Those of which nobody wrote the name down, and which may be private, only counted for each reason. */
function withoutNames(unreachable: readonly Unreachable[]): Unreachable[] {
  const isSecret = ({ matched, isPrivate }: Unreachable) => matched === true && isPrivate !== false;
  const secret = Map.groupBy(unreachable.filter(isSecret), ({ partly, remedy }) => `${partly} ${remedy}`);
  return [
    ...unreachable.filter((one) => !isSecret(one)),
    ...[...secret.values()].flatMap((alike) => {
      const [first, ...others] = alike;
      if (!first) return [];
      const repository =
        others.length === 0 ? 'a private repository' : `${alike.length} private repositories`;
      const reason = first.reason.replace(/^.*could not be read: /, '');
      return [{ ...first, repository, reason, answer: 'not shown, since this run is public' }];
    }),
  ];
}

/** The shown pull requests with a verdict, the longest wait first. */
export function withVerdict(report: Report, verdict: Verdict): readonly Judgement[] {
  return report.judgements.filter(({ finding }) => finding.verdict === verdict);
}

function count(judgements: readonly Judgement[]): Counts {
  const of = (verdict: Verdict) => judgements.filter(({ finding }) => finding.verdict === verdict).length;
  return Object.fromEntries(verdicts.map((verdict) => [verdict, of(verdict)])) as Record<Verdict, number>;
}

/** The longest wait first; of two alike, by name, so that every run tells them in the same order. */
function byWait(a: Judgement, b: Judgement): number {
  const [one, other] = [a.pullRequest, b.pullRequest];
  if (a.start.at !== b.start.at) return a.start.at - b.start.at;
  if (one.repository !== other.repository) return one.repository < other.repository ? -1 : 1;
  return one.number - other.number;
}
