import type { Api } from '../github/client/api.ts';
import { failsCheck } from '../report/check.ts';
import { checkLog } from '../report/log/check.ts';
import { renderCheck } from '../report/summary/check.ts';
import { setOutputs, tryWrite, writeSummary } from '../runner/outputs.ts';
import { print } from '../runner/printer.ts';
import { examine } from './examine.ts';
import { lookAtAll, type RunContext } from './look.ts';

/** A run with `check`: look → examine → log and summary. Nothing is posted. Says whether all that is needed works. */
export async function checkAll(api: Api, context: RunContext): Promise<boolean> {
  const { quote } = context;
  await tryWrite('The outputs', quote, () => setOutputs({ delivered: 'dry-run' }));
  const check = await examine(api, await lookAtAll(api, context), context);
  print(checkLog(check, quote));
  await tryWrite('The job summary', quote, () => writeSummary(renderCheck(check, quote), process.env));
  return context.settings.dryRun || !failsCheck(check);
}
