/** A map within the file whose keys are like inputs: a route, its `when`, a level. */
import { nearest } from '../values/nearest.ts';
import type { YamlEntry, YamlFlaw, YamlMap, YamlNode } from '../values/yaml.ts';
import { declared } from './declarations.ts';
import type { Inputs, Placed } from './inputs.ts';
import { nodeWords, placedValue } from './placed.ts';
import type { Problems } from './problem.ts';
import { Reader } from './reader.ts';
import { whenName } from './when.ts';

/** Reads the maps of a list; what is none is told at its place. @param form what is allowed, in words */
export function readMaps<T>(
  node: YamlNode,
  {
    name,
    form,
    file,
    problems,
  }: {
    readonly name: string;
    readonly form: string;
    readonly file: string;
    readonly problems: Problems;
  },
  read: (map: YamlMap) => readonly T[],
): T[] {
  if (node.kind === 'nothing') return [];
  if (node.kind !== 'list') {
    problems.add({ file, ...node.at }, `${name} is ${nodeWords[node.kind]}. ${form}`);
    return [];
  }
  return node.items.flatMap((item) => {
    if (item.kind === 'map') return read(item);
    problems.add({ file, ...item.at }, `An entry of ${name} is ${nodeWords[item.kind]}. ${form}`);
    return [];
  });
}

interface Part {
  readonly file: string;
  readonly keys: readonly string[];
  readonly flaws: YamlFlaw[];
  readonly prefix: string;
}

/** The values of a map by their keys; a key that is none comes with the nearest one. */
export function placedIn(
  entries: readonly YamlEntry[],
  { file, keys, flaws, prefix }: Part,
): Map<string, Placed> {
  const placed = new Map<string, Placed>();
  for (const { key, at, value } of entries) {
    if (key === 'when' && prefix === '') continue;
    if (!keys.includes(key)) {
      const message = `is no key here. Did you mean ${nearest(key, keys, 1).join()}? Allowed: ${keys.join(', ')}.`;
      flaws.push({ at, given: key, message });
      continue;
    }
    const isList = prefix !== '' || key === 'mention' || declared.get(key)?.kind.isList === true;
    const found = placedValue({ name: key, isList }, value, file, flaws);
    if (found) placed.set(prefix === '' ? key : whenName(key), found);
  }
  return placed;
}

/** @param inputs whose values hold where none is placed */
export function readerOf(
  placed: ReadonlyMap<string, Placed>,
  inputs: Inputs | undefined,
  problems: Problems,
): Reader {
  const texts = new Map<string, string>(inputs?.texts);
  const entries = new Map(inputs?.entries);
  for (const [name, { text, entries: listed }] of placed) {
    texts.set(name, text);
    entries.delete(name);
    if (listed)
      entries.set(
        name,
        listed.map((entry) => entry.text),
      );
  }
  return new Reader({ texts, entries, problems }, declared);
}
