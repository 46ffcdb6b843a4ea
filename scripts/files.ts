import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes files into a folder below out/, and returns their paths. */
export function writeOut(folder: string, files: Readonly<Record<string, string>>): string[] {
  const path = join('out', folder);
  mkdirSync(path, { recursive: true });
  return Object.entries(files).map(([name, content]) => {
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
