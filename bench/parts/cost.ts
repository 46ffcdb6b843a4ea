import { whole } from '../figures.ts';
import type { Part } from '../part.ts';
import { Stage } from '../stage.ts';

/** What a run costs of GitHub's limits. It does not depend on time, so one run tells it. */
export const cost: Part = {
  name: 'cost',
  title: 'What one repository costs',
  async run({ progress }) {
    const rows: string[][] = [];
    for (const pulls of [0, 100, 1000, 5000, 20_000]) {
      progress(`${pulls} pull requests`);
      const stage = await Stage.open({ repositories: 1, pulls });
      const { requests, rest, points } = await stage.action();
      await stage.close();
      const allowed = Math.ceil(pulls / 100) + 2;
      rows.push([whole(pulls), whole(requests - rest), whole(allowed), whole(rest), whole(points)]);
    }
    return {
      head: ['open pull requests', 'GraphQL requests', 'at most (1 a 100, and 2)', 'REST requests', 'points'],
      rows,
      notes: [
        "Points are those of GraphQL; a run's own token has 1,000 an hour. REST requests have an hour of their own, of 1,000.",
        'From 500 pull requests on, REST says which there are, all pages at once: that saves time, and no points.',
      ],
    };
  },
};
