import type { Api } from './github/client/api.ts';
import { loadApi } from './github/client/load.ts';
import { RetryBudget, realTime } from './github/client/retry-budget.ts';
import { Network } from './http/network.ts';
import { exchangeLog } from './report/log/exchange.ts';
import { unforeseenLog } from './report/log/failed.ts';
import { fetchLog } from './report/log/fetch.ts';
import { problemsLog, settingsLog, withoutSecretsLog } from './report/log/start.ts';
import { writtenHoursLog } from './report/log/written-hours.ts';
import { mayQuote } from './report/redact.ts';
import { readRun } from './runner/context.ts';
import { maskSecrets, proxyAddresses, readInput } from './runner/inputs.ts';
import { setOutputs, tryWrite } from './runner/outputs.ts';
import { debug, print } from './runner/printer.ts';
import { checkAll } from './runs/check.ts';
import { withConfigFile } from './runs/config-file.ts';
import { explainOne } from './runs/explain.ts';
import { reportAll } from './runs/report.ts';
import { type Inputs, readInputs } from './settings/inputs.ts';
import { SettingsError } from './settings/problem.ts';
import { readSettings } from './settings/settings.ts';
import { namesRegions } from './settings/working-time.ts';
import { createQuote, createRedact, type Redact } from './text/server-text.ts';
import { textsOf } from './values/yaml.ts';

/** Reads the settings and picks the run. Says whether it succeeded. */
async function main(redact: Redact, network: Network): Promise<boolean> {
  const now = Date.now();
  const run = readRun(process.env);
  // Until the settings are read, GitHub is asked for the workflow's own repository alone.
  let quote = createQuote({ redact, shown: true });
  const given = readInputs(readInput, run);
  const retryBudget = new RetryBudget(realTime, (event) => print([fetchLog(event, quote)]));
  let opened: Api | undefined;
  const openApi = async () => {
    const { createApi } = await loadApi();
    opened ??= createApi(given.githubToken ?? '', {
      apiUrl: run.apiUrl,
      graphqlUrl: run.graphqlUrl,
      fetch: network.fetch,
      retryBudget,
    });
    return opened;
  };
  // YAML, too, is a chunk of its own, read only where there is a file.
  const loadYaml = () => import(/* webpackIgnore: true */ './yaml/index.ts');
  const inputs = await withConfigFile(given, { openApi, loadYaml, quote });
  const holidays = await readHolidays(inputs);
  const { settings, credentials } = readSettings(inputs, holidays?.regions());
  print([...settingsLog(settings), ...writtenHoursLog(settings, inputs)]);
  if (settings.destination.kind === 'without-secrets') {
    print(withoutSecretsLog(run.eventName));
    await tryWrite('The outputs', createQuote({ redact, shown: false }), () =>
      setOutputs({ delivered: 'nothing-to-say' }),
    );
    return true;
  }

  quote = createQuote({ redact, shown: mayQuote(settings, run) });
  const api = await openApi();
  const holidaysOf = holidays?.publicHolidays;
  const context = { settings, credentials, run, now, network, quote, holidaysOf, loadYaml };
  if (settings.check) return checkAll(api, context);
  return settings.explain ? explainOne(api, settings.explain, context) : reportAll(api, context);
}

/** Public holidays: a chunk of its own beside the bundle, read only where `holidays` names a country or region. */
async function readHolidays({ texts, routes }: Inputs) {
  const given = [texts.get('holidays') ?? '', ...textsOf('holidays', routes)];
  return given.some(namesRegions) ? await import(/* webpackIgnore: true */ './holidays/index.ts') : undefined;
}

const redact = createRedact([...maskSecrets(), ...proxyAddresses(process.env)]);
const network = new Network((exchange) => debug(() => exchangeLog(exchange)));
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
