/** npm run bench: measures dist/index.js between the twins, and prints a table for each part. */
import { parseArgs } from 'node:util';
import { script } from '../scripts/arguments.ts';
import { keepTable, writePage } from './page.ts';
import type { Part } from './part.ts';
import { cost } from './parts/cost.ts';
import { floors } from './parts/floors.ts';
import { naive } from './parts/naive.ts';
import { others } from './parts/others.ts';
import { scale } from './parts/scale.ts';
import { start } from './parts/start.ts';
import { workingTime } from './parts/working-time.ts';

const parts: readonly Part[] = [cost, others, start, naive, scale, floors, workingTime];

const help = `npm run bench                    everything, with 5 runs of each figure; takes long
npm run bench -- NAME …          only these parts: ${parts.map(({ name }) => name).join(', ')}
npm run bench -- --quick         1 run of each figure
npm run bench -- --write         afterwards writes docs/bench.md of the newest tables of all parts`;

await script(async () => {
  const { values, positionals } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const unknown = positionals.filter((name) => !parts.some((part) => part.name === name));
  if (values.help || unknown.length > 0) {
    console.log([...unknown.map((name) => `There is no part ${name}.`), help].join('\n'));
    return values.help ? 0 : 1;
  }
  const tables: string[] = [];
  for (const part of parts.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
    const started = performance.now();
    const progress = (text: string) => console.error(`${part.name}: ${text}`);
    tables.push(keepTable(part, await part.run({ runs: values.quick ? 1 : 5, progress })));
    progress(`done in ${Math.round((performance.now() - started) / 1000)} s`);
  }
  console.log(`\n${tables.join('\n')}`);
  if (values.write) console.log(writePage(parts));
  return 0;
});
