/** What the documents, the inputs and the errors show is read by YAML as it is meant. */
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isAlias, isNode, isScalar, parseDocument, visit } from 'yaml';
import { declared } from '../../src/settings/declarations.ts';
import { SettingsError } from '../../src/settings/problem.ts';
import { subjects } from '../../src/settings/subjects.ts';
import { settings } from '../support/samples.ts';

const documents = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', ...globSync('docs/*.md')];
const read = (path: string) => readFileSync(path, 'utf8');

/** Keys that GitHub takes without a value. */
const empty = /^(?:workflow_dispatch|pull_request)$/;

/** What YAML takes for something else than the text that stands there. */
function misread(yaml: string): string[] {
  const document = parseDocument(yaml);
  const found = [...document.errors, ...document.warnings].map(({ message }) => message.split('\n')[0] ?? '');
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node)) found.push(`*${node.source} is an alias`);
      else if (node.anchor !== undefined) found.push(`&${node.anchor} is an anchor`);
      else if (node.tag !== undefined) found.push(`${node.tag} is a tag`);
    },
    Scalar: (_, { value, source }) => {
      if (typeof value === 'number' && String(value) !== source) found.push(`${source} is ${value}`);
    },
    Pair: (_, { key, value }) => {
      const name = isScalar(key) ? String(key.value) : '';
      const none = value === null || (isScalar(value) && value.value === null);
      if (none && !empty.test(name)) found.push(`${name} is nothing`);
    },
  });
  return found;
}

/** As text of one line behind a key: whole, without a comment cut off. */
function isWhole(value: string): boolean {
  if (/^(['"]).*\1$/.test(value)) return true;
  const node = parseDocument(`key: ${value}`).get('key', true);
  const source = isScalar(node) && isNode(node) ? node.source : undefined;
  return misread(`key: ${value}`).length === 0 && (source === undefined || source === value);
}

const spans = (text: string) => [...text.matchAll(/(?<!`)`([^`\n]+)`(?!`)/g)].map(([, span = '']) => span);

const blocks = documents.flatMap((file) =>
  [...read(file).matchAll(/^```ya?ml\n([\s\S]*?)^```/gm)].map(([, yaml = '']) => ({ file, yaml })),
);

describe('examples of YAML', () => {
  it('are found', () => expect(blocks.length).toBeGreaterThan(20));
  it.each(blocks)('of $file are read as they are written: %#', ({ yaml }) =>
    expect(misread(yaml)).toEqual([]),
  );
});

/** `key: value` in running text. What shows the mistake has the right form, in quotes, in the same line. */
function wrongIn(line: string): string[] {
  const all = spans(line);
  return all.filter((span) => {
    const [, value = ''] = /^[a-z][\w-]*: (.+)$/.exec(span) ?? [];
    return value !== '' && !/^[[{]/.test(value) && !isWhole(value) && !line.includes(`'${value}'`);
  });
}

it.each(documents)('`key: value` in the text of %s is read as it is written', (file) => {
  const prose = read(file).replace(/^```[\s\S]*?^```/gm, '');
  expect(prose.split('\n').flatMap(wrongIn)).toEqual([]);
});

it.each([...declared].map(([name, { description }]) => ({ name, description })))(
  'values that the description of $name shows can be pasted behind it',
  ({ description }) => {
    // A single sign, such as `*`, is one that is spoken of.
    const values = spans(description).filter((span) => span.length > 1 && !/^[\w/-]+: /.test(span));
    expect(values.filter((value) => !isWhole(value))).toEqual([]);
    expect(wrongIn(description)).toEqual([]);
  },
);

/** Words of a message that YAML would misread as a value, where it does not speak of quotes. */
function unquoted(message: string): string[] {
  const words = message.split(/[\s,]+/).map((word) => word.replace(/[.;]$/, ''));
  return /\bquotes\b/.test(message) ? [] : words.filter((word) => word !== '' && !isWhole(word));
}

describe('errors say what YAML needs in quotes', () => {
  it.each(Object.entries(subjects))('of an entry: %s', (_, { allowed }) =>
    expect(unquoted(allowed.replace(/^Allowed: /, ''))).toEqual([]),
  );

  it.each([
    ['slack-icon-emoji', 'eyes'],
    ['repositories', 'a b c'],
    ['repositories', '!acme/web'],
    ['authors', '!'],
    ['labels', '!'],
    ['branch', '!'],
    ['slack-channel', ''],
    ['ignore-reviewers', '!octocat'],
  ])('of the input %s: %j', (name, value) => {
    const given = { 'slack-bot-token': 'xoxb-0123456789', 'slack-channel': 'C0123456789', [name]: value };
    expect(() => settings({ 'dry-run': '', ...given })).toThrow(SettingsError);
    expect(() => settings({ 'dry-run': '', ...given })).toThrow(/in quotes|"[*a]/);
  });
});

describe('the rule that holds them', () => {
  it.each([':eyes:', '**', '!*[bot]', '!wip', '1.10', '#reviews', '@octocat', '*[bot]', '[a]b', '%x', '&a'])(
    'refuses %s, and takes it in quotes',
    (value) => {
      expect(isWhole(value)).toBe(false);
      expect(wrongIn(`\`branch: ${value}\``)).toHaveLength(value.startsWith('[') ? 0 : 1);
      expect(isWhole(`'${value}'`)).toBe(true);
    },
  );
  it.each([
    'main',
    'release-*',
    '1d 4h',
    '3',
    'octocat: U0123456789'.slice(0, 7),
    'dependabot[bot]',
    '09:00-17:30',
  ])('takes %s', (value) => expect(isWhole(value)).toBe(true));
});
