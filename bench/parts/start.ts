import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runNode } from '../../__tests__/runner/runner.ts';
import { megabytes, ratio, time } from '../figures.ts';
import type { Part } from '../part.ts';
import { byTurns, sample } from '../sample.ts';
import { Stage } from '../stage.ts';

const packages = ['@actions/core', '@actions/github', '@slack/web-api'];

/** Start-up: an empty repository without latency, against Node alone and against loading the three packages. */
export const start: Part = {
  name: 'start',
  title: 'Start-up: an empty repository, no latency',
  async run({ runs, progress }) {
    progress(`bundling ${packages.join(', ')}`);
    const bundle = bundled(packages);
    const stage = await Stage.open({ repositories: 1, pulls: 0 });
    const node = (...args: string[]) => sample([], () => runNode(args, {}, tmpdir(), 60_000));
    progress('running');
    // Short runs vary most, so there are more of them.
    const { bare, imports, action } = await byTurns(runs * 3, {
      bare: () => node('-e', '0'),
      imports: () => node(bundle),
      action: () => stage.action(),
    });
    await stage.close();
    const named = [
      ['bare `node -e 0`', bare],
      ['a bundle that only imports the three packages', imports],
      ['the action', action],
    ] as const;
    return {
      head: ['whole process', 'time', 'CPU', 'peak memory', 'against bare Node', 'against the imports'],
      rows: named.map(([name, { wallMs, cpuMs, peakBytes }]) => [
        name,
        time(wallMs),
        time(cpuMs),
        megabytes(peakBytes),
        ratio(wallMs, bare.wallMs),
        ratio(wallMs, imports.wallMs),
      ]),
      notes: [
        `The three packages are ${packages.join(', ')}, bundled as the action is, in one file. Medians of ${action.runs} runs, by turns.`,
        'The action asks GitHub in this time, and writes its log, summary, outputs and report.',
      ],
    };
  },
};

/** A bundle that evaluates the packages and does nothing; returns its path. */
function bundled(names: readonly string[]): string {
  const folder = resolve('out/bench/imports');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}\n');
  // Written into a variable of the process, lest the bundler leave out what is not used.
  const lines = names.map((name, index) => `import * as package${index} from '${name}';`);
  const used = names.map((_, index) => `package${index}`).join(', ');
  writeFileSync(join(folder, 'main.js'), `${lines.join('\n')}\nglobalThis.packages = [${used}];\n`);
  const made = spawnSync('ncc', ['build', join(folder, 'main.js'), '-o', join(folder, 'dist'), '-q'], {
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(`ncc: ${made.error?.message ?? made.stderr}`);
  return join(folder, 'dist/index.js');
}
