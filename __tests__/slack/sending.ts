/** Delivers a message to the twin, as a run does. */
import { onTestFinished } from 'vitest';
import { deliveryLog } from '../../src/report/log/delivery.ts';
import type { LogEntry } from '../../src/report/log/entry.ts';
import type { Delivery } from '../../src/report/slack/delivery.ts';
import { planMessage } from '../../src/report/slack/plan.ts';
import { deliver, recall } from '../../src/slack/deliver.ts';
import { createQuote, createRedact } from '../../src/text/server-text.ts';
import { audience, type Inputs, pull, report } from '../support/samples.ts';
import { network } from '../support/slack.ts';
import type { SlackFault } from '../twins/slack/fault.ts';
import { type SlackTwin, startSlackTwin } from '../twins/slack/twin.ts';
import { demoTokens } from '../twins/slack/workspace.ts';

/** The twin of the last delivery. */
export let twin: SlackTwin | undefined;

async function start(faults: SlackFault[]): Promise<SlackTwin> {
  const started = await startSlackTwin({ faults });
  onTestFinished(async () => {
    await started.close();
    twin = undefined;
  });
  return started;
}

export interface Delivered extends Omit<Delivery, 'notes'> {
  /** Their texts. */
  readonly notes: readonly string[];
  /** Lines while it was delivered, then those after it, as they are printed. */
  readonly said: readonly string[];
  readonly log: readonly LogEntry[];
  /** The same in a run that must not show what servers say. */
  readonly withheld: readonly LogEntry[];
  readonly slept: number;
}

export async function send(
  inputs: Inputs = {},
  faults: SlackFault[] = [],
  pulls = [pull()],
  webhook = '',
): Promise<Delivered> {
  twin = await start(faults);
  const how: Inputs = webhook
    ? { 'slack-bot-token': '', 'slack-channel': '', 'slack-webhook-url': twin.webhookUrl(webhook) }
    : { 'slack-bot-token': demoTokens.good.token, 'slack-channel': '#reviews', 'slack-api-url': twin.apiUrl };
  const given = { ...how, ...inputs };
  const said: string[] = [];
  let slept = 0;
  const shown = report(pulls, { inputs: given });
  const told = audience(shown);
  const posting = {
    dryRun: given['dry-run'] === 'true',
    note: (text: string) => said.push(text),
    pause: async (ms: number) => {
      slept += ms;
    },
    answerMs: 500,
    fetch: network.fetch,
    credentials: {
      slackBotToken: given['slack-bot-token'],
      slackWebhookUrl: given['slack-webhook-url'],
    },
  };
  const recalled = await recall(told, posting);
  const plan = planMessage(told, recalled.found, new Map());
  const delivery = await deliver(plan, told, recalled, posting);
  const redact = createRedact([given['slack-bot-token'] ?? '', given['slack-webhook-url'] ?? '']);
  const log = (shows: boolean) => deliveryLog(delivery, shown, createQuote({ redact, shown: shows }));
  const notes = delivery.notes.map(({ text }) => text);
  return { ...delivery, notes, said, slept, log: log(true), withheld: log(false) };
}

/** Messages in #reviews. */
export const posted = () => twin?.messages('reviews') ?? [];
