/** `npm run mutation`: changes src/review/ in some 550 ways, and sees whether a test fails each time. */
export default {
  mutate: ['src/review/**/*.ts'],
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // No such file: Stryker would rewrite tsconfig.json by an interface that TypeScript 7 no longer has.
  tsconfigFile: 'none',
  ignorePatterns: ['/dist', '/docs', '/out', '/lib', '/coverage', '/reports'],
  reporters: ['clear-text', 'html'],
  clearTextReporter: { allowColor: false, reportTests: false },
  thresholds: { high: 95, low: 90, break: 90 },
};
