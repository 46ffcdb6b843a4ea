import { fetchAvailability } from '../github/availability.ts';
import type { Api } from '../github/client/api.ts';
import { fetchFates, type Vanished } from '../github/pull-requests/fates.ts';
import { type Audience, audiencesOf, isToSay } from '../report/audience.ts';
import { reportJson } from '../report/json/json.ts';
import { makeOutputs } from '../report/json/outputs.ts';
import { asidesLog } from '../report/log/asides.ts';
import { checkGroup, forPostingLog } from '../report/log/check.ts';
import { unreadConfigLog } from '../report/log/config-file.ts';
import { decisionLog } from '../report/log/decision.ts';
import { deliveryLog, nothingToSayLog } from '../report/log/delivery.ts';
import { endLog, tokenLog, unreachableLog } from '../report/log/outcome.ts';
import { peopleLog } from '../report/log/people.ts';
import { unmatchedLog } from '../report/log/unmatched.ts';
import { reportLog } from '../report/log/verdicts.ts';
import { watchdogLog } from '../report/log/watchdog.ts';
import { mayShow, redactReport } from '../report/redact.ts';
import { lookedAtCount, type Report } from '../report/report.ts';
import { type Live, missingFrom } from '../report/slack/compare.ts';
import type { Delivery } from '../report/slack/delivery.ts';
import { messageKey } from '../report/slack/message-key.ts';
import { type Plan, planMessage } from '../report/slack/plan.ts';
import { watchdogText } from '../report/slack/watchdog-text.ts';
import { renderCheckDetails } from '../report/summary/check.ts';
import { renderSummary } from '../report/summary/summary.ts';
import type { Visibility } from '../review/fetched.ts';
import type { Fate } from '../review/settled.ts';
import { setOutputs, tryWrite, writeReportFile, writeSummary } from '../runner/outputs.ts';
import { debug, print } from '../runner/printer.ts';
import { isSameName } from '../values/name.ts';
import { examine } from './examine.ts';
import { lookAtAll, type RunContext } from './look.ts';
import type { PeopleContext } from './people.ts';
import { postingOf } from './posting.ts';

/** A run that reports: fetch → judge → report → deliver → outputs. Says whether it succeeded. */
export async function reportAll(api: Api, context: RunContext): Promise<boolean> {
  const { settings, run, now, quote } = context;
  const looked = await lookAtAll(api, context);
  const { found, report, redacted, visibility, query } = looked;
  print(tokenLog(found));
  print(asidesLog(found.asides ?? [], quote));
  print(reportLog(redacted));
  print(unmatchedLog(redacted));

  const fatesOf = (vanished: readonly Vanished[]) =>
    fetchFates(api, vanished, { options: query, serverUrl: run.serverUrl });
  const availabilityOf = (logins: readonly string[]) =>
    fetchAvailability(api, logins, { options: query, serverUrl: run.serverUrl });
  print(peopleLog(audiencesOf(redacted)));
  const delivered = await deliverAll(report, visibility, context, { fatesOf, availabilityOf });
  const isHeld = delivered === 'config file not read';
  const deliveries = isHeld ? [] : delivered;
  if (!isHeld && lookedAtCount(report) > 0 && deliveries.every(({ problem }) => !problem))
    await renewWatchdog(context);
  print(unreachableLog(redacted));
  const check = settings.dryRun ? await examine(api, looked, context) : undefined;
  if (check) {
    print(checkGroup(check, quote));
    // What Slack refused the dry run itself is told already.
    if (!deliveries.some(({ problem, unread }) => problem ?? unread)) print(forPostingLog(check, quote));
  }

  await tryWrite('The outputs', quote, () => setOutputs(makeOutputs(redacted, deliveries)));
  await tryWrite('The report file', quote, () => {
    const path = writeReportFile(reportJson(redacted, deliveries), run.temporaryFolder);
    setOutputs({ 'report-file': path });
  });
  await tryWrite('The job summary', quote, () =>
    writeSummary(
      renderSummary(redacted, deliveries) + (check ? renderCheckDetails(check, quote) : ''),
      process.env,
    ),
  );
  print(endLog(report, Date.now() - now));
  return (
    report.unreachable.length === 0 &&
    deliveries.every(({ problem }) => !problem) &&
    !(settings.failOnOverdue && report.counts.overdue > 0)
  );
}

/** Asks what became of pull requests that a message names and nobody found. */
type FatesOf = (vanished: readonly Vanished[]) => Promise<ReadonlyMap<string, Fate>>;

/**
 * Delivers a message to each audience that there is something to say to, one after the other; to none where a message
 * is there that was made with a config file which this run may not read.
 */
async function deliverAll(
  report: Report,
  visibility: Visibility,
  { settings, credentials, network, quote }: RunContext,
  { fatesOf, availabilityOf }: { readonly fatesOf: FatesOf } & Pick<PeopleContext, 'availabilityOf'>,
): Promise<readonly Delivery[] | 'config file not read'> {
  const { dryRun } = settings;
  const audiences = audiencesOf(report).filter(isToSay);
  if (audiences.length === 0) {
    print([nothingToSayLog(report.unreachable.length)]);
    return [];
  }
  // Slack's client is evaluated only where there is something to post; it stays in the one bundle.
  const { recall, deliver } = await import(/* webpackMode: "eager" */ '../slack/deliver.ts');
  const posting = { dryRun, ...postingOf({ network, credentials }) };
  const { SlackPeople } = await import(/* webpackMode: "eager" */ './people.ts');
  const slackPeople = new SlackPeople({
    redact: (one) => redactReport(one, visibility),
    availabilityOf,
    posting,
    quote,
  });
  const deliveries: Delivery[] = [];
  for (const each of audiences) {
    const recalled = await recall(each, posting);
    const [live] = recalled.found;
    if (settings.configFile?.kind === 'forbidden' && live?.memory.config !== undefined) {
      print([unreadConfigLog(settings.configFile.path)]);
      return 'config file not read';
    }
    const fates = await fatesOf(live ? missingFrom(each, live) : []);
    const silent = planMessage(each, recalled.found, fates);
    const audience = silent.outcome.kind === 'post' ? await slackPeople.named(each) : each;
    const plan = audience === each ? silent : planMessage(audience, recalled.found, fates);
    debug(() => decisionLog(audience, recalled.found.length, plan.outcome));
    const redacted = redactReport(audience.report, visibility);
    // A dry run shows the message in the log, and so holds what the log may hold.
    const told = dryRun
      ? { ...planShown(audience, redacted, recalled.found, fates), outcome: plan.outcome }
      : plan;
    const delivery = await deliver(told, audience, recalled, posting);
    print(deliveryLog(delivery, redacted, quote));
    deliveries.push(delivery);
    slackPeople.heard(audience, plan, recalled, delivery);
  }
  return [...deliveries, ...(await slackPeople.tell(report))];
}

/** The same, as whoever reads the log may see it. */
function planShown(
  audience: Audience,
  redacted: Report,
  found: readonly Live[],
  fates: ReadonlyMap<string, Fate>,
): Plan {
  const isShown = (repository: string) =>
    redacted === audience.report ||
    (mayShow(redacted, repository) && redacted.repositories.some(({ name }) => isSameName(name, repository)));
  const shown = found.map((live) => ({
    ...live,
    items: live.items.filter(({ repository }) => isShown(repository)),
  }));
  return planMessage({ ...audience, report: redacted }, shown, fates);
}

/** In the default channel: what Slack posts by itself where no further run looks and delivers. */
async function renewWatchdog({ settings, credentials, run, now, network, quote }: RunContext): Promise<void> {
  const { watchdog: length, destination, dryRun, timezone } = settings;
  if (length === undefined || dryRun || destination.kind !== 'bot') return;
  const key = messageKey(settings, run, destination.channel ?? '');
  const text = watchdogText({ run, now, timezone, key });
  const slack = await import(/* webpackMode: "eager" */ '../slack/watchdog.ts');
  const posting = postingOf({ network, credentials });
  const watchdog = await slack.renewWatchdog({ text, key, now, length }, destination, posting);
  print(watchdogLog(watchdog, { timezone, now, quote }));
}
