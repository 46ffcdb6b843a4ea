/** Some days of hourly runs, with runs on events between them, held against the oracle after each. */
import { Random } from '../worlds/random.ts';
import { Oracle } from './oracle.ts';
import { channelId, type Stage, startStage } from './stage.ts';
import { Traffic } from './traffic.ts';
import { isWorkingDay } from './truth.ts';

const hour = 3_600_000;

export interface Asked {
  readonly seed: number;
  readonly hours: number;
  /** How quickly reviews come; slowly unless said. */
  readonly pace?: number | undefined;
  readonly delivery: 'update' | 'replace' | 'post';
  readonly news?: 'post' | 'edit';
  /** Of the events so many have a run of their own, from 0 to 1; 0.6 unless said. With `post` none has. */
  readonly events?: number;
  /** With `post`: once a working day in place of each hour. */
  readonly daily?: boolean;
}

export interface Days {
  readonly runs: number;
  /** Messages that came anew. */
  readonly fresh: number;
  /** Messages that stand in the channel at the end, those of one line among them. */
  readonly standing: number;
  /** Outcomes, counted. */
  readonly delivered: Readonly<Record<string, number>>;
  /** What was not as promised, with the run; empty where all is well. */
  readonly broken: readonly string[];
}

export interface Asking {
  readonly id: string;
  readonly eventName: string;
  readonly failing: readonly string[];
}

/** What is seen of a run from outside. */
export interface Seen {
  readonly delivered: string;
  /** Repositories that it says it could not read. */
  readonly unread: readonly string[];
  /** Where its own clock stood, in ms since 1970; Slack's unless said. */
  readonly now?: number;
}

/** Plays a run on a stage. */
export type Play = (stage: Stage, asking: Asking) => Promise<Seen>;

const inThisProcess: Play = async (stage, asking) => {
  const looked = await stage.look(asking);
  const { delivered } = await looked.deliver();
  return { delivered, unread: looked.unread };
};

/** Thu 30 Jul 2026 06:17 UTC */
const begin = Date.parse('2026-07-30T06:17:00Z');

/** Which repositories fail in a run: an outage lasts some hours. */
class Outages {
  readonly #random: Random;
  readonly #names: readonly [string, ...string[]];
  #failing: readonly string[] = [];
  #left = 0;

  constructor(seed: number, names: readonly [string, ...string[]]) {
    this.#random = new Random(seed);
    this.#names = names;
  }

  next(): readonly string[] {
    if (this.#left-- > 0) return this.#failing;
    const draw = this.#random.next();
    this.#failing = draw < 0.05 ? [this.#random.pick(this.#names)] : draw < 0.06 ? this.#names : [];
    this.#left = this.#random.whole(0, 3);
    if (this.#failing.length === 0) this.#left = 0;
    return this.#failing;
  }
}

/** @param play in this process unless said */
export async function playDays(
  { seed, hours, pace, delivery, news = 'post', events = 0.6, daily = false }: Asked,
  play: Play = inThisProcess,
): Promise<Days> {
  const traffic = new Traffic(seed, begin, pace);
  const { world } = traffic;
  const outages = new Outages(seed + 1, ['acme/web', 'acme/api', 'acme/infra', 'acme/docs']);
  const random = new Random(seed + 2);
  const stage = await startStage({ world, now: begin, inputs: { delivery, news } });
  const oracle = new Oracle({ maxListed: 20, newsPosts: news === 'post' });
  const ever = new Set<string>();
  const broken: string[] = [];
  const delivered: Record<string, number> = {};
  let runs = 0;
  const playOne = async (at: number, eventName: string, failing: readonly string[]) => {
    stage.slack.clock.set(at);
    const id = `${++runs}`;
    const seen = await play(stage, { id, eventName, failing });
    const messages = stage.slack.messages(channelId);
    for (const { ts } of messages) ever.add(ts);
    delivered[seen.delivered] = (delivered[seen.delivered] ?? 0) + 1;
    if (delivery === 'post') return;
    const wrong = oracle.after({ now: at, ...seen, world, eventName, messages });
    const missing = failing.filter(
      (name) => !seen.unread.includes(name) && world.repositories.some((one) => one.nameWithOwner === name),
    );
    const name = `run ${id} (${eventName}, ${new Date(at).toISOString()})`;
    broken.push(...wrong.map((one) => `${name}: ${one}`));
    if (missing.length > 0) broken.push(`${name}: no word of ${missing.join(', ')}`);
  };
  try {
    for (let at = begin; at < begin + hours * hour; at += hour) {
      const failing = outages.next();
      const isTime = !daily || (isWorkingDay(at) && new Date(at).getUTCHours() === 9);
      if (isTime) await playOne(at, 'schedule', failing);
      for (const { at: then, eventName } of traffic.until(at + hour)) {
        const hasRun = random.chance(events) && delivery !== 'post';
        if (hasRun) await playOne(Math.max(then + 20_000, stage.slack.clock.now), eventName, []);
      }
    }
    const standing = stage.slack.messages(channelId).length;
    return { runs, fresh: ever.size, standing, delivered, broken };
  } finally {
    await stage.close();
  }
}
