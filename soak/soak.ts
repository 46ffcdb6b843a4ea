/** npm run soak: many runs of dist/index.js with random faults from both twins, held against what they must do. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { script } from '../scripts/arguments.ts';
import { check } from './check.ts';
import { githubFault, type Kept, slackFault, table } from './page.ts';
import { bound, play } from './play.ts';
import { drawScene } from './scene.ts';

const help = `npm run soak                     500 runs, with seed 1; about 15 minutes, most of it real pauses
npm run soak -- --runs 100 --from 200    runs 200 to 299 only; pieces of one seed add up
npm run soak -- --seed 7         other worlds and faults
npm run soak -- --only 37        one run, with its log
npm run soak -- --parallel 4     so many at once, in place of 8
npm run soak -- --write          writes docs/reliability.md of all pieces kept, and runs nothing`;

const folder = 'out/soak';

await script(async () => {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '500' },
      from: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string' },
      parallel: { type: 'string', default: '8' },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const seed = Number(values.seed);
  const file = `${folder}/seed-${seed}.jsonl`;
  if (values.write) return write(readKept(file), seed);
  if (values.only !== undefined) return await explainOne(seed, Number(values.only));
  mkdirSync(folder, { recursive: true });
  const from = Number(values.from);
  if (from === 0) rmSync(file, { force: true });
  const indices = Array.from({ length: Number(values.runs) }, (_, index) => from + index);
  const done: Kept[] = [];
  const worker = async () => {
    for (let index = indices.shift(); index !== undefined; index = indices.shift()) {
      const kept = await runOne(seed, index);
      done.push(kept);
      appendFileSync(file, `${JSON.stringify(kept)}\n`);
      for (const promise of kept.broken) console.error(`run ${index} of seed ${seed}: ${promise}`);
      if (done.length % 25 === 0) console.error(`${done.length} runs done`);
    }
  };
  await Promise.all(Array.from({ length: Number(values.parallel) }, worker));
  console.log(`\n${table(done)}`);
  return done.some(({ broken }) => broken.length > 0) ? 1 : 0;
});

async function runOne(seed: number, index: number): Promise<Kept> {
  const scene = drawScene(seed, index, Date.now());
  const played = await play(scene);
  const met = [
    ...played.met.map(githubFault),
    ...new Set(played.slackMet.map(({ kind }) => slackFault(kind))),
    ...scene.around,
  ];
  return { index, seed, ...check(scene, played), met, ms: Math.round(played.run.durationMs) };
}

async function explainOne(seed: number, index: number): Promise<number> {
  const scene = drawScene(seed, index, Date.now());
  const played = await play(scene);
  const { outcome, broken } = check(scene, played);
  const told = JSON.stringify({ ...scene, world: undefined }, null, 2);
  console.log(`${told}\n\n${played.run.text}\n\n${outcome}\n${broken.join('\n')}`);
  return broken.length > 0 ? 1 : 0;
}

function readKept(file: string): Kept[] {
  if (!existsSync(file)) throw new Error(`${file} is not there: run npm run soak first.`);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const kept = lines.map((line): Kept => JSON.parse(line));
  // A piece that was run again counts once.
  return [...new Map(kept.map((one) => [one.index, one])).values()];
}

function write(runs: readonly Kept[], seed: number): number {
  const broken = runs.filter((one) => one.broken.length > 0);
  const path = 'docs/reliability.md';
  const page = `# Reliability

What \`npm run soak\` saw: ${runs.length} runs of \`dist/index.js\` (seed ${seed}), each in a process of its own between the twins of
GitHub and Slack, each in a world of its own and with none to three faults of every kind that the twins know. After
each run its report, outputs, message and exit code are held against what the world says (\`soak/oracle.ts\`, which
shares no code with the action):

- no pull request is lost: each stands in the report with its right verdict, or is counted as unread and its
  repository told of;
- nothing is posted twice, and \`unknown\` is said only where Slack's answer was lost;
- no run takes longer than ${Math.round(bound / 1000)} s: 60 s of patience with GitHub and as long again for attempts that nobody answers,
  stretched by half so as not to use up GitHub's processor time; what GitHub names to wait (at most 60 s here); 60 s of
  patience with Slack, the last answers, and 15 s of work;
- none is green without having seen everything and delivered what it should; none is red without an error that
  says why;
- no message says that all is well where something could not be looked at, or where pull requests are open and none
  was judged;
- none shows a secret; none shows, in a public run, what is private; none speaks of a post in a dry run.

${broken.length === 0 ? 'No promise was broken.' : `${broken.length} runs broke a promise.`}

${table(runs)}

A line counts the runs that met the fault, often among others. \`npm run soak -- --only N\` shows run N again.

That the soak can fail was seen by breaking the action on purpose, one way at a time: it posts again where the outcome
is unknown; it is green whatever happens; it leaves out the first pull request of each page; it counts the reviews of
bots; it tells of nothing that is unreachable; its patience has no end. Each was caught within 36 runs.
`;
  // What `npm run month` wrote stays.
  const others = existsSync(path)
    ? readFileSync(path, 'utf8')
        .split(/^(?=## )/m)
        .slice(1)
    : [];
  writeFileSync(path, [page, ...others].join(others.length > 0 ? '\n' : ''));
  console.log(path);
  return broken.length > 0 ? 1 : 0;
}
