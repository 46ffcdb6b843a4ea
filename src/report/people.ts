/** Whom a message may name, and who they are in Slack. */
import type { Judgement } from '../review/judge.ts';
import { type Directory, mentionsFor, type NamedAsFallback } from '../review/mention.ts';
import type { People } from '../settings/people.ts';
import { label } from '../text/untrusted.ts';
import type { SlackId } from '../values/contact.ts';
import { type Audience, isReached, type Style } from './audience.ts';
import { isAncient, withVerdict } from './report.ts';

/** Whether a message needs to know who those asked are. */
function wantsAsked({ mention, directMessages }: Pick<Style, 'mention' | 'directMessages'>): boolean {
  return mention.asked !== 'none' || directMessages !== 'none';
}

/** What is told to whom, as far as names depend on it. */
export type Telling = Pick<Audience, 'style' | 'levels' | 'report'>;

/** Whether it names anybody at all. */
export function wantsPeople({ style, levels }: Pick<Telling, 'style' | 'levels'>): boolean {
  return wantsAsked(style) || style.mention.authors || levels.some(({ mention }) => mention.length > 0);
}

/** Those overdue that may name somebody. */
function naming(telling: Telling): readonly Judgement[] {
  const { report, style } = telling;
  return wantsPeople(telling) ? withVerdict(report, 'overdue').filter((one) => !isAncient(one, style)) : [];
}

/** Every account and team that a message may name, each once, as GitHub writes it. */
export function accountsWanted(telling: Telling): readonly string[] {
  const { mention, mentionFallback = [] } = telling.style;
  const overdue = naming(telling);
  const all = overdue.flatMap(({ pullRequest: { author, requested = [] } }) => [
    ...(wantsAsked(telling.style)
      ? requested.filter(({ kind }) => kind !== 'bot').map(({ name }) => name)
      : []),
    ...(mention.authors && author.kind === 'user' ? [author.login] : []),
  ]);
  const escalated = overdue.flatMap((judgement) => escalatedBy(telling.levels, judgement));
  const fallback = overdue.length > 0 ? mentionFallback : [];
  const named = [...accountsOf(escalated), ...all, ...accountsOf(fallback)];
  const known = named.filter((name) => name !== unnamedTeam);
  return [...new Map(known.map((name) => [name.toLowerCase(), name])).values()];
}

/** Whom the levels name that it has reached. */
function escalatedBy(levels: Telling['levels'], judgement: Judgement): readonly NamedAsFallback[] {
  return levels.filter((level) => isReached(judgement, level)).flatMap(({ mention }) => mention);
}

function accountsOf(named: readonly NamedAsFallback[]): string[] {
  return named.flatMap((one) => (one.kind === 'account' ? [one.name] : []));
}

/** A team that the token cannot name. */
const unnamedTeam = '(team)';

/** For how many pull requests a team was asked that the token cannot name. */
export function unnamedTeams(telling: Telling): number {
  if (!wantsAsked(telling.style)) return 0;
  return naming(telling).filter(({ pullRequest: { requested = [] } }) =>
    requested.some(({ name }) => name === unnamedTeam),
  ).length;
}

/** Logins of whom one of several is to be chosen: only of these it matters who is away. */
export function candidates(telling: Telling, people: People): readonly string[] {
  if (telling.style.mention.asked !== 'one') return [];
  const logins = naming(telling).flatMap(({ pullRequest: { requested = [] } }) => {
    const known = requested.filter(({ name, kind }) => kind !== 'bot' && people.has(name.toLowerCase()));
    return known.length > 1 ? known.filter(({ kind }) => kind === 'user').map(({ name }) => name) : [];
  });
  return [...new Set(logins)];
}

/** @param ids of those whose e-mail address Slack knows @param busy logins in small letters */
export function directoryOf(
  people: People,
  ids: ReadonlyMap<string, SlackId>,
  busy: ReadonlySet<string>,
): Directory {
  return {
    idOf: (account) => {
      const contact = people.get(account.toLowerCase());
      return contact?.kind === 'email' ? ids.get(contact.email) : contact;
    },
    isBusy: (login) => busy.has(login.toLowerCase()),
  };
}

/**
 * Whom a message names for one pull request, in words: "hubot, who was asked", and whom it would name but for `people`.
 * Nobody is looked up: whether an address is known, or who is busy, stays open.
 */
export function namedWords(telling: Telling, judgement: Judgement): readonly string[] {
  const { report, style, levels } = telling;
  const { people } = report.settings;
  const knows = (account: string) => people?.has(account.toLowerCase()) === true;
  const directory: Directory = {
    idOf: (account) => (knows(account) ? { kind: 'user', id: account } : undefined),
    isBusy: () => false,
  };
  const named = mentionsFor([judgement], {
    calendar: report.calendar,
    now: report.now,
    mention: style.mention,
    fallback: style.mentionFallback ?? [],
    directory,
    escalated: (one) => escalatedBy(levels, one),
  }).get(judgement);
  const unknown = accountsWanted(telling).filter((name) => !knows(name));
  return [
    ...(named ?? []).map(({ id, as }) => `${label(id)}, ${reasons[as]}`),
    ...unknown.map((name) => `${label(name)} is not in people, and stays plain text`),
  ];
}

const reasons = {
  asked: 'who was asked',
  author: 'the author',
  fallback: 'by mention-fallback',
  escalation: 'by a level of escalations',
} as const;
