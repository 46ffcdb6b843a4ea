/** Each call of a delivery fails in each way, once or for as long as the run lasts; then comes a clean run. */
import type { SlackFault } from '../twins/slack/fault.ts';
import { at, repository, token, world } from '../worlds/builder.ts';
import { startStage } from './stage.ts';
import { Watched } from './watched.ts';

const hour = 3_600_000;

export interface Step {
  readonly delivery: 'update' | 'replace';
  readonly scene: 'first' | 'reminder' | 'news' | 'edit' | 'all clear';
  readonly kind: SlackFault['kind'];
  readonly method: string;
  /** Only its nth call; each of them unless said. */
  readonly nth: number | undefined;
  /** The same run is made again, in place of the next one. */
  readonly again: boolean;
}

const deliveries = ['update', 'replace'] as const;
const scenes = ['first', 'reminder', 'news', 'edit', 'all clear'] as const;
const kinds = [
  'reset',
  'no-answer',
  'stored-then-reset',
  'stored-then-no-answer',
  'stored-then-cut',
  'stored-error',
  '500',
  'error',
] as const;
const calls = [
  { method: 'conversations.history', most: 3 },
  { method: 'auth.test', most: 1 },
  { method: 'chat.postMessage', most: 1 },
  { method: 'chat.update', most: 2 },
  { method: 'chat.delete', most: 1 },
];

export const steps: readonly Step[] = deliveries.flatMap((delivery) =>
  scenes.flatMap((scene) =>
    kinds.flatMap((kind) =>
      calls.flatMap(({ method, most }) =>
        [undefined, ...Array.from({ length: most }, (_, index) => index + 1)].flatMap((nth) =>
          [false, true].map((again): Step => ({ delivery, scene, kind, method, nth, again })),
        ),
      ),
    ),
  ),
);

/** Mon 3 Aug 2026 09:17 UTC */
const begin = Date.parse('2026-08-03T09:17:00Z');

/** @returns what was not as promised; undefined where the step's fault met no call */
export async function playStep({
  delivery,
  scene,
  kind,
  method,
  nth,
  again,
}: Step): Promise<readonly string[] | undefined> {
  const { pull, review } = at(begin);
  const one = pull({ number: 1, hoursAgo: 96 });
  const two = pull({ number: 2, hoursAgo: 90 });
  const web = repository('acme/web', {}, [one, two]);
  const others = ['acme/api', 'acme/infra', 'acme/docs'].map((name) => repository(name));
  const place = world([web, ...others], [token({ pointsPerHour: 1_000_000 })]);
  let isOn = false;
  const fault: SlackFault = {
    kind,
    get method() {
      return isOn ? method : 'none';
    },
    ...(nth !== undefined && { nth }),
  };
  const stage = await startStage({ world: place, now: begin, inputs: { delivery }, slackFaults: [fault] });
  const channel = new Watched(stage);
  try {
    if (scene !== 'first') {
      await (await stage.look({ id: 'before' })).deliver();
      channel.look();
      stage.slack.clock.advance(scene === 'reminder' ? 24 * hour : hour);
    }
    if (scene === 'news') web.pullRequests.push(pull({ number: 3, hoursAgo: 80 }));
    if (scene === 'edit' || scene === 'all clear') one.reviews.push(review('hubot', 'APPROVED', 0));
    if (scene === 'all clear') two.reviews.push(review('hubot', 'COMMENTED', 0));
    const before = channel.live().length;
    isOn = true;
    const looked = await stage.look({ id: 'run' });
    const faulty = await looked.deliver({ answerMs: 150, pause: async () => channel.look() });
    channel.look();
    isOn = false;
    if (stage.slack.hits.length === 0) return undefined;
    const broken: string[] = [];
    const demand = (holds: boolean, promise: string) => {
      if (!holds) broken.push(promise);
    };
    const posts = channel.fresh('run').length;
    const { delivered, ts, problem } = faulty;
    demand(channel.live().length >= before, 'the message is lost');
    demand(posts <= 1, `posted ${posts} times`);
    demand(delivered !== 'posted' || (ts !== undefined && channel.has(ts)), 'posted, and it is not there');
    demand(
      posts === 0 || ['posted', 'unknown', 'failed'].includes(delivered),
      `a message is there, and delivered is ${delivered}`,
    );
    demand((delivered === 'failed' || delivered === 'unknown') === (problem !== undefined), 'no word of why');

    stage.slack.clock.advance(60_000);
    const clean = await (await stage.look({ id: again ? 'run' : 'clean' })).deliver();
    channel.look();
    demand(channel.live().length === 1, `after a clean run ${channel.live().length} live messages`);
    broken.push(...channel.truth(place));
    demand(channel.fresh('run').length <= 1, `the run posted ${channel.fresh('run').length} times`);
    const due = scene === 'edit' || scene === 'all clear' ? 0 : 1;
    const all = channel.fresh('run').length + channel.fresh('clean').length;
    demand(
      all === due,
      `${all} fresh messages, in place of ${due}; first ${delivered}, then ${clean.delivered}`,
    );

    stage.slack.clock.advance(60_000);
    const asked = stage.slack.calls.length;
    const last = await (await stage.look({ id: 'last' })).deliver();
    const used = stage.slack.calls.slice(asked).join(', ');
    demand(
      last.delivered === 'unchanged' && used === 'conversations.history',
      `${last.delivered}, by ${used}`,
    );
    return broken;
  } finally {
    await stage.close();
  }
}
