/** A stage for the action: both twins on free ports of this machine, and runs of the real dist/ between them. */
import { type RunResult, runAction } from '../__tests__/runner/runner.ts';
import type { Fault } from '../__tests__/twins/github/fault.ts';
import { startGitHubTwin } from '../__tests__/twins/github/twin.ts';
import type { World, WorldPullRequest } from '../__tests__/twins/github/world.ts';
import type { StoredMessage } from '../__tests__/twins/slack/methods.ts';
import { startSlackTwin } from '../__tests__/twins/slack/twin.ts';
import { demoTokens } from '../__tests__/twins/slack/workspace.ts';
import { demoToken, realWorld } from '../__tests__/worlds/real.ts';

export interface Performance {
  readonly run: RunResult;
  /** Messages in #reviews of the pretended Slack. */
  readonly messages: readonly StoredMessage[];
}

type Inputs = Readonly<Record<string, string>>;

export const demoInputs: Inputs = {
  repositories: 'vitejs/vite\nargoproj/argo-cd',
  'slack-bot-token': demoTokens.good.token,
  'slack-channel': 'C0123456789',
};

interface Scene {
  readonly faults?: readonly Fault[];
  readonly latencyMs?: number;
  /** Where all clocks stand, in ms since 1970; the real time unless said. */
  readonly clock?: number;
  /** What the job has checked out, by path. */
  readonly checkout?: Inputs;
}

/** Runs the action once on about 300 real pull requests in two repositories. */
export async function perform(
  inputs: Inputs = {},
  { faults = [], latencyMs = 0, clock, checkout = {} }: Scene = {},
): Promise<Performance> {
  const now = clock ?? Date.now();
  const github = await startGitHubTwin({ world: realWorld({ now }), faults, latencyMs, now: () => now });
  const slack = await startSlackTwin({ latencyMs, ...(clock !== undefined && { now: clock }) });
  try {
    const run = await runBetween({ github, slack }, inputs, {
      checkout,
      ...(clock !== undefined && { clock }),
    });
    return { run, messages: slack.messages('reviews') };
  } finally {
    await Promise.all([github.close(), slack.close()]);
  }
}

function runBetween(
  { github, slack }: Record<'github' | 'slack', { readonly apiUrl: string }>,
  inputs: Inputs,
  options: { readonly clock?: number; readonly env?: Inputs; readonly checkout?: Inputs } = {},
): Promise<RunResult> {
  return runAction({
    repository: 'vitejs/vite',
    event: { name: 'workflow_dispatch' },
    defaultBranch: 'main',
    token: demoToken,
    apiUrl: github.apiUrl,
    inputs: { ...demoInputs, 'slack-api-url': slack.apiUrl, ...inputs },
    secrets: [demoToken, inputs['slack-bot-token'] ?? demoTokens.good.token],
    ...options,
  });
}

/** A channel over some hours. */
export interface Hours {
  /** Where the clocks stand, in ms: Slack's, GitHub's and those of the runs. */
  readonly now: number;
  /** A run at this instant. */
  play(): Promise<Performance>;
  /** Moves the clocks. */
  pass(ms: number): void;
  close(): Promise<void>;
}

/**
 * Opens a stage on which several runs play, one after the other.
 * @param world read anew by each run: it may change between two
 * @param begin in ms since 1970
 */
export async function openHours({
  world,
  begin,
  inputs,
}: {
  readonly world: World;
  readonly begin: number;
  readonly inputs: Inputs;
}): Promise<Hours> {
  const slack = await startSlackTwin({ now: begin });
  const github = await startGitHubTwin({ world, now: () => slack.clock.now });
  const given = { 'slack-bot-token': demoTokens.historian.token, ...inputs };
  let runs = 0;
  return {
    get now() {
      return slack.clock.now;
    },
    pass: (ms) => slack.clock.advance(ms),
    async play() {
      runs++;
      const env = { GITHUB_RUN_ID: `${1234567890 + runs}`, GITHUB_RUN_NUMBER: `${811 + runs}` };
      const run = await runBetween({ github, slack }, given, { clock: slack.clock.now, env });
      return { run, messages: slack.messages('reviews') };
    },
    close: async () => {
      await Promise.all([github.close(), slack.close()]);
    },
  };
}

/** Changes pull requests of a world, by `owner/name#12`. */
export function changePulls(world: World, names: readonly string[], how: Partial<WorldPullRequest>): void {
  for (const { nameWithOwner, pullRequests } of world.repositories)
    for (const pull of pullRequests)
      if (names.includes(`${nameWithOwner}#${pull.number}`)) Object.assign(pull, how);
}
