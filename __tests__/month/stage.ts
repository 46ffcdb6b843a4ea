/** Runs of the action in this process, between the twins of GitHub and Slack: first they look, then they deliver. */
import { createApi } from '../../src/github/client/api.ts';
import { RetryBudget } from '../../src/github/client/retry-budget.ts';
import { fetchRepositories } from '../../src/github/fetch.ts';
import { queryOptionsFor } from '../../src/github/graphql/query-options.ts';
import { fetchFates } from '../../src/github/pull-requests/fates.ts';
import { type Fetch, Network } from '../../src/http/network.ts';
import { audiencesOf } from '../../src/report/audience.ts';
import { makeReport } from '../../src/report/report.ts';
import { missingFrom } from '../../src/report/slack/compare.ts';
import type { Delivery } from '../../src/report/slack/delivery.ts';
import { planMessage } from '../../src/report/slack/plan.ts';
import { decidingBy, judgeAll } from '../../src/review/judge.ts';
import { openCalendar } from '../../src/review/open-calendar.ts';
import { deliver, recall } from '../../src/slack/deliver.ts';
import { type Inputs, quote, run as sampleRun, settings } from '../support/samples.ts';
import type { Fault } from '../twins/github/fault.ts';
import { startGitHubTwin } from '../twins/github/twin.ts';
import type { World } from '../twins/github/world.ts';
import type { SlackFault } from '../twins/slack/fault.ts';
import { type SlackTwin, startSlackTwin } from '../twins/slack/twin.ts';
import { demoTokens } from '../twins/slack/workspace.ts';
import { testToken } from '../worlds/builder.ts';

export const channelId = 'C0123456789';

const day = 86_400_000;

export interface Starting {
  readonly world: World;
  /** ms since 1970 */
  readonly now: number;
  readonly inputs?: Inputs;
  readonly slackFaults?: readonly SlackFault[];
}

export interface Running {
  /** The same in every attempt at a run. */
  readonly id: string;
  readonly eventName?: string;
  /** Repositories that answer 503, `owner/name`. */
  readonly failing?: readonly string[];
}

/** What a run does in Slack; tests hold its calls, or let them fail. */
export interface Wire {
  readonly fetch: Fetch;
  readonly pause: (ms: number) => Promise<void>;
  /** For one answer, in ms. */
  readonly answerMs: number;
}

/** A run that has looked. */
export interface Looked {
  readonly unread: readonly string[];
  deliver(wire?: Partial<Wire>): Promise<Delivery>;
}

export interface Stage {
  readonly slack: SlackTwin;
  /** Of GitHub's twin. */
  readonly apiUrl: string;
  /** The inputs of its runs. */
  readonly inputs: Inputs;
  /** Lets these repositories answer 503 from now on, `owner/name`. */
  fail(names: readonly string[]): void;
  /** The network itself, for wires of a test. */
  readonly fetch: Fetch;
  look(running: Running): Promise<Looked>;
  close(): Promise<void>;
}

/** What all runs are told, unless a test says otherwise. */
const usualInputs: Inputs = {
  repositories: 'acme/web\nacme/api\nacme/infra\nacme/docs',
  'working-days': 'mon-fri',
  delivery: 'update',
};

export async function startStage({ world, now, inputs = {}, slackFaults = [] }: Starting): Promise<Stage> {
  // Read anew with each request.
  const matching = { repository: '' };
  const failing = new Set<string>();
  const faults: Fault[] = world.repositories.map(({ nameWithOwner }) => ({
    kind: '503',
    when: {
      get matching() {
        return failing.has(nameWithOwner) ? { repository: nameWithOwner } : matching;
      },
    },
  }));
  const network = new Network();
  const slack = await startSlackTwin({ now, faults: slackFaults });
  const github = await startGitHubTwin({ world, faults, now: () => slack.clock.now });
  const given: Inputs = {
    'slack-bot-token': demoTokens.historian.token,
    'slack-channel': channelId,
    'slack-api-url': slack.apiUrl,
    ...usualInputs,
    ...inputs,
  };

  const fail = (names: readonly string[]) => {
    failing.clear();
    for (const name of names) failing.add(name);
  };
  const look = async ({ id, eventName = 'schedule', failing: named = [] }: Running): Promise<Looked> => {
    fail(named);
    const { now: start } = slack.clock;
    let slept = 0;
    const time = {
      now: () => start + slept,
      sleep: async (ms: number) => {
        slept += ms;
      },
    };
    const run = {
      ...sampleRun,
      id,
      number: id,
      eventName,
      apiUrl: github.apiUrl,
      graphqlUrl: github.graphqlUrl,
    };
    const checked = settings(given, run);
    const api = createApi(testToken, {
      apiUrl: github.apiUrl,
      graphqlUrl: github.graphqlUrl,
      fetch: network.fetch,
      retryBudget: new RetryBudget(time, () => undefined),
      time,
    });
    const query = queryOptionsFor([checked.rules], checked.includeStacked);
    const found = await fetchRepositories(api, {
      repositories: checked.repositories,
      patterns: checked.repositoryPatterns,
      branch: checked.branch,
      deciding: decidingBy([checked.rules], start),
      includeStacked: checked.includeStacked,
      query,
      run,
      token: testToken,
    });
    const calendar = await openCalendar(checked.workingTime, start - 90 * day);
    const judgements = judgeAll(found, checked.rules, calendar, start);
    const report = makeReport(found, judgements, { settings: checked, run, now: start, calendar, quote });
    const [audience] = audiencesOf(report);
    if (!audience) throw new Error('There is no audience');
    return {
      unread: report.unreachable.map(({ repository }) => repository),
      deliver: async ({ fetch = network.fetch, pause = async () => undefined, answerMs = 2000 } = {}) => {
        const posting = {
          dryRun: false,
          note: () => undefined,
          pause,
          answerMs,
          fetch,
          credentials: { slackBotToken: demoTokens.historian.token, slackWebhookUrl: undefined },
        };
        const recalled = await recall(audience, posting);
        const [live] = recalled.found;
        const fates = await fetchFates(api, live ? missingFrom(audience, live) : [], {
          options: query,
          serverUrl: run.serverUrl,
        });
        return deliver(planMessage(audience, recalled.found, fates), audience, recalled, posting);
      },
    };
  };

  return {
    slack,
    apiUrl: github.apiUrl,
    inputs: given,
    fail,
    fetch: network.fetch,
    look,
    close: async () => {
      await network.close();
      await Promise.all([github.close(), slack.close()]);
    },
  };
}
