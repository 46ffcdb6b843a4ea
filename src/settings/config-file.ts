/** The config file's content, as the settings take it. */
import { secretsIn } from '../text/secret.ts';
import { nearest } from '../values/nearest.ts';
import type { YamlFile, YamlFlaw, YamlNode, YamlPlace } from '../values/yaml.ts';
import { declared, type FileInputName, fileInputNames, isForFile } from './declarations.ts';
import type { Placed } from './inputs.ts';
import { nodeWords, placedValue } from './placed.ts';
import type { Problems } from './problem.ts';

/** What the config file's place has to say, before anybody reads it. */
export type Content =
  | { readonly kind: 'absent' }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** Something else stands there. */
  | { readonly kind: 'wrong'; readonly why: string };

/** A larger file is refused unread, in bytes: some 5,000 people and 40 routes fit. */
export const configFileAtMost = 262_144;

export const tooLarge = (bytes: number): Content => ({
  kind: 'wrong',
  why: `has ${bytes.toLocaleString('en')} bytes, too many to be meant. Allowed: ${configFileAtMost.toLocaleString('en')} at most.`,
});

/** So many of a kind are told one by one. */
const toldAtMost = 100;

/** The text of a file; undefined where it is none. */
export function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Another encoding, or no text at all: the caller says so.
    return undefined;
  }
}

/** What a config file says. */
export interface ConfigValues {
  /** By their inputs' names. */
  readonly values: ReadonlyMap<FileInputName, Placed>;
  /** Keys that are no inputs, as they stand there. */
  readonly routes: YamlNode | undefined;
  readonly escalations: YamlNode | undefined;
}

/** Keys that are no inputs. */
const furtherKeys: readonly string[] = ['routes', 'escalations'];

/**
 * The values of a config file. What is wrong with the file itself is told here, what is wrong with a value when it is
 * read.
 */
export function readConfigFile(
  { root, flaws }: YamlFile,
  { file, text, problems }: { readonly file: string; readonly text: string; readonly problems: Problems },
): ConfigValues {
  const tell = (found: readonly YamlFlaw[]) => {
    problems.addFlaws(file, found.slice(0, toldAtMost));
    const next = found[toldAtMost];
    if (next)
      problems.add({ file, ...next.at }, `and ${found.length - toldAtMost} more of this kind from here on.`);
  };
  tell(flaws);
  const values = new Map<FileInputName, Placed>();
  const wrong: YamlFlaw[] = [];
  if (root && root.kind !== 'map') {
    const message = `The file is ${nodeWords[root.kind]}. Allowed: keys with values, such as "threshold: 4h".`;
    wrong.push({ at: root.at, message });
  }
  const further = new Map<string, YamlNode>();
  for (const { key, at, value } of root?.kind === 'map' ? root.entries : []) {
    if (furtherKeys.includes(key)) further.set(key, value);
    else if (!isForFile(key)) wrong.push(notHere(key, at, wrong.length < toldAtMost));
    else if (value.kind !== 'nothing') {
      const { isList = false, isMap = false } = declared.get(key)?.kind ?? {};
      const placed = placedValue({ name: key, isList, isMap }, value, file, wrong);
      if (placed) values.set(key, placed);
    }
  }
  tell(wrong);
  tell(misplacedSecrets(text, values));
  return { values, routes: further.get('routes'), escalations: further.get('escalations') };
}

/** A key that no file may have. @param isTold whether anybody reads more than that */
function notHere(key: string, at: YamlPlace, isTold: boolean): YamlFlaw {
  const refusal = declared.get(key)?.kind.notInFile;
  if (refusal !== undefined) return { at, given: key, message: `may not stand in the file: ${refusal}` };
  const near = isTold ? nearest(key, [...fileInputNames, ...furtherKeys], 1).join() : '';
  return {
    at,
    given: key,
    message: `is no key of this file. Did you mean ${near}? Allowed: the names of inputs, ${furtherKeys.join(' and ')}.`,
  };
}

/** Secrets that stand elsewhere than in a value, which is looked at when it is read: in comments, or under wrong keys. */
function misplacedSecrets(text: string, values: ReadonlyMap<string, Placed>): YamlFlaw[] {
  const read = [...values.values()].map((value) => value.text);
  const found = new Set(secretsIn(text).filter((secret) => !read.some((value) => value.includes(secret))));
  return [...found].map((secret, index) => {
    // Where the rest stands, nobody is told.
    const before = index > toldAtMost ? [] : text.slice(0, text.indexOf(secret)).split('\n');
    return {
      at: { line: Math.max(1, before.length), column: (before.at(-1)?.length ?? 0) + 1 },
      message:
        'What stands here looks like a secret (it is not shown). Everybody who reads the repository reads it: revoke it, and remove it from the file.',
    };
  });
}
