import type { Api } from '../github/client/api.ts';
import { fetchRepositories } from '../github/fetch.ts';
import { type QueryOptions, queryOptionsFor } from '../github/graphql/query-options.ts';
import { withPaths } from '../github/pull-requests/paths.ts';
import { runVisibility } from '../github/repositories/visibility.ts';
import type { Network } from '../http/network.ts';
import { redactReport } from '../report/redact.ts';
import { makeReport, type Report, type RoutedPart } from '../report/report.ts';
import type { Calendar } from '../review/calendar.ts';
import { type Fetched, firstOpened, type Visibility } from '../review/fetched.ts';
import { type Deciding, decidingBy, type Judgement, judgeAll } from '../review/judge.ts';
import { openCalendar } from '../review/open-calendar.ts';
import type { Instant } from '../review/pull-request.ts';
import { judgeRouted, needsPaths } from '../review/route.ts';
import type { HolidaysOf } from '../review/work-schedule.ts';
import type { Credentials } from '../settings/declarations.ts';
import type { Settings } from '../settings/settings.ts';
import type { Quote } from '../text/server-text.ts';
import type { YamlFile } from '../values/yaml.ts';

/** No message of ours is kept true for longer, and clocks may differ. */
const messageAgeMs = 40 * 86_400_000;

/** What every run is given, beside its settings. */
export interface RunContext extends Pick<Report, 'settings' | 'run' | 'now'> {
  readonly credentials: Credentials;
  readonly network: Network;
  readonly quote: Quote;
  readonly holidaysOf: HolidaysOf | undefined;
  /** Loads the chunk that reads YAML. */
  readonly loadYaml: () => Promise<{ readonly parseYaml: (text: string) => YamlFile }>;
}

/** What was found and judged. */
export interface Looked {
  readonly found: Fetched;
  readonly report: Report;
  /** What of it whoever reads this run may see. */
  readonly redacted: Report;
  /** Of the run itself. */
  readonly visibility: Visibility;
  readonly query: QueryOptions;
}

/** What of pull requests is asked for: whatever the inputs or any route needs. */
export function wantedBy(
  { rules, routes, includeStacked }: Settings,
  now: Instant,
): { readonly query: QueryOptions; readonly deciding: Deciding } {
  const all = [rules, ...routes.map((route) => route.settings.rules)];
  const association = routes.some(({ when }) => when?.authorAssociation);
  return { query: queryOptionsFor(all, includeStacked, { association }), deciding: decidingBy(all, now) };
}

/** fetch → judge */
export async function lookAtAll(api: Api, context: RunContext): Promise<Looked> {
  const { settings, credentials, run, now, quote, holidaysOf } = context;
  const routes = settings.routes;
  const { query, deciding } = wantedBy(settings, now);
  const read = await fetchRepositories(api, {
    repositories: settings.repositories,
    patterns: settings.repositoryPatterns,
    branch: settings.branch,
    deciding,
    includeStacked: settings.includeStacked,
    query,
    run,
    token: credentials.githubToken ?? '',
  });
  const found = await withPaths(api, read, (one, others) => needsPaths(one, others, routes), {
    options: query,
    serverUrl: run.serverUrl,
  });

  // A message that is kept true may be older than all that is open.
  const start = Math.min(firstOpened(found, now), now - messageAgeMs);
  const calendar = await openCalendar(settings.workingTime, start, holidaysOf);
  const calendars = await Promise.all(
    routes.map((route) => openCalendar(route.settings.workingTime, start, holidaysOf)),
  );
  const { judgements, routed } = judgeByRoutes(found, settings, { calendar, calendars, now });
  const report = makeReport(found, judgements, { settings, run, now, calendar, quote, routed });
  const visibility = await runVisibility(api, run, found.repositories);
  const redacted = redactReport(report, visibility);
  return { found, report, redacted, visibility, query };
}

/** By the rules of the inputs, or of the routes that take each pull request. */
function judgeByRoutes(
  found: Fetched,
  { rules, routes }: Settings,
  { calendar, calendars, now }: { calendar: Calendar; calendars: readonly Calendar[]; now: Instant },
): { readonly judgements: readonly Judgement[]; readonly routed: readonly RoutedPart[] } {
  if (routes.length === 0) return { judgements: judgeAll(found, rules, calendar, now), routed: [] };
  const parts = routes.map((route, place) => ({ route, calendar: calendars[place] ?? calendar }));
  const judging = parts.map(({ route: { when, also, settings }, calendar: own }) => ({
    when,
    also,
    rules: settings.rules,
    calendar: own,
  }));
  const { judgements, byRoute } = judgeRouted(found, judging, now);
  return {
    judgements,
    routed: parts.map((part, place) => ({ ...part, judgements: byRoute[place] ?? [] })),
  };
}
