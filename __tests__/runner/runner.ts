/**
 * Runs a JavaScript action in a process of its own, as the runner does (actions/runner:
 * NodeScriptActionHandler, FileCommandManager): inputs and variables, outputs and summary from files.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { readActionFile } from './action-file.ts';
import { logText, readLog, type StepLog } from './log-reader.ts';

export interface RunOptions {
  /** Folder of action.yml; the present one unless said. */
  readonly action?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /** `owner/name` of the workflow's repository. */
  readonly repository?: string;
  readonly event?: { readonly name: string; readonly payload?: unknown };
  /** What the event says of that repository; nothing where its payload is given. */
  readonly defaultBranch?: string;
  readonly actor?: string;
  /** `github.token` */
  readonly token?: string;
  readonly apiUrl?: string;
  readonly serverUrl?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What the job has checked out, by path. */
  readonly checkout?: Readonly<Record<string, string>>;
  /** What the process's clock says at its start, in ms since 1970; the real time unless said. */
  readonly clock?: number;
  /** How many times faster time passes in the process, in its pauses of a second and more, too; waits for answers stay as long. */
  readonly haste?: number;
  /** The job's secrets, masked from the start. */
  readonly secrets?: readonly string[];
  /** ms after which the process is killed. */
  readonly timeout?: number;
}

export interface RunResult extends StepLog {
  readonly exitCode: number | null;
  /** What the process wrote, unmasked. */
  readonly output: string;
  /** The log as a person sees it. */
  readonly text: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** '' where it is missing or was dropped for its size. */
  readonly summary: string;
  /** Parsed content of the file that the output report-file names. */
  readonly report: unknown;
  readonly durationMs: number;
  /** Peak resident memory in bytes; 0 where the system does not tell. */
  readonly peakMemory: number;
}

/** GitHub drops a larger summary, with an error. In bytes. */
const summaryAtMost = 1024 * 1024;

export async function runAction(options: RunOptions = {}): Promise<RunResult> {
  const folder = resolve(options.action ?? '.');
  const action = readActionFile(join(folder, 'action.yml'));
  if (action.using !== 'node24') throw new Error(`action.yml: using ${action.using}, not node24`);
  const temporary = mkdtempSync(join(tmpdir(), 'runner-'));
  try {
    const files = prepare(temporary, options);
    const { github, env } = variables(files, options);
    const declared = new Set(action.inputs.map(({ name }) => name));
    const unexpected = Object.keys(options.inputs ?? {}).filter((name) => !declared.has(name));
    const inputs = Object.fromEntries(
      action.inputs.map(({ name, defaultFor }) => [
        inputVariable(name),
        options.inputs?.[name] ?? defaultFor(github),
      ]),
    );
    // npm run coverage names src/main.ts here: dist/ is built from it, but has lost its lines.
    const main = process.env['ACTION_MAIN'] ?? action.main;
    // The tests name a folder here: Node then compiles dist/ once, not for each of some hundred runs.
    const compiled = process.env['ACTION_COMPILE_CACHE'];
    const ended = await runNode(
      [join(folder, main)],
      {
        ...env,
        ...inputs,
        ...(compiled && { NODE_COMPILE_CACHE: compiled }),
        ...(options.clock !== undefined || options.haste !== undefined ? clockOf(options) : {}),
        ...options.env,
      },
      files.workspace,
      options.timeout ?? 120_000,
    );
    const summary = readFileSync(files.summary, 'utf8');
    const dropped = Buffer.byteLength(summary) > summaryAtMost;
    const notices = [
      ...(unexpected.length > 0 ? [`::warning::Unexpected input(s) '${unexpected.join("', '")}'`] : []),
      ...(dropped
        ? ['::error::$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k']
        : []),
    ];
    const output = [...notices, ended.output].join('\n');
    const log = readLog(output, options.secrets);
    const outputs = readOutputs(readFileSync(files.output, 'utf8'));
    return {
      ...log,
      ...ended,
      output,
      text: logText(log.lines),
      outputs,
      summary: dropped ? '' : summary,
      report: outputs['report-file'] ? JSON.parse(readFileSync(outputs['report-file'], 'utf8')) : undefined,
    };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Moves the clock that the action reads, Date.now, in the process alone, and shortens its pauses. */
function clockOf({ clock, haste = 1 }: RunOptions): Readonly<Record<string, string>> {
  const ahead = clock === undefined ? 0 : clock - Date.now();
  // 10 and 15 s are how long it waits for an answer; below a second are the ticks of undici's own clock.
  const code = `const [real, begin, later] = [Date.now, Date.now(), setTimeout];
Date.now = () => begin + ${ahead} + (real() - begin) * ${haste};
const shortened = (ms) => (ms >= 900 && ms !== 10000 && ms !== 15000 ? ms / ${haste} : ms);
globalThis.setTimeout = Object.assign((what, ms, ...rest) => later(what, shortened(ms), ...rest), later);`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` };
}

/** `slack-channel` → `INPUT_SLACK-CHANNEL`: only blanks become underscores. */
function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}

interface Files {
  readonly workspace: string;
  readonly temporary: string;
  readonly event: string;
  readonly output: string;
  readonly summary: string;
  readonly state: string;
  readonly env: string;
  readonly path: string;
}

function prepare(
  folder: string,
  { event, defaultBranch, checkout = {}, repository = 'acme/web' }: RunOptions,
): Files {
  const inFolder = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const [workspace, temporary] = [join(folder, 'workspace'), join(folder, 'temp')];
  mkdirSync(workspace);
  mkdirSync(temporary);
  for (const [path, content] of Object.entries(checkout)) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), content);
  }
  return {
    workspace,
    temporary,
    event: inFolder(
      'event.json',
      JSON.stringify(
        event?.payload ?? {
          repository: { full_name: repository, private: false, default_branch: defaultBranch },
        },
      ),
    ),
    output: inFolder('output', ''),
    summary: inFolder('summary', ''),
    state: inFolder('state', ''),
    env: inFolder('env', ''),
    path: inFolder('path', ''),
  };
}

/** The context `github` for defaults, and the variables of a step: nothing of the developer's own but PATH. */
function variables(files: Files, options: RunOptions) {
  const {
    repository = 'acme/web',
    event,
    token = '',
    actor = 'octocat',
    apiUrl = 'https://api.github.com',
    serverUrl = 'https://github.com',
  } = options;
  const [owner = ''] = repository.split('/');
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: files.temporary,
    TZ: 'UTC',
    LANG: 'C.UTF-8',
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__self',
    GITHUB_ACTION_REPOSITORY: 'OWNER/pr-status-monitor',
    GITHUB_ACTION_REF: 'v1',
    GITHUB_ACTOR: actor,
    GITHUB_API_URL: apiUrl,
    GITHUB_GRAPHQL_URL: `${apiUrl}/graphql`,
    GITHUB_SERVER_URL: serverUrl,
    GITHUB_REPOSITORY: repository,
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_EVENT_NAME: event?.name ?? 'schedule',
    GITHUB_EVENT_PATH: files.event,
    GITHUB_WORKFLOW: 'Reviews',
    GITHUB_WORKFLOW_REF: `${repository}/.github/workflows/reviews.yml@refs/heads/main`,
    GITHUB_JOB: 'monitor',
    GITHUB_RUN_ID: '1234567890',
    GITHUB_RUN_NUMBER: '812',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
    GITHUB_WORKSPACE: files.workspace,
    GITHUB_OUTPUT: files.output,
    GITHUB_STEP_SUMMARY: files.summary,
    GITHUB_STATE: files.state,
    GITHUB_ENV: files.env,
    GITHUB_PATH: files.path,
    RUNNER_OS: 'Linux',
    RUNNER_ARCH: 'X64',
    RUNNER_TEMP: files.temporary,
  };
  return {
    env,
    github: { token, repository, repository_owner: owner, actor, server_url: serverUrl, api_url: apiUrl },
  };
}

/** What is seen of a process from outside. */
export type ProcessResult = Pick<RunResult, 'exitCode' | 'output' | 'durationMs' | 'peakMemory'>;

/** Runs this Node with the arguments, and waits for its end. @param timeout ms */
export function runNode(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd: string,
  timeout: number,
): Promise<ProcessResult> {
  if (Number(process.versions.node.split('.')[0]) < 24)
    throw new Error(`Node ${process.version} is too old for node24`);
  const started = performance.now();
  const child = spawn(process.execPath, [...args], { env, cwd, timeout, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  let peakMemory = 0;
  const watch = setInterval(() => {
    peakMemory = Math.max(peakMemory, peakMemoryOf(child.pid));
  }, 20);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => {
      clearInterval(watch);
      resolve({
        exitCode,
        output: Buffer.concat(chunks).toString(),
        durationMs: performance.now() - started,
        peakMemory,
      });
    });
  });
}

/** Peak resident memory of a running process, where /proc tells; in bytes. */
function peakMemoryOf(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    // The process has just ended, or this system has no /proc.
    return 0;
  }
}

/** Reads `name=value` and `name<<delimiter` entries. */
function readOutputs(content: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = content.split('\n');
  for (let index = 0; index < lines.length; index++) {
    const [, name, delimiter] = /^([^=]+?)<<(.+)$/.exec(lines[index] ?? '') ?? [];
    if (name && delimiter) {
      const end = lines.indexOf(delimiter, index + 1);
      outputs[name] = lines.slice(index + 1, end).join('\n');
      index = end;
    } else {
      const [, key, value = ''] = /^([^=]+)=(.*)$/.exec(lines[index] ?? '') ?? [];
      if (key) outputs[key] = value;
    }
  }
  return outputs;
}
