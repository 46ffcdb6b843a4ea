/** Each call of a delivery fails in each way, once or for as long as the run lasts; then comes a clean run. */
import type { SlackFault } from '../twins/slack/fault.ts';
import { type Scene, scenes, startScene } from './scene.ts';

export interface Step {
  readonly delivery: 'update' | 'replace';
  readonly scene: Scene;
  readonly kind: SlackFault['kind'];
  readonly method: string;
  /** Only its nth call; each of them unless said. */
  readonly nth: number | undefined;
  /** The same run is made again, in place of the next one. */
  readonly again: boolean;
}

const deliveries = ['update', 'replace'] as const;
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

/** @returns what was not as promised; undefined where the step's fault met no call */
export async function playStep({
  delivery,
  scene,
  kind,
  method,
  nth,
  again,
}: Step): Promise<readonly string[] | undefined> {
  let isOn = false;
  const fault: SlackFault = {
    kind,
    get method() {
      return isOn ? method : 'none';
    },
    ...(nth !== undefined && { nth }),
  };
  const played = await startScene(scene, { delivery, slackFaults: [fault] });
  const { stage, channel, before } = played;
  try {
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
    return [...broken, ...(await played.afterwards(again))];
  } finally {
    await stage.close();
  }
}
