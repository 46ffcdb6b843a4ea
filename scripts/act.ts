/**
 * npm run e2e:act: every workflow of examples/ in act's host mode, between the twins and stand-ins of other actions, with
 * the address of Slack's twin added. Needs act on PATH.
 */
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { logText } from '../__tests__/runner/log-reader.ts';
import { demoTokens, withChannel } from '../__tests__/twins/slack/workspace.ts';
import {
  type Caller,
  kept,
  openCaller,
  type Play,
  type Played,
  requireAct,
  workflowIn,
} from './act/caller.ts';
import { acmeWorkspace, acmeWorld, home } from './act/world.ts';
import { script } from './arguments.ts';

interface Case {
  readonly file: string;
  /** What is unlike the first run as it stands. */
  readonly but?: string;
  /** One workflow run after the other; one scheduled run unless said. */
  readonly runs?: readonly Play[];
  readonly token?: keyof typeof demoTokens;
  readonly secrets?: Readonly<Record<string, string>>;
  /** A channel that was archived. */
  readonly archived?: string;
  /** Of the last run; 0 unless said. */
  readonly code?: number;
  /** By channel, for each message the pull requests that it names. */
  readonly posted: Readonly<Record<string, readonly string[]>>;
  /** Titles of issues, each with the number of its comments. */
  readonly issues?: readonly string[];
  /** Files that became artifacts. */
  readonly artifacts?: readonly string[];
}

const own = 'web-shop#1 web-shop#2';
const key = '-----BEGIN PRIVATE KEY-----\nnobody\n-----END PRIVATE KEY-----\n';
const byHand = (dryRun: string): Play => ({ event: 'workflow_dispatch', inputs: { 'dry-run': dryRun } });
const reviewed: Play = {
  event: 'pull_request_review',
  payload: { action: 'submitted', pull_request: { number: 3, head: { repo: { full_name: home } } } },
};
const routed = {
  C0SECURITY0: ['web-shop#2'],
  C0WEBTEAM00: ['web-shop#1'],
  C0PAYMENTS0: ['pay-api#1'],
  C0REVIEWS00: ['docs#1 web-shop#2'],
  C0LEADS0000: ['docs#1 pay-api#1 web-shop#1 web-shop#2'],
};

const cases: readonly Case[] = [
  { file: 'daily.yml', posted: { C0123456789: [own] } },
  { file: 'daily.yml', but: 'by hand, dry', runs: [byHand('true')], posted: {} },
  { file: 'daily.yml', but: 'by hand', runs: [byHand('false')], posted: { C0123456789: [own] } },
  { file: 'living-message.yml', but: 'twice', runs: [{}, {}], posted: { C0123456789: [own] } },
  { file: 'living-message.yml', but: 'on a review alone', runs: [reviewed], posted: {} },
  { file: 'organisation.yml', posted: { C0123456789: [`docs#1 pay-api#1 ${own}`] } },
  { file: 'organisation.yml', but: 'without a key', secrets: { REVIEWS_APP_KEY: '' }, code: 1, posted: {} },
  { file: 'teams-by-matrix.yml', posted: { C0WEBTEAM00: [own], C0PAYMENTS0: ['pay-api#1'] } },
  {
    ...{ file: 'teams-by-matrix.yml', but: 'with an archived channel', archived: 'c0payments0' },
    ...{ code: 1, posted: { C0WEBTEAM00: [own] } },
  },
  { file: 'teams-by-routes.yml', posted: routed },
  { file: 'webhook.yml', posted: { C0123456789: [own] } },
  { file: 'reusable-caller.yml', posted: { C0123456789: [own] } },
  { file: 'on-failure.yml', posted: { C0123456789: [own] } },
  {
    ...{
      file: 'on-failure.yml',
      but: 'with a revoked token, three times',
      token: 'revoked',
      runs: [{}, {}, {}],
    },
    ...{ code: 1, posted: {}, issues: ['The monitor of reviews failed, and 2 comments'] },
  },
  { file: 'report-artifact.yml', posted: { C0123456789: [own] }, artifacts: ['report.json'] },
  {
    ...{ file: 'report-artifact.yml', but: 'with a revoked token', token: 'revoked' },
    ...{ code: 1, posted: {}, artifacts: ['report.json'] },
  },
  { file: 'ghes.md', posted: { C0123456789: [own] } },
];

/** Played as part of another. */
const others = ['pr-status-monitor.yml', 'reusable.yml'];

const ajv = new Ajv2020();
addFormats.default(ajv);
const isReport = ajv.compile(JSON.parse(readFileSync('docs/report.schema.json', 'utf8')));

await script(async () => {
  requireAct();
  const told = [...cases.map(({ file }) => file), ...others].map((file) => `examples/${file}`);
  const untold = globSync('examples/*.yml').filter((file) => !told.includes(file));
  if (untold.length > 0) throw new Error(`${untold.join(', ')}: nothing here says what is expected of it`);
  let failed = 0;
  for (const one of cases) {
    const { wrong, last } = await play(one);
    console.log(`${wrong ? 'FAILED' : 'passed'}  examples/${one.file}${one.but ? `, ${one.but}` : ''}`);
    if (!wrong) continue;
    failed++;
    console.log(`${wrong}\n${shown(last)}`);
  }
  console.log(`${cases.length - failed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
});

/** A workflow of examples/, out of its file or the first in its document. */
function example(file: string): string {
  const text = readFileSync(join('examples', file), 'utf8');
  return file.endsWith('.md') ? workflowIn(text) : text;
}

async function play({ file, runs = [{}], token = 'insider', archived, ...expected }: Case) {
  const called = mkdtempSync(join(tmpdir(), 'called-'));
  const standIns = (name: string) => `__tests__/twins/actions/${name}`;
  const caller = await openCaller({
    repository: home,
    world: acmeWorld(Date.now(), {
      '.github/pr-status-monitor.yml': example('pr-status-monitor.yml'),
    }),
    workspace: acmeWorkspace(),
    actions: {
      'actions/create-github-app-token@v3': standIns('create-github-app-token'),
      'actions/upload-artifact@v7': standIns('upload-artifact'),
      'acme/workflows@main': called,
    },
  });
  if (archived) caller.slack.change((workspace) => withChannel(workspace, archived, { archived: true }));
  try {
    mkdirSync(join(called, '.github/workflows'), { recursive: true });
    writeFileSync(join(called, '.github/workflows/reviews.yml'), caller.aimed(example('reusable.yml')));
    const workflow = example(file);
    const aimed = workflow.includes('uses: acme/workflows/') ? workflow : caller.aimed(workflow);
    const secrets = {
      SLACK_BOT_TOKEN: demoTokens[token].token,
      SLACK_WEBHOOK_URL: caller.slack.webhookUrl('good'),
      REVIEWS_APP_KEY: key,
      ...expected.secrets,
    };
    const vars = { REVIEWS_APP_CLIENT_ID: 'Iv23nobody' };
    const played: Played[] = [];
    for (const run of runs) played.push(await caller.play(aimed, { ...run, secrets, vars }));
    const last = played.at(-1);
    return { last, wrong: difference(seen(caller, last), expected) };
  } finally {
    await caller.close();
    rmSync(called, { recursive: true, force: true });
  }
}

type Seen = Required<Pick<Case, 'posted' | 'issues' | 'artifacts'>> & { readonly code: number | null };

function seen({ slack, standIns }: Caller, last: Played | undefined): Seen {
  const named = (message: unknown) =>
    [...JSON.stringify(message).matchAll(/github\.com\/acme\/([\w-]+)\/pull\/(\d+)/g)].map(
      ([, repository, number]) => `${repository}#${number}`,
    );
  const channels = acmeWorkspace().channels.map(({ id }) => {
    const messages = slack.messages(id).map(({ blocks }) => [...new Set(named(blocks))].sort().join(' '));
    return [id, messages] as const;
  });
  const { issues, artifacts } = kept(standIns);
  return {
    code: last?.code ?? null,
    posted: Object.fromEntries(channels.filter(([, messages]) => messages.length > 0)),
    issues: issues.map(({ title, comments }) => `${title}, and ${comments.length} comments`),
    artifacts: Object.entries(artifacts).map(([name, content]) =>
      isReport(JSON.parse(content)) ? name : `${name}, not of the schema`,
    ),
  };
}

/** What differs from what was expected, in words; undefined: nothing. */
function difference(seen: Seen, { code = 0, posted, issues = [], artifacts = [] }: Omit<Case, 'file'>) {
  const sorted = (one: Case['posted']) => Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1));
  const inOrder = (one: Seen) => JSON.stringify({ ...one, posted: sorted(one.posted) });
  const expected = { code, posted, issues, artifacts };
  return inOrder(seen) === inOrder(expected)
    ? undefined
    : `expected ${inOrder(expected)}\nseen     ${inOrder(seen)}`;
}

function shown(played: Played | undefined): string {
  const steps = played?.jobs.flatMap(({ name, result, steps }) => [
    `── ${name}: ${result}`,
    ...steps.map(({ log }) => logText(log.lines)),
  ]);
  return steps?.length ? steps.join('\n') : (played?.text ?? '');
}
