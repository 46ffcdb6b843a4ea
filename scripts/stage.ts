/** A stage for the action: both twins on free ports of this machine, and a run of the real dist/ between them. */
import { type RunResult, runAction } from '../__tests__/runner/runner.ts';
import type { Fault } from '../__tests__/twins/github/fault.ts';
import { startGitHubTwin } from '../__tests__/twins/github/twin.ts';
import type { StoredMessage } from '../__tests__/twins/slack/methods.ts';
import { startSlackTwin } from '../__tests__/twins/slack/twin.ts';
import { demoTokens } from '../__tests__/twins/slack/workspace.ts';
import { demoToken, realWorld } from '../__tests__/worlds/real.ts';

export interface Performance {
  readonly run: RunResult;
  /** Messages in #reviews of the pretended Slack. */
  readonly messages: readonly StoredMessage[];
}

export const demoInputs: Readonly<Record<string, string>> = {
  repositories: 'vitejs/vite\nargoproj/argo-cd',
  'slack-bot-token': demoTokens.good.token,
  'slack-channel': 'C0123456789',
};

/** Runs the action on about 300 real pull requests in two repositories. */
export async function perform(
  inputs: Readonly<Record<string, string>> = {},
  { faults = [], latencyMs = 0 }: { readonly faults?: readonly Fault[]; readonly latencyMs?: number } = {},
): Promise<Performance> {
  const github = await startGitHubTwin({ world: realWorld({ now: Date.now() }), faults, latencyMs });
  const slack = await startSlackTwin({ latencyMs });
  try {
    const run = await runAction({
      repository: 'vitejs/vite',
      event: { name: 'workflow_dispatch' },
      defaultBranch: 'main',
      token: demoToken,
      apiUrl: github.apiUrl,
      inputs: { ...demoInputs, 'slack-api-url': slack.apiUrl, ...inputs },
      secrets: [demoToken, inputs['slack-bot-token'] ?? demoTokens.good.token],
    });
    return { run, messages: slack.messages('reviews') };
  } finally {
    await Promise.all([github.close(), slack.close()]);
  }
}
