/** Values of a file, as the readers of inputs take them. */
import { trimBlank } from '../values/blank.ts';
import type { YamlFlaw, YamlList, YamlMap, YamlNode } from '../values/yaml.ts';
import type { Placed } from './inputs.ts';
import type { FilePlace } from './problem.ts';

export const nodeWords: Readonly<Record<YamlNode['kind'], string>> = {
  text: 'one value',
  list: 'a list',
  map: 'a map (key: value)',
  nothing: 'empty',
};

/** A value as text, or as the entries of a list; undefined where it is of another kind, or says nothing. */
export function placedValue(
  {
    name,
    isList,
    isMap = false,
  }: { readonly name: string; readonly isList: boolean; readonly isMap?: boolean },
  value: YamlNode,
  file: string,
  wrong: YamlFlaw[],
): Placed | undefined {
  if (value.kind === 'nothing') return undefined;
  const where = { file, ...value.at };
  if (value.kind === 'text') return { text: value.text, where };
  if (value.kind === 'map' && isMap) {
    const entries = linesOf(name, value, file, wrong);
    return entries.length > 0
      ? { text: entries.map((entry) => `${entry.text}\n`).join(''), where, entries }
      : undefined;
  }
  if (value.kind === 'list' && isList && !isMap) {
    const entries = entriesOf(name, value, file, wrong);
    // What looks at a text reads one entry a line.
    const text = entries.map((entry) => `${entry.text}\n`).join('');
    return entries.length > 0 ? { text, where, entries } : undefined;
  }
  const wanted = isMap
    ? 'a map (name: value)'
    : isList
      ? 'a list, or a text with commas or newlines'
      : 'one value';
  wrong.push({ at: value.at, given: name, message: `is ${nodeWords[value.kind]} here. Allowed: ${wanted}.` });
  return undefined;
}

function entriesOf(name: string, { items }: YamlList, file: string, wrong: YamlFlaw[]) {
  return items.flatMap((item): { text: string; where: FilePlace }[] => {
    if (item.kind === 'nothing' && item.isFlaw) return [];
    const at = item.at;
    if (item.kind !== 'text' || trimBlank(item.text) === '') {
      const hint =
        item.kind === 'list' || item.kind === 'map'
          ? ''
          : ' In YAML, # begins a comment: quotes make it text.';
      const found = item.kind === 'text' ? nodeWords.nothing : nodeWords[item.kind];
      wrong.push({
        at,
        given: name,
        message: `has an entry that is ${found}.${hint} Allowed: one value an entry.`,
      });
      return [];
    }
    const text = trimBlank(item.text);
    if (!text.includes('\n')) return [{ text, where: { file, ...at } }];
    wrong.push({ at, given: name, message: 'has an entry of several lines. Allowed: one value an entry.' });
    return [];
  });
}

/** A map as an input has it, a line an entry. One without a value is not filled in yet. */
function linesOf(name: string, { entries }: YamlMap, file: string, wrong: YamlFlaw[]) {
  return entries.flatMap(({ key, at, value }): { text: string; where: FilePlace }[] => {
    if (value.kind === 'nothing') return [];
    if (value.kind === 'text' && !value.text.includes('\n'))
      return [{ text: `${plain(key)}: ${plain(trimBlank(value.text))}`, where: { file, ...at } }];
    wrong.push({
      at: value.at,
      given: key,
      message: `is ${value.kind === 'text' ? 'a text of several lines' : nodeWords[value.kind]} in ${name}. Allowed: one value.`,
    });
    return [];
  });
}

/** As it stands, where nothing in it could be taken for something else. */
function plain(text: string): string {
  return /^[\w@.+/[\]!<>^|-]+$/.test(text) ? text : JSON.stringify(text);
}
