/** Reads what the set-up needs, and says of each part whether it works. Nothing is posted. */
import type { Api } from '../github/client/api.ts';
import { examineToken } from '../github/repositories/budget.ts';
import type { Check, CheckRow } from '../report/check.ts';
import { gitHubRows, tokenKind } from '../report/check-github.ts';
import { clockRow, clocksOf, configRows, scheduleRow } from '../report/check-settings.ts';
import { readFromWorkspace } from '../runner/workspace.ts';
import { decode } from '../settings/config-file.ts';
import { readSchedule, type Schedule } from '../settings/workflow-schedule.ts';
import type { Looked, RunContext } from './look.ts';
import { postingOf } from './posting.ts';

export async function examine(api: Api, looked: Looked, context: RunContext): Promise<Check> {
  const { redacted, found } = looked;
  const { credentials, now } = context;
  const token = { kind: tokenKind(credentials.githubToken ?? ''), ...(await examineToken(api)) };
  return [
    ...gitHubRows(redacted, token, found.granted),
    ...configRows(redacted),
    ...clocksOf(redacted).map((clock) => clockRow(clock, now)),
    scheduleRow(await scheduleOf(context)),
    ...(await slackRows(looked, context)),
  ];
}

/** Of the workflow's file, where the job has checked it out. */
async function scheduleOf({ run, loadYaml }: RunContext): Promise<Schedule> {
  const { checkout, workflowFile: path } = run;
  if (path === undefined)
    return { kind: 'unknown', why: "the workflow's file is not one of this repository" };
  const content = checkout === undefined ? undefined : readFromWorkspace(checkout, path);
  if (content === undefined || content.kind === 'absent')
    return {
      kind: 'unknown',
      why: `${path} is not in the workspace`,
      remedy: 'let the job run actions/checkout before this step, if it is to be checked.',
    };
  const text = content.kind === 'bytes' ? decode(content.bytes) : undefined;
  if (text === undefined) return { kind: 'unknown', why: `${path} cannot be read` };
  const { parseYaml } = await loadYaml();
  return readSchedule(parseYaml(text), path);
}

async function slackRows({ visibility }: Looked, context: RunContext): Promise<CheckRow[]> {
  const { settings, run } = context;
  const { destination, dryRun } = settings;
  switch (destination.kind) {
    case 'bot': {
      // Slack's client is evaluated only where there is something to ask; it stays in the one bundle.
      const { examineSlack } = await import(/* webpackMode: "eager" */ '../slack/examine.ts');
      return examineSlack(destination, settings, {
        posting: postingOf(context),
        mayName: visibility === 'private',
      });
    }
    case 'webhook':
      return [
        {
          what: 'Slack webhook',
          state: 'not checked',
          seen: 'its address has the right form; a webhook tells nothing without posting',
        },
      ];
    default:
      if (run.withoutSecrets)
        return [
          {
            what: 'Slack',
            state: 'not checked',
            seen: `GitHub passes no secrets to this ${run.eventName} run`,
            remedy: 'run the workflow by hand ("Run workflow").',
          },
        ];
      return [
        {
          what: 'Slack',
          state: dryRun ? 'to do' : 'does not work',
          seen: 'neither slack-bot-token nor slack-webhook-url is given; an unset secret arrives as an empty string',
          topic: 'no-slack-credentials',
          remedy: `store the bot token as a secret: ${run.serverUrl}/${run.repository}/settings/secrets/actions`,
        },
      ];
  }
}
