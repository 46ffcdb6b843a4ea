import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What each folder of `src/` may import, beside itself: the table of CONTRIBUTING.md. */
const layers: Readonly<Record<string, readonly string[]>> = {
  values: [],
  text: [],
  review: ['values', 'text'],
  holidays: ['values'],
  yaml: ['values'],
  http: ['values', 'text'],
  settings: ['review', 'values', 'text'],
  report: ['review', 'settings', 'values', 'text'],
  'report/slack': ['report', 'review', 'settings', 'values', 'text'],
  'report/log': ['report', 'report/slack', 'review', 'settings', 'values', 'text'],
  'report/summary': ['report', 'report/slack', 'review', 'settings', 'values', 'text'],
  'report/json': ['report', 'report/slack', 'review', 'settings', 'values', 'text'],
  slack: ['http', 'report', 'report/slack', 'settings', 'values', 'text'],
  runner: ['report/json', 'report/log', 'report', 'review', 'settings', 'values', 'text'],
  'github/client': ['http', 'review', 'values', 'text'],
  'github/graphql': ['github/client', 'review', 'values', 'text'],
  'github/pull-requests': ['github/client', 'github/graphql', 'review', 'settings', 'values', 'text'],
  'github/repositories': [
    'github/client',
    'github/graphql',
    'github/pull-requests',
    'review',
    'settings',
    'values',
    'text',
  ],
};

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);
const folderOf = (file: string) => dirname(file).replaceAll('\\', '/');

describe.each(Object.entries(layers))('src/%s', (folder, allowed) => {
  const own = files.filter((file) => folderOf(file) === folder);

  it('has files, and imports only from the layers below', () => {
    expect(own).not.toEqual([]);
    const wrong = own.flatMap((file) =>
      importsOf(file)
        .map(folderOf)
        // `src/version.ts` is a constant that everybody may name.
        .filter((target) => target !== folder && target !== '.' && !allowed.includes(target))
        .map((target) => `${file} imports from ${target}`),
    );
    expect(wrong).toEqual([]);
  });
});

it('every folder of src/ has its layer', () => {
  const stories = ['.', 'runs', 'github'];
  const unknown = new Set(files.map(folderOf).filter((one) => !stories.includes(one) && !(one in layers)));
  expect([...unknown]).toEqual([]);
});

it('only http/ and slack/ load a client of the network, and GitHub’s client stands in github/client', () => {
  const networked = files.filter((file) =>
    /from '(?:undici|@slack\/web-api|@actions\/github|node:https?)'/.test(read(file)),
  );
  expect(new Set(networked.map(folderOf))).toEqual(new Set(['http', 'slack', 'github/client']));
});

it('no file imports itself through others', () => {
  const imports = new Map(files.map((file) => [file, importsOf(file)]));
  const circles: string[] = [];
  const walk = (file: string, way: readonly string[], done: Set<string>) => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' → '));
    if (way.includes(file) || done.has(file)) return;
    for (const next of imports.get(file) ?? []) walk(next, [...way, file], done);
    done.add(file);
  };
  const done = new Set<string>();
  for (const file of files) walk(file, [], done);
  expect(circles).toEqual([]);
});

function read(file: string): string {
  return readFileSync(join('src', file), 'utf8');
}

/** Relative to `src/`. */
function importsOf(file: string): string[] {
  const specifiers = read(file).matchAll(/(?:from|import\()\s*(?:\/\*.*?\*\/\s*)?'(\.[^']+)'/g);
  return [...specifiers].map(([, path = '']) => relative('src', resolve('src', dirname(file), path)));
}
