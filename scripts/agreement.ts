/**
 * Holds action.yml, the README and the code together: `node scripts/agreement.ts` checks, `--write` first writes
 * what follows from the declarations of the inputs and from the scopes that each way of delivery needs.
 */
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { outputNames } from '../src/report/json/outputs.ts';
import { type Declaration, declared, groups } from '../src/settings/declarations.ts';
import { version } from '../src/version.ts';
import { configSchema } from './config-schema.ts';
import { dependencyProblems } from './dependencies.ts';
import { manifestFiles, manifestLinks } from './slack-app.ts';

interface Described {
  readonly description: string;
}

interface ActionYml {
  readonly outputs: Readonly<Record<string, Described>>;
}

const action: ActionYml = parse(readFileSync('action.yml', 'utf8'));
const problems: string[] = [];
const differ = (what: string, one: readonly string[], other: readonly string[]) => {
  if (one.join() !== other.join()) problems.push(`${what}: ${one.join(', ')} is not ${other.join(', ')}`);
};

/** What a declaration says where an input is not given. */
function defaultOf({ default: value, none = '' }: Declaration<unknown>): string {
  return value === undefined ? none : `\`${value}\``;
}

/** The inputs of action.yml: names, descriptions that end in the default, and the runner's own defaults. */
function actionInputs(): string {
  const rows = Object.fromEntries(
    [...declared].map(([name, declaration]) => {
      const { description, runnerDefault } = declaration;
      const stated = `${description} Default: ${defaultOf(declaration)}.`;
      const given = runnerDefault === undefined ? {} : { default: `\${{ ${runnerDefault} }}` };
      return [name, { description: stated, ...given }];
    }),
  );
  return stringify({ inputs: rows }, { lineWidth: 0, singleQuote: false });
}

/** The README's tables of inputs, a group each. */
function inputTables(): string {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  return Object.entries(groups)
    .map(([group, title]) => {
      const rows = [...declared].filter(([, declaration]) => declaration.group === group);
      return [
        `**${title}**`,
        '',
        '| input | default | |',
        '|---|---|---|',
        ...rows.map(
          ([name, declaration]) =>
            `| \`${name}\` | ${cell(defaultOf(declaration))} | ${cell(declaration.description)} |`,
        ),
      ].join('\n');
    })
    .join('\n\n');
}

function outputTable(): string {
  const row = ([name, { description }]: [string, Described]) =>
    `| \`${name}\` | ${description.replaceAll('|', '\\|')} |`;
  return ['| output | |', '|---|---|', ...Object.entries(action.outputs).map(row)].join('\n');
}

/** A part of a document that is written, between its markers. */
function marked(marker: string): RegExp {
  return new RegExp(`(<!-- ${marker} -->)[^]*(<!-- /${marker} -->)`);
}

/** What is written from the declarations: action.yml's inputs, the README's tables, the config file's schema, the Slack app's manifests and links. */
function checkGenerated(write: boolean): void {
  const fill = (text: string, marker: string, content: string) =>
    text.replace(marked(marker), (_, start, end) => `${start}\n\n${content}\n\n${end}`);
  const files: Readonly<Record<string, (before: string) => string>> = {
    'action.yml': (before) => before.replace(/^inputs:\n[\s\S]*?(?=\n\w)/m, () => actionInputs()),
    'docs/pr-status-monitor.schema.json': configSchema,
    'README.md': (before) =>
      fill(
        fill(fill(before, 'inputs', inputTables()), 'outputs', outputTable()),
        'slack-app',
        manifestLinks(before),
      ),
    'docs/slack.md': (before) => fill(before, 'slack-app', manifestLinks(before)),
    ...Object.fromEntries(Object.entries(manifestFiles()).map(([file, content]) => [file, () => content])),
  };
  for (const file of globSync('docs/slack-app/*'))
    if (!(file in files)) problems.push(`${file} is no manifest of scripts/slack-app.ts: remove it`);
  for (const [file, make] of Object.entries(files)) {
    const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const after = make(before);
    if (after === before) continue;
    if (write) writeFileSync(file, after);
    else problems.push(`${file} is not what the declarations say: run npm run docs`);
  }
}

/** Outputs of action.yml and of the code; and every setting of the old worker has its place in the README. */
function checkCode(): void {
  differ('outputs of action.yml and src/report/json/outputs.ts', Object.keys(action.outputs), outputNames);
  const readme = readFileSync('README.md', 'utf8');
  for (const [name, { worker }] of declared)
    for (const setting of worker?.split(', ') ?? [])
      if (!new RegExp(`^\\|.*\`${setting}\`.*\\|.*\`${name}\\b`, 'm').test(readme))
        problems.push(`README.md does not say that ${setting} of the old worker lives on in ${name}`);
}

/** Links that fill in a manifest stand only where they are written from it, and each that a text names is there. */
function checkManifestLinks(): void {
  for (const file of ['README.md', ...globSync('docs/*.md')]) {
    const text = readFileSync(file, 'utf8');
    const prose = text.replace(marked('slack-app'), '');
    if (prose.includes('manifest_json='))
      problems.push(
        `${file}: write [create the app][app-post] between the markers <!-- slack-app -->, not the link`,
      );
    for (const [, name] of prose.matchAll(/\]\[(app-[\w-]+)\]/g))
      if (!text.includes(`\n[${name}]: `)) problems.push(`${file}: the link [${name}] leads nowhere`);
  }
}

/** Steps of the examples name only inputs that exist, and no account as the owner of this action. */
function checkExamples(): number {
  let examples = 0;
  for (const file of ['README.md', ...globSync('docs/*.md'), ...globSync('.github/workflows/*.yml')]) {
    const text = readFileSync(file, 'utf8');
    const blocks = file.endsWith('.md')
      ? [...text.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, block = '']) => block)
      : [text];
    for (const [use, owner] of text.matchAll(/([\w-]+)\/pr-status-monitor(?:@|\/v\d)/g))
      if (owner !== 'OWNER') problems.push(`${file}: ${use} names an account: write OWNER`);
    for (const step of blocks.flatMap((block) => stepsIn(parse(block)))) {
      examples++;
      for (const name of Object.keys(step))
        if (!declared.has(name)) problems.push(`${file}: an example names the input ${name}`);
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

/** Each package of dist/ has its row in docs/dependencies.md. */
function checkDependencies(): void {
  const read = (file: string) => readFileSync(file, 'utf8');
  const licenses = globSync('dist/**/licenses.txt').map(read);
  problems.push(
    ...dependencyProblems(licenses, JSON.parse(read('package-lock.json')), read('docs/dependencies.md')),
  );
}

const [flag, ...others] = process.argv.slice(2);
if ((flag !== undefined && flag !== '--write') || others.length > 0) {
  console.error(
    `Error: ${[flag, ...others].join(' ')} means nothing here. Allowed: --write, which npm run docs passes by itself.`,
  );
  process.exit(1);
}
checkCode();
checkGenerated(flag === '--write');
checkManifestLinks();
checkVersion();
checkDependencies();
const examples = checkExamples();
for (const problem of problems) console.error(`Error: ${problem}`);
console.log(
  `agreement: ${declared.size} inputs, ${outputNames.length} outputs, ${examples} examples, ${problems.length} problems`,
);
process.exitCode = problems.length > 0 ? 1 : 0;
