import { describe, expect, it } from 'vitest';
import { dependencyProblems } from '../../scripts/dependencies.ts';

const lock = {
  packages: {
    '': { license: 'MIT' },
    'node_modules/retry': { license: 'MIT' },
    'node_modules/@acme/clock': { license: 'ISC' },
    'node_modules/retry/node_modules/tunnel': { license: 'MIT' },
    'node_modules/vitest': { license: 'MIT', dev: true },
  },
};
const license = (name: string, kind: string) =>
  `${name}\n${kind}\nCopyright\n\nretry as often as you like\n\n`;
const row = (name: string, kind: string) => `| \`${name}\` | for a reason | 12 | ${kind} | somebody |`;
const problems = (licenses: readonly string[], ...rows: readonly string[]) =>
  dependencyProblems(licenses, lock, rows.join('\n'));

describe('the table of what is in dist/', () => {
  it('has each package of every bundle, with its licence', () => {
    expect(
      problems(
        [license('retry', 'MIT') + license('@acme/clock', 'ISC'), license('tunnel', 'MIT')],
        row('retry', 'MIT'),
        row('@acme/clock', 'ISC'),
        row('tunnel', 'MIT'),
      ),
    ).toEqual([]);
  });

  it('lacks one that came in', () => {
    expect(problems([license('retry', 'MIT') + license('@acme/clock', 'ISC')], row('retry', 'MIT'))).toEqual([
      'docs/dependencies.md has no row for @acme/clock (ISC), which is in dist/: why is it there, and who keeps it?',
    ]);
  });

  it('says a licence that was changed', () => {
    expect(problems([license('retry', 'BUSL-1.1')], row('retry', 'MIT'))).toEqual([
      'docs/dependencies.md: the licence of retry is BUSL-1.1, not MIT',
    ]);
  });

  it.each(['vitest', 'left-behind'])('has %s, which no run needs', (name) => {
    expect(problems([], row(name, 'MIT'))).toEqual([
      `docs/dependencies.md has a row for ${name}, which no run needs: remove it`,
    ]);
  });
});
