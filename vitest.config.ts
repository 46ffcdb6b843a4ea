import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['__tests__/**/*.test.ts'],
    testTimeout: 30_000,
    pool: 'forks',
    // By itself it leaves a core idle: half of a runner's two.
    maxWorkers: '100%',
    execArgv: ['--import', './scripts/json-modules.ts'],
  },
});
