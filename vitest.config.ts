import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['__tests__/**/*.test.ts'],
    testTimeout: 30_000,
    pool: 'forks',
    // A worker keeps what it has loaded: afresh for each file, the modules and GitHub's schema cost a third of all time. What a
    // test changes for all (process.env, console), it puts back.
    isolate: false,
    // More than cores: a good part of it is waiting for runs and for the twins. By itself it leaves a core idle.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    // graphql, of which GitHub's twin is made, compares faster in production.
    env: { NODE_ENV: 'production', ACTION_COMPILE_CACHE: resolve('node_modules/.cache/compiled') },
    execArgv: ['--import', './scripts/json-modules.ts'],
  },
});
