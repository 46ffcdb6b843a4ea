/** Some days of hourly runs, with runs on events between them, held against the oracle after each. */
import { Random } from '../worlds/random.ts';
import { Oracle } from './oracle.ts';
import { channelId, startStage } from './stage.ts';
import { Traffic } from './traffic.ts';

const hour = 3_600_000;

export interface Asked {
  readonly seed: number;
  readonly hours: number;
  /** How quickly reviews come; slowly unless said. */
  readonly pace?: number | undefined;
  readonly delivery: 'update' | 'replace';
  readonly news?: 'post' | 'edit';
}

export interface Days {
  readonly runs: number;
  readonly fresh: number;
  /** Outcomes, counted. */
  readonly delivered: Readonly<Record<string, number>>;
  /** What was not as promised, with the run; empty where all is well. */
  readonly broken: readonly string[];
}

/** Thu 30 Jul 2026 06:17 UTC */
export const begin = Date.parse('2026-07-30T06:17:00Z');

/** Which repositories fail in a run: an outage lasts some hours. */
export class Outages {
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

export async function playDays({ seed, hours, pace, delivery, news = 'post' }: Asked): Promise<Days> {
  const traffic = new Traffic(seed, begin, pace);
  const { world } = traffic;
  const outages = new Outages(seed + 1, ['acme/web', 'acme/api', 'acme/infra', 'acme/docs']);
  const random = new Random(seed + 2);
  const stage = await startStage({ world, now: begin, inputs: { delivery, news } });
  const oracle = new Oracle({ maxListed: 20, newsPosts: news === 'post', replaces: delivery === 'replace' });
  const broken: string[] = [];
  const delivered: Record<string, number> = {};
  let runs = 0;
  let fresh = 0;
  const play = async (at: number, eventName: string) => {
    stage.slack.clock.set(at);
    const failing = eventName === 'schedule' ? outages.next() : [];
    const looked = await stage.look({ id: `${++runs}`, eventName, failing });
    const delivery_ = await looked.deliver();
    const wrong = oracle.after({
      now: at,
      world,
      unread: looked.unread,
      delivered: delivery_.delivered,
      eventName,
      messages: stage.slack.messages(channelId),
    });
    delivered[delivery_.delivered] = (delivered[delivery_.delivered] ?? 0) + 1;
    if (oracle.wasFresh) fresh++;
    if (process.env['TRACE']) {
      const live = stage.slack.messages(channelId).at(-1);
      console.log(
        new Date(at).toISOString(),
        eventName,
        looked.unread,
        delivery_.delivered,
        delivery_.why,
        live?.ts,
        JSON.stringify(live?.metadata),
        JSON.stringify(live?.blocks),
      );
    }
    const name = `run ${runs} (${eventName}, ${new Date(at).toISOString()}, ${delivery_.why ?? ''})`;
    broken.push(...wrong.map((one) => `${name}: ${one}`));
  };
  try {
    for (let at = begin; at < begin + hours * hour; at += hour) {
      await play(at, 'schedule');
      for (const { at: then, eventName } of traffic.until(at + hour))
        if (random.chance(0.6)) await play(Math.max(then + 20_000, stage.slack.clock.now), eventName);
    }
  } finally {
    await stage.close();
  }
  return { runs, fresh, delivered, broken };
}
