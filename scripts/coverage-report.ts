/** A reporter of vitest: how much of each folder was run, and each branch and function that nothing ran, with its code. */
import { readFileSync } from 'node:fs';

interface Place {
  /** Both missing for an `else` that is not written. Lines from 1, columns from 0. */
  readonly start: { readonly line?: number; readonly column?: number };
}

/** A file in Istanbul's format; `f` and `b` say how often. */
interface FileCoverage {
  readonly path: string;
  readonly fnMap: Readonly<Record<string, { readonly loc: Place }>>;
  readonly f: Readonly<Record<string, number>>;
  readonly branchMap: Readonly<
    Record<string, { readonly type: string; readonly loc: Place; readonly locations: readonly Place[] }>
  >;
  readonly b: Readonly<Record<string, readonly number[]>>;
}

interface Count {
  readonly total: number;
  readonly covered: number;
}

/** A folder, or a file. */
interface Node {
  getQualifiedName(): string;
  getCoverageSummary(): { readonly lines: Count; readonly branches: Count; readonly functions: Count };
  getFileCoverage(): FileCoverage;
}

interface Context {
  getTree(kind: 'pkg'): { visit(visitor: { onSummary(node: Node): void; onDetail(node: Node): void }): void };
}

export default class CoverageReport {
  execute(context: Context): void {
    const rows = [['', 'lines', 'branches', 'functions']];
    const gaps: string[] = [];
    context.getTree('pkg').visit({
      onSummary(node) {
        const { lines, branches, functions } = node.getCoverageSummary();
        rows.push([node.getQualifiedName() || 'all', ...[lines, branches, functions].map(share)]);
      },
      onDetail(node) {
        const found = gapsOf(node.getFileCoverage());
        if (found.length > 0) gaps.push(`\n${node.getQualifiedName()}`, ...found);
      },
    });
    console.log(table(rows));
    console.log(
      gaps.length > 0 ? ['\nNothing runs:', ...gaps].join('\n') : '\nEvery branch and function is run.',
    );
  }
}

/** Rounded down: 100 % is all of it. */
function share({ covered, total }: Count): string {
  const percent = total === 0 ? 100 : Math.floor((1000 * covered) / total) / 10;
  return `${percent.toFixed(1)} % of ${total}`;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}

function gapsOf({ path, fnMap, f, branchMap, b }: FileCoverage): string[] {
  const code = readFileSync(path, 'utf8').split('\n');
  const functions = Object.entries(fnMap)
    .filter(([id]) => f[id] === 0)
    .map(([, { loc }]) => ({ what: 'function', ...loc.start }));
  const branches = Object.entries(branchMap).flatMap(([id, { type, loc, locations }]) =>
    locations
      .filter((_, way) => b[id]?.[way] === 0)
      .map(({ start }) =>
        start.line === undefined ? { what: 'else of', ...loc.start } : { what: type, ...start },
      ),
  );
  return [...functions, ...branches]
    .sort((one, other) => (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0))
    .map(({ what, line = 1, column = 0 }) => {
      const rest = code[line - 1]?.slice(column) ?? '';
      return `  ${line}:${column + 1} ${what}: ${rest.length > 80 ? `${rest.slice(0, 79)}…` : rest}`;
    });
}
