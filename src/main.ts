import { explainOne } from './explain.ts';
import { loadApi } from './github/client/load.ts';
import { RetryBudget, realTime } from './github/client/retry.ts';
import { fetchRepositories } from './github/fetch.ts';
import { queryOptionsFor } from './github/graphql/query.ts';
import { runVisibility } from './github/repositories/visibility.ts';
import { Network } from './http/network.ts';
import { asidesLog } from './report/asides-log.ts';
import type { Delivery } from './report/delivery.ts';
import { deliveryLog, nothingToSayLog } from './report/delivery-log.ts';
import { unforeseenLog } from './report/failed-log.ts';
import { reportJson } from './report/json.ts';
import { renderMessage } from './report/message.ts';
import { endLog, tokenLog, unreachableLog } from './report/outcome-log.ts';
import { makeOutputs } from './report/outputs.ts';
import { mayQuote, redactReport } from './report/redact.ts';
import { makeReport, type Report } from './report/report.ts';
import { reportLog } from './report/report-log.ts';
import { retryLine } from './report/retry-log.ts';
import { problemsLog, settingsLog, withoutSecretsLog } from './report/start-log.ts';
import { renderSummary } from './report/summary.ts';
import { unmatchedLog } from './report/unmatched-log.ts';
import { firstOpened } from './review/fetched.ts';
import { decidingUnknown, isUndecided, judgeAll } from './review/judge.ts';
import { openCalendar } from './review/open-calendar.ts';
import { readRun } from './runner/context.ts';
import { maskSecrets, proxyAddresses, readInput } from './runner/inputs.ts';
import { setOutputs, tryWrite, writeReportFile, writeSummary } from './runner/outputs.ts';
import { note, notice, print } from './runner/printer.ts';
import { SettingsError } from './settings/problem.ts';
import { readSettings } from './settings/settings.ts';
import { namesRegions } from './settings/working-time.ts';
import type { Posting } from './slack/posting.ts';
import { createQuote, createRedact, type Quote, type Redact } from './text/server-text.ts';

/** For one answer of Slack, in ms. */
const slackAnswerMs = 15_000;

/** A run: settings → fetch → judge → report → deliver → outputs. Says whether it succeeded. */
async function main(redact: Redact, network: Network): Promise<boolean> {
  const now = Date.now();
  const run = readRun(process.env);
  const holidays = await readHolidays();
  const { settings, credentials } = readSettings(readInput, run, holidays?.regions());
  print(settingsLog(settings));
  if (settings.destination.kind === 'withheld') {
    print(withoutSecretsLog(run.eventName));
    await tryWrite('The outputs', createQuote({ redact, shown: false }), () =>
      setOutputs({ delivered: 'nothing-to-say' }),
    );
    return true;
  }

  const quote = createQuote({ redact, shown: mayQuote(settings, run) });
  const retryBudget = new RetryBudget(realTime, { note, retry: (retry) => note(retryLine(retry, quote)) });
  const { createApi } = await loadApi();
  const api = createApi(credentials.githubToken ?? '', {
    apiUrl: run.apiUrl,
    graphqlUrl: run.graphqlUrl,
    fetch: network.fetch,
    retryBudget,
  });
  const holidaysOf = holidays?.publicHolidays;
  if (settings.explain)
    return await explainOne(api, settings.explain, { settings, run, now, holidaysOf, quote });

  const found = await fetchRepositories(api, {
    repositories: settings.repositories,
    patterns: settings.repositoryPatterns,
    branch: settings.branch,
    isUndecided: (pullRequest) => isUndecided(pullRequest, settings.rules),
    decidingUnknown: (pullRequest) => decidingUnknown(pullRequest, settings.rules),
    query: queryOptionsFor(settings.rules),
    serverUrl: run.serverUrl,
    token: credentials.githubToken ?? '',
    turn: Number(run.number) || 0,
    note,
    notice,
  });

  const calendar = await openCalendar(settings.workingTime, firstOpened(found, now), holidaysOf);
  const judgements = judgeAll(found, settings.rules, calendar, now);
  const report = makeReport(found, judgements, { settings, run, now, calendar, quote });
  const redacted = redactReport(report, await runVisibility(api, run, found.repositories));
  print(tokenLog(found));
  print(asidesLog(found.asides ?? [], quote));
  print(reportLog(redacted));
  print(unmatchedLog(redacted));

  const deliveries = await deliverMessage(report, redacted, quote, {
    fetch: network.fetchApart,
    credentials,
  });
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

/** Public holidays: a chunk of its own beside the bundle, read only where `holidays` names a country or region. */
async function readHolidays() {
  return namesRegions(readInput('holidays'))
    ? await import(/* webpackIgnore: true */ './holidays/index.ts')
    : undefined;
}

/** Delivers the message, if there is something to say. */
async function deliverMessage(
  report: Report,
  redacted: Report,
  quote: Quote,
  posting: Pick<Posting, 'fetch' | 'credentials'>,
): Promise<Delivery[]> {
  const { settings, unreachable } = report;
  if (!isToSay(report)) {
    print([nothingToSayLog(unreachable.length)]);
    return [];
  }
  // A dry run shows the message in the log, and so holds what the log may hold.
  const render = (items?: number) => renderMessage(settings.dryRun ? redacted : report, items);
  // Slack's client is evaluated only where there is something to post; it stays in the one bundle.
  const { deliver } = await import(/* webpackMode: "eager" */ './slack/deliver.ts');
  const delivery = await deliver(render, settings, {
    pause: realTime.sleep,
    note,
    answerMs: slackAnswerMs,
    ...posting,
  });
  print(deliveryLog(delivery, redacted, quote));
  return [delivery];
}

/** Something is overdue, or could not be looked at, or an all-clear is wanted: never one where nothing was seen. */
function isToSay({ settings, counts, repositories, unreachable }: Report): boolean {
  if (unreachable.length > 0 && settings.notifyOnFailure) return true;
  return counts.overdue > 0 || (repositories.length > 0 && settings.notifyWhenClear);
}

const redact = createRedact([...maskSecrets(), ...proxyAddresses(process.env)]);
const network = new Network();
try {
  if (!(await main(redact, network))) process.exitCode = 1;
} catch (error) {
  process.exitCode = 1;
  const quote = createQuote({ redact, shown: false });
  if (error instanceof SettingsError) print(problemsLog(error.problems));
  else print([unforeseenLog(error, quote)]);
  await tryWrite('The outputs', quote, () => setOutputs({ delivered: 'failed' }));
} finally {
  await network.close();
}
