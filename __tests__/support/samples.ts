/** Plain data for tests: everything has a default, a test says only what it is about. */

import { createHash } from 'node:crypto';
import { type Audience, audiencesOf } from '../../src/report/audience.ts';
import { makeReport, type Report, type Unreachable } from '../../src/report/report.ts';
import { aroundTheClock } from '../../src/review/calendar.ts';
import type { Fetched, FetchedRepository } from '../../src/review/fetched.ts';
import { judgeAll } from '../../src/review/judge.ts';
import type { Directory } from '../../src/review/mention.ts';
import type { Account, PullRequest, Requested, Review, ReviewState } from '../../src/review/pull-request.ts';
import type { Rules } from '../../src/review/rules.ts';
import type { InputName } from '../../src/settings/declarations.ts';
import { readInputs } from '../../src/settings/inputs.ts';
import type { Run } from '../../src/settings/run.ts';
import { readSettings, type Settings } from '../../src/settings/settings.ts';
import { createQuote } from '../../src/text/server-text.ts';

/** Shows what servers said. */
export const quote = createQuote({ redact: (text) => text, shown: true });

/** Mon 3 Aug 2026 07:17 UTC */
export const now = Date.parse('2026-08-03T07:17:00Z');
export const hour = 3_600_000;
export const day = 24 * hour;

export const hoursAgo = (hours: number) => now - hours * hour;

export function account(login: string, kind?: Account['kind']): Account {
  return { login, kind: kind ?? (login === 'ghost' ? 'deleted' : login.endsWith('[bot]') ? 'bot' : 'user') };
}

/** Requests of these, still open. */
export function asked(...names: string[]): Requested[] {
  const kindOf = (name: string) =>
    name.endsWith('[bot]') ? 'bot' : name.includes('/') || name === '(team)' ? 'team' : 'user';
  return names.map((name) => ({ name, kind: kindOf(name) }));
}

export function review(login: string, state: ReviewState = 'commented', submittedAt = hoursAgo(1)): Review {
  return { author: account(login), state, submittedAt };
}

export function pull(changes: Partial<PullRequest> = {}): PullRequest {
  const repository = changes.repository ?? 'acme/web';
  const number = changes.number ?? 1;
  return {
    repository,
    number,
    title: 'Reduce cold start of the worker',
    url: `https://github.com/${repository}/pull/${number}`,
    author: account('octocat'),
    base: 'main',
    draft: false,
    labels: [],
    assignees: [],
    additions: 120,
    deletions: 30,
    createdAt: hoursAgo(99),
    restarted: undefined,
    retargeted: undefined,
    reviews: [],
    requested: [],
    ...changes,
  };
}

export const run: Run = {
  repository: 'acme/web',
  repositoryIsPrivate: false,
  repositoryVisibility: 'public',
  defaultBranch: undefined,
  eventName: 'schedule',
  withoutSecrets: false,
  workflow: 'Reviews',
  id: '123456',
  number: '812',
  url: 'https://github.com/acme/web/actions/runs/123456',
  workflowUrl: 'https://github.com/acme/web/actions/workflows/reviews.yml',
  workflowFile: '.github/workflows/reviews.yml',
  serverUrl: 'https://github.com',
  apiUrl: 'https://api.github.com',
  graphqlUrl: 'https://api.github.com/graphql',
  checkout: undefined,
  temporaryFolder: '',
};

export type Inputs = Partial<Record<InputName, string>>;

/** Settings as the action reads them from these inputs. */
export function settings(inputs: Inputs = {}, changes: Partial<Run> = {}): Settings {
  const credentials: Inputs = {
    'github-token': 'ghs_0123456789',
    'slack-bot-token': 'xoxb-0123456789',
    'slack-channel': 'C0123456789',
  };
  const given: Inputs = { ...credentials, ...inputs };
  return readSettings(readInputs((name) => given[name] ?? '', { ...run, ...changes })).settings;
}

/** Frozen, and so the same for all who ask: properties ask some thousand times. */
const rulesByInputs = new Map<string, Rules>();

export function rules(inputs: Inputs = {}): Rules {
  const key = JSON.stringify(inputs);
  const found = rulesByInputs.get(key) ?? settings(inputs).rules;
  rulesByInputs.set(key, found);
  return found;
}

export function lookedAt(
  pullRequests: readonly PullRequest[],
  changes: Partial<FetchedRepository> = {},
): FetchedRepository {
  const name = changes.name ?? 'acme/web';
  return {
    asked: name,
    name,
    visibility: 'public',
    branch: 'main',
    pullRequests,
    unwatched: 0,
    unread: 0,
    requests: 2,
    ...changes,
  };
}

export const unreachable: Unreachable = {
  repository: 'acme/legacy',
  partly: false,
  unread: 0,
  count: 1,
  reason: 'the token may not read pull requests here',
  remedy: 'Give the job permissions.',
  topic: 'github-forbidden',
  answer: 'Resource not accessible by integration',
};

/** A report over these pull requests, as a run makes it. */
export function report(
  pullRequests: readonly PullRequest[],
  { inputs = {}, ...changes }: { inputs?: Inputs } & Partial<Report> = {},
): Report {
  const repositories = [...Map.groupBy(pullRequests, ({ repository }) => repository)].map(([name, own]) =>
    lookedAt(own, { name }),
  );
  const look = {
    repositories: repositories.length > 0 ? repositories : [lookedAt([])],
    unreachable: [],
    spent: { requests: 2, points: 5, remaining: 995 },
  };
  return {
    ...reportOf(look, inputs),
    ...changes,
  };
}

/** A report of what was found, judged around the clock. */
export function reportOf(found: Fetched, inputs: Inputs = {}, quoted = quote): Report {
  const own = settings(inputs);
  const judgements = judgeAll(found, own.rules, aroundTheClock(), now);
  return makeReport(found, judgements, {
    settings: own,
    run,
    now,
    calendar: aroundTheClock(),
    quote: quoted,
  });
}

/** Everybody is in Slack, each under an ID of his own; nobody is away. */
export const anybody: Directory = {
  idOf: (name) => {
    if (name === '(team)') return undefined;
    const id = createHash('sha1').update(name.toLowerCase()).digest('hex').slice(0, 9).toUpperCase();
    return name.includes('/') ? { kind: 'group', id: `S${id}` } : { kind: 'user', id: `U${id}` };
  },
  isBusy: () => false,
};

/** The only audience of a report. */
export function audience(of: Report): Audience {
  const [only, ...others] = audiencesOf(of);
  if (!only || others.length > 0) throw new Error('The inputs name one audience.');
  return only;
}
