/** Pull requests that stand on one another: the base of one is the source branch of another. */

/** What of an open pull request says where it stands. */
export interface Layer {
  readonly number: number;
  readonly base: string;
  /** The source branch; undefined where it lies in a fork, which no base is. */
  readonly head: string | undefined;
}

/** Which branches of a repository a stack may stand on, and lead through. */
export interface StackRules {
  /** A branch that is watched by itself. */
  readonly watches: (base: string) => boolean;
  /** A branch that the settings exclude: what is towards it is in no stack. */
  readonly excludes: (base: string) => boolean;
  /** Never a layer in between: one open develop → main does not stack all that is towards develop. */
  readonly defaultBranch: string | undefined;
}

/**
 * Which open pull requests of a repository stand on one that is towards a watched branch, itself or through others
 * (docs/rules.md): the number of the one below each. What is towards a watched branch by itself stands on none, so
 * that one open develop → main stacks nothing where both are watched. Of several with one source branch, the lowest number stands below.
 * In which order they are given does not matter; a chain that loops ends.
 */
export function stackOf(
  layers: readonly Layer[],
  { watches, excludes, defaultBranch }: StackRules,
): ReadonlyMap<number, number> {
  const byBase = Map.groupBy(layers, ({ base }) => base);
  const towards = new Map(layers.filter(({ base }) => watches(base)).map((one) => [one.number, one]));
  const below = new Map<number, number>();
  // What a Map is given while it is gone through is gone through, too.
  for (const { number, head } of towards.values()) {
    if (head === undefined || head === defaultBranch || excludes(head)) continue;
    for (const above of byBase.get(head) ?? []) {
      if (above.number === number || watches(above.base)) continue;
      towards.set(above.number, above);
      below.set(above.number, Math.min(number, below.get(above.number) ?? number));
    }
  }
  return below;
}
