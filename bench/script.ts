import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, resolve } from 'node:path';

/** The script without its types, so that Node's own removing of them is not measured; returns its path. */
export function plainScript(file: string): string {
  const path = resolve('out', file.replace(/\.ts$/, '.mjs'));
  const source = stripTypeScriptTypes(readFileSync(file, 'utf8'));
  mkdirSync(dirname(path), { recursive: true });
  for (const [, imported = ''] of source.matchAll(/from '(\.[^']*\.ts)'/g))
    plainScript(`${dirname(file)}/${imported.replace(/^\.\//, '')}`);
  writeFileSync(path, source.replace(/from '(\.[^']*)\.ts'/g, "from '$1.mjs'"));
  return path;
}
