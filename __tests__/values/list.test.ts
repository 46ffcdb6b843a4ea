import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bareEntry, listAsText, saysNothing, splitList } from '../../src/values/list.ts';

describe('a list', () => {
  it.each([
    ['a, b,,c ', ['a', 'b', 'c']],
    ['a\nb, c\r\n\n', ['a', 'b, c']],
    ['needs, review\n', ['needs, review']],
    [' \n ', []],
    ['# who counts\nocto\n  # and the bots\n*[bot]\n', ['octo', '*[bot]']],
    ['#1\n', []],
    ['#1, #2', ['#1', '#2']],
    ['\u00a0main\u200b,\ufeff release-* ', ['main', 'release-*']],
  ])('%j has the entries %j', (text, entries) => expect(splitList(text)).toEqual(entries));

  it.each([
    ['', true],
    [' \t\n ', true],
    ['\u00a0', true],
    ['\u200b\u2060\ufeff', true],
    ['# nothing\n\n  # yet\n', true],
    ['#1', false],
    ['# nothing\nmain', false],
    [',', false],
  ])('%j says nothing: %j', (text, nothing) => expect(saysNothing(text)).toBe(nothing));

  it.each([
    ['[\'main\', "x"]', ['main', 'x']],
    ['[main, master]', ['main', 'master']],
    ['[main]', ['main']],
    ['[\n  "main",\n  "x"\n]\n', ['main', 'x']],
    ['- main\n- master\n', ['main', 'master']],
    ["- 'main'", ['main']],
    ['# mine\n- main\n', ['main']],
    ['"main, master"', ['main', 'master']],
    ['[]', []],
    ['main, master', undefined],
    ['main\n- master', undefined],
    ['"main", "master"', undefined],
    ['a[b]', undefined],
  ])('%j is one of YAML or JSON with %j', (text, meant) =>
    expect(listAsText(text, { brackets: false })).toEqual(meant),
  );

  it.each([
    ['[WIP]', undefined],
    ['[WIP], [bug]', undefined],
    ['[WIP] first\nlast [bug]', undefined],
    ['[bug, wip]', ['bug', 'wip']],
    ['["[WIP]", "bug"]', ['[WIP]', 'bug']],
    ['- bug\n- wip\n', ['bug', 'wip']],
  ])('%j of names with brackets is one with %j', (text, meant) =>
    expect(listAsText(text, { brackets: true })).toEqual(meant),
  );

  it.each([
    ['"main"', 'main', 'main'],
    ["'main'", 'main', 'main'],
    ['“main”', 'main', 'main'],
    ['`main`', 'main', 'main'],
    ['!"main"', '!main', '!main'],
    ['"!main"', '!main', '!main'],
    ['"main",', 'main', 'main'],
    ['"main', 'main', undefined],
    ["main'", 'main', undefined],
    ["it's", undefined, undefined],
    ['main', undefined, undefined],
    ['15"', '15', undefined],
  ])('the entry %j is without its quotes %j, and where names may have some %j', (entry, plain, free) => {
    expect(bareEntry(entry, false)).toBe(plain);
    expect(bareEntry(entry, true)).toBe(free);
  });

  it('of plain names is read as written, whichever way', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9/.-]{0,8}[a-z]$/);
    fc.assert(
      fc.property(fc.array(name, { minLength: 1 }), (names) => {
        expect(splitList(names.join(', '))).toEqual(names);
        expect(splitList(`# some\n${names.join('\n')}\n`)).toEqual(names);
        expect(listAsText(JSON.stringify(names), { brackets: false })).toEqual(names);
        expect(listAsText(JSON.stringify(names, null, 2), { brackets: false })).toEqual(names);
        expect(listAsText(names.map((one) => `- ${one}\n`).join(''), { brackets: false })).toEqual(names);
        expect(listAsText(names.join(', '), { brackets: false })).toBeUndefined();
      }),
    );
  });
});
