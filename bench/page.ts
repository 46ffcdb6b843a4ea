import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { machine } from './machine.ts';
import type { Part, Table } from './part.ts';

/** The tables of the parts, kept from run to run. */
const folder = 'out/bench';
const byHand = 'bench/by-hand.md';

/** Keeps a part's table, and returns it as Markdown. */
export function keepTable({ name, title }: Part, { head, rows, notes }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const lines = [line(head), line(head.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)];
  const measured = `Measured ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC on ${machine()}.`;
  const text = `## ${title}\n\n${lines.join('\n')}\n\n${[...notes, measured].join('\n')}\n`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(fileOf(name), text);
  return text;
}

/** Writes the page of all kept tables, and what was measured by hand; returns its path. */
export function writePage(parts: readonly Part[]): string {
  const kept = parts.map(({ name }) => fileOf(name)).filter((file) => existsSync(file));
  const sections = [...kept, byHand].map((file) => readFileSync(file, 'utf8').trim());
  const path = 'docs/bench.md';
  writeFileSync(path, `${intro}\n\n${sections.join('\n\n')}\n`);
  return path;
}

const fileOf = (name: string) => join(folder, `${name}.md`);

const intro = `# Figures

Made by \`npm run bench\` (\`npm run bench -- --help\` names its parts). Each figure is the median of several runs of
\`dist/index.js\`, each in a process of its own that gets its inputs as the runner gives them. GitHub and Slack
are the twins of \`__tests__/twins\` on the same machine, that wait so long before each answer as the table says. The
twin of GitHub makes each answer once, in a first run that is not counted, so that its own work is not measured.
Real answers of GitHub take longer the more they hold; what is comparable is the number of requests, those that wait
for one another, and the ratios within one table. Times are of the whole process, from its start to its end.`;
