import { label } from '../text/untrusted.ts';
import type { Unreachable } from './report.ts';
import { formatCount, plural, pullRequests } from './words.ts';

/** Repositories that could not be looked at, or not to the end, for one and the same reason. */
export interface Cause {
  /** The first one's own words stand for all. */
  readonly first: Unreachable;
  /** How many repositories. */
  readonly count: number;
  /** Pull requests that are there and could not be read. */
  readonly unread: number;
  /** Those that may be named. */
  readonly names: readonly string[];
}

/** What could not be looked at, one cause each: the same for 223 repositories is told once. */
export function causesOf(unreachable: readonly Unreachable[]): Cause[] {
  const alike = Map.groupBy(unreachable, ({ partly, reason, remedy }) => `${partly} ${reason} ${remedy}`);
  return [...alike.values()].flatMap((all) => {
    const [first] = all;
    if (!first) return [];
    const sum = (of: (one: Unreachable) => number) => all.reduce((total, one) => total + of(one), 0);
    return [
      {
        first,
        count: sum(({ count }) => count),
        unread: sum(({ unread }) => unread),
        names: all.flatMap(({ repository, unnamed }) => (unnamed ? [] : [repository])),
      },
    ];
  });
}

/** So many are named in one line. */
const namesShown = 3;

/**
 * "acme/legacy could not be looked at: the token may not read pull requests here", or "223 repositories could not
 * be looked at (acme/a, acme/b, acme/c and 220 more): …"
 */
export function causeLine(cause: Cause, shown = namesShown): string {
  const { first, count, unread, names } = cause;
  const list = namesOf(cause, shown);
  const unnamed = count === 1 ? 'a private repository' : `${formatCount(count)} private repositories`;
  const several = count === 1 ? list : `${plural(count, 'repository')} (${list})`;
  const which = names.length === 0 ? unnamed : several;
  const were = count === 1 ? 'was' : 'were';
  const what = first.partly ? `${were} not looked at to the end` : 'could not be looked at';
  return `${which} ${what}: ${reasonLine({ unread, reason: first.reason })}`;
}

/** The number of repositories: "12 repositories could not be looked at", what stands over several causes. */
export function causesTitle(causes: readonly Cause[]): string {
  const count = causes.reduce((sum, one) => sum + one.count, 0);
  const partly = causes.filter(({ first }) => first.partly).length;
  const what = partly === 0 ? 'could not be looked at' : 'could not be looked at, or not to the end';
  return `${plural(count, 'repository')} ${what}`;
}

/** Below that title, the reason first: "the token may not read pull requests here: acme/a, acme/b and 4 more". */
export function causeBrief(cause: Cause, shown = namesShown): string {
  const { first, count, unread, names } = cause;
  const which = names.length > 0 ? namesOf(cause, shown) : plural(count, 'private repository');
  const partly = first.partly && unread === 0 ? 'not to the end, ' : '';
  return `${partly}${reasonLine({ unread, reason: first.reason })}: ${which}`;
}

/** "acme/a, acme/b, acme/c and 220 more" */
function namesOf({ count, names }: Cause, shown: number): string {
  const more = count - Math.min(shown, names.length);
  return `${names.slice(0, shown).map(label).join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}`;
}

/** "3 pull requests could not be read: GitHub did not answer in time" */
export function reasonLine({ unread, reason }: Pick<Unreachable, 'unread' | 'reason'>): string {
  return unread > 0 ? `${pullRequests(unread)} could not be read: ${reason}` : reason;
}
