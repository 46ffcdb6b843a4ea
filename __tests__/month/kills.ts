/** dist/index.js is killed (SIGKILL) at each of its calls to Slack; then comes a clean run. */
import { type Kill, runOn } from './process.ts';
import { type Scene, startScene } from './scene.ts';

export interface Killing extends Kill {
  readonly delivery: 'update' | 'replace';
  readonly scene: Scene;
  /** The same run is made again, in place of the next one. */
  readonly again: boolean;
}

/** @returns what was not as promised; undefined where the run came to its end before */
export async function playKilled({
  delivery,
  scene,
  again,
  ...kill
}: Killing): Promise<readonly string[] | undefined> {
  const played = await startScene(scene, { delivery });
  const { stage, channel, before } = played;
  try {
    const { exitCode, text } = await runOn(stage, { id: 'run', kill });
    channel.look();
    if (exitCode === 0) return undefined;
    const broken: string[] = [];
    if (exitCode !== null) broken.push(`not killed, exit code ${exitCode}: ${text}`);
    if (channel.live().length < before) broken.push('the message is lost');
    if (channel.fresh('run').length > 1) broken.push(`posted ${channel.fresh('run').length} times`);
    return [...broken, ...(await played.afterwards(again))];
  } finally {
    await stage.close();
  }
}
