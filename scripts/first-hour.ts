/**
 * npm run e2e:first-hour: what a newcomer sees who does what the README says. A fresh clone of what is committed, its
 * commands, then the workflow of its first screen as pasted, in act between the twins: as it should go, and with the usual
 * faults. Each step's log is printed; what it must say and post is held. Needs act on PATH.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { logText } from '../__tests__/runner/log-reader.ts';
import { startGitHubTwin } from '../__tests__/twins/github/twin.ts';
import type { World } from '../__tests__/twins/github/world.ts';
import { demoToken, realWorld } from '../__tests__/worlds/real.ts';
import { type Caller, openCaller, requireAct, workflowIn } from './act/caller.ts';
import { good, type Step, steps } from './act/newcomer.ts';
import { script } from './arguments.ts';
import { writeOut } from './files.ts';

const help = `npm run e2e:first-hour                     the README's commands but npm test, and its workflow in act
npm run e2e:first-hour -- --tests          npm test, too: some minutes
npm run e2e:first-hour -- --only-workflow  the workflow`;

await script(async () => {
  const args = process.argv.slice(2);
  const unknown = args.filter((arg) => !['--tests', '--only-workflow'].includes(arg));
  if (unknown.length > 0) {
    console.log(help);
    return unknown.includes('--help') ? 0 : 1;
  }
  requireAct();
  const folder = mkdtempSync(join(tmpdir(), 'first-hour-'));
  const clone = join(folder, 'pr-status-monitor');
  const problems: string[] = [];
  try {
    const { code, text } = await command(['git', 'clone', '-q', '.', clone], '.');
    if (code !== 0) throw new Error(`git clone: ${text}`);
    if (!args.includes('--only-workflow'))
      problems.push(...(await playCommands(clone, { tests: args.includes('--tests') })));
    const workflow = workflowIn(readFileSync(join(clone, 'README.md'), 'utf8'));
    for (const [index, step] of steps.entries())
      problems.push(...(await play(step, { clone, workflow, index })));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`\n${problems.map((problem) => `FAILED  ${problem}\n`).join('')}`);
  console.log(`${steps.length} steps, ${problems.length} problems. Logs and summaries: out/first-hour/`);
  return problems.length > 0 ? 1 : 0;
});

/** The README's commands in the clone; `npm run try` asks GitHub's twin. */
async function playCommands(clone: string, { tests }: { readonly tests: boolean }): Promise<string[]> {
  const github = await startGitHubTwin({ world: world() });
  const problems: string[] = [];
  const play = async (words: readonly string[], expected: number, env: Readonly<Record<string, string>>) => {
    heading(words.join(' '));
    const { code, text } = await command(words, clone, { GITHUB_API_URL: github.apiUrl, ...env });
    console.log(text.split('\n').slice(-40).join('\n'));
    if (code !== expected) problems.push(`${words.join(' ')}: exit code ${code}, not ${expected}`);
  };
  try {
    await play(['npm', 'run', 'demo'], 0, {});
    await play(['npm', 'run', 'try', '--', 'acme/web'], 0, { GITHUB_TOKEN: demoToken });
    await play(['npm', 'run', 'try', '--', 'acme/web'], 1, { GITHUB_TOKEN: '' });
    await play(['npm', 'run', 'try', '--', 'acme/web'], 1, {
      GITHUB_TOKEN: 'ghp_nobody0000000000000000000000000000',
    });
    if (tests) await play(['npm', 'test'], 0, {});
  } finally {
    await github.close();
  }
  return problems;
}

async function play(
  step: Step,
  { clone, workflow, index }: { readonly clone: string; readonly workflow: string; readonly index: number },
): Promise<readonly string[]> {
  const { name, secret, dry = false, code = 0, posted = 0, says } = step;
  heading(name);
  const caller = await openCaller({ repository: 'acme/web', world: world(), action: clone });
  try {
    const text = changed(caller.aimed(workflow), step.with ?? {});
    const played = await caller.play(text, {
      event: 'workflow_dispatch',
      inputs: { 'dry-run': String(dry) },
      secrets: secret === undefined ? {} : { SLACK_BOT_TOKEN: secret },
    });
    const seen = played.jobs.flatMap((job) => job.steps).filter(({ log }) => log.lines.length > 0);
    const open = seen.map((one) => logText(one.log.lines)).join('\n');
    // As the page of the run shows it, but for a link of some thousand characters.
    const log = seen
      .map((one) => logText(one.log.lines, { collapsed: true }))
      .join('\n')
      .replace(/(block-kit-builder\/#).+/g, '$1…');
    const summary = seen.map((one) => one.summary).join('\n');
    const count = messagesOf(caller);
    console.log(
      `${log}\n── exit code ${played.code}, ${count} messages, a summary of ${summary.split('\n').length} lines`,
    );
    const file = `${String(index + 1).padStart(2, '0')}`;
    writeOut(
      `first-hour/${file}`,
      { report: undefined },
      { 'log.txt': `${name}\n\n${open}\n`, 'summary.md': summary },
    );
    return [
      ...(played.code === code ? [] : [`exit code ${played.code}, not ${code}`]),
      ...(count === posted ? [] : [`${count} messages, not ${posted}`]),
      ...says.filter((words) => !words.test(open)).map((words) => `the log does not say ${words}`),
      ...(secret !== undefined && secret !== good && open.includes(secret)
        ? ['the log shows the secret']
        : []),
    ].map((problem) => `${name}: ${problem}`);
  } finally {
    await caller.close();
  }
}

/** In any channel of the workspace. */
function messagesOf({ slack }: Caller): number {
  return ['reviews', 'open-talk'].reduce((sum, channel) => sum + slack.messages(channel).length, 0);
}

/** A workflow whose action gets further inputs, or others. */
function changed(workflow: string, values: Readonly<Record<string, string>>): string {
  const kept = workflow
    .split('\n')
    .filter((line) => !Object.keys(values).some((name) => line.trim().startsWith(`${name}:`)))
    .join('\n');
  const lines = Object.entries(values).map(([name, value]) => `          ${name}: ${value}\n`);
  return kept.replace(/^ +slack-bot-token:/m, (found) => `${lines.join('')}${found}`);
}

/** A private repository of a small team. */
function world(): World {
  const { repositories, tokens } = realWorld({ now: Date.now(), size: 60 });
  const [first] = repositories;
  if (!first) throw new Error('The world has no repository');
  return {
    repositories: [{ ...first, nameWithOwner: 'acme/web', isPrivate: true }],
    tokens: tokens.map((token) => ({ ...token, token: demoToken, sees: ['acme/web'] })),
  };
}

function heading(text: string): void {
  console.log(`\n${'═'.repeat(100)}\n${text}\n${'═'.repeat(100)}`);
}

/** In a process of its own, with the programs of the machine alone: what npm put on PATH is this repository's. */
function command(
  [name = '', ...args]: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly text: string }> {
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((one) => !one.includes('node_modules'));
  return new Promise((settle, refuse) => {
    const child = spawn(name, args, {
      ...{ cwd, stdio: ['ignore', 'pipe', 'pipe'] },
      env: { ...process.env, ...env, PATH: path.join(delimiter) },
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
    child.on('error', refuse);
    child.on('close', (code) => settle({ code, text }));
  });
}
