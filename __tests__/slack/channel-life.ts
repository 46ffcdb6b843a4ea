/** A channel over time: each run judges what is given at its own instant, and does in the twin what a run does. */
import { onTestFinished } from 'vitest';
import { audiencesOf, isToSay } from '../../src/report/audience.ts';
import { missingFrom } from '../../src/report/slack/compare.ts';
import type { Delivery } from '../../src/report/slack/delivery.ts';
import { planMessage } from '../../src/report/slack/plan.ts';
import type { FetchedRepository, Unreachable } from '../../src/review/fetched.ts';
import type { Directory } from '../../src/review/mention.ts';
import type { PullRequest } from '../../src/review/pull-request.ts';
import type { Fate } from '../../src/review/settled.ts';
import type { Run } from '../../src/settings/run.ts';
import { deliver, recall } from '../../src/slack/deliver.ts';
import { ServerText } from '../../src/text/server-text.ts';
import { configured, reportOfFound } from '../support/configured.ts';
import { type Inputs, lookedAt, run as sampleRun } from '../support/samples.ts';
import { network } from '../support/slack.ts';
import type { StoredMessage } from '../twins/slack/message.ts';
import { type SlackTwin, type SlackTwinOptions, startSlackTwin } from '../twins/slack/twin.ts';
import { demoTokens } from '../twins/slack/workspace.ts';

const channel = 'C0123456789';

export interface Scene {
  /** What is open, towards the watched branches. */
  readonly pulls?: readonly PullRequest[];
  /** Repositories that are looked at; those of the pull requests unless said. */
  readonly repositories?: readonly string[];
  readonly fates?: Readonly<Record<string, Fate>>;
  /** Repositories that cannot be read. */
  readonly failed?: readonly string[];
  readonly inputs?: Inputs;
  readonly run?: Partial<Run>;
  /** Moves the clocks of Slack and of the run, in ms. */
  readonly after?: number;
  /** The clock of the run differs so much from Slack's, in ms. */
  readonly skew?: number;
}

/** What became of the first message, that of the default channel, and of all. */
export interface Played extends Delivery {
  readonly all: readonly Delivery[];
}

export interface Life {
  readonly twin: SlackTwin;
  /** The clock of the runs. */
  readonly now: number;
  play(scene?: Scene): Promise<Played>;
  /** Messages in the channel, the oldest first. */
  messages(): readonly StoredMessage[];
  /** Those of ours that nothing supersedes. */
  live(): readonly StoredMessage[];
}

/** Mon 3 Aug 2026 07:17 UTC */
const begin = Date.parse('2026-08-03T07:17:00Z');

export async function startLife({
  inputs: always = {},
  directory,
  config = '',
  ...options
}: SlackTwinOptions & {
  readonly inputs?: Inputs;
  readonly directory?: Directory;
  /** Of the config file. */
  readonly config?: string;
} = {}): Promise<Life> {
  const twin = await startSlackTwin({ now: begin, ...options });
  onTestFinished(() => twin.close());
  let runs = 0;
  const given: Inputs = {
    'slack-bot-token': demoTokens.historian.token,
    'slack-channel': channel,
    'slack-api-url': twin.apiUrl,
    delivery: 'update',
    ...always,
  };

  const play = async ({
    pulls = [],
    repositories = [...new Set(['acme/web', ...pulls.map(({ repository }) => repository)])],
    fates = {},
    failed = [],
    inputs = {},
    run: changes = {},
    after = 0,
    skew = 0,
  }: Scene = {}): Promise<Played> => {
    twin.clock.advance(after);
    const now = twin.clock.now + skew;
    const own = { ...given, ...inputs };
    const run = { ...sampleRun, id: `${++runs}`, ...changes };
    const checked = configured(config, own, changes);
    const read = repositories.filter((name) => !failed.includes(name));
    const unreachable = failed.map(
      (repository): Unreachable => ({
        repository,
        partly: false,
        unread: 0,
        reason: 'GitHub is down',
        topic: 'github-server-error',
        remedy: 'Wait.',
        answer: new ServerText('', 'HTTP 503'),
      }),
    );
    const found = {
      repositories: read.map(
        (name): FetchedRepository =>
          lookedAt(
            pulls.filter(({ repository }) => repository === name),
            { name },
          ),
      ),
      unreachable,
      spent: { requests: 1, points: 5, remaining: 995 },
    };
    const report = await reportOfFound(checked, found, { run, now });
    const posting = {
      dryRun: own['dry-run'] === 'true',
      note: () => undefined,
      pause: async (ms: number) => twin.clock.advance(ms),
      // Only a fault keeps an answer away: a busy machine does not.
      answerMs: options.faults ? 300 : 20_000,
      fetch: network.fetch,
      credentials: { slackBotToken: own['slack-bot-token'], slackWebhookUrl: undefined },
    };
    const deliveries: Delivery[] = [];
    for (const one of audiencesOf(report).filter(isToSay)) {
      const audience = directory ? { ...one, directory } : one;
      const recalled = await recall(audience, posting);
      const [live] = recalled.found;
      const missing = live ? missingFrom(audience, live) : [];
      const known = new Map(
        missing.flatMap(({ repository, number }) => {
          const name = `${repository}#${number}`;
          const fate = fates[name];
          return fate ? [[name.toLowerCase(), fate] as const] : [];
        }),
      );
      deliveries.push(
        await deliver(planMessage(audience, recalled.found, known), audience, recalled, posting),
      );
    }
    const [first] = deliveries;
    if (!first) throw new Error('nothing is to be said');
    return { ...first, all: deliveries };
  };

  return {
    twin,
    get now() {
      return twin.clock.now;
    },
    play,
    messages: () => twin.messages(channel),
    live: () =>
      twin.messages(channel).filter(({ metadata }) => {
        const { event_payload: payload }: { event_payload?: { successor?: unknown } } = {
          ...(metadata ?? {}),
        };
        return payload !== undefined && payload.successor === undefined;
      }),
  };
}

/** All texts of a message, struck ones between tildes, as a person reads them. */
export function textOf(message: StoredMessage | undefined): string {
  return JSON.stringify(message?.blocks ?? []);
}
