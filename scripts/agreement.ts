/**
 * Holds action.yml, the README and the code together: `node scripts/agreement.ts` checks, `--write` brings the
 * README's tables up to date first.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { outputNames } from '../src/report/outputs.ts';
import { inputs } from '../src/settings/inputs.ts';
import { version } from '../src/version.ts';

interface Described {
  readonly description: string;
  readonly default?: string;
}

interface ActionYml {
  readonly inputs: Readonly<Record<string, Described>>;
  readonly outputs: Readonly<Record<string, Described>>;
}

const action: ActionYml = parse(readFileSync('action.yml', 'utf8'));
const problems: string[] = [];
const differ = (what: string, one: readonly string[], other: readonly string[]) => {
  if (one.join() !== other.join()) problems.push(`${what}: ${one.join(', ')} is not ${other.join(', ')}`);
};

/** Inputs, outputs and defaults of action.yml and of the code. */
function checkCode(): void {
  differ('inputs of action.yml and src/settings/inputs.ts', Object.keys(action.inputs), Object.keys(inputs));
  differ('outputs of action.yml and src/report/outputs.ts', Object.keys(action.outputs), outputNames);
  for (const [name, { default: inCode }] of Object.entries(inputs)) {
    const { description = '', default: inFile } = action.inputs[name] ?? {};
    const stated = /Default: `([^`]*)`\.$/.exec(description)?.[1];
    if (stated !== inCode) problems.push(`default of ${name}: action.yml says ${stated}, the code ${inCode}`);
    if (!/\bDefault\b/.test(description)) problems.push(`${name}: its description states no default`);
    const mayHave = name === 'github-token' || name === 'repositories';
    if ((inFile !== undefined) !== mayHave)
      problems.push(`${name}: ${mayHave ? 'needs' : 'must have no'} default: in action.yml`);
  }
}

/** The tables between the README's markers. */
function checkTables(write: boolean): void {
  const before = readFileSync('README.md', 'utf8');
  const row = ([name, { description }]: [string, Described]) =>
    `| \`${name}\` | ${description.replaceAll('|', '\\|')} |`;
  const table = (head: string, rows: Readonly<Record<string, Described>>) =>
    [`| ${head} | |`, '|---|---|', ...Object.entries(rows).map(row)].join('\n');
  const fill = (text: string, marker: string, content: string) =>
    text.replace(
      new RegExp(`(<!-- ${marker} -->)[^]*(<!-- /${marker} -->)`),
      (_, start, end) => `${start}\n\n${content}\n\n${end}`,
    );
  const after = fill(
    fill(before, 'inputs', table('input', action.inputs)),
    'outputs',
    table('output', action.outputs),
  );
  if (after === before) return;
  if (write) writeFileSync('README.md', after);
  else problems.push('the tables of README.md are not those of action.yml: run npm run docs');
}

/** The link that makes the Slack app, and the file it is made of. */
function checkManifest(): void {
  const manifest: unknown = JSON.parse(readFileSync('docs/slack-app-manifest.json', 'utf8'));
  const link = `https://api.slack.com/apps?new_app=1&manifest_json=${encodeURIComponent(JSON.stringify(manifest))}`;
  if (!readFileSync('README.md', 'utf8').includes(link))
    problems.push(`README.md lacks the link to docs/slack-app-manifest.json: ${link}`);
}

/** Steps of the examples name only inputs that exist. */
function checkExamples(): number {
  let examples = 0;
  for (const file of ['README.md', ...globSync('docs/*.md'), ...globSync('.github/workflows/*.yml')]) {
    const text = readFileSync(file, 'utf8');
    const blocks = file.endsWith('.md')
      ? [...text.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, block = '']) => block)
      : [text];
    for (const step of blocks.flatMap((block) => stepsIn(parse(block)))) {
      examples++;
      for (const name of Object.keys(step))
        if (!(name in inputs)) problems.push(`${file}: an example names the input ${name}`);
    }
  }
  return examples;
}

/** `with` of every step that uses this action, wherever it stands. */
function stepsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const { uses, with: given = {} }: { uses?: unknown; with?: Record<string, unknown> } = { ...value };
  const own = typeof uses === 'string' && (/\/pr-status-monitor@/.test(uses) || uses === './') ? [given] : [];
  return [...own, ...Object.values(value).flatMap(stepsIn)];
}

function checkVersion(): void {
  const { version: inPackage }: { version: string } = JSON.parse(readFileSync('package.json', 'utf8'));
  if (inPackage !== version) problems.push(`src/version.ts says ${version}, package.json ${inPackage}`);
  if (!readFileSync('CHANGELOG.md', 'utf8').includes(`\n## ${version} - `))
    problems.push(`CHANGELOG.md has no entry for ${version}`);
}

checkCode();
checkTables(process.argv.includes('--write'));
checkManifest();
checkVersion();
const examples = checkExamples();
for (const problem of problems) console.error(`Error: ${problem}`);
console.log(
  `agreement: ${Object.keys(inputs).length} inputs, ${outputNames.length} outputs, ${examples} examples, ${problems.length} problems`,
);
process.exitCode = problems.length > 0 ? 1 : 0;
