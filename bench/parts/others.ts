import { whole } from '../figures.ts';
import type { Part } from '../part.ts';
import { Stage } from '../stage.ts';

/** What it costs that pull requests are open towards other branches. It does not depend on time, so one run tells it. */
export const others: Part = {
  name: 'others',
  title: 'What pull requests towards other branches cost',
  async run({ progress }) {
    const rows: string[][] = [];
    for (const pulls of [0, 100, 1000])
      for (const share of pulls === 0 ? [0] : [0, 0.1, 0.5])
        for (const stacked of share === 0 ? [false] : [false, true]) {
          const kind = stacked ? 'stacked' : 'towards another branch';
          progress(`${pulls} pull requests, ${share * 100} % ${kind}`);
          const stage = await Stage.open({ repositories: 1, pulls, others: share, stacked });
          const on = await stage.action();
          const off = await stage.action({ 'include-stacked': 'false' });
          await stage.close();
          rows.push([
            whole(pulls),
            share === 0 ? 'none' : `${share * 100} % ${kind}`,
            whole(on.requests),
            whole(on.points),
            whole(off.requests),
            whole(off.points),
          ]);
        }
    return {
      head: [
        'open pull requests',
        'not towards main',
        'requests',
        'points',
        'requests with include-stacked: false',
        'points',
      ],
      rows,
      notes: [
        'Requests are those of GraphQL and REST together. Where all that is open is watched, the totals say so and nothing more is asked; else the others are read briefly, and fully where they are stacked.',
      ],
    };
  },
};
