import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes files into a folder below out/, and returns their paths. The report of the run is among them: the
 * runner's own folder goes with the run.
 */
export function writeOut(
  folder: string,
  { report }: { readonly report: unknown },
  files: Readonly<Record<string, string>>,
): string[] {
  const path = join('out', folder);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  const all = { ...files, ...(report !== undefined && { 'report.json': JSON.stringify(report, null, 2) }) };
  return Object.entries(all).map(([name, content]) => {
    writeFileSync(join(path, name), content);
    return join(path, name);
  });
}

/** The outputs of a run, long ones cut. */
export function outputLines(outputs: Readonly<Record<string, string>>): string {
  const width = Math.max(0, ...Object.keys(outputs).map((name) => name.length));
  return Object.entries(outputs)
    .map(
      ([name, value]) =>
        `  ${name.padEnd(width)}  ${value.length > 120 ? `${value.slice(0, 119)}… (${value.length} characters)` : value}`,
    )
    .join('\n');
}
