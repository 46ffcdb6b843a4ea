import { ratio, whole } from '../figures.ts';
import type { Part } from '../part.ts';
import { repeat } from '../sample.ts';
import { Stage } from '../stage.ts';

const pulls = 1000;
const latencyMs = 50;

/** Against what many teams run today. */
export const naive: Part = {
  name: 'naive',
  title: `${whole(pulls)} pull requests at ${latencyMs} ms a response, against a naive worker`,
  async run({ runs, progress }) {
    const stage = await Stage.open({ repositories: 1, pulls });
    stage.latencyMs = latencyMs;
    progress('the action');
    const action = await repeat(runs, () => stage.action());
    progress('the naive worker (more than a minute a run)');
    const worker = await repeat(runs, () => stage.script('bench/naive-worker.ts', { counts: false }));
    await stage.close();
    const row = (name: string, one: typeof action) => [
      name,
      whole(one.requests),
      ratio(one.wallMs, action.wallMs),
      ratio(one.cpuMs, action.cpuMs),
      ratio(one.peakBytes, action.peakBytes),
      whole(one.runs),
    ];
    return {
      head: ['', 'requests to GitHub', 'time', 'CPU', 'peak memory', 'runs'],
      rows: [row('the action', action), row('naive worker', worker)],
      notes: [
        'The naive worker (bench/naive-worker.ts) lists 30 a page, asks for the reviews of each pull request, and posts one line for each without a review.',
        'How long the action takes stands in the next table.',
      ],
    };
  },
};
