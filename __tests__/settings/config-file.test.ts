import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { configSchema } from '../../scripts/config-schema.ts';
import { readFromWorkspace } from '../../src/runner/workspace.ts';
import { readConfigFile } from '../../src/settings/config-file.ts';
import { fileInputNames, inputNames, isForFile } from '../../src/settings/declarations.ts';
import { fillIn, readInputs } from '../../src/settings/inputs.ts';
import { Problems, placeOf, SettingsError } from '../../src/settings/problem.ts';
import { readSettings, type Settings } from '../../src/settings/settings.ts';
import { parseYaml } from '../../src/yaml/index.ts';
import { type Inputs, run } from '../support/samples.ts';

const file = 'c.yml';

/** Settings of a dry run with a config file. */
function read(text: string, given: Inputs = {}): Settings {
  const all: Inputs = { 'github-token': 'ghs_0123456789', 'dry-run': 'true', ...given };
  const inputs = readInputs((name) => all[name] ?? '', run);
  const { values, routes, escalations } = readConfigFile(parseYaml(text), {
    file,
    text,
    problems: inputs.problems,
  });
  return readSettings({ ...fillIn(inputs, values), routes, escalations }, new Map([['DE', ['Germany']]]))
    .settings;
}

function problems(text: string, given: Inputs = {}): string[] {
  try {
    read(text, given);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.problems.map((one) => `${placeOf(one)}: ${one.message}`);
    throw error;
  }
}

describe('a config file', () => {
  it.each([
    '',
    '\n',
    '# nothing\n',
    '---\n',
    '---\n...\n',
    '{}',
    'null',
    '~',
    'threshold:\nlabels: # all\nbranch: ~\nauthors: []\n',
  ])('%j says nothing', (text) =>
    expect(read(text)).toMatchObject({ rules: { threshold: 86_400_000 }, branch: undefined }),
  );

  it('takes a list as one of YAML or as text, and every scalar as it is written', () => {
    const settings = read(
      [
        'branch: 1.10',
        'labels: ["#1 priority", "needs, review", 007]',
        'authors: |',
        '  octocat',
        '  # not a person',
        '  !*[bot]',
        'max-listed: 7',
        'include-drafts: True',
        'threshold: 1.50',
        'working-days: [mon, tue-wed]',
        'holidays: [2026-12-24, 2026-12-30..2026-12-31, DE]',
        'repositories:',
        '  - acme/web',
        '  - acme/api',
        'counts-as-review: approved, commented',
      ].join('\n'),
    );
    expect(settings.branch?.entries).toEqual(['1.10']);
    expect(settings.labels?.entries).toEqual(['#1 priority', 'needs, review', '007']);
    expect(settings.authors?.entries).toEqual(['octocat', '!*[bot]']);
    expect(Object.fromEntries(settings.view)).toMatchObject({
      'max-listed': '7',
      'include-drafts': 'true',
      threshold: '1 working day 12 h',
      'working-days': 'mon, tue, wed',
      holidays: 'DE, 2026-12-24, 2026-12-30..2026-12-31',
      repositories: 'acme/web, acme/api',
      'counts-as-review': 'approved, commented',
    });
  });

  it('may use anchors, aliases and merges', () => {
    expect(
      read('bots-that-count: &bots ["a[bot]"]\nignore-reviewers: *bots\n').ignoreReviewers?.entries,
    ).toEqual(['a[bot]']);
    expect(parseYaml('a: &a { x: 1, y: 2 }\nb: { <<: *a, x: 3 }\n').root).toMatchObject({
      entries: [
        {},
        {
          value: {
            entries: [
              { key: 'x', value: { text: '3' } },
              { key: 'y', value: { text: '2' } },
            ],
          },
        },
      ],
    });
  });

  it.each<[what: string, text: string, ...expected: RegExp[]]>([
    ['a tab', 'threshold: 1d\nlabels:\n\t- bug\n', /^c\.yml:3:1: A tab stands where only blanks may indent/],
    [
      'a duplicate key',
      'threshold: 1d\nbranch: main\nthreshold: 2d\n',
      /^c\.yml:3:1: "threshold" is there twice, first in line 1/,
    ],
    ['two documents', 'threshold: 1d\n---\nbranch: main\n', /^c\.yml:2:1: begins a second document/],
    ['a list', '- threshold: 1d\n', /^c\.yml:1:1: The file is a list\. Allowed: keys with values/],
    ['a text', 'threshold=1d\n', /^c\.yml:1:1: The file is one value/],
    [
      'an unknown key',
      'a: 1\nmax_listed: 3\n',
      /^c\.yml:1:1: "a" is no key/,
      /^c\.yml:2:1: "max_listed" is no key .* Did you mean max-listed\?/,
    ],
    [
      'prototype keys',
      '__proto__: { threshold: 1d }\nconstructor: 1\ntoString: 1\n',
      /^c\.yml:1:1: "__proto__" is no key/,
      /^c\.yml:2:1: "constructor"/,
      /^c\.yml:3:1: "toString"/,
    ],
    [
      'an address',
      'slack-api-url: https://x.test/\n',
      /^c\.yml:1:1: "slack-api-url" may not stand in the file: a token is sent there/,
    ],
    [
      'a secret',
      'github-token: x\nslack-webhook-url: y\n',
      /^c\.yml:1:1: "github-token" may not .*revoke/,
      /^c\.yml:2:1: "slack-webhook-url" may not/,
    ],
    [
      'itself',
      'config-file: x\n',
      /^c\.yml:1:1: "config-file" may not stand in the file: it names the file itself/,
    ],
    [
      'a map for a value',
      'threshold: { a: 1 }\n',
      /^c\.yml:1:12: "threshold" is a map \(key: value\) here\. Allowed: one value/,
    ],
    ['a list for a value', 'threshold: [1d]\n', /^c\.yml:1:12: "threshold" is a list here/],
    ['lists in a list', 'labels: [[a], {b: c}, , x]\n', /^c\.yml:1:23: This does not belong here/],
    [
      'odd entries',
      'labels:\n  - [a]\n  - #reviews\n  - "a\\nb"\n',
      /^c\.yml:2:5: "labels" has an entry that is a list/,
      /^c\.yml:3:5: "labels" has an entry that is empty\. In YAML, # begins/,
      /^c\.yml:4:5: "labels" has an entry of several lines/,
    ],
    [
      'a pattern without quotes',
      'labels: !wip\n',
      /^c\.yml:1:\d+: An exclamation mark without quotes begins a tag/,
    ],
    ['an asterisk without quotes', 'branch: **\n', /^c\.yml:1:9: An asterisk without quotes begins an alias/],
    ['an emoji without quotes', 'slack-icon-emoji: :eyes:\n', /^c\.yml:1:19: A second colon makes a key/],
    [
      'a login with @',
      'threshold: 1d\nauthors: @octocat\n',
      /^c\.yml:2:10: A value cannot begin with this character/,
    ],
    ['an open quote', 'branch: "main\nthreshold: 1d\n', /^c\.yml:\d+:\d+: /],
    ['an alias in itself', 'labels: &a [*a]\n', /^c\.yml:1:13: An alias names what it stands in/],
    [
      'a wrong entry',
      'authors:\n  - hubot\n  - "@octocat"\n',
      /^c\.yml:3:5: authors: "@octocat" .* Did you mean octocat/,
    ],
    [
      'a wrong day',
      'working-days:\n  - mon\n  - someday\n',
      /^c\.yml:3:5: working-days: "someday" is no day/,
    ],
    [
      'a wrong state',
      'counts-as-review:\n  - aproved\n',
      /^c\.yml:2:5: counts-as-review: "aproved" is not allowed/,
    ],
  ])('with %s is told where it stands', (_, text, ...expected) => {
    const told = problems(text);
    expect(told).toHaveLength(expected.length);
    for (const [index, pattern] of expected.entries()) expect(told[index]).toMatch(pattern);
  });

  it('is read up to the first place that is no YAML', () => {
    const told = problems('treshold: 1d\nlabels:\n\t- bug\nbranch: @\nthis is: odd: too\n');
    expect(told[0]).toMatch(/^c\.yml:3:1: A tab/);
    expect(told.at(-1)).toMatch(/^c\.yml:1:1: "treshold" is no key/);
  });

  it('with secrets shows none, wherever they stand', () => {
    const secret = 'ghp_Secretive0Secretive1Secretive2Secret';
    const text = `# ${secret}\nlabels: ${secret}\n${secret}: 1\nauthors: [a, ${secret}]\n? [${secret}]\n: ${secret}\n"${secret}": 2\n`;
    const told = problems(text);
    expect(told.length).toBeGreaterThan(3);
    expect(told.join('\n')).not.toMatch(/secretive/i);
    expect(problems(`# ${secret}\n`)).toEqual([
      expect.stringMatching(/^c\.yml:1:3: What stands here looks like a secret/),
    ]);
  });

  it.each([
    [
      'ten nested aliases',
      [
        'labels: &a [x,x,x,x,x,x,x,x,x,x]',
        ...[...'bcdefghijk'].map(
          (name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdefghijk'[index]}`).join()}]`,
        ),
      ].join('\n'),
    ],
    ['many aliases', `labels: &a [${'x,'.repeat(1000)}]\nauthors: [${'*a,'.repeat(5000)}]`],
    [
      'many merges',
      `a: &a {${Array.from({ length: 2000 }, (_, index) => `k${index}: 1`).join()}}\nb: [${'{<<: *a},'.repeat(9000)}]`,
    ],
    ['brackets', '['.repeat(262_144)],
    ['dashes', '- '.repeat(131_072)],
    ['braces', '{a: '.repeat(65_536)],
    ['commas', `labels: [${','.repeat(262_000)}]`],
    ['quotes', '"'.repeat(262_144)],
    ['exclamation marks', '! '.repeat(131_072)],
    ['the same key', 'a: 1\n'.repeat(52_000)],
    ['many keys', Array.from({ length: 25_000 }, (_, index) => `k${index}: ${index}`).join('\n')],
    ['many secrets', Array.from({ length: 8000 }, (_, index) => `# xoxb-${index}-Secretive`).join('\n')],
    ['many documents', '---\n'.repeat(65_536)],
    ['directives', '%a\n'.repeat(87_000)],
  ])('of %s is refused in seconds, in few words', (_, text) => {
    const started = performance.now();
    const told = problems(text);
    expect(performance.now() - started).toBeLessThan(8000);
    expect(told.length).toBeGreaterThan(0);
    expect(told.length).toBeLessThan(320);
  });

  it.each([
    ['Aliases stand within aliases', '[&a [x], &b [*a], &c [*b], &d [*c], &e [*d]]'],
    ['add more than 10,000 values', `[&a [${'x,'.repeat(1000)}], ${'*a,'.repeat(11)}]`],
    [
      'add more than 10,000 values',
      `[&a {${Array.from({ length: 1000 }, (_, key) => `k${key}: 1`).join()}}, ${'{<<: *a},'.repeat(11)}]`,
    ],
    ['nested too deeply', '['.repeat(22)],
    ['merges maps, and this is none', '{ <<: [1] }'],
    ['"<<" is there twice', '{ a: &a {}, <<: *a, <<: *a }'],
  ])('%s: aliases, merges and depth are bounded', (words, text) => {
    const { flaws } = parseYaml(text);
    expect(
      flaws.map(({ given, message }) => `${given === undefined ? '' : `"${given}" `}${message}`),
    ).toEqual([expect.stringContaining(words)]);
  });

  it('never breaks the run, whatever it holds', () => {
    const word = fc.constantFrom(
      ...'[]{}-?:,&*!|>\'"%@`#~ \n\t\\<',
      'a',
      '<<',
      '*a',
      '&a',
      '---',
      '...',
      'labels',
      'threshold: ',
      '\n  ',
      '__proto__',
      '!!map',
      '\ufeff',
      '\r',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word, { maxLength: 60 }).map((words) => words.join('')),
        ),
        (text) => {
          for (const told of problems(text)) expect(told).toMatch(/^(c\.yml:\d+:\d+: |Input )/);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the path of the config file', () => {
  const told = (path: string) =>
    readInputs(
      (name) => (name === 'config-file' ? path : name === 'github-token' ? 'ghs_0123456789' : ''),
      run,
    );

  it.each(['./a.yml', 'a//b.yml', '.github/x.yaml', 'ä b.yml'])('%j is one', (path) => {
    expect(told(path).problems.found).toEqual([]);
    expect(told(path).configFile).toMatchObject({ kind: 'none', isGiven: true });
  });

  it.each([
    '/etc/passwd',
    '../a.yml',
    'a/../../b',
    '~/a',
    'a\\b',
    'C:/a',
    'https://x.test/a',
    '.git/config',
    'a/',
    '.',
    'a\nb.yml',
    'x'.repeat(3000),
  ])('%j is none', (path) => {
    const { problems: found, configFile, isComplete } = told(path);
    expect(found.found).toEqual([
      { where: 'config-file', message: expect.stringMatching(/Allowed: a path below the root/) },
    ]);
    expect([configFile, isComplete]).toEqual([undefined, false]);
  });
});

describe('the workspace', () => {
  const folder = mkdtempSync(join(tmpdir(), 'workspace-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const root = join(folder, 'root');
  mkdirSync(join(root, 'sub'), { recursive: true });
  mkdirSync(join(root, '.git'));
  writeFileSync(join(root, '.git/config'), 'x');
  writeFileSync(join(folder, 'outside.yml'), 'x');
  writeFileSync(join(root, 'a.yml'), 'a: 1');
  writeFileSync(join(root, 'large.yml'), 'x'.repeat(1_000_000));
  symlinkSync('a.yml', join(root, 'inside.yml'));
  symlinkSync('../outside.yml', join(root, 'out.yml'));
  symlinkSync('..', join(root, 'up'));
  symlinkSync('gone.yml', join(root, 'nowhere.yml'));
  symlinkSync('.git/config', join(root, 'git.yml'));
  symlinkSync('/dev/zero', join(root, 'zero.yml'));
  symlinkSync('loop.yml', join(root, 'loop.yml'));

  it.each(['a.yml', 'inside.yml'])('gives %s', (path) =>
    expect(readFromWorkspace(root, path)).toEqual({ kind: 'bytes', bytes: Buffer.from('a: 1') }),
  );

  it.each(['b.yml', 'none/b.yml', 'a.yml/b.yml'])('has no %s', (path) =>
    expect(readFromWorkspace(root, path)).toEqual({ kind: 'absent' }),
  );

  it.each([
    ['out.yml', 'leads out'],
    ['up/outside.yml', 'leads out'],
    ['zero.yml', 'leads out'],
    ['nowhere.yml', 'leads nowhere'],
    ['git.yml', "Git's own folder"],
    ['loop.yml', 'ELOOP'],
    ['sub', 'is no file'],
    ['large.yml', 'has 1,000,000 bytes'],
  ])('refuses %s: %s', (path, why) =>
    expect(readFromWorkspace(root, path)).toEqual({ kind: 'wrong', why: expect.stringContaining(why) }),
  );
});

describe('the schema for editors', () => {
  const check = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(configSchema()));

  it('has every input that may stand in a file, and no other', () => {
    const { properties } = JSON.parse(configSchema());
    expect(Object.keys(properties)).toEqual([...fileInputNames, 'routes', 'escalations']);
    expect(inputNames.filter((name) => !isForFile(name))).toEqual([
      'github-token',
      'slack-bot-token',
      'slack-webhook-url',
      'slack-api-url',
      'config-file',
    ]);
  });

  it.each([
    'threshold: 4h\nbranch: 1.10\nlabels: [a, 7]\nmax-listed: 10\ninclude-drafts: true\ndelivery: update\n',
    'threshold: 3\nbranch:\n  - main\nlabels:\nmax-listed: "10"\ninclude-drafts: "true"\ncounts-as-review: approved, commented\n',
    'counts-as-review: [approved]\nholidays: [2026-12-24]\ntimezone: Europe/Berlin\n',
    '# nothing\n',
  ])('takes what the action takes: %j', (text) => {
    expect(problems(text)).toEqual([]);
    expect(check(parse(text)), JSON.stringify(check.errors)).toBe(true);
  });

  it.each([
    'treshold: 4h',
    'github-token: x',
    'max-listed: 90',
    'max-listed: many',
    'include-drafts: maybe',
    'delivery: sometimes',
    'threshold: [1d]',
    'labels: { a: b }',
    'counts-as-review: [aproved]',
    '- a',
  ])('refuses what the action refuses: %j', (text) => {
    expect(problems(text)).not.toEqual([]);
    expect(check(parse(text))).toBe(false);
  });
});

it('a problem of an entry is told at its place, and counts as one of the input', () => {
  const found = new Problems();
  found.locate('labels', {
    where: { file, line: 1, column: 9 },
    entries: [{ text: 'b', where: { file, line: 2, column: 5 } }],
  });
  found.add('labels', 'is wrong.', 'b');
  expect(found.has('labels')).toBe(true);
  expect(found.found.map(placeOf)).toEqual(['c.yml:2:5: labels']);
});
