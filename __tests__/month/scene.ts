/** What a run may have to do, and whether all is in order after it was disturbed and others came. */
import type { SlackFault } from '../twins/slack/fault.ts';
import { at, repository, token, world } from '../worlds/builder.ts';
import { type Stage, startStage } from './stage.ts';
import { Watched } from './watched.ts';

const hour = 3_600_000;

export const scenes = ['first', 'reminder', 'news', 'edit', 'all clear'] as const;
export type Scene = (typeof scenes)[number];

/** Mon 3 Aug 2026 09:17 UTC */
const begin = Date.parse('2026-08-03T09:17:00Z');

export interface Played {
  readonly stage: Stage;
  readonly channel: Watched;
  /** Live messages before the run that is disturbed: its id is to be `run`. */
  readonly before: number;
  /**
   * A clean run, and one that has nothing to do.
   * @param again the disturbed run is made again, in place of the next one
   * @returns what is not as promised
   */
  afterwards(again: boolean): Promise<readonly string[]>;
}

export async function startScene(
  scene: Scene,
  {
    delivery,
    slackFaults = [],
  }: { readonly delivery: 'update' | 'replace'; readonly slackFaults?: readonly SlackFault[] },
): Promise<Played> {
  const { pull, review } = at(begin);
  const one = pull({ number: 1, hoursAgo: 96 });
  const two = pull({ number: 2, hoursAgo: 90 });
  const web = repository('acme/web', {}, [one, two]);
  const others = ['acme/api', 'acme/infra', 'acme/docs'].map((name) => repository(name));
  const place = world([web, ...others], [token({ pointsPerHour: 1_000_000 })]);
  const stage = await startStage({ world: place, now: begin, inputs: { delivery }, slackFaults });
  const channel = new Watched(stage);
  const run = async (id: string) => {
    const delivered = await (await stage.look({ id })).deliver();
    channel.look();
    return delivered;
  };
  if (scene !== 'first') {
    await run('before');
    stage.slack.clock.advance(scene === 'reminder' ? 24 * hour : hour);
  }
  if (scene === 'news') web.pullRequests.push(pull({ number: 3, hoursAgo: 80 }));
  if (scene === 'edit' || scene === 'all clear') one.reviews.push(review('hubot', 'APPROVED', 0));
  if (scene === 'all clear') two.reviews.push(review('hubot', 'COMMENTED', 0));

  const afterwards = async (again: boolean) => {
    channel.look();
    const broken: string[] = [];
    const demand = (holds: boolean, promise: string) => {
      if (!holds) broken.push(promise);
    };
    stage.slack.clock.advance(60_000);
    const clean = await run(again ? 'run' : 'clean');
    demand(channel.live().length === 1, `after a clean run ${channel.live().length} live messages`);
    broken.push(...channel.truth(place));
    const due = scene === 'edit' || scene === 'all clear' ? 0 : 1;
    const all = channel.fresh('run').length + channel.fresh('clean').length;
    demand(all === due, `${all} fresh messages, in place of ${due}; the clean run: ${clean.delivered}`);
    stage.slack.clock.advance(60_000);
    const calls = stage.slack.calls.length;
    const last = await run('last');
    const used = stage.slack.calls.slice(calls).join(', ');
    demand(
      last.delivered === 'unchanged' && used === 'conversations.history',
      `a run with nothing to do: ${last.delivered}, by ${used}`,
    );
    return broken;
  };
  return { stage, channel, before: channel.live().length, afterwards };
}
