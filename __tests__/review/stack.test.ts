import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Layer, type StackRules, stackOf } from '../../src/review/stack.ts';

const onMain: StackRules = {
  watches: (base) => base === 'main',
  excludes: () => false,
  names: (base) => base === 'main',
  defaultBranch: 'main',
};

/** "1: a → main", a head of `-` lies in a fork. */
function layers(...lines: readonly string[]): Layer[] {
  return lines.map((line) => {
    const [, number, head = '', base = ''] = /^(\d+): (\S+) → (\S+)$/.exec(line) ?? [];
    return { number: Number(number), base, head: head === '-' ? undefined : head };
  });
}

/** So many, each towards the one before, the first towards main. */
function tower(height: number): Layer[] {
  return Array.from({ length: height }, (_, index) => ({
    number: index + 1,
    base: index === 0 ? 'main' : `layer-${index}`,
    head: `layer-${index + 1}`,
  }));
}

const below = (all: readonly Layer[], rules: Partial<StackRules> = {}) =>
  Object.fromEntries(stackOf(all, { ...onMain, ...rules }));

describe('a stack', () => {
  it('has the one below for each that is stacked, and none for the lowest', () => {
    expect(below(layers('3: c → b', '1: a → main', '2: b → a', '4: d → c'))).toEqual({ 2: 1, 3: 2, 4: 3 });
  });

  it('branches: several may stand on one', () => {
    expect(below(layers('1: a → main', '2: b → a', '3: c → a', '4: d → c'))).toEqual({ 2: 1, 3: 1, 4: 3 });
  });

  it('of one open pull request, or of none, has nothing in it', () => {
    expect(below(layers('1: a → main'))).toEqual({});
    expect(below([])).toEqual({});
  });

  it('ends where it loops, with or without a foot on the watched branch', () => {
    expect(below(layers('1: a → b', '2: b → a'))).toEqual({});
    expect(below(layers('1: a → a'))).toEqual({});
    expect(below(layers('1: main → main'))).toEqual({});
    expect(below(layers('1: a → main', '2: b → a', '3: c → b', '4: b → c'))).toEqual({ 2: 1, 3: 2, 4: 3 });
  });

  it('does not stand on a branch in a fork', () => {
    expect(below(layers('1: - → main', '2: b → a'))).toEqual({});
    expect(below(layers('1: a → main', '2: - → a', '3: c → b'))).toEqual({ 2: 1 });
  });

  it('does not lead through the default branch, nor through one that is excluded', () => {
    const isRelease = (base: string) => base === 'release';
    const onRelease = { watches: isRelease, names: isRelease };
    expect(below(layers('1: main → release', '2: a → main', '3: b → a'), onRelease)).toEqual({});
    expect(
      below(layers('1: main → release', '2: a → main'), { ...onRelease, defaultBranch: undefined }),
    ).toEqual({ 2: 1 });
    const withoutA = { excludes: (base: string) => base === 'a' };
    expect(below(layers('1: a → main', '2: b → a', '3: c → b'), withoutA)).toEqual({});
  });

  it('has no layer of a name that the settings write down, but may have one that a pattern matches', () => {
    const all = layers('1: develop → main', '2: a → develop', '3: b → a');
    const both = (base: string) => base === 'main' || base === 'develop';
    expect(below(all, { watches: both, names: both })).toEqual({ 3: 2 });
    expect(below(all, { watches: () => true })).toEqual({ 2: 1, 3: 2 });
  });

  it('names one nearer to the watched branch before a lower number', () => {
    const watches = (base: string) => base === 'main' || base.startsWith('feat-');
    const all = layers('5: feat-x → main', '7: y → main', '1: feat-x → y', '9: q → feat-x');
    expect(below(all, { watches })).toMatchObject({ 1: 7, 9: 5 });
  });

  it('names the lowest number of several with one source branch', () => {
    expect(below(layers('7: a → main', '5: a → main', '9: b → a', '6: a → main'))).toEqual({ 9: 5 });
  });

  it('stands on the watched branch, not on a lower number that only goes in circles', () => {
    expect(below(layers('5: a → main', '2: b → a', '1: a → b'))).toMatchObject({ 1: 2, 2: 5 });
  });

  it('of 40 is known to its top', () => {
    const found = stackOf(tower(40).toReversed(), onMain);
    expect([...found].sort(([a], [b]) => a - b)).toEqual(
      Array.from({ length: 39 }, (_, index) => [index + 2, index + 1]),
    );
  });

  it.each([
    ['on one another', tower(2000).toReversed()],
    [
      'on a thousand that share a source branch',
      Array.from({ length: 2000 }, (_, index) =>
        index % 2 === 0
          ? { number: index, base: 'main', head: 'a' }
          : { number: index, base: 'a', head: `b-${index}` },
      ),
    ],
  ])('of two thousand %s takes no time', (_, all) => {
    const begun = performance.now();
    expect(stackOf(all, onMain).size).toBeGreaterThanOrEqual(1000);
    expect(performance.now() - begun).toBeLessThan(1000);
  });
});

describe('always', () => {
  const branch = fc.constantFrom('main', 'release', 'wip', 'a', 'b', 'c', 'd', 'e');
  const anyLayers = fc
    .array(fc.record({ base: branch, head: fc.option(branch, { nil: undefined, freq: 6 }) }), {
      maxLength: 12,
    })
    .map((all) => all.map((one, index): Layer => ({ number: index + 1, ...one })));
  const anyRules = fc.constantFrom<StackRules>(
    onMain,
    { ...onMain, watches: (base) => base === 'release', names: (base) => base === 'release' },
    { ...onMain, watches: (base) => base !== 'wip', excludes: (base) => base === 'wip' },
    { ...onMain, excludes: (base) => base === 'a', defaultBranch: undefined },
    { ...onMain, watches: () => true, names: (base) => base === 'a', defaultBranch: 'e' },
  );

  it('the order of the pull requests does not matter', () => {
    fc.assert(
      fc.property(anyLayers, anyRules, fc.infiniteStream(fc.nat()), (all, rules, keys) => {
        const shuffled = all
          .map((one) => ({ one, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        expect(new Map(stackOf(shuffled, rules))).toEqual(new Map(stackOf(all, rules)));
      }),
    );
  });

  it('a stacked one is towards the source branch of the one below, which may carry it', () => {
    fc.assert(
      fc.property(anyLayers, anyRules, (all, rules) => {
        const byNumber = new Map(all.map((one) => [one.number, one]));
        for (const [number, lower] of stackOf(all, rules)) {
          const { base } = byNumber.get(number) ?? {};
          expect(byNumber.get(lower)?.head).toBe(base);
          expect(number).not.toBe(lower);
          expect(base).not.toBe(rules.defaultBranch);
          expect(rules.excludes(base ?? '')).toBe(false);
        }
      }),
    );
  });

  it('stacked are exactly those that a search from each downwards finds to stand on a watched one', () => {
    fc.assert(
      fc.property(anyLayers, anyRules, (all, rules) => {
        const carries = ({ head }: Layer) =>
          head !== undefined && head !== rules.defaultBranch && !rules.excludes(head) && !rules.names(head);
        const isTowards = (one: Layer, seen: readonly number[]): boolean =>
          rules.watches(one.base) || lowers(one).some((lower) => isDown(lower, seen));
        const isDown = (lower: Layer, seen: readonly number[]) =>
          !seen.includes(lower.number) && isTowards(lower, [...seen, lower.number]);
        const lowers = (one: Layer) =>
          all.filter((lower) => lower !== one && lower.head === one.base && carries(lower));
        const expected = all.filter((one) => lowers(one).some((lower) => isDown(lower, [one.number])));
        const found = stackOf(all, rules);
        // One that is watched by itself may stand on another one only through itself.
        const through = all.filter(
          (one) => rules.watches(one.base) && found.has(one.number) && !expected.includes(one),
        );
        expect(new Set(found.keys())).toEqual(new Set([...expected, ...through].map(({ number }) => number)));
      }),
    );
  });

  it('a chain leads from each stacked one down to a watched one', () => {
    fc.assert(
      fc.property(anyLayers, anyRules, (all, rules) => {
        const found = stackOf(all, rules);
        for (const number of found.keys()) expect(isGrounded(number, all, found, rules)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('one from a fork carries nothing', () => {
    fc.assert(
      fc.property(anyLayers, anyRules, branch, (all, rules, base) => {
        const found = new Map(stackOf([...all, { number: 99, base, head: undefined }], rules));
        found.delete(99);
        expect(found).toEqual(new Map(stackOf(all, rules)));
      }),
    );
  });

  it('a further one elsewhere changes nothing', () => {
    fc.assert(
      fc.property(anyLayers, anyRules, branch, (all, rules, base) => {
        const known = new Map(stackOf(all, rules));
        const aside = [
          { number: 99, base: 'wip', head: 'nobody-targets-this' },
          { number: 98, base, head: 'nor-this' },
        ];
        const found = new Map(stackOf([...all, ...aside], rules));
        for (const { number } of aside) found.delete(number);
        expect(found).toEqual(known);
      }),
    );
  });

  it('a further layer on top never takes one out of the stack', () => {
    fc.assert(
      fc.property(anyLayers, anyRules, branch, branch, (all, rules, base, head) => {
        const found = stackOf([...all, { number: 99, base, head }], rules);
        for (const number of stackOf(all, rules).keys()) expect(found.has(number)).toBe(true);
      }),
    );
  });
});

/** Whether the numbers below it lead to one whose target branch is watched, without going round. */
function isGrounded(
  number: number,
  all: readonly Layer[],
  found: ReadonlyMap<number, number>,
  { watches }: StackRules,
): boolean {
  const baseOf = new Map(all.map((one) => [one.number, one.base]));
  let at: number | undefined = number;
  for (let steps = 0; at !== undefined && steps <= all.length; steps++) {
    if (watches(baseOf.get(at) ?? '')) return true;
    at = found.get(at);
  }
  return false;
}
