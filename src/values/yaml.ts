/** What a YAML file says, as plain data: every scalar is the text that stands there, and all has its place. */

/** Both count from 1. */
export interface YamlPlace {
  readonly line: number;
  readonly column: number;
}

export type YamlNode = YamlText | YamlList | YamlMap | YamlNothing;

/** No value, or null; or what is a flaw. */
export interface YamlNothing {
  readonly kind: 'nothing';
  readonly isFlaw: boolean;
  readonly at: YamlPlace;
}

export interface YamlText {
  readonly kind: 'text';
  readonly text: string;
  readonly at: YamlPlace;
}

export interface YamlList {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
  readonly at: YamlPlace;
}

export interface YamlMap {
  readonly kind: 'map';
  /** Each key once, in order. */
  readonly entries: readonly YamlEntry[];
  readonly at: YamlPlace;
}

export interface YamlEntry {
  readonly key: string;
  /** Of the key. */
  readonly at: YamlPlace;
  readonly value: YamlNode;
}

/** Something that no reader could make sense of. */
export interface YamlFlaw {
  readonly at: YamlPlace;
  /** What of the file it is about; it may be a secret. */
  readonly given?: string;
  readonly message: string;
}

export interface YamlFile {
  /** undefined where it says nothing. Of a file that breaks off in a wrong place, what stands before that. */
  readonly root: YamlNode | undefined;
  readonly flaws: readonly YamlFlaw[];
}

/** Every text that stands below a key, wherever in a node that is. */
export function textsOf(key: string, node: YamlNode | undefined): string[] {
  switch (node?.kind) {
    case 'list':
      return node.items.flatMap((item) => textsOf(key, item));
    case 'map':
      return node.entries.flatMap((entry) =>
        entry.key === key ? allTexts(entry.value) : textsOf(key, entry.value),
      );
    default:
      return [];
  }
}

function allTexts(node: YamlNode): string[] {
  switch (node.kind) {
    case 'text':
      return [node.text];
    case 'list':
      return node.items.flatMap(allTexts);
    case 'map':
      return node.entries.flatMap(({ value }) => allTexts(value));
    case 'nothing':
      return [];
  }
}
