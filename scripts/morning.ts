/** A morning of one message that is kept true: three runs, an hour apart, and what happens on GitHub between them. */
import { realWorld } from '../__tests__/worlds/real.ts';
import { changePulls, openHours, type Performance } from './stage.ts';

const hour = 3_600_000;

export interface Hour {
  readonly performance: Performance;
  /** "09:17 UTC" */
  readonly time: string;
  /** What happened on GitHub since the run before; empty where nothing did. */
  readonly before: string;
  /** In ms since 1970. */
  readonly now: number;
}

/** What of a report the play needs. */
interface Told {
  readonly pullRequests?: readonly { repository: string; number: number; verdict: string }[];
  readonly nextUp?: readonly { repository: string; number: number; dueAt: string }[];
}

/**
 * The first run posts. Then one of those it named is reviewed, one is merged, and what would become overdue within
 * the hour is reviewed in time: the second run edits. What becomes overdue after that is news to the third.
 * @param inputs of the action
 */
export async function* playMorning(inputs: Readonly<Record<string, string>>): AsyncGenerator<Hour> {
  const begin = Math.floor(Date.now() / (24 * hour)) * 24 * hour + 9 * hour + 17 * 60_000;
  const world = realWorld({ now: begin });
  const hours = await openHours({ world, begin, inputs: { 'max-listed': '6', ...inputs } });
  const shot = async (before: string): Promise<Hour> => {
    const performance = await hours.play();
    const time = `${new Date(hours.now).toISOString().slice(11, 16)} UTC`;
    return { performance, time, before, now: hours.now };
  };
  try {
    const first = await shot('');
    yield first;

    const { pullRequests = [], nextUp = [] }: Told = { ...(first.performance.run.report ?? {}) };
    const overdue = pullRequests.filter(({ verdict }) => verdict === 'overdue').map(nameOf);
    const [, reviewed, , merged] = overdue;
    const due = nextUp.filter(({ dueAt }) => Date.parse(dueAt) <= begin + hour).map(nameOf);
    hours.pass(hour / 2);
    const at = new Date(hours.now).toISOString();
    const author = { login: 'maintainer-02', type: 'User' } as const;
    const reviews = [{ author, state: 'APPROVED' as const, submittedAt: at }];
    changePulls(world, [...(reviewed ? [reviewed] : []), ...due], { reviews });
    changePulls(world, merged ? [merged] : [], { state: 'MERGED', closedAt: at });
    hours.pass(hour / 2);
    yield await shot(
      reviewed && merged ? `Since then ${author.login} approved ${reviewed}, and ${merged} was merged.` : '',
    );

    hours.pass(hour);
    const news = nextUp.filter(
      ({ dueAt }) => Date.parse(dueAt) > begin + hour && Date.parse(dueAt) < hours.now,
    );
    yield await shot(news.length > 0 ? `Since then ${news.map(nameOf).join(', ')} became overdue.` : '');
  } finally {
    await hours.close();
  }
}

function nameOf({ repository, number }: { readonly repository: string; readonly number: number }): string {
  return `${repository}#${number}`;
}
