/** The examples: workflows that GitHub takes, with inputs that there are, and no more rights than they name. */
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { configured } from '../support/configured.ts';
import { faultsOf } from '../support/workflow.ts';

const read = (path: string) => readFileSync(path, 'utf8');

const configFile = 'examples/pr-status-monitor.yml';
const inMarkdown = (text: string) => [...text.matchAll(/^```yaml\n([\s\S]*?)^```/gm)];
const workflows = [
  ...globSync('examples/*.yml')
    .filter((file) => basename(file) !== basename(configFile))
    .map((file) => ({ file, content: read(file) })),
  ...globSync('examples/*.md').flatMap((file) =>
    inMarkdown(read(file)).map(([, content = '']) => ({ file, content })),
  ),
];

const text = v.record(v.string(), v.unknown());
const rights = v.record(v.string(), v.string());
const Step = v.object({ uses: v.optional(v.string()), with: v.optional(text, {}) });
const Job = v.object({
  uses: v.optional(v.string()),
  permissions: v.optional(rights),
  'timeout-minutes': v.optional(v.number()),
  steps: v.optional(v.array(Step), []),
});
const Workflow = v.object({ on: text, permissions: rights, jobs: v.record(v.string(), Job) });
const workflowOf = (content: string) => v.parse(Workflow, parse(content));
const stepsOf = (content: string) =>
  Object.values(workflowOf(content).jobs)
    .flatMap(({ steps }) => steps)
    .filter(({ uses }) => uses?.split('@')[0]?.endsWith('/pr-status-monitor'));

const declared = v.parse(v.object({ inputs: text, outputs: text }), parse(read('action.yml')));

/** Expressions that name a secret in any way but `${{ secrets.NAME }}`, and values that look like one. */
function looseSecretsOf(content: string): readonly string[] {
  const code = content.replace(/^\s*#.*$|\s#\s.*$/gm, '');
  const rest = code.replace(/\$\{\{ secrets\.[\w-]+ \}\}/g, '');
  return (
    rest.match(/\bsecrets[.[].*|secrets: inherit|xox[a-z]-\S*|gh[a-z]_\S*|hooks\.slack\.com\/\S*/g) ?? []
  );
}

describe('an example of a workflow', () => {
  it('is there for each way of use', () => {
    const files = workflows.map(({ file }) => basename(file)).sort();
    expect(files).toEqual(
      [
        ...['daily.yml', 'ghes.md', 'living-message.yml', 'on-failure.yml', 'organisation.yml'],
        ...[
          'report-artifact.yml',
          'reusable-caller.yml',
          'reusable.yml',
          'teams-by-matrix.yml',
          'teams-by-routes.yml',
          'webhook.yml',
        ],
      ].sort(),
    );
    for (const file of [...files, basename(configFile)])
      expect(read('examples/README.md'), file).toContain(`](${file})`);
  });

  it.each(workflows)('in $file is what GitHub takes', async ({ content }) => {
    expect(await faultsOf(content)).toEqual([]);
  });

  it.each(workflows)('in $file uses this action once, or calls what does', ({ content }) => {
    const calls = Object.values(workflowOf(content).jobs).filter(({ uses }) =>
      uses?.includes('/reviews.yml@'),
    );
    expect(stepsOf(content).length + calls.length).toBe(1);
  });

  it.each(workflows)('in $file gives only inputs that action.yml declares', ({ content }) => {
    const given = stepsOf(content).flatMap((step) => Object.keys(step.with));
    expect(given.filter((name) => !Object.hasOwn(declared.inputs, name))).toEqual([]);
  });

  it.each(workflows)('in $file reads only outputs that action.yml declares', ({ content }) => {
    const named = [...content.matchAll(/steps\.reviews\.outputs\.([\w-]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !Object.hasOwn(declared.outputs, name))).toEqual([]);
  });

  it.each(workflows)(
    'in $file names its rights, and the job of this action may write nothing',
    ({ content }) => {
      const { permissions, jobs } = workflowOf(content);
      expect(Object.values(permissions)).not.toContain('write');
      for (const job of Object.values(jobs)) {
        const monitors = job.steps.some(({ uses }) => uses?.includes('/pr-status-monitor@'));
        if (monitors) expect(Object.values(job.permissions ?? permissions)).not.toContain('write');
      }
    },
  );

  it.each(workflows)('in $file ends in time, and one run at a time', ({ content }) => {
    for (const job of Object.values(workflowOf(content).jobs))
      expect(job.uses ?? job['timeout-minutes'], 'timeout-minutes').toBeDefined();
    if (!content.includes('uses: acme/workflows/')) expect(content).toMatch(/cancel-in-progress: false/);
  });

  it.each(workflows)(
    'in $file holds no secret, and names each as an expression of its own',
    ({ content }) => {
      expect(looseSecretsOf(content)).toEqual([]);
    },
  );

  it.each([
    'token: xoxb-1-2',
    'secrets: inherit',
    "token: ${{ secrets['A'] }}",
    'token: a${{ format(secrets.A) }}',
  ])('would be refused with %s', (line) => {
    expect(looseSecretsOf(line)).not.toEqual([]);
  });

  it.each(workflows)('in $file has no foreign text inside a script', ({ content }) => {
    const scripts = [...content.matchAll(/^( *)(?:- )?run: (?:.*\n)(?:\1 {2}.*\n)*/gm)].map(
      ([script]) => script,
    );
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  });
});

it('the caller gives the secrets that the reusable workflow asks for', () => {
  const Called = v.object({
    on: v.object({ workflow_call: v.object({ secrets: text, inputs: text }) }),
  });
  const Caller = v.object({ jobs: v.object({ reviews: v.object({ secrets: text }) }) });
  const called = v.parse(Called, parse(read('examples/reusable.yml')));
  const caller = v.parse(Caller, parse(read('examples/reusable-caller.yml')));
  expect(Object.keys(caller.jobs.reviews.secrets)).toEqual(Object.keys(called.on.workflow_call.secrets));
  expect(workflowOf(read('examples/reusable-caller.yml')).permissions).toEqual(
    workflowOf(read('examples/reusable.yml')).permissions,
  );
});

describe('the rows of the matrix', () => {
  const Row = v.record(v.string(), v.string());
  const Matrix = v.object({
    concurrency: v.object({ group: v.string() }),
    jobs: v.object({
      reviews: v.strictObject({
        ...v.object({ name: v.string(), 'runs-on': v.string(), 'timeout-minutes': v.number() }).entries,
        strategy: v.object({
          'fail-fast': v.literal(false),
          'max-parallel': v.number(),
          matrix: v.strictObject({ include: v.array(Row) }),
        }),
        steps: v.array(v.unknown()),
      }),
    }),
  });
  const content = read('examples/teams-by-matrix.yml');
  // The job has no concurrency of its own, in which a row would cancel the one that waits.
  const rows = v.parse(Matrix, parse(content)).jobs.reviews.strategy.matrix.include;

  it('each have a message of their own: channel or repositories differ', () => {
    expect(rows.length).toBeGreaterThanOrEqual(2);
    const keys = rows.map((row) => JSON.stringify([row['slack-channel'], row['repositories']]));
    expect(new Set(keys).size).toBe(rows.length);
    expect(new Set(rows.map(({ team }) => team)).size).toBe(rows.length);
  });

  it('each say all that a step takes from them: what is empty counts as not given', () => {
    const taken = [...content.matchAll(/matrix\.([\w-]+)/g)].map(([, name = '']) => name);
    for (const row of rows) expect(Object.keys(row).sort()).toEqual([...new Set(taken)].sort());
  });
});

it('the config file of the routes is what the action takes', () => {
  const settings = configured(read(configFile), { 'slack-channel': '' });
  expect(settings.routes.length).toBeGreaterThanOrEqual(3);
  expect(() => configured(read(configFile).replace('threshold: 4h', 'treshold: 4h'))).toThrow(/treshold/);
});
