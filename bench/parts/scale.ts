import { megabytes, ratio, time, whole } from '../figures.ts';
import type { Part } from '../part.ts';
import { type Figures, repeat } from '../sample.ts';
import { type Size, Stage } from '../stage.ts';

const latencies = [0, 50, 300] as const;

const sizes: readonly Size[] = [
  { repositories: 1, pulls: 0 },
  { repositories: 1, pulls: 100 },
  { repositories: 1, pulls: 1000 },
  { repositories: 1, pulls: 5000 },
  { repositories: 1, pulls: 20_000 },
  { repositories: 20, pulls: 50 },
  { repositories: 500, pulls: 20 },
  { repositories: 2000, pulls: 3 },
];

/** How cost grows with pull requests and with repositories. */
export const scale: Part = {
  name: 'scale',
  title: 'One repository or many, at 0, 50 and 300 ms a response',
  async run({ runs, progress }) {
    const measured: { readonly size: Size; readonly figures: readonly Figures[] }[] = [];
    for (const size of sizes) {
      const stage = await Stage.open(size);
      const figures: Figures[] = [];
      for (const latencyMs of latencies) {
        progress(`${size.repositories} × ${size.pulls} at ${latencyMs} ms`);
        stage.latencyMs = latencyMs;
        figures.push(await repeat(runs, () => stage.action()));
      }
      await stage.close();
      measured.push({ size, figures });
    }
    const base = measured.find(({ size }) => size.repositories === 1 && size.pulls === 100)?.figures;
    const peak = (figures: readonly Figures[]) => Math.max(...figures.map(({ peakBytes }) => peakBytes));
    const rows = measured.map(({ size, figures }) => {
      const [still, , slow] = figures;
      return [
        `${whole(size.repositories)} × ${whole(size.pulls)}`,
        whole(still?.requests ?? 0),
        whole(still?.points ?? 0),
        whole(slow?.chain ?? 0),
        ...figures.map(({ wallMs }) => time(wallMs)),
        time(still?.cpuMs ?? 0),
        megabytes(peak(figures)),
        base ? ratio(peak(figures), peak(base)) : '',
        [...new Set(figures.map((one) => one.runs))].join(', '),
      ];
    });
    const times = latencies.map((ms) => `time at ${ms} ms`);
    return {
      head: [
        'repositories × pull requests',
        'requests',
        'points',
        'in sequence',
        ...times,
        'CPU at 0 ms',
        'peak memory',
        'against 1 × 100',
        'runs',
      ],
      rows,
      notes: [
        'Requests are those of GraphQL and REST together; points those of GraphQL. In sequence: the longest chain of requests of which each began after the one before was answered, at 300 ms.',
        'Each run posts one message. Several repositories are given by the pattern `acme/*`.',
      ],
    };
  },
};
