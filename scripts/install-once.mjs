// Installs the dependencies when they are missing or older than the lock file, so that one command is
// enough on a fresh clone. Plain JavaScript: it also runs on Node 20, before Node 24 is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

const installed = 'node_modules/.package-lock.json';
const wanted = 'package-lock.json';

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(wanted).mtimeMs) {
  console.error('Installing dependencies (npm ci) …');
  const npm = process.env.npm_execpath;
  const result = npm
    ? spawnSync(process.execPath, [npm, 'ci', '--no-fund', '--no-audit', '--loglevel=error'], {
        stdio: ['ignore', 2, 2],
      })
    : spawnSync('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
        stdio: ['ignore', 2, 2],
        shell: true,
      });
  if (result.status !== 0) {
    console.error('npm ci failed: see above. Is the package registry reachable?');
    process.exit(result.status ?? 1);
  }
}
