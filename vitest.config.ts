import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['__tests__/**/*.test.ts'],
    testTimeout: 30_000,
    pool: 'forks',
    execArgv: ['--import', './scripts/json-modules.ts'],
    coverage: { include: ['src/**/*.ts'] },
  },
});
