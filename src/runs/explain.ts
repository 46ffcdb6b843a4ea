import type { Api } from '../github/client/api.ts';
import { GitHubFailure } from '../github/client/failure.ts';
import { fetchOne } from '../github/fetch-one.ts';
import { fetchPaths } from '../github/pull-requests/paths.ts';
import { runVisibility } from '../github/repositories/visibility.ts';
import { audiencesOf } from '../report/audience.ts';
import type { RouteAnswer } from '../report/explanation-context.ts';
import { asidesLog } from '../report/log/asides.ts';
import { explanationLog, unexplainedLog, withheldExplanationLog } from '../report/log/explanation.ts';
import { namedWords, wantsPeople } from '../report/people.ts';
import { maySee } from '../report/redact.ts';
import { makeReport, type Report } from '../report/report.ts';
import { renderExplanation } from '../report/summary/explanation.ts';
import { explain } from '../review/explanation.ts';
import type { Judgement } from '../review/judge.ts';
import { openCalendar } from '../review/open-calendar.ts';
import type { PullRequest } from '../review/pull-request.ts';
import { mismatches, needsPaths, routesOf } from '../review/route.ts';
import { setOutputs, tryWrite, writeSummary } from '../runner/outputs.ts';
import { print } from '../runner/printer.ts';
import type { PullRequestName } from '../settings/explain.ts';
import type { ResolvedRoute } from '../settings/settings.ts';
import { type RunContext, wantedBy } from './look.ts';

/**
 * A run with `explain`: settings → look at one → derive its verdict → log and summary. Nothing is posted. Says
 * whether it succeeded.
 */
export async function explainOne(
  api: Api,
  name: PullRequestName,
  { settings, run, now, holidaysOf, quote }: RunContext,
): Promise<boolean> {
  const { branch, routes } = settings;
  await tryWrite('The outputs', quote, () => setOutputs({ delivered: 'dry-run' }));
  const { query, deciding } = wantedBy(settings, now);
  try {
    const one = await fetchOne(api, name, {
      branch,
      query,
      run,
      includeStacked: settings.includeStacked,
      deciding,
    });
    const { repository, createdAt } = one.pullRequest;
    const found = { name: repository, visibility: one.visibility };
    if (!maySee(found, await runVisibility(api, run, [found]), run)) {
      print(withheldExplanationLog(name));
      return false;
    }
    print(asidesLog(one.asides, quote));
    const { pullRequest } = one;
    const isWanted = needsPaths(pullRequest, [], routes);
    const options = { options: query, serverUrl: run.serverUrl };
    const paths = isWanted ? (await fetchPaths(api, [pullRequest], options)).get(pullRequest) : undefined;
    const answers = answersOf(paths ? { ...pullRequest, paths } : pullRequest, routes);
    // The first route that takes it says by which rules.
    const own = answers.find(({ takes }) => takes)?.route.settings ?? settings;
    const calendar = await openCalendar(own.workingTime, Math.min(now, createdAt), holidaysOf);
    const explanation = explain(one, own.rules, calendar, now);
    const { judgement, verdict } = explanation;
    const report = reportOfOne(judgement, { settings: own, run, now, calendar, quote });
    const [audience] = audiencesOf(report);
    const named =
      verdict === 'overdue' && audience && wantsPeople(audience)
        ? namedWords(audience, judgement)
        : undefined;
    const context = { settings: own, now, routes: answers, named };
    print(explanationLog(explanation, context));
    await tryWrite('The job summary', quote, () =>
      writeSummary(renderExplanation(explanation, context), process.env),
    );
    return true;
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    print(unexplainedLog(name, error, quote));
    return false;
  }
}

/** What each route says to it. Of one that stands on others only its own branch is known here. */
function answersOf(pullRequest: PullRequest, routes: readonly ResolvedRoute[]): RouteAnswer[] {
  const bases = [pullRequest.base];
  const taken = routesOf(pullRequest, bases, routes);
  return routes.map((route, place) => ({
    route,
    place,
    takes: taken.includes(place),
    mismatches: route.when ? mismatches(route.when, pullRequest, bases) : [],
  }));
}

/** A report of it alone: what a message would hear. */
function reportOfOne(judgement: Judgement, context: Parameters<typeof makeReport>[2]): Report {
  const spent = { requests: 0, points: 0, remaining: undefined };
  return makeReport({ repositories: [], unreachable: [], spent }, [judgement], context);
}
