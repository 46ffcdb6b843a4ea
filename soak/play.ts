import { type RunResult, runAction } from '../__tests__/runner/runner.ts';
import { type LocalProxy, startProxy } from '../__tests__/support/proxy.ts';
import { startGitHubTwin } from '../__tests__/twins/github/twin.ts';
import type { SlackFault } from '../__tests__/twins/slack/fault.ts';
import type { StoredMessage } from '../__tests__/twins/slack/methods.ts';
import { type SlackTwin, startSlackTwin } from '../__tests__/twins/slack/twin.ts';
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
export async function play(scene: Scene): Promise<Played> {
  const { world, inputs, question, faults, slackFaults, around } = scene;
  const [github, slack] = await Promise.all([
    startGitHubTwin({ world, faults }),
    startSlackTwin({ faults: slackFaults }),
  ]);
  const proxy = await proxyTo(slack, scene);
  try {
    const destination: Record<string, string> = question.webhook
      ? { 'slack-webhook-url': slack.webhookUrl('good') }
      : {
          'slack-bot-token': demoTokens.good.token,
          'slack-channel': 'C0123456789',
          'slack-api-url': proxy ? 'https://slack.test/api/' : slack.apiUrl,
        };
    const run = await runAction({
      repository: question.repositories[0] ?? '',
      token: demoToken,
      apiUrl: github.apiUrl,
      inputs: { ...destination, ...inputs },
      env: {
        ...(proxy && { HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: proxy.certificateFile }),
        ...(around.includes('summary-unwritable') && { GITHUB_STEP_SUMMARY: '/nowhere/at/all' }),
        ...(around.includes('folder-unwritable') && { RUNNER_TEMP: '/nowhere/at/all' }),
      },
      timeout: bound,
    });
    return {
      run,
      messages: slack.messages('reviews'),
      met: [...new Set(github.requests.flatMap(({ fault }) => (fault ? [fault] : [])))],
      slackMet: [...slack.hits],
    };
  } finally {
    await Promise.all([github.close(), slack.close(), proxy?.close()]);
  }
}

const manners = {
  'proxy-leads': 'leads',
  'proxy-refuses': 'leads',
  'proxy-closes': 'closes',
  'proxy-silent': 'silent',
} as const;

/** The proxy that leads to Slack, or should; undefined where the scene has none. */
async function proxyTo(slack: SlackTwin, { around }: Scene): Promise<LocalProxy | undefined> {
  const kind = around.find((one): one is keyof typeof manners => one in manners);
  if (!kind) return undefined;
  const host = kind === 'proxy-refuses' ? 'elsewhere.test' : 'slack.test';
  return startProxy({ [host]: { origin: new URL(slack.apiUrl).origin } }, manners[kind]);
}
