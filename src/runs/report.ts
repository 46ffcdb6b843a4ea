import type { Api } from '../github/client/api.ts';
import { realTime } from '../github/client/retry-budget.ts';
import { fetchRepositories } from '../github/fetch.ts';
import { queryOptionsFor } from '../github/graphql/query-options.ts';
import { runVisibility } from '../github/repositories/visibility.ts';
import type { Network } from '../http/network.ts';
import { audiencesOf, isToSay } from '../report/audience.ts';
import { reportJson } from '../report/json/json.ts';
import { makeOutputs } from '../report/json/outputs.ts';
import { asidesLog } from '../report/log/asides.ts';
import { deliveryLog, nothingToSayLog } from '../report/log/delivery.ts';
import { endLog, tokenLog, unreachableLog } from '../report/log/outcome.ts';
import { unmatchedLog } from '../report/log/unmatched.ts';
import { reportLog } from '../report/log/verdicts.ts';
import { watchdogLog } from '../report/log/watchdog.ts';
import { redactReport } from '../report/redact.ts';
import { lookedAtCount, makeReport, type Report } from '../report/report.ts';
import type { Delivery } from '../report/slack/delivery.ts';
import { renderMessage } from '../report/slack/message.ts';
import { messageKey } from '../report/slack/message-key.ts';
import { watchdogText } from '../report/slack/watchdog-text.ts';
import { renderSummary } from '../report/summary/summary.ts';
import { firstOpened, type Visibility } from '../review/fetched.ts';
import { decidingBy, judgeAll } from '../review/judge.ts';
import { openCalendar } from '../review/open-calendar.ts';
import type { HolidaysOf } from '../review/work-schedule.ts';
import { setOutputs, tryWrite, writeReportFile, writeSummary } from '../runner/outputs.ts';
import { note, print } from '../runner/printer.ts';
import type { Credentials } from '../settings/declarations.ts';
import type { Quote } from '../text/server-text.ts';

/** For one answer of Slack, in ms. */
const slackAnswerMs = 15_000;

/** What every run is given, beside its settings. */
export interface RunContext extends Pick<Report, 'settings' | 'run' | 'now'> {
  readonly credentials: Credentials;
  readonly network: Network;
  readonly quote: Quote;
  readonly holidaysOf: HolidaysOf | undefined;
}

/** A run that reports: fetch → judge → report → deliver → outputs. Says whether it succeeded. */
export async function reportAll(api: Api, context: RunContext): Promise<boolean> {
  const { settings, credentials, run, now, quote, holidaysOf } = context;
  const found = await fetchRepositories(api, {
    repositories: settings.repositories,
    patterns: settings.repositoryPatterns,
    branch: settings.branch,
    deciding: decidingBy(settings.rules, now),
    includeStacked: settings.includeStacked,
    query: queryOptionsFor(settings.rules, settings.includeStacked),
    run,
    token: credentials.githubToken ?? '',
  });

  const calendar = await openCalendar(settings.workingTime, firstOpened(found, now), holidaysOf);
  const judgements = judgeAll(found, settings.rules, calendar, now);
  const report = makeReport(found, judgements, { settings, run, now, calendar, quote });
  const visibility = await runVisibility(api, run, found.repositories);
  const redacted = redactReport(report, visibility);
  print(tokenLog(found));
  print(asidesLog(found.asides ?? [], quote));
  print(reportLog(redacted));
  print(unmatchedLog(redacted));

  const deliveries = await deliverAll(report, visibility, context);
  if (lookedAtCount(report) > 0 && deliveries.every(({ problem }) => !problem)) await renewWatchdog(context);
  print(unreachableLog(redacted));

  await tryWrite('The outputs', quote, () => setOutputs(makeOutputs(redacted, deliveries)));
  await tryWrite('The report file', quote, () => {
    const path = writeReportFile(reportJson(redacted, deliveries), run.temporaryFolder);
    setOutputs({ 'report-file': path });
  });
  await tryWrite('The job summary', quote, () =>
    writeSummary(renderSummary(redacted, deliveries), process.env),
  );
  print(endLog(report, Date.now() - now));
  return (
    report.unreachable.length === 0 &&
    deliveries.every(({ problem }) => !problem) &&
    !(settings.failOnOverdue && report.counts.overdue > 0)
  );
}

/** Delivers a message to each audience that there is something to say to, one after the other. */
async function deliverAll(
  report: Report,
  visibility: Visibility,
  { settings: { dryRun }, credentials, network, quote }: RunContext,
): Promise<readonly Delivery[]> {
  const audiences = audiencesOf(report).filter(isToSay);
  if (audiences.length === 0) {
    print([nothingToSayLog(report.unreachable.length)]);
    return [];
  }
  // Slack's client is evaluated only where there is something to post; it stays in the one bundle.
  const { deliver } = await import(/* webpackMode: "eager" */ '../slack/deliver.ts');
  const deliveries: Delivery[] = [];
  for (const audience of audiences) {
    const redacted = redactReport(audience.report, visibility);
    // A dry run shows the message in the log, and so holds what the log may hold.
    const told = dryRun ? { ...audience, report: redacted } : audience;
    const delivery = await deliver((items) => renderMessage(told, items), audience.destination, {
      dryRun,
      pause: realTime.sleep,
      note,
      answerMs: slackAnswerMs,
      fetch: network.fetchApart,
      credentials,
    });
    print(deliveryLog(delivery, redacted, quote));
    deliveries.push(delivery);
  }
  return deliveries;
}

/** In the default channel: what Slack posts by itself where no further run looks and delivers. */
async function renewWatchdog({ settings, credentials, run, now, network, quote }: RunContext): Promise<void> {
  const { watchdog: length, destination, dryRun, timezone } = settings;
  if (length === undefined || dryRun || destination.kind !== 'bot') return;
  const key = messageKey(settings, run, destination.channel ?? '');
  const text = watchdogText({ run, now, timezone, key });
  const slack = await import(/* webpackMode: "eager" */ '../slack/watchdog.ts');
  const watchdog = await slack.renewWatchdog({ text, key, now, length }, destination, {
    pause: realTime.sleep,
    note,
    answerMs: slackAnswerMs,
    fetch: network.fetchApart,
    credentials,
  });
  print(watchdogLog(watchdog, { timezone, now, quote }));
}
