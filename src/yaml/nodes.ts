import { isAlias, isMap, isNode, isScalar, isSeq, type Scalar, type YAMLMap } from 'yaml';
import type { YamlEntry, YamlFlaw, YamlNode, YamlPlace } from '../values/yaml.ts';

/** Aliases within what an alias names, in levels: ten of them could be a billion values. */
const aliasLevels = 3;
/** What aliases and merges may add to a file in all, in values. */
const addedAtMost = 10_000;
/** Tags that say what holds anyway. */
const harmless = /^tag:yaml\.org,2002:(str|int|float|bool|null|seq|map)$/;

interface Read {
  readonly node: YamlNode;
  /** Values in it, aliases followed. */
  readonly size: number;
  /** Aliases within aliases. */
  readonly levels: number;
}

/** Turns the library's nodes into plain data; what is of no use is told, and read as nothing. */
export class Nodes {
  readonly flaws: YamlFlaw[] = [];
  readonly #placeAt: (offset: number) => YamlPlace;
  readonly #broken: number;
  /** 'open' while its value is being read. */
  readonly #anchors = new Map<string, Read | 'open'>();
  #added = 0;

  /** @param broken offset of the first place that is no YAML: of the file's map, nothing from there on is read */
  constructor(placeAt: (offset: number) => YamlPlace, broken: number) {
    this.#placeAt = placeAt;
    this.#broken = broken;
  }

  /** Calls itself as deep as the file is nested, which is bounded before. */
  readRoot(root: unknown): YamlNode {
    if (this.#broken === Number.POSITIVE_INFINITY) return this.#read(root, 0).node;
    if (!isMap(root)) return this.#nothing(0).node;
    root.items = root.items.filter(({ key, value }) =>
      [key, value].every((part) => !isNode(part) || (part.range?.[1] ?? 0) < this.#broken),
    );
    return this.#read(root, 0).node;
  }

  /** @param before offset of what stands before it, where it is nothing */
  #read(node: unknown, before: number): Read {
    if (!isNode(node)) return this.#nothing(before);
    const [offset = before] = node.range ?? [];
    if (isAlias(node)) return this.#alias(node.source, offset);
    if (node.tag !== undefined && !harmless.test(node.tag))
      return this.#flawed(
        offset,
        'An exclamation mark without quotes begins a tag of YAML, and is no text. Put it into quotes, such as "!wip".',
      );
    if (node.anchor === undefined) return this.#value(node, offset);
    this.#anchors.set(node.anchor, 'open');
    const read = this.#value(node, offset);
    this.#anchors.set(node.anchor, read);
    return read;
  }

  #value(node: unknown, offset: number): Read {
    const at = this.#placeAt(offset);
    if (isMap(node)) return this.#map(node, at);
    if (isSeq(node)) {
      const items = node.items.map((item) => this.#read(item, offset));
      return { node: { kind: 'list', items: items.map((item) => item.node), at }, ...sum(items) };
    }
    if (!isScalar(node)) return this.#nothing(offset);
    const text = sourceOf(node);
    const isNull = node.type === 'PLAIN' && /^(|~|null|Null|NULL)$/.test(text);
    return isNull ? this.#nothing(offset) : { node: { kind: 'text', text, at }, size: 1, levels: 0 };
  }

  #map(map: YAMLMap, at: YamlPlace): Read {
    const entries = new Map<string, YamlEntry>();
    const merged: YamlEntry[] = [];
    const parts: Read[] = [];
    let isMerged = false;
    for (const { key, value } of map.items) {
      const [offset, , end] = (isNode(key) && key.range) || [0, 0, 0];
      const own = this.#read(key, offset);
      const place = this.#placeAt(offset);
      const read = this.#read(value, end);
      if (own.node.kind !== 'text') {
        this.#flawed(offset, 'A key must be a text, such as threshold. A pattern (*, !x, [x]) needs quotes.');
        continue;
      }
      const { text } = own.node;
      const isMerge = text === '<<' && isScalar(key) && key.type === 'PLAIN';
      const before = isMerge ? isMerged : entries.get(text);
      if (before) {
        const also = before === true ? '' : `, first in line ${before.at.line}`;
        this.flaws.push({ at: place, given: text, message: `is there twice${also}. Remove one.` });
      } else if (isMerge) {
        isMerged = true;
        const from = this.#merged(read.node, end);
        merged.push(...from);
        this.#added += from.length;
        parts.push(read);
      } else {
        entries.set(text, { key: text, at: place, value: read.node });
        parts.push(read);
      }
    }
    // What is written out wins, wherever the merge stands; of several merged ones, the first.
    for (const entry of merged) if (!entries.has(entry.key)) entries.set(entry.key, entry);
    return { node: { kind: 'map', entries: [...entries.values()], at }, ...sum(parts) };
  }

  #merged(from: YamlNode, offset: number): readonly YamlEntry[] {
    const maps = from.kind === 'list' ? from.items : [from];
    const entries = maps.flatMap((map) => (map.kind === 'map' ? map.entries : []));
    if (maps.some(({ kind }) => kind === 'text' || kind === 'list'))
      this.#flawed(offset, '"<<" merges maps, and this is none. Name the anchor of one: "<<: *name".');
    if (this.#added + entries.length <= addedAtMost) return entries;
    this.#tooMuch(offset);
    return [];
  }

  #alias(name: string, offset: number): Read {
    const found = this.#anchors.get(name);
    if (found === undefined)
      return this.#flawed(
        offset,
        'An asterisk without quotes begins an alias of YAML, and no anchor (&) of this name stands before it. Put a pattern into quotes, such as "*[bot]".',
      );
    if (found === 'open') return this.#flawed(offset, 'An alias names what it stands in.');
    const levels = found.levels + 1;
    if (levels > aliasLevels)
      return this.#flawed(
        offset,
        `Aliases stand within aliases on more than ${aliasLevels} levels. Write out what is meant.`,
      );
    this.#added += found.size;
    return this.#added > addedAtMost ? this.#tooMuch(offset) : { ...found, levels };
  }

  /** Told once. */
  #tooMuch(offset: number): Read {
    if (this.#added === Number.POSITIVE_INFINITY) return this.#nothing(offset, { isFlaw: true });
    this.#added = Number.POSITIVE_INFINITY;
    return this.#flawed(
      offset,
      `Aliases and merges add more than ${addedAtMost.toLocaleString('en')} values to the file, too many to be meant.`,
    );
  }

  #flawed(offset: number, message: string): Read {
    this.flaws.push({ at: this.#placeAt(offset), message });
    return this.#nothing(offset, { isFlaw: true });
  }

  #nothing(offset: number, { isFlaw } = { isFlaw: false }): Read {
    return { node: { kind: 'nothing', isFlaw, at: this.#placeAt(offset) }, size: 1, levels: 0 };
  }
}

/** As it stands in the file, quotes and escapes resolved. */
function sourceOf({ source, value }: Scalar): string {
  return source ?? String(value ?? '');
}

function sum(parts: readonly Read[]): Pick<Read, 'size' | 'levels'> {
  return {
    size: parts.reduce((total, { size }) => total + size, 1),
    levels: parts.reduce((most, { levels }) => Math.max(most, levels), 0),
  };
}
