import type { Judgement } from '../../review/judge.ts';

/** Stands before the waits that are far longer than the others. */
export const mark = '🔴';

/**
 * The wait (ms) beyond which a pull request is marked: the allowed one doubled as often as it takes for half of them
 * at most to be beyond it. undefined where that tells nothing apart.
 */
export function markedBeyond(
  listed: readonly Judgement[],
  allowed = Math.max(0, ...listed.map((one) => one.allowed)),
): number | undefined {
  const longest = Math.max(0, ...listed.map(({ waited }) => waited));
  if (allowed <= 0) return undefined;
  for (let level = 2 * allowed; level < longest; level *= 2)
    if (listed.filter(({ waited }) => waited > level).length * 2 <= listed.length) return level;
  return undefined;
}
