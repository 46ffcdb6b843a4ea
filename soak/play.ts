import { type RunResult, runAction } from '../__tests__/runner/runner.ts';
import { startGitHubTwin } from '../__tests__/twins/github/twin.ts';
import type { SlackFault } from '../__tests__/twins/slack/fault.ts';
import type { StoredMessage } from '../__tests__/twins/slack/methods.ts';
import { startSlackTwin } from '../__tests__/twins/slack/twin.ts';
import { demoTokens } from '../__tests__/twins/slack/workspace.ts';
import { demoToken } from '../__tests__/worlds/real.ts';
import type { Scene } from './scene.ts';

export interface Played {
  readonly run: RunResult;
  readonly messages: readonly StoredMessage[];
  /** Kinds of GitHub's faults that a request met, each once. */
  readonly met: readonly string[];
  /** Slack's faults that a request met. */
  readonly slackMet: readonly SlackFault[];
}

/** 60 s of patience with GitHub, as long again for attempts that nobody answers, and a last one of 15 s; in ms. */
const patience = 60_000 + 60_000 + 15_000;

/**
 * No run takes longer, in ms. What nobody answers counts as GitHub's processor time, of which a minute takes 40 s: that
 * stretches patience with GitHub by half. To it come 60 s of patience with Slack and two answers of 15 s, 15 s of
 * work, and what GitHub names to wait: a few seconds here, or one minute.
 */
export const bound = patience * 1.5 + 60_000 + 2 * 15_000 + 15_000 + 60_000;

/** Runs dist/index.js in the scene. */
export async function play({ world, inputs, question, faults, slackFaults }: Scene): Promise<Played> {
  const [github, slack] = await Promise.all([
    startGitHubTwin({ world, faults }),
    startSlackTwin({ faults: slackFaults }),
  ]);
  try {
    const destination: Record<string, string> = question.webhook
      ? { 'slack-webhook-url': slack.webhookUrl('good') }
      : {
          'slack-bot-token': demoTokens.good.token,
          'slack-channel': 'C0123456789',
          'slack-api-url': slack.apiUrl,
        };
    const run = await runAction({
      repository: question.repositories[0] ?? '',
      token: demoToken,
      apiUrl: github.apiUrl,
      inputs: { ...destination, ...inputs },
      timeout: bound,
    });
    return {
      run,
      messages: slack.messages('reviews'),
      met: [...new Set(github.requests.flatMap(({ fault }) => (fault ? [fault] : [])))],
      slackMet: [...slack.hits],
    };
  } finally {
    await Promise.all([github.close(), slack.close()]);
  }
}
