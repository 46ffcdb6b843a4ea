import { defineConfig } from 'vitest/config';

/** The tests that npm run mutation runs for each change of src/review/: rules, clock and cases. */
export default defineConfig({
  test: {
    include: ['__tests__/{review,cases}/**/*.test.ts'],
    testTimeout: 30_000,
  },
});
