/** Refuses what the real one refuses. Its token names its rights, so that GitHub's twin knows them. */
import { appendFileSync } from 'node:fs';

const given = (name: string) => process.env[`INPUT_${name.toUpperCase()}`]?.trim() ?? '';
const fail = (message: string): never => {
  console.log(`::error::${message}`);
  process.exit(1);
};

const known = ['CLIENT-ID', 'PRIVATE-KEY', 'OWNER'];
const permission = /^INPUT_PERMISSION-(CONTENTS|MEMBERS|PULL-REQUESTS)$/;
for (const name of Object.keys(process.env).filter((one) => one.startsWith('INPUT_')))
  if (!known.includes(name.slice(6)) && !permission.test(name)) fail(`${name}: there is no such input here`);
for (const name of known)
  if (given(name) === '') fail(`Input required and not supplied: ${name.toLowerCase()}`);
// The key as GitHub gives it: several lines.
if (!/^-----BEGIN [A-Z ]*PRIVATE KEY-----\n/.test(given('private-key'))) fail('The private key is none');

const rights = Object.keys(process.env).flatMap((name) => {
  const [, right = ''] = permission.exec(name) ?? [];
  const level = process.env[name] ?? '';
  if (right !== '' && !['', 'read'].includes(level))
    fail(`The app was not granted ${right.toLowerCase()}: ${level}`);
  return right === '' || level === '' ? [] : [right.toLowerCase()];
});
const token = `ghs_app_${rights.sort().join('_') || 'none'}`;
console.log(`::add-mask::${token}`);
appendFileSync(process.env['GITHUB_OUTPUT'] ?? '', `token=${token}\n`);
