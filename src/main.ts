import { loadApi } from './github/client/load.ts';
import { RetryBudget, realTime } from './github/client/retry-budget.ts';
import { Network } from './http/network.ts';
import { unforeseenLog } from './report/log/failed.ts';
import { fetchLog } from './report/log/fetch.ts';
import { problemsLog, settingsLog, withoutSecretsLog } from './report/log/start.ts';
import { mayQuote } from './report/redact.ts';
import { readRun } from './runner/context.ts';
import { maskSecrets, proxyAddresses, readInput } from './runner/inputs.ts';
import { setOutputs, tryWrite } from './runner/outputs.ts';
import { print } from './runner/printer.ts';
import { explainOne } from './runs/explain.ts';
import { reportAll } from './runs/report.ts';
import { fillIn, type Inputs, readInputs } from './settings/inputs.ts';
import { SettingsError } from './settings/problem.ts';
import { readSettings } from './settings/settings.ts';
import { namesRegions } from './settings/working-time.ts';
import { createQuote, createRedact, type Redact } from './text/server-text.ts';

/** Reads the settings and picks the run. Says whether it succeeded. */
async function main(redact: Redact, network: Network): Promise<boolean> {
  const now = Date.now();
  const run = readRun(process.env);
  // Values from elsewhere join here, where an input is blank: none do yet.
  const inputs = fillIn(readInputs(readInput, run), new Map());
  const holidays = await readHolidays(inputs);
  const { settings, credentials } = readSettings(inputs, holidays?.regions());
  print(settingsLog(settings));
  if (settings.destination.kind === 'without-secrets') {
    print(withoutSecretsLog(run.eventName));
    await tryWrite('The outputs', createQuote({ redact, shown: false }), () =>
      setOutputs({ delivered: 'nothing-to-say' }),
    );
    return true;
  }

  const quote = createQuote({ redact, shown: mayQuote(settings, run) });
  const retryBudget = new RetryBudget(realTime, (event) => print([fetchLog(event, quote)]));
  const { createApi } = await loadApi();
  const api = createApi(credentials.githubToken ?? '', {
    apiUrl: run.apiUrl,
    graphqlUrl: run.graphqlUrl,
    fetch: network.fetch,
    retryBudget,
  });
  const holidaysOf = holidays?.publicHolidays;
  const context = { settings, credentials, run, now, network, quote, holidaysOf };
  return settings.explain ? explainOne(api, settings.explain, context) : reportAll(api, context);
}

/** Public holidays: a chunk of its own beside the bundle, read only where `holidays` names a country or region. */
async function readHolidays({ texts }: Inputs) {
  return namesRegions(texts.get('holidays') ?? '')
    ? await import(/* webpackIgnore: true */ './holidays/index.ts')
    : undefined;
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
