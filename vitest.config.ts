import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['__tests__/**/*.test.ts'],
    testTimeout: 30_000,
    // The official action.yml parser imports JSON without an attribute, which plain Node refuses.
    server: { deps: { inline: [/@actions\/workflow-parser/] } },
    coverage: { include: ['src/**/*.ts'] },
  },
});
