/** Whom a message names for each pull request: those who can act, and nobody twice. Pure. */
import type { SlackId } from '../values/contact.ts';
import type { Calendar } from './calendar.ts';
import type { Judgement } from './judge.ts';
import { type Instant, type PullRequest, pullRequestKey } from './pull-request.ts';

/** Who is named, in the words of mention: of those asked all or one, and the authors. */
export interface Mentioned {
  readonly asked: 'none' | 'all' | 'one';
  readonly authors: boolean;
}

/** Who is named where nobody asked is known: an account or team of GitHub, or somebody in Slack. */
export type NamedAsFallback = SlackId | { readonly kind: 'account'; readonly name: string };

/** Somebody in Slack, and why he is named. */
export interface Mention extends SlackId {
  readonly as: 'asked' | 'author' | 'fallback' | 'escalation';
}

/** Who is who in Slack, and who is away. */
export interface Directory {
  /** @param account a login or `org/team`, in any case */
  idOf(account: string): SlackId | undefined;
  /** GitHub shows limited availability. */
  isBusy(login: string): boolean;
}

/** The instant of a run, by the team's calendar. */
export interface Today {
  readonly calendar: Calendar;
  readonly now: Instant;
}

export interface MentionRules extends Today {
  readonly mention: Mentioned;
  readonly fallback: readonly NamedAsFallback[];
  readonly directory: Directory;
  /** Whom the levels name that a pull request has reached since it was told of. */
  readonly escalated?: (judgement: Judgement) => readonly NamedAsFallback[];
}

/** Those whom a message names for each pull request, in their order; each person and group once. */
export function mentionsFor(
  judgements: readonly Judgement[],
  rules: MentionRules,
): ReadonlyMap<Judgement, readonly Mention[]> {
  const seen = new Set<string>();
  return new Map(
    judgements.map((judgement) => {
      const own = [...escalatedFor(judgement, rules), ...namedFor(judgement.pullRequest, rules)].filter(
        ({ id }) => !seen.has(id) && seen.add(id),
      );
      return [judgement, own];
    }),
  );
}

function escalatedFor(judgement: Judgement, { escalated, directory }: MentionRules): Mention[] {
  return inSlack(escalated?.(judgement) ?? [], 'escalation', directory);
}

/** Those whom the directory knows, or who are named by their ID. */
function inSlack(all: readonly NamedAsFallback[], as: Mention['as'], directory: Directory): Mention[] {
  return all.flatMap((one): Mention[] => {
    const id = one.kind === 'account' ? directory.idOf(one.name) : one;
    return id ? [{ kind: id.kind, id: id.id, as }] : [];
  });
}

function namedFor(pullRequest: PullRequest, rules: MentionRules): Mention[] {
  const { mention, fallback, directory } = rules;
  const asked = mention.asked === 'none' ? [] : askedFor(pullRequest, mention.asked, rules);
  const author =
    mention.authors && pullRequest.author.kind === 'user'
      ? directory.idOf(pullRequest.author.login)
      : undefined;
  const instead = mention.asked !== 'none' && asked.length === 0 ? fallback : [];
  return [
    ...asked.map((id): Mention => ({ ...id, as: 'asked' })),
    ...inSlack(instead, 'fallback', directory),
    ...(author ? [{ ...author, as: 'author' } as const] : []),
  ];
}

/** Of those asked whom the directory knows: all, or the one whose turn it is. Bots are nobody. */
export function askedFor(
  pullRequest: PullRequest,
  how: 'all' | 'one',
  { directory, ...today }: Today & { readonly directory: Directory },
): readonly SlackId[] {
  const known = (kind: 'user' | 'team') =>
    (pullRequest.requested ?? [])
      .filter((one) => one.kind === kind)
      .flatMap(({ name }) => {
        const id = directory.idOf(name);
        return id ? [{ name, id }] : [];
      });
  const [people, teams] = [known('user'), known('team')];
  if (how === 'all') return [...people, ...teams].map(({ id }) => id);
  const turn = (of: typeof people) => (of.length > 1 ? inTurn(of, turnOf(pullRequest, today)) : of);
  const free = turn(people).find(({ name }) => !directory.isBusy(name));
  const [one] = [...(free ? [free] : []), ...turn(teams), ...turn(people)];
  return one ? [one.id] : [];
}

/** From the one whose turn it is; their order does not depend on GitHub's. */
function inTurn<T extends { readonly name: string }>(all: readonly T[], turn: number): readonly T[] {
  const sorted = all.toSorted((one, other) => (one.name.toLowerCase() < other.name.toLowerCase() ? -1 : 1));
  const first = turn % sorted.length;
  return [...sorted.slice(first), ...sorted.slice(0, first)];
}

/**
 * Grows by one with each working day, and stays on the others. It begins with the number, so that those opened
 * together do not all fall to the first one.
 */
function turnOf({ number, createdAt }: PullRequest, { calendar, now }: Today): number {
  const today = calendar.dayOf(now);
  let turn = number;
  for (let day = calendar.dayOf(createdAt) + 1; day <= today; day++) if (calendar.isWorkingDay(day)) turn++;
  return turn;
}

/** Whether it is the lowest layer of its stack that waits: one below that has its review, or is a draft, does not. */
export function lowestWaiting(judgements: readonly Judgement[]): (judgement: Judgement) => boolean {
  const all = new Map(judgements.map((one) => [pullRequestKey(one.pullRequest), one]));
  return ({ pullRequest }) => {
    const passed = new Set<number>();
    let { stackedOn: number } = pullRequest;
    while (number !== undefined && !passed.has(number)) {
      passed.add(number);
      const below = all.get(pullRequestKey({ repository: pullRequest.repository, number }));
      const verdict = below?.finding.verdict;
      if (verdict === 'overdue' || verdict === 'in time') return false;
      number = below?.pullRequest.stackedOn;
    }
    return true;
  };
}

/**
 * Whether its time overdue has passed 1, 2, 4, 8, 16 … days of working time since an instant.
 * @param day how long one is, in ms of working time
 */
export function hasDoubled(
  { start, waited, allowed }: Judgement,
  before: Instant,
  { calendar, day }: Pick<Today, 'calendar'> & { readonly day: number },
): boolean {
  const days = (overdue: number) => Math.floor(overdue / day);
  const [then, now] = [days(calendar.workedBetween(start.at, before) - allowed), days(waited - allowed)];
  return steps(now) > steps(then);
}

/** How many of 1, 2, 4, 8 … so many days have passed. */
function steps(days: number): number {
  return days < 1 ? 0 : Math.floor(Math.log2(days)) + 1;
}
