/** Phrases that the log, the summary and the message share. Untrusted text in them is sanitized, not yet escaped. */

import { botCounts } from '../review/counting.ts';
import type { Judgement } from '../review/judge.ts';
import type { Account } from '../review/pull-request.ts';
import { reviewsOf } from '../review/reason.ts';
import { label, sanitize } from '../text/untrusted.ts';
import { formatDuration } from '../values/duration.ts';
import { lookedAtCount, type Report, type Unnamed } from './report.ts';

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

/** "main, v3 and 12 more": the first of them, and how many there are besides. */
export function firstOf(names: readonly string[], shown: number): string {
  const more = names.length - shown;
  return `${names.slice(0, shown).join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}`;
}

/** The answer in one line: "3 pull requests have waited longer than 1 d for a review". */
export function headline(report: Report): string {
  const { counts, unreachable, settings, gap } = report;
  const waited = `waited ${longerThan(report)} for ${reviewsWanted(report)}`;
  if (counts.overdue > 0) return `${pullRequests(counts.overdue)} ${has(counts.overdue)} ${waited}`;
  if (lookedAtCount(report) === 0) return 'No repository could be looked at';
  if (unreachable.length > 0) return 'Nothing found overdue, but not everything could be looked at';
  switch (gap?.kind) {
    case 'elsewhere': {
      const towards = settings.branch ? label(settings.branch.entries.join(', ')) : 'a default branch';
      return `${pullRequests(gap.open, 'open ')}, none towards ${towards}`;
    }
    case 'left out':
      return `${pullRequests(gap.leftOut, 'open ')}, all left out by ${gap.by.join(' and ')}`;
    case undefined:
      return `No pull request has ${waited}`;
  }
}

export function has(count: number): string {
  return count === 1 ? 'has' : 'have';
}

/** "a review", or "2 reviews" where several are needed. */
export function reviewsWanted({ settings }: Report): string {
  const { reviewsNeeded } = settings.rules;
  return reviewsNeeded === 1 ? 'a review' : `${reviewsNeeded} reviews`;
}

/** "longer than 2 d" */
export function longerThan({ allowed, settings }: Report): string {
  if (allowed === undefined) return 'longer than their routes allow';
  return `longer than ${formatDuration(allowed, settings.units)}`;
}

/** "3 more wait longer than 90 d": those that `max-age` keeps out of the list. */
export function moreBeyond(maxAge: number, count: number, { settings }: Report): string {
  return `${formatCount(count)} more ${count === 1 ? 'waits' : 'wait'} longer than ${formatDuration(maxAge, settings.units)}`;
}

/** What stands over those that become overdue next: "Overdue within the next working day, unless reviewed". */
export function nextTitle({ settings }: Report): string {
  return `Overdue within the next ${settings.units.working ? 'working day' : '24 hours'}, unless reviewed`;
}

/** So many repositories are named; more are counted. */
const namedRepositories = 3;

/** Where was looked: "acme/web → main", "acme/web → main, acme/api → master", "20 repositories → release-*". */
export function watchedPhrase({ repositories, settings }: Report): string {
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
  const own = judgements.filter(({ pullRequest }) => pullRequest.stackedOn === undefined);
  const bases = new Set(own.map(({ pullRequest }) => `${pullRequest.repository}:${pullRequest.base}`));
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

/** A server's answer, with one full stop at its end. */
export function sentence(answer: string): string {
  return `${sanitize(answer).replace(/\.+$/, '')}.`;
}

/** The end of a sentence about a failure: ". GitHub said: HTTP 404: Not Found.", or in our own words " (HTTP 502).". */
export function cameBack({ answer, ours }: { readonly answer: string; readonly ours?: boolean }): string {
  return ours ? ` (${sanitize(answer)}).` : `. GitHub said: ${sentence(answer)}`;
}

/** A person's or bot's login, to show. */
export function byline(author: Account): string {
  return label(author.login);
}

/** "hubot, acme/frontend", "nobody", or what else is to say of those asked. */
export function whoWasAsked(judgement: Judgement, report: Report): string {
  const named = namesAsked(judgement, report);
  return named ? named.map(({ shown }) => shown).join(', ') || 'nobody' : 'not known';
}

/** Each of those asked, and whether its review would count; undefined where it is not known who was asked. */
export function namesAsked(
  { pullRequest: { requested } }: Judgement,
  { settings }: Report,
  show: (name: string) => string = label,
): { readonly shown: string; readonly counts: boolean }[] | undefined {
  return requested?.map(({ name, kind }) => {
    const counts = kind !== 'bot' || botCounts(name, settings.rules);
    return { shown: `${show(name)}${counts ? '' : ' (does not count)'}`, counts };
  });
}

/**
 * Where it stands: "on #101" where its target branch is the source branch of another one that is watched, "→ main"
 * where several branches are watched.
 */
export function standing(
  { pullRequest: { stackedOn, base } }: Judgement,
  { branches }: Pick<Variety, 'branches'>,
): string {
  if (stackedOn !== undefined) return `on #${stackedOn}`;
  return branches ? `→ ${label(base)}` : '';
}

/**
 * Why an overdue one is overdue although somebody looked: "reviewed by 1 of 2: hubot", "only bots have looked". Empty
 * where nobody did.
 * @param bots whether the bots are named
 */
export function reviewsSoFar(
  { finding }: Judgement,
  bots: { readonly bots?: boolean } = { bots: false },
): string {
  return 'discounted' in finding ? sanitize(reviewsOf(finding, bots).join('; ')) : '';
}

/** "+120 −30": small ones get reviewed first. */
export function size({ pullRequest: { additions, deletions } }: Judgement): string {
  return `+${formatCount(additions)} −${formatCount(deletions)}`;
}

/** What stands over the reasons of those that are not overdue. */
export function whyOthers(count: number): string {
  return count === 1
    ? 'Why the other one is not listed'
    : `Why the other ${formatCount(count)} are not listed`;
}
