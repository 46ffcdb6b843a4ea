/**
 * Two or three runs at once on one channel, their calls to Slack in an order that is drawn, some of them killed between
 * two calls; then one clean run. What stands there afterwards is held against the truth.
 */
import type { World } from '../twins/github/world.ts';
import { at, repository, token, world } from '../worlds/builder.ts';
import { Random } from '../worlds/random.ts';
import { type Looked, type Stage, startStage } from './stage.ts';
import { Watched } from './watched.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Mon 3 Aug 2026 09:17 UTC */
const begin = Date.parse('2026-08-03T09:17:00Z');

/** A run is no more. */
class Killed extends Error {}

/** Where the process of a run ends. */
interface Death {
  /** Its nth call. */
  readonly call: number;
  /** Slack has got that call, or not. */
  readonly isSent: boolean;
}

interface Player {
  readonly id: string;
  readonly looked: Looked;
  /** What was overdue when it looked. */
  readonly saw: ReadonlySet<string>;
  readonly death: Death | undefined;
  state: 'running' | 'waiting' | 'ended';
  calls: number;
  isKilled: boolean;
  /** Lets its next call go. */
  go: () => void;
}

export interface Schedule {
  readonly seed: number;
  /** Calls in their order, `2:chat.postMessage`, and what each run said. */
  readonly story: readonly string[];
  readonly broken: readonly string[];
}

export async function playSchedule(seed: number): Promise<Schedule> {
  const random = new Random(seed);
  const delivery = random.pick(['update', 'replace']);
  const news = random.chance(0.8) ? 'post' : 'edit';
  const place = drawWorld();
  const stage = await startStage({ world: place, now: begin, inputs: { delivery, news } });
  const story: string[] = [`${delivery}, news: ${news}`];
  const channel = new Watched(stage);
  try {
    if (random.chance(0.75)) {
      const first = await stage.look({ id: 'first' });
      await first.deliver();
      stage.slack.clock.advance(random.pick([10 * minute, hour, day]));
    }
    channel.look();
    const before = channel.live().length;
    const broken: string[] = [];
    const rounds = random.chance(0.3) ? 2 : 1;
    const killed: Player[] = [];
    for (let round = 1; round <= rounds; round++) {
      if (round > 1) stage.slack.clock.advance(random.pick([10 * minute, hour, day]));
      const isSame = random.chance(0.35);
      if (isSame && random.chance(0.6)) change(place, random, stage.slack.clock.now);
      const ids = [1, 2, 3].slice(0, random.whole(2, 3)).map((index) => `run-${round}${index}`);
      const players: Player[] = [];
      for (const id of ids) {
        if (!isSame) story.push(`world: ${change(place, random, stage.slack.clock.now)}`);
        const saw = new Set(channel.overdue(place).map(({ name }) => name));
        players.push({ ...(await startPlayer(id, { stage, random, isSame })), saw });
        stage.slack.clock.advance(1000 * random.whole(0, 20));
      }
      const ends = await interleave(players, stage, channel, random, story);
      killed.push(...players.filter(({ isKilled }) => isKilled));
      if (before > 0 && channel.live().length === 0) broken.push('the message is lost');
      // What was there before may have been left by those that were killed.
      if (killed.length === 0) broken.push(...unharmed(ends, channel, `run-${round}`, isSame));
    }
    const fresh = channel.fresh('run-');
    const demand = (holds: boolean, promise: string) => {
      if (!holds) broken.push(promise);
    };

    stage.slack.clock.advance(minute);
    // A job that died is run again, or the next one comes.
    const id = killed[0] && random.chance(0.5) ? killed[0].id : 'clean';
    const clean = await (await stage.look({ id })).deliver();
    story.push(`${id}: ${clean.delivered}, ${clean.why}`);
    channel.look();
    broken.push(...channel.truth(place));
    demand(
      channel.live().length === 1 ||
        (before === 0 && channel.overdue(place).length === 0 && fresh.length === 0),
      `after a clean run ${channel.live().length} live messages`,
    );
    const known = killed.find((one) => one.id === id)?.saw;
    // What has become overdue since it looked is news to it.
    const isMore = known !== undefined && channel.overdue(place).some(({ name }) => !known.has(name));
    for (const run of channel.runs())
      demand(
        (run === id && isMore) || channel.fresh(run).length <= 1,
        `${run} posted ${channel.fresh(run).length} times`,
      );

    stage.slack.clock.advance(minute);
    const calls = stage.slack.calls.length;
    const last = await (await stage.look({ id: 'last' })).deliver();
    story.push(`last: ${last.delivered}, ${last.why}`);
    const asked = stage.slack.calls.slice(calls).join(', ');
    demand(
      ['unchanged', 'nothing-to-say'].includes(last.delivered) && asked === 'conversations.history',
      `a run with nothing to do: ${last.delivered}, by ${asked}`,
    );
    return { seed, story, broken };
  } finally {
    await stage.close();
  }
}

async function startPlayer(
  id: string,
  { stage, random, isSame }: { readonly stage: Stage; readonly random: Random; readonly isSame: boolean },
): Promise<Omit<Player, 'saw'>> {
  const eventName = random.chance(isSame ? 0 : 0.25) ? 'pull_request_review' : 'schedule';
  const failing = !isSame && random.chance(0.15) ? ['acme/api'] : [];
  const looked = await stage.look({ id, eventName, failing });
  const death = random.chance(0.3) ? { call: random.whole(1, 6), isSent: random.chance(0.5) } : undefined;
  return { id, looked, death, state: 'running', calls: 0, isKilled: false, go: () => undefined };
}

/** What is not as promised after runs none of which was killed. @param isSame they all saw the same */
function unharmed(ends: readonly string[], channel: Watched, runs: string, isSame: boolean): string[] {
  const broken: string[] = [];
  const said = `ended ${ends.join(', ')}`;
  const live = channel.live().length;
  if (live > 1) broken.push(`${live} live messages`);
  if (ends.includes('posted') && live !== 1) broken.push('posted, and no message is live');
  if (ends.some((one) => one === 'failed' || one === 'unknown')) broken.push(said);
  const fresh = channel.fresh(runs);
  if (!isSame || fresh.length === 0) return broken;
  const standing = fresh.filter((ts) => channel.has(ts));
  if (standing.length !== 1 || standing[0] !== fresh.toSorted()[0]) broken.push('not the lowest ts stays');
  if (ends.filter((one) => one === 'posted').length !== 1) broken.push(said);
  return broken;
}

/** Lets one call of one run go at a time, in an order that is drawn. @returns what each said that was not killed */
async function interleave(
  players: readonly Player[],
  stage: Stage,
  channel: Watched,
  random: Random,
  story: string[],
): Promise<string[]> {
  const ends: string[] = [];
  let wake: () => void = () => undefined;
  const becomes = (player: Player, state: Player['state']) => {
    player.state = state;
    wake();
  };
  for (const player of players) {
    const guard = () => {
      if (player.isKilled) throw new Killed();
    };
    const fetch: Stage['fetch'] = async (url, asked) => {
      guard();
      player.calls++;
      const { call, isSent } = player.death ?? {};
      const method = String(url).split('/').at(-1);
      await new Promise<void>((go) => {
        player.go = go;
        becomes(player, 'waiting');
      });
      player.isKilled = player.calls === call;
      story.push(`${player.id}: ${method}${player.isKilled ? (isSent ? ' †' : ' † not sent') : ''}`);
      if (player.isKilled && !isSent) throw new Killed();
      const answered = await stage.fetch(url, asked);
      channel.look();
      guard();
      return answered;
    };
    const pause = async () => guard();
    player.looked
      .deliver({ fetch, pause })
      .then((delivery) => {
        if (player.isKilled) return;
        ends.push(delivery.delivered);
        story.push(`${player.id}: ${delivery.delivered}, ${delivery.why}`);
      })
      .catch((error: unknown) => {
        if (!player.isKilled) story.push(`${player.id} failed: ${error}`);
        if (!player.isKilled) ends.push('failed');
      })
      .finally(() => becomes(player, 'ended'));
  }
  for (;;) {
    while (players.some(({ state }) => state === 'running'))
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    const [next, ...others] = players.filter(({ state }) => state === 'waiting');
    if (!next) return ends;
    const chosen = random.pick([next, ...others]);
    chosen.state = 'running';
    chosen.go();
  }
}

const names = ['acme/web', 'acme/api', 'acme/infra', 'acme/docs'];

function drawWorld(): World {
  const { pull } = at(begin);
  return world(
    names.map((name, index) =>
      repository(
        name,
        {},
        index > 1
          ? []
          : [
              pull({ number: 10 * index + 1, hoursAgo: 96 + index }),
              pull({ number: 10 * index + 2, hoursAgo: 90 + index }),
            ],
      ),
    ),
    [token({ kind: 'app', sees: 'all', granted: names, pointsPerHour: 1_000_000 })],
  );
}

/** Something happens, or nothing. */
function change({ repositories }: World, random: Random, now: number): string {
  const iso = new Date(now).toISOString();
  const [web] = repositories;
  const open = repositories.flatMap(({ pullRequests }) =>
    pullRequests.filter(({ state }) => state === 'OPEN'),
  );
  const [first, ...others] = open;
  const what = random.pick(['nothing', 'news', 'review', 'review', 'merge', 'all reviewed', 'draft']);
  const author = { login: 'hubot', type: 'User' } as const;
  if (what === 'news')
    web?.pullRequests.push(at(now).pull({ number: 100 + web.pullRequests.length, hoursAgo: 80 }));
  if (!first) return what;
  const one = random.pick([first, ...others]);
  if (what === 'review') one.reviews.push({ author, state: 'APPROVED', submittedAt: iso });
  if (what === 'all reviewed')
    for (const { reviews } of open) reviews.push({ author, state: 'COMMENTED', submittedAt: iso });
  if (what === 'merge') {
    one.state = 'MERGED';
    one.closedAt = iso;
  }
  if (what === 'draft') one.isDraft = true;
  return what;
}
