import type { CST } from 'yaml';

/** No config file needs more levels. */
const deepest = 20;

/** Where a document is nested beyond what anybody means, as an offset: found without recursion. */
export function isTooDeep(token: CST.Token): number | undefined {
  const open: [CST.Token, number][] = [[token, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [one, depth] = next;
    if (depth > deepest) return 'offset' in one ? one.offset : 0;
    if (one.type === 'document' && one.value) open.push([one.value, depth]);
    if (!('items' in one)) continue;
    for (const item of one.items) {
      if (item.key) open.push([item.key, depth + 1]);
      if (item.value) open.push([item.value, depth + 1]);
    }
  }
  return undefined;
}
