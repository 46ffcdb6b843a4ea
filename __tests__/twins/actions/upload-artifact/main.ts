/** Refuses a path that leads to no file, and days that are none; keeps the file where the stand-ins' folder is. */
import { cpSync, mkdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

const given = (name: string) => process.env[`INPUT_${name.toUpperCase()}`]?.trim() ?? '';
const fail = (message: string): never => {
  console.log(`::error::${message}`);
  process.exit(1);
};

const known = ['NAME', 'PATH', 'IF-NO-FILES-FOUND', 'RETENTION-DAYS'].map((name) => `INPUT_${name}`);
for (const name of Object.keys(process.env).filter((one) => one.startsWith('INPUT_')))
  if (!known.includes(name)) fail(`${name}: there is no such input here`);
const path = given('path') || fail('Input required and not supplied: path');
const days = given('retention-days');
if (!/^([1-9]|[1-8]\d|90)?$/.test(days)) fail(`retention-days: ${days} is not a number from 1 to 90`);

if (statSync(path, { throwIfNoEntry: false })?.isFile()) {
  const folder = join(
    process.env['STAND_INS'] ?? fail('STAND_INS names no folder'),
    'artifacts',
    given('name'),
  );
  mkdirSync(folder, { recursive: true });
  cpSync(path, join(folder, basename(path)));
} else {
  const message = `No files were found with the provided path: ${path}. No artifacts will be uploaded.`;
  if (given('if-no-files-found') === 'error') fail(message);
  console.log(`::warning::${message}`);
}
