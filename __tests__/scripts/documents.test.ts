/** The documents: workflows that GitHub takes, and links that lead somewhere. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { faultsOf } from '../support/workflow.ts';

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  ...globSync('{docs,examples}/*.md'),
];
const read = (path: string) => readFileSync(path, 'utf8');

/** An example as a whole workflow: steps and single keys are put where they belong. */
function wholeOf(example: string): string | undefined {
  const value: unknown = parse(example);
  const job = (steps: string) => `jobs:\n  one:\n    runs-on: ubuntu-latest\n    steps:\n${steps}\n`;
  if (Array.isArray(value))
    return /^- (uses|id|run):/.test(example)
      ? `on: push\n${job(example.replace(/^/gm, '      '))}`
      : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  if ('on' in value) return example;
  return 'concurrency' in value ? `on: push\n${example}\n${job('      - run: echo')}` : undefined;
}

const workflows = documents.flatMap((file) =>
  [...read(file).matchAll(/^```yaml\n([\s\S]*?)^```/gm)].flatMap(([, example = '']) => {
    const content = wholeOf(example);
    return content === undefined ? [] : [{ file, content }];
  }),
);

describe('the examples of workflows', () => {
  it.each(workflows)('of $file are what GitHub takes: %#', async ({ content }) => {
    expect(await faultsOf(content)).toEqual([]);
  });

  it('are both forms of the README: daily, and kept true by events', () => {
    const read = workflows.filter(({ file, content }) => file === 'README.md' && content.startsWith('name:'));
    expect(read).toHaveLength(2);
    expect(read[0]?.content).toMatch(
      /schedule:[\s\S]+dry-run: \{ type: boolean, default: true[\s\S]+timeout-minutes:/,
    );
    expect(read[1]?.content).toMatch(
      /schedule:[\s\S]+workflow_dispatch:[\s\S]+pull_request:[\s\S]+pull_request_review:/,
    );
    expect(read[1]?.content).toMatch(
      /cancel-in-progress: false[\s\S]+pull-requests: read[\s\S]+timeout-minutes:/,
    );
  });

  it.each([
    ['an event that there is none of', /pull_request_review:/, 'pull_request_reviewed:'],
    ['a type that there is none of', 'converted_to_draft', 'converted-to-draft'],
    ['a key that there is none of', 'cancel-in-progress', 'cancel-running'],
    ['a right that there is none of', 'pull-requests: read', 'pull-request: read'],
    ['a broken cron', /17 8-18/, '17 8-'],
  ])('would be refused with %s', async (_, from, to) => {
    const content = workflows.map((one) => one.content).find((one) => one.includes('converted_to_draft'));
    expect(await faultsOf((content ?? '').replace(from, to))).not.toEqual([]);
  });
});

/** As GitHub makes the anchor of a heading. */
function anchorOf(heading: string): string {
  return heading
    .replace(/\]\([^)]*\)/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}

const prose = (file: string) => read(file).replace(/^```[\s\S]*?^```/gm, '');
const anchorsOf = (file: string) =>
  [...prose(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

it.each(documents)('every link of %s to a file or a heading leads there', (file) => {
  const links = [...prose(file).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)];
  const lost = links.filter(([, path = '', anchor]) => {
    // Beside the files of a repository GitHub has the pages of its workflows, as `../../actions` seen from a file.
    const workflow = /^\.\.\/\.\.\/actions\/workflows\/([^/]+)/.exec(path)?.[1];
    const own = workflow === undefined ? join(dirname(file), path) : `.github/workflows/${workflow}`;
    const target = path === '' ? file : own;
    return !existsSync(target) || (anchor !== undefined && !anchorsOf(target).includes(anchor));
  });
  expect(lost.map(([link]) => link)).toEqual([]);
});
