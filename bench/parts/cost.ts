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
      const { requests, points } = await stage.action();
      await stage.close();
      const allowed = Math.ceil(pulls / 100) + 2;
      rows.push([whole(pulls), whole(requests), whole(allowed), whole(points)]);
    }
    return {
      head: ['open pull requests', 'requests', 'at most (1 a 100, and 2)', 'points'],
      rows,
      notes: ["Requests are those of GraphQL and REST together. A run's own token has 1,000 points an hour."],
    };
  },
};
