/** Which pull requests a route takes, as its `when` says. */
import type { SizeRange, When } from '../review/route.ts';
import type { Problems } from './problem.ts';
import type { Reader } from './reader.ts';
import type { Subject } from './subjects.ts';

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
