/** Which pull requests a route takes. */
import type { PatternList } from '../values/pattern-list.ts';
import type { Problems } from './problem.ts';
import type { Reader } from './reader.ts';
import type { Subject } from './subjects.ts';

/** All that are given must match. */
export interface When {
  readonly repositories: PatternList | undefined;
  readonly branch: PatternList | undefined;
  readonly labels: PatternList | undefined;
  readonly authors: PatternList | undefined;
  /** Over logins and `org/team`. */
  readonly asked: PatternList | undefined;
  /** Over each changed file. */
  readonly paths: PatternList | undefined;
  /** Changed lines; one of these. */
  readonly size: readonly SizeRange[];
  /** Over GitHub's words in small letters, with dashes. */
  readonly authorAssociation: PatternList | undefined;
}

/** Both ends are in it. */
export interface SizeRange {
  readonly from: number;
  readonly to: number;
}

const patternKeys: Readonly<Record<string, Subject>> = {
  repositories: 'repository',
  branch: 'branch',
  labels: 'label',
  authors: 'login',
  asked: 'reviewer',
  paths: 'path',
  'author-association': 'association',
};

export const whenKeys: readonly string[] = [...Object.keys(patternKeys), 'size'];

/** @param reader of the keys under the names `when.labels` … */
export function readWhen(reader: Reader, problems: Problems): When {
  const patterns = (key: string) => {
    const subject = patternKeys[key];
    return subject && reader.patterns(whenName(key), subject);
  };
  return {
    repositories: patterns('repositories'),
    branch: patterns('branch'),
    labels: patterns('labels'),
    authors: patterns('authors'),
    asked: patterns('asked'),
    paths: patterns('paths'),
    size: readSize(reader, problems),
    authorAssociation: patterns('author-association'),
  };
}

/** Under which name a key is read and told. */
export const whenName = (key: string) => `when.${key}`;

/** `0-100`, `500-`, `-20`, `7`. */
function readSize(reader: Reader, problems: Problems): SizeRange[] {
  const name = whenName('size');
  return reader.list(name).flatMap((entry) => {
    const [, from, dash, to] = /^(\d{0,9})(?:\s*([-–])\s*(\d{0,9}))?$/.exec(entry) ?? [];
    const isOpen = from === '' && (to ?? '') === '';
    const range = {
      from: Number(from || 0),
      to: to ? Number(to) : dash ? Number.POSITIVE_INFINITY : Number(from),
    };
    if (from !== undefined && !isOpen && range.from <= range.to) return [range];
    problems.add(
      name,
      () => `${problems.given(entry)} is no range of changed lines. Allowed: ranges such as 0-100 or 500-.`,
      entry,
    );
    return [];
  });
}
