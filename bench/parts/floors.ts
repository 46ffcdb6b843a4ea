import { ratio, whole } from '../figures.ts';
import type { Part } from '../part.ts';
import { byTurns, type Figures } from '../sample.ts';
import { type Size, Stage } from '../stage.ts';

const latencyMs = 50;

const readers = {
  'pages in sequence': 'pages',
  'both ends of the list at once': 'both-ends',
  'REST pages in parallel, each with its nodes': 'numbered',
} as const;

const cases: readonly (Size & { readonly floors: Readonly<Record<string, string>> })[] = [
  { repositories: 1, pulls: 1000, floors: readers },
  { repositories: 1, pulls: 5000, floors: readers },
  { repositories: 20, pulls: 50, floors: { 'all repositories in one request': 'aliases' } },
];

/** Against the least that hand-written readers need to see the same. */
export const floors: Part = {
  name: 'floors',
  title: `Against minimal readers, at ${latencyMs} ms a response`,
  async run({ runs, progress }) {
    const rows: string[][] = [];
    for (const { floors: these, ...size } of cases) {
      const title = `${whole(size.repositories)} × ${whole(size.pulls)}`;
      progress(title);
      const stage = await Stage.open(size);
      stage.latencyMs = latencyMs;
      // With nothing overdue nothing is posted, as the readers post nothing.
      const named = size.repositories > 1 && { repositories: stage.names.join('\n'), branch: 'main' };
      const action = () => stage.action({ threshold: '1000d', ...named });
      const read = Object.entries(these).map(
        ([name, file]) => [name, () => stage.script(`bench/floors/${file}.ts`)] as const,
      );
      const figures: Readonly<Record<string, Figures>> = await byTurns(runs, {
        ...Object.fromEntries(read),
        [actionName]: action,
      });
      await stage.close();
      const best = Math.min(
        ...Object.entries(figures).flatMap(([name, { wallMs }]) => (name === actionName ? [] : [wallMs])),
      );
      for (const [name, { wallMs, requests, points, chain }] of Object.entries(figures)) {
        rows.push([title, name, ratio(wallMs, best), whole(requests), whole(points), whole(chain)]);
      }
    }
    return {
      head: [
        'repositories × pull requests',
        'reader',
        'time, against the best',
        'requests',
        'points',
        'in sequence',
      ],
      rows,
      notes: [
        'The readers (bench/floors) ask for the same fields, and do nothing else: no default branch, no retry, no check, no report.',
        'What of the difference is loading the packages stands above, under start-up; how long the action takes, in the table before.',
      ],
    };
  },
};

const actionName = '**the action**';
