import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { branchFlaw, labelFlaw, loginFlaw } from '../../src/values/entry.ts';

describe('an entry of branches', () => {
  it.each([
    ['refs/heads/main', 'main'],
    ['refs/heads/release-*', 'release-*'],
    ['refs/remotes/origin/main', 'main'],
    ['refs/tags/v1', undefined],
    ['origin/main', 'main'],
    ['origin/release/*', 'release/*'],
    ['remotes/upstream/main', 'main'],
    ['^main$', 'main'],
    ['^release-.*$', 'release-*'],
    ['^(main|next)$', 'main, next'],
    ['release/.*', 'release/*'],
    ['release-[0-9]+', 'release-*'],
    ['^v\\d+\\.\\d+$', 'v*.*'],
    ['main master', undefined],
    ['main # the trunk', undefined],
    ['ma\u200bin', undefined],
    ['a:b', undefined],
    ['a~1', undefined],
    ['main\\', undefined],
    ['a..b', undefined],
    ['main@{1}', undefined],
    ['/main', undefined],
    ['release/', undefined],
    ['a//b', undefined],
    ['.github', undefined],
    ['main.', undefined],
    ['main.lock', undefined],
    ['x'.repeat(1001), undefined],
  ])('%j can match none; meant is %j', (entry, meant) => {
    expect(branchFlaw(entry)).toBeDefined();
    expect(branchFlaw(entry)?.meant).toBe(meant);
  });

  it.each([
    'main',
    'release-*',
    'release-1.*',
    'v?.x',
    '**',
    '*',
    'feature/**',
    'heads/main',
    'upstream/latest',
    'a]b',
    "it's",
    '#1',
    'main,',
    'main|next',
    'v1$',
    'büro/ä',
    '🎉',
    '-x',
    '@',
  ])('%j can match one', (entry) => expect(branchFlaw(entry)).toBeUndefined());

  it('without wildcards is one that git takes, or has a flaw', () => {
    const part = fc.stringMatching(/^[a-zA-Z0-9._@{}~^: \\[\]\-/$|,#]{1,12}$/);
    const names = fc.sample(part, { seed: 12, numRuns: 200 });
    for (const name of names) {
      const taken = isRef(`refs/heads/${name}`);
      expect([name, branchFlaw(name) === undefined]).toEqual([name, taken]);
    }
  });
});

/** What git says of a name. */
function isRef(name: string): boolean {
  try {
    execFileSync('git', ['check-ref-format', name]);
    return true;
  } catch {
    // Its exit code is the answer.
    return false;
  }
}

describe('an entry of logins', () => {
  it.each([
    ['@octocat', 'octocat'],
    ['@octo*', 'octo*'],
    ['app/dependabot', 'dependabot[bot]'],
    ['apps/renovate[bot]', 'renovate[bot]'],
    ['https://github.com/octocat', 'octocat'],
    ['https://github.com/apps/renovate', 'renovate[bot]'],
    ['@', undefined],
    ['@acme/team', undefined],
    ['acme/team', undefined],
    ['a, b', undefined],
    ['a b', undefined],
    ['octocat [bot]', 'octocat[bot]'],
    ['[bot]', '*[bot]'],
    ['[octocat]', 'octocat'],
    ['^.*\\[bot\\]$', '*[bot]'],
    ['(a|b)', 'a, b'],
    ['octo\u200bcat', undefined],
  ])('%j can match none; meant is %j', (entry, meant) => {
    expect(loginFlaw(entry)).toBeDefined();
    expect(loginFlaw(entry)?.meant).toBe(meant);
  });

  it.each(['octocat', 'octo_acme', '*', '*[bot]', 'dependabot[bot]', 'ghost', 'a?c', 'octocat@acme.com'])(
    '%j can match one',
    (entry) => expect(loginFlaw(entry)).toBeUndefined(),
  );
});

describe('an entry of labels', () => {
  it.each(['needs, review', '[WIP]', 'kind: bug 🐛', '@octocat', 'x'.repeat(50), `${'*x'.repeat(50)}`])(
    '%j can match one',
    (entry) => expect(labelFlaw(entry)).toBeUndefined(),
  );
  it.each(['x'.repeat(51), `*${'?'.repeat(51)}`, 'x'.repeat(1001)])('%j can match none', (entry) =>
    expect(labelFlaw(entry)).toBeDefined(),
  );
});
