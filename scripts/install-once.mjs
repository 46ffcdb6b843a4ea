// Runs before every command: installs the dependencies when they are missing or older than the lock file, so
// that one command is enough on a fresh clone. Plain JavaScript: it also runs on Node 20, before Node 24 is
// installed. Where there is Node 24, no package's own script runs: the only one fetches that Node.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

const installed = 'node_modules/.package-lock.json';
const wanted = 'package-lock.json';
// The commands run TypeScript, which npm starts by the Node of the package `node` where its script has run.
const runsTypeScript = Number(process.versions.node.split('.')[0]) >= 24;

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(wanted).mtimeMs) {
  console.error('Installing dependencies (npm ci) …');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-fund', '--no-audit', '--loglevel=error'];
  if (runsTypeScript) args.push('--ignore-scripts');
  const result = npm
    ? spawnSync(process.execPath, [npm, ...args], { stdio: ['ignore', 2, 2] })
    : spawnSync('npm', args, { stdio: ['ignore', 2, 2], shell: true });
  if (result.status !== 0) {
    console.error('npm ci failed: see above. Is the package registry reachable?');
    process.exit(result.status ?? 1);
  }
}

const brought = ['node_modules/.bin/node', 'node_modules/node/bin/node'].some((path) => existsSync(path));
if (!runsTypeScript && !brought) {
  console.error(
    `This needs Node 24, and here is ${process.version}. npm did not install the one that package.json brings: ` +
      'were scripts switched off (ignore-scripts)? Then run: npm rebuild node --ignore-scripts=false',
  );
  process.exit(1);
}
