/**
 * The candidates that are most like a name, nearest first, so that a typing slip can be pointed out.
 * Edit distance without regard to case; part of a name counts as near (`Berlin` → `Europe/Berlin`).
 */
export function nearest(name: string, candidates: Iterable<string>, limit = 3): string[] {
  const wanted = name.toLowerCase().slice(0, 100);
  return [...new Set(candidates)]
    .map((candidate) => {
      const other = candidate.toLowerCase().slice(0, 100);
      const apart = Math.abs(wanted.length - other.length);
      const contains = wanted !== '' && (other.includes(wanted) || wanted.includes(other));
      return { candidate, distance: contains ? apart / 1000 : editDistance(wanted, other) };
    })
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, limit)
    .map(({ candidate }) => candidate);
}

/** The candidates that are a slip of the keyboard away from a name: one change for each four characters. */
export function similar(name: string, candidates: readonly string[], limit = 3): string[] {
  const wanted = name.toLowerCase();
  const near = candidates.filter(
    (candidate) => editDistance(wanted, candidate.toLowerCase()) <= Math.floor(wanted.length / 4),
  );
  return nearest(name, near, limit);
}

/** Changes of one character, and swaps of two neighbours. */
function editDistance(a: string, b: string): number {
  let above: readonly number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? (above[j - 2] ?? 0) + 1 : replaced;
      next.push(Math.min(replaced, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    above = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
