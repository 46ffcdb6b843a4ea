import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitList } from '../../src/values/list.ts';
import {
  branchMatching,
  exactNames,
  nameMatching,
  patternList,
  selects,
} from '../../src/values/pattern-list.ts';

function list(text: string, matching = branchMatching) {
  return patternList(splitList(text), matching);
}

describe('a pattern list', () => {
  it.each([
    ['main', 'main', true],
    ['main', 'Main', false],
    ['main', 'mainline', false],
    ['release-*', 'release-3.4', true],
    ['release-*', 'release-', true],
    ['release-*', 'release-3/4', false],
    ['release/*', 'release/3.4', true],
    ['**', 'a/b/c', true],
    ['feature/**', 'feature/a/b', true],
    ['*/b', 'a/b', true],
    ['v?', 'v7', true],
    ['v?', 'v10', false],
    ['v?', 'v/', false],
    ['v?', 'v', false],
    ['a[bc]', 'a[bc]', true],
    ['a[bc]', 'ab', false],
    ['a.c', 'abc', false],
    ['!wip', 'main', true],
    ['!wip', 'wip', false],
    ['main, !main', 'main', false],
    ['!release-1, release-*', 'release-1', false],
    ['!release-1, release-*', 'release-2', true],
    ['*', '🎉', true],
    ['?', '🎉', true],
    ['***', 'a/b', true],
  ])('%j over branch %j: %j', (patterns, branch, expected) =>
    expect(selects(list(patterns), branch)).toBe(expected),
  );

  it.each([
    ['dependabot[bot]', 'dependabot[bot]', true],
    ['*[bot]', 'renovate[bot]', true],
    ['*[bot]', 'abbot', false],
    ['OctoCat', 'octocat', true],
    ['area*', 'area/web', true],
    ['!*[bot]', 'octocat', true],
    ['!*[bot]', 'Renovate[Bot]', false],
  ])('%j over name %j: %j', (patterns, name, expected) =>
    expect(selects(list(patterns, nameMatching), name)).toBe(expected),
  );

  it.each([
    ['main', ['main']],
    ['main, v1, main', ['main', 'v1']],
    ['main, v*', undefined],
    ['main, !v1', undefined],
    ['a[b]', ['a[b]']],
  ])('%j names exactly %j', (text, names) => expect(exactNames(list(text))).toEqual(names));

  it('agrees with a slow reading of the same glob', () => {
    const alphabet = fc.constantFrom('a', 'b', '/', '*', '?', '**');
    const text = fc.array(fc.constantFrom('a', 'b', '/'), { maxLength: 8 }).map((parts) => parts.join(''));
    const pattern = fc.array(alphabet, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
    const slow = (glob: string, value: string): boolean => {
      if (glob === '') return value === '';
      const stars = /^\*+/.exec(glob)?.[0];
      if (stars) {
        const rest = glob.slice(stars.length);
        const run = stars.length === 1 ? (/^[^/]*/.exec(value)?.[0] ?? '') : value;
        return Array.from({ length: run.length + 1 }, (_, taken) => taken).some((taken) =>
          slow(rest, value.slice(taken)),
        );
      }
      const fits = glob[0] === '?' ? value !== '' && value[0] !== '/' : value[0] === glob[0];
      return fits && slow(glob.slice(1), value.slice(1));
    };
    fc.assert(
      fc.property(pattern, text, (glob, value) => {
        expect(selects(list(glob), value)).toBe(slow(glob, value));
      }),
    );
  });

  it('stays linear where backtracking would explode', () => {
    const hostile = list(`${'*a'.repeat(200)}b`, nameMatching);
    expect(selects(hostile, 'a'.repeat(5000))).toBe(false);
  });
});
