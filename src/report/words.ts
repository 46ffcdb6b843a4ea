/** Phrases that the log, the summary and the message share. Untrusted text in them is sanitized, not yet escaped. */
import type { Judgement } from '../review/judge.ts';
import type { Account } from '../review/pull-request.ts';
import { formatDuration } from '../terms/duration.ts';
import { label, sanitize } from '../text/untrusted.ts';
import type { Report, Unnamed, Unreachable } from './report.ts';

/** "1 pull request", "12 pull requests". */
export function pullRequests(count: number, kind = ''): string {
  return plural(count, `${kind}pull request`);
}

/** "1 request", "12 requests". */
export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${count === 1 ? noun : `${noun.replace(/y$/, 'ie')}s`}`;
}

/** Large numbers with a comma at the thousands; not by Intl, whose first use in a process takes about 30 ms. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** The answer in one line: "3 pull requests wait for a first review". */
export function headline({ counts, unreachable }: Report): string {
  const { overdue } = counts;
  if (overdue > 0) return `${pullRequests(overdue)} ${overdue === 1 ? 'waits' : 'wait'} for a first review`;
  return unreachable.length > 0
    ? 'Nothing found overdue, but not everything could be looked at'
    : 'No pull request waits for a first review';
}

/** "longer than 2 d" */
export function longerThan({ settings }: Report): string {
  return `longer than ${formatDuration(settings.rules.threshold, settings.units)}`;
}

/** What stands over those that become overdue next: "Overdue within the next working day, unless reviewed". */
export function nextTitle({ settings }: Report): string {
  return `Overdue within the next ${settings.units.working ? 'working day' : '24 hours'}, unless reviewed`;
}

/** So many repositories are named; more are counted. */
const namedRepositories = 3;

/** Where was looked: "acme/web → main", "acme/web → main, acme/api → master", "20 repositories → release-*". */
export function scope({ repositories, settings }: Report): string {
  const named = repositories.slice(0, namedRepositories);
  if (repositories.length <= namedRepositories)
    return named.map(({ name, branch }) => `${label(name)} → ${label(branch)}`).join(', ');
  return `${repositories.length} repositories → ${settings.branch ? label(settings.branch.entries.join(', ')) : 'their default branches'}`;
}

/** What a report holds several of, so that each pull request must say its own. */
interface Variety {
  readonly repositories: boolean;
  readonly branches: boolean;
}

/** Every row asks: one answer a report, lest the time grow with the square of the rows. */
const varieties = new WeakMap<Report, Variety>();

export function variety(report: Report): Variety {
  const { repositories, judgements } = report;
  const known = varieties.get(report);
  if (known) return known;
  const bases = new Set(judgements.map(({ pullRequest }) => `${pullRequest.repository}:${pullRequest.base}`));
  const found = { repositories: repositories.length > 1, branches: bases.size > repositories.length };
  varieties.set(report, found);
  return found;
}

/** "#12", or "acme/web#12" where a report holds several repositories. */
export function numbered({ pullRequest }: Judgement, withRepository: boolean): string {
  return `${withRepository ? label(pullRequest.repository) : ''}#${pullRequest.number}`;
}

/** "12 private repositories that a pattern chose: 3 overdue, shown as a count only" */
export function unnamedLine({ repositories, overdue }: Unnamed): string[] {
  if (repositories === 0) return [];
  const are = repositories === 1 ? 'is' : 'are';
  return [
    `${formatCount(repositories)} of those that a pattern chose ${are} private and this run is public: ${formatCount(overdue)} overdue, shown as a count only`,
  ];
}

/** "acme/legacy could not be looked at: the token may not read pull requests here" */
export function unreachableLine({ repository, partly, ...why }: Unreachable): string {
  return `${label(repository)} ${partly ? 'was not looked at to the end' : 'could not be looked at'}: ${reasonLine(why)}`;
}

/** "3 pull requests could not be read: GitHub did not answer in time" */
export function reasonLine({ unread, reason }: Pick<Unreachable, 'unread' | 'reason'>): string {
  return unread > 0 ? `${pullRequests(unread)} could not be read: ${reason}` : reason;
}

/** A server's answer, with one full stop at its end. */
export function sentence(answer: string): string {
  return `${sanitize(answer).replace(/\.+$/, '')}.`;
}

/** A person's or bot's login, to show. */
export function byline(author: Account): string {
  return label(author.login);
}

/** "hubot, acme/frontend" or "nobody". */
export function whoWasAsked({ pullRequest: { requested } }: Judgement): string {
  return requested.map(({ name }) => label(name)).join(', ') || 'nobody';
}

/** "asked: hubot, acme/frontend" or "nobody was asked". */
export function asked(judgement: Judgement): string {
  return judgement.pullRequest.requested.length === 0
    ? 'nobody was asked'
    : `asked: ${whoWasAsked(judgement)}`;
}

/** "+120 −30": small ones get reviewed first. */
export function size({ pullRequest: { additions, deletions } }: Judgement): string {
  return `+${formatCount(additions)} −${formatCount(deletions)}`;
}
