import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { peopleSchema, readPeople } from '../../src/settings/people.ts';
import type { YamlFlaw } from '../../src/values/yaml.ts';
import { parseYaml } from '../../src/yaml/index.ts';

function read(text: string) {
  const flaws: YamlFlaw[] = [];
  const { root } = parseYaml(text);
  const people = root ? readPeople(root, flaws) : new Map();
  return {
    people: Object.fromEntries(people),
    told: flaws.map(({ at, given, message }) => `${at.line}:${at.column}: ${given ?? ''} ${message}`),
  };
}

const allowed = new Ajv2020({ allowUnionTypes: true }).compile(peopleSchema || {});

it('people are known by ID, group or e-mail, whatever the case of their login', () => {
  const text =
    'OctoCat: U0123456789\nhubot: W0123456789\nacme/Web: S0123456789\nmona: mona@acme.com\nci[bot]: U0123456780\nnew:\n';
  expect(read(text)).toEqual({
    people: {
      octocat: { kind: 'person', id: 'U0123456789' },
      hubot: { kind: 'person', id: 'W0123456789' },
      'acme/web': { kind: 'group', id: 'S0123456789' },
      mona: { kind: 'email', email: 'mona@acme.com' },
      'ci[bot]': { kind: 'person', id: 'U0123456780' },
    },
    told: [],
  });
  expect(allowed(parse(text.replace('new:\n', '')))).toBe(true);
});

it.each([
  ['- octocat: U0123456789', /^1:1: {2}people is a list, not a map/],
  ['octocat', /^1:1: {2}people is a text, not a map/],
  ['octocat: "!here"', /^1:10: !here would call everybody/],
  ['octocat: "@channel"', /^1:10: @channel would call everybody/],
  ['octocat: "<!everyone>"', /^1:10: <!everyone> would call everybody/],
  ['octocat: nonsense', /^1:10: nonsense is neither an ID of Slack nor an e-mail/],
  ['octocat: "<@U0123456789>"', /Did you mean U0123456789\?/],
  ['octocat: "<!subteam^S0123456789|web>"', /Did you mean S0123456789\?/],
  ['octocat: C0123456789', /is the ID of a channel/],
  ['octocat: "@mona"', /is a name, and Slack mentions by ID/],
  ['octocat: [U0123456789]', /^1:10: octocat has a list/],
  ['"@octocat": U0123456789', /^1:1: @octocat has an @.* Did you mean octocat\?/],
  ['"@acme/web": S0123456789', /Did you mean acme\/web\?/],
  ['"*": U0123456789', /is a pattern/],
  ['a/b/c: U0123456789', /^1:1: a\/b\/c /],
])('%j is an error at its place', (text, told) => {
  expect(read(text)).toEqual({ people: {}, told: [expect.stringMatching(told)] });
  expect(allowed(parse(text))).toBe(false);
});

it('a login twice in other case is told once, and the first one holds', () => {
  const { people, told } = read('octocat: U0123456789\nOctoCat: U0123456780\n');
  expect(people).toEqual({ octocat: { kind: 'person', id: 'U0123456789' } });
  expect(told).toEqual([expect.stringMatching(/^2:1: OctoCat is there twice, first in line 1: .*case/)]);
});
