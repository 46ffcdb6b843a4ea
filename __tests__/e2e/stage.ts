/** Runs dist/index.js in a process of its own, between the twins. */
import { readFileSync } from 'node:fs';
import { type RunOptions, type RunResult, runAction } from '../runner/runner.ts';
import type { RecordedRequest } from '../twins/github/exchange.ts';
import type { Fault } from '../twins/github/fault.ts';
import { startGitHubTwin } from '../twins/github/twin.ts';
import type { World } from '../twins/github/world.ts';
import type { SlackFault } from '../twins/slack/fault.ts';
import type { StoredMessage } from '../twins/slack/methods.ts';
import { type SlackTwin, startSlackTwin } from '../twins/slack/twin.ts';
import { demoTokens } from '../twins/slack/workspace.ts';
import { at, type Builder, repository, testToken, world } from '../worlds/builder.ts';

export interface Played extends RunResult {
  readonly messages: readonly StoredMessage[];
  readonly pings: readonly string[];
  /** Without the one for the config file. */
  readonly requests: readonly RecordedRequest[];
  readonly configRequests: readonly RecordedRequest[];
  readonly slackCalls: readonly string[];
  readonly webhookUrl: string;
}

export interface Scene extends Omit<RunOptions, 'inputs'> {
  readonly world?: World;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Name of a webhook to post by, in place of the bot token. */
  readonly webhook?: string;
  readonly faults?: readonly Fault[];
  readonly slackFaults?: readonly SlackFault[];
  /** Where Slack's clock stands, in ms; the day of the examples unless said. */
  readonly slackNow?: number;
  /** After the run, before its messages are read. */
  readonly afterwards?: (slack: SlackTwin) => void;
}

/** Told from the present: this module may have been loaded for a test of long ago. */
export const pull: Builder['pull'] = (given) => at(Date.now()).pull(given);
export const review: Builder['review'] = (...given) => at(Date.now()).review(...given);

/** Two overdue, one in time, one reviewed, one draft, towards main of acme/web. */
export function smallWorld(): World {
  return world([
    repository('acme/web', {}, [
      pull({ number: 1, title: 'The oldest', hoursAgo: 100 }),
      pull({
        number: 2,
        title: 'The next',
        hoursAgo: 50,
        reviews: [review('copilot-pull-request-reviewer[bot]', 'COMMENTED', 40)],
      }),
      pull({ number: 3, hoursAgo: 90, reviews: [review('hubot', 'APPROVED', 3)] }),
      pull({ number: 4, hoursAgo: 2 }),
      pull({ number: 5, hoursAgo: 80, isDraft: true }),
      pull({ number: 6, hoursAgo: 80, base: 'develop' }),
    ]),
  ]);
}

/** Plays a run with good inputs, changed as the scene says. */
export async function play({
  world: given = smallWorld(),
  inputs = {},
  webhook,
  faults = [],
  slackFaults = [],
  slackNow,
  afterwards = () => undefined,
  ...options
}: Scene = {}): Promise<Played> {
  const [github, slack] = await Promise.all([
    startGitHubTwin({ world: given, faults }),
    startSlackTwin({ faults: slackFaults, ...(slackNow !== undefined && { now: slackNow }) }),
  ]);
  try {
    const credentials: Record<string, string> =
      webhook === undefined
        ? {
            'slack-bot-token': demoTokens.good.token,
            'slack-channel': '#reviews',
            'slack-api-url': slack.apiUrl,
          }
        : { 'slack-webhook-url': slack.webhookUrl(webhook) };
    const run = await runAction({
      token: testToken,
      apiUrl: github.apiUrl,
      ...options,
      inputs: { ...credentials, ...inputs },
    });
    mustLink(run);
    afterwards(slack);
    return {
      ...run,
      messages: slack.messages('reviews'),
      pings: slack.pings,
      requests: github.requests.filter((one) => !isForConfig(one)),
      configRequests: github.requests.filter(isForConfig),
      slackCalls: slack.calls,
      webhookUrl: webhook === undefined ? '' : slack.webhookUrl(webhook),
    };
  } finally {
    await Promise.all([github.close(), slack.close()]);
  }
}

/** To which the log leads. */
export const page = 'https://github.com/OWNER/pr-status-monitor/blob/v1/docs/troubleshooting.md';
const anchors = new Set(
  [...readFileSync('docs/troubleshooting.md', 'utf8').matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id),
);

/** Whatever a run meets, its log leads to where docs/troubleshooting.md has it: each topic once. @throws Error */
function mustLink({ annotations }: RunResult): void {
  const own = annotations.filter(({ message }) => !/^(Unexpected input|\$GITHUB_STEP_SUMMARY)/.test(message));
  const topics = own.map(({ message }) => / More: \S+(?: docs\S+)?#([a-z-]+)$/.exec(message)?.[1]);
  const found = topics.filter((topic) => topic !== undefined);
  const isWhole = found.every((topic) => anchors.has(topic)) && new Set(found).size === found.length;
  if (!isWhole || (own.length > 0 && topics[0] === undefined))
    throw new Error(`The log leads nowhere:\n${own.map(({ message }) => message).join('\n')}`);
}

/** Each run begins with it, but where the file is in the workspace: `config-file.test.ts`. */
const isForConfig = ({ path }: RecordedRequest) => path.includes('/contents/');

/** A config file in the workspace that says nothing: then nobody is asked for one. */
export const emptyConfig = { '.github/pr-status-monitor.yml': '# Nothing yet.\n' };

/** Warnings of the run's page. */
export const warnings = ({ annotations }: Played) =>
  annotations.filter(({ type }) => type === 'warning').map(({ message }) => message);

/** The blocks of the first message, as one text. */
export const blocksOf = ({ messages: [message] }: Played) => JSON.stringify(message?.blocks ?? []);
