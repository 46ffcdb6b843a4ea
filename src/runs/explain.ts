import type { Api } from '../github/client/api.ts';
import { GitHubFailure } from '../github/client/failure.ts';
import { fetchOne } from '../github/fetch-one.ts';
import { queryOptionsFor } from '../github/graphql/query-options.ts';
import { runVisibility } from '../github/repositories/visibility.ts';
import { asidesLog } from '../report/log/asides.ts';
import { explanationLog, unexplainedLog, withheldExplanationLog } from '../report/log/explanation.ts';
import { maySee } from '../report/redact.ts';
import { renderExplanation } from '../report/summary/explanation.ts';
import { explain } from '../review/explanation.ts';
import { decidingBy } from '../review/judge.ts';
import { openCalendar } from '../review/open-calendar.ts';
import { setOutputs, tryWrite, writeSummary } from '../runner/outputs.ts';
import { print } from '../runner/printer.ts';
import type { PullRequestName } from '../settings/explain.ts';
import type { RunContext } from './report.ts';

/**
 * A run with `explain`: settings → look at one → derive its verdict → log and summary. Nothing is posted. Says
 * whether it succeeded.
 */
export async function explainOne(
  api: Api,
  name: PullRequestName,
  { settings, run, now, holidaysOf, quote }: RunContext,
): Promise<boolean> {
  const { rules, branch, workingTime } = settings;
  await tryWrite('The outputs', quote, () => setOutputs({ delivered: 'dry-run' }));
  try {
    const one = await fetchOne(api, name, {
      branch,
      query: queryOptionsFor([rules], settings.includeStacked),
      run,
      includeStacked: settings.includeStacked,
      deciding: decidingBy([rules], now),
    });
    const { repository, createdAt } = one.pullRequest;
    const found = { name: repository, visibility: one.visibility };
    if (!maySee(found, await runVisibility(api, run, [found]), run)) {
      print(withheldExplanationLog(name));
      return false;
    }
    print(asidesLog(one.asides, quote));
    const calendar = await openCalendar(workingTime, Math.min(now, createdAt), holidaysOf);
    const explanation = explain(one, rules, calendar, now);
    print(explanationLog(explanation, { settings, now }));
    await tryWrite('The job summary', quote, () =>
      writeSummary(renderExplanation(explanation, { settings, now }), process.env),
    );
    return true;
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    print(unexplainedLog(name, error, quote));
    return false;
  }
}
