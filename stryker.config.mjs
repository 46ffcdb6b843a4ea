/**
 * `npm run mutation`: changes src/review/ in some 1,000 ways, and sees whether a test fails each time.
 *
 * Some changes live, since nobody could see them:
 * - A bound is moved where both sides give the same: an empty span, a wait of nothing, the first of January asked for
 *   before its year is known, the horizon of 40,000 days, which no doubling step meets.
 * - A guard is dropped behind another one: of an instant that is not known (no instant is before or after it), of a
 *   date that is none, of days beyond the year, of bots where there are none.
 * - What is never reached: a review without a discount after none counted, public holidays where no region is named.
 * - The first year is known a day early, so the zone's offset at the start matters no more.
 * - Two reviews of one person in the same second: either is named.
 */
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
