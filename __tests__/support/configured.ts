/** Settings with a config file, and reports by its routes. */
import { makeReport, type Report } from '../../src/report/report.ts';
import type { Fetched } from '../../src/review/fetched.ts';
import { judgeAll } from '../../src/review/judge.ts';
import { openCalendar } from '../../src/review/open-calendar.ts';
import type { PullRequest } from '../../src/review/pull-request.ts';
import { judgeRouted } from '../../src/review/route.ts';
import { readConfigFile } from '../../src/settings/config-file.ts';
import { type Inputs as FilledInputs, fillIn, readInputs } from '../../src/settings/inputs.ts';
import type { Run } from '../../src/settings/run.ts';
import { readSettings, type Settings } from '../../src/settings/settings.ts';
import { parseYaml } from '../../src/yaml/index.ts';
import { day, type Inputs, lookedAt, now, quote, run } from './samples.ts';

/** As the action reads them. @param text of the config file */
export function configured(text: string, given: Inputs = {}, changes: Partial<Run> = {}): Settings {
  return settingsOf(inputsOf(text, given, changes));
}

export function settingsOf(inputs: FilledInputs): Settings {
  return readSettings(inputs, new Map([['DE', ['Germany']]])).settings;
}

/** Inputs, with what the config file says. */
export function inputsOf(text: string, given: Inputs = {}, changes: Partial<Run> = {}): FilledInputs {
  const all: Inputs = {
    'github-token': 'ghs_0123456789',
    'slack-bot-token': 'xoxb-0123456789',
    'slack-channel': 'C0DEFAULT00',
    ...given,
  };
  const inputs = readInputs((name) => all[name] ?? '', { ...run, ...changes });
  const { values, routes, escalations } = readConfigFile(parseYaml(text), {
    file: 'c.yml',
    text,
    problems: inputs.problems,
  });
  return { ...fillIn(inputs, values), routes, escalations };
}

/** What a run reports of these pull requests. */
export function reportBy(
  settings: Settings,
  pulls: readonly PullRequest[],
  at: Pick<Report, 'run' | 'now'> = { run, now },
): Promise<Report> {
  const names = [...new Set(pulls.map(({ repository }) => repository))];
  const repositories = names.map((name) =>
    lookedAt(
      pulls.filter(({ repository }) => repository === name),
      { name },
    ),
  );
  const spent = { requests: 1, points: 5, remaining: 995 };
  return reportOfFound(settings, { repositories, unreachable: [], spent }, at);
}

export async function reportOfFound(
  settings: Settings,
  found: Fetched,
  at: Pick<Report, 'run' | 'now'>,
): Promise<Report> {
  const start = at.now - 200 * day;
  const calendar = await openCalendar(settings.workingTime, start);
  const parts = await Promise.all(
    settings.routes.map(async (route) => ({
      route,
      calendar: await openCalendar(route.settings.workingTime, start),
    })),
  );
  const judging = parts.map(({ route, calendar: own }) => ({
    ...route,
    rules: route.settings.rules,
    calendar: own,
  }));
  const { judgements, byRoute } =
    judging.length > 0
      ? judgeRouted(found, judging, at.now)
      : { judgements: judgeAll(found, settings.rules, calendar, at.now), byRoute: [] };
  const routed = parts.map((part, place) => ({ ...part, judgements: byRoute[place] ?? [] }));
  return makeReport(found, judgements, { settings, ...at, calendar, quote, routed });
}
