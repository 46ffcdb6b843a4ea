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
  /** A branch that the settings name without wildcards: people know it, and it is no layer. */
  readonly names: (base: string) => boolean;
  /** Never a layer either: one open develop → main does not stack all that is towards develop. */
  readonly defaultBranch: string | undefined;
}

/**
 * Which open pull requests of a repository stand on one that is towards a watched branch, itself or through others
 * (docs/rules.md): the number of the one below each. Of several with one source branch, the lowest number of those
 * nearest to the watched branch stands below. In which order they are given does not matter; a chain that loops ends.
 */
export function stackOf(
  layers: readonly Layer[],
  { watches, excludes, names, defaultBranch }: StackRules,
): ReadonlyMap<number, number> {
  const byBase = Map.groupBy(layers, ({ base }) => base);
  const below = new Map<number, number>();
  let floor = layers.filter(({ base }) => watches(base));
  const reached = new Set(floor.map(({ number }) => number));
  // Floor by floor: whoever stands below was reached before, so that every chain leads down to a watched branch.
  while (floor.length > 0) {
    const next = new Map<number, Layer>();
    const here = new Map<number, number>();
    for (const { number, head } of floor) {
      if (head === undefined || head === defaultBranch || excludes(head) || names(head)) continue;
      for (const above of byBase.get(head) ?? []) {
        if (above.number === number || (reached.has(above.number) && !watches(head))) continue;
        if (!watches(head)) next.set(above.number, above);
        here.set(above.number, Math.min(number, here.get(above.number) ?? number));
      }
    }
    // Nearer to the watched branch comes before.
    for (const [above, number] of here) if (!below.has(above)) below.set(above, number);
    for (const number of next.keys()) reached.add(number);
    floor = [...next.values()];
  }
  return below;
}
