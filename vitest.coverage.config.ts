import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vitest/config';
import tests from './vitest.config.ts';

/**
 * All tests, and what of src/ they run: in their own processes, and in those of the action that the end-to-end
 * tests start. Node runs src/ itself in both, so that the counts of one line add up.
 */
export default mergeConfig(
  tests,
  defineConfig({
    test: {
      // Node's own loader, as in the action's process: Vite's would give the same line other columns.
      experimental: { viteModuleRunner: false },
      // What comes out of a cache is counted less exactly.
      env: { ACTION_MAIN: 'src/main.ts', ACTION_COMPILE_CACHE: '' },
      // Counting takes time, and a few tests are about time.
      retry: 2,
      reporters: ['minimal'],
      silent: true,
      coverage: {
        enabled: true,
        autoAttachSubprocess: true,
        reportOnFailure: true,
        include: ['src/**/*.ts'],
        reporter: [
          [fileURLToPath(new URL('scripts/coverage-report.ts', import.meta.url)), {}],
          ['html', {}],
        ],
      },
    },
  }),
);
