import { describe, expect, it } from 'vitest';
import { readEscalations } from '../../src/settings/escalations.ts';
import { readInputs } from '../../src/settings/inputs.ts';
import { placeOf } from '../../src/settings/problem.ts';
import { type RouteContext, readRoutes } from '../../src/settings/routes.ts';
import { clockUnits } from '../../src/values/duration.ts';
import type { YamlNode } from '../../src/values/yaml.ts';
import { parseYaml } from '../../src/yaml/index.ts';
import { configured } from '../support/configured.ts';
import { hour, type Inputs, run, settings } from '../support/samples.ts';

/** Routes, or escalations, and what is told of them. */
function read<T>(text: string, of: (node: YamlNode, context: RouteContext) => T, given: Inputs = {}) {
  const inputs = readInputs((name) => ({ 'github-token': 'ghs_0123456789', ...given })[name] ?? '', run);
  const values = settings({ ...given, 'slack-channel': 'C0DEFAULT00' });
  const { root, flaws } = parseYaml(text);
  expect(flaws).toEqual([]);
  const { problems } = inputs;
  const context = {
    run,
    problems,
    regions: new Map(),
    units: clockUnits,
    onlyRepository: undefined,
    configFile: undefined,
  };
  if (!root) throw new Error('The text says nothing.');
  const found = of(root, {
    file: 'c.yml',
    inputs,
    context,
    values: {
      ...values,
      repositories: undefined,
      holidays: undefined,
      workingDays: [],
      workingHours: { begins: 0, length: 0 },
    },
  });
  return { found, told: problems.found.map((one) => `${placeOf(one)}: ${one.message}`) };
}

const routes = (text: string, given: Inputs = {}) => read(text, readRoutes, given);
const escalations = (text: string) => read(text, readEscalations);

describe('routes', () => {
  it('are read with every key of when, and values of their own', () => {
    const { found, told } = routes(`
- when:
    repositories: acme/pay-*
    branch: main, release/*
    labels: ['#1', security]
    authors: '!*[bot]'
    asked: acme/sec, octocat
    paths: 'infra/**, !infra/docs/**'
    size: 0-100, 500-
    author-association: '!member'
  slack-channel: C0SECURITY
  threshold: 4h
  also: true
- when: { labels: bug }
  working-hours: 09:00-17:00
  threshold: 2d
  slack-channel: "#bugs"
`);
    expect(told).toEqual([]);
    expect(found[0]).toMatchObject({
      at: { file: 'c.yml', line: 2, column: 3 },
      channel: 'C0SECURITY',
      also: true,
      threshold: 4 * hour,
      delivery: undefined,
      when: {
        repositories: { entries: ['acme/pay-*'] },
        branch: { entries: ['main', 'release/*'], matching: { slash: true, caseSensitive: true } },
        labels: { entries: ['#1', 'security'] },
        authors: { entries: ['!*[bot]'] },
        asked: { entries: ['acme/sec', 'octocat'] },
        paths: { entries: ['infra/**', '!infra/docs/**'], matching: { slash: true, caseSensitive: true } },
        size: [
          { from: 0, to: 100 },
          { from: 500, to: Number.POSITIVE_INFINITY },
        ],
        authorAssociation: { entries: ['!member'] },
      },
    });
    // A day of a route is as long as its own working hours.
    expect(found[1]).toMatchObject({ channel: '#bugs', also: false, threshold: 16 * hour });
  });

  it.each([
    ['a: 1', /^c\.yml:1:1: routes is a map/],
    ['- x', /^c\.yml:1:3: An entry of routes is one value/],
    ['- slack-channel: C0SECURITY', /^c\.yml:1:3: A route needs "when"/],
    ['- when: {}', /^c\.yml:1:3: A route needs "when"/],
    [
      '- when: { labels: bug }\n  treshold: 4h',
      /^c\.yml:2:3: "treshold" is no key here\. Did you mean threshold\?/,
    ],
    ['- when: { label: bug }', /^c\.yml:1:11: "label" is no key here\. Did you mean labels\?/],
    ['- when: { labels: bug }\n  threshold: soon', /^c\.yml:2:14: threshold: "soon" is not a duration/],
    ['- when: { labels: bug }\n  github-token: x', /^c\.yml:2:3: "github-token" is no key here/],
    [
      '- when: { asked: "@acme/sec" }',
      /^c\.yml:1:18: when\.asked: "@acme\/sec" has an @.* Did you mean acme\/sec\?/,
    ],
    ['- when: { size: many }', /^c\.yml:1:17: when\.size: "many" is no range of changed lines/],
    ['- when: { size: 9-3 }', /^c\.yml:1:17: when\.size: "9-3" is no range/],
    ['- when: { author-association: FIRST_TIME_CONTRIBUTOR }', /Did you mean first-time-contributor\?/],
    ['- when: { paths: /infra/** }', /^c\.yml:1:18: when\.paths: .* Did you mean infra\/\*\*\?/],
    ['- when: { paths: [ok, infra/] }', /^c\.yml:1:23: when\.paths: .* Did you mean infra\/\*\*\?/],
    ['- when: { repositories: https://github.com/acme/web }', /Did you mean acme\/web\?/],
    ['- when: { branch: refs/heads/main }', /^c\.yml:1:19: when\.branch: .* Did you mean main\?/],
    ['- when: { labels: bug }\n  also: perhaps', /^c\.yml:2:9: also: "perhaps" is not a boolean/],
    [
      '- when: { labels: bug }\n  slack-channel: a b',
      /^c\.yml:2:18: slack-channel: "a b" is not one channel/,
    ],
    ['- when: { labels: xoxb-1111-2222-SecretiveSecretive }', /^c\.yml:1:19: when\.labels: is refused/],
    [
      '- when: { labels: a }\n  slack-channel: C0ONE0000\n- when: { labels: b }\n  slack-channel: C0ONE0000\n  delivery: update',
      /^c\.yml:3:3: delivery of this route differs from that of line 1, and both lead to "C0ONE0000"/,
    ],
    [
      '- when: { labels: a }\n  max-listed: 3',
      /^c\.yml:1:3: max-listed of this route differs from the inputs/,
    ],
  ])('%j is told at its place', (text, expected) => {
    const { told } = routes(text);
    expect(told).toEqual([expect.stringMatching(expected)]);
    expect(told.join()).not.toMatch(/secretive/i);
  });

  it('lead to 40 channels at most, the default one counted', () => {
    const many = (count: number) =>
      routes(
        Array.from(
          { length: count },
          (_, index) => `- when: { labels: l${index} }\n  slack-channel: C0CHANNEL${index}`,
        ).join('\n'),
      ).told;
    expect(many(39)).toEqual([]);
    expect(many(40)).toEqual([expect.stringMatching(/^c\.yml:79:3: names the channel number 41/)]);
  });

  it('tell everything that is wrong, each route for itself', () => {
    const { told } = routes(
      '- when: { labels: "!" }\n  threshold: x\n- when: { labels: "!" }\n  threshold: y\n',
    );
    expect(told.map((one) => one.slice(0, 12))).toEqual([
      'c.yml:1:19: ',
      'c.yml:2:14: ',
      'c.yml:3:19: ',
      'c.yml:4:14: ',
    ]);
  });
});

describe('escalations', () => {
  it('are levels in the order in which they are reached', () => {
    expect(
      escalations(
        '- { after: 5d, slack-channel: C0LEADS00 }\n- { after: 3d, mention: [acme/leads, U0123456789] }',
      ),
    ).toMatchObject({
      found: [
        {
          after: 72 * hour,
          mention: [
            { kind: 'account', name: 'acme/leads' },
            { kind: 'user', id: 'U0123456789' },
          ],
          channel: undefined,
        },
        { after: 120 * hour, mention: [], channel: 'C0LEADS00' },
      ],
      told: [],
    });
  });

  it.each([
    ['a: 1', /^c\.yml:1:1: escalations is a map/],
    ['- 3d', /^c\.yml:1:3: An entry of escalations is one value/],
    ['- mention: octocat', /^c\.yml:1:3: A level needs "after"/],
    ['- after: 3d', /^c\.yml:1:3: A level needs whom to "mention"/],
    ['- { after: soon, mention: octocat }', /^c\.yml:1:12: after: "soon" is not a duration/],
    ['- { after: 3d, mention: "!here" }', /^c\.yml:1:25: mention: "!here" would ping everybody/],
    ['- { after: 3d, mention: [octocat, "#leads"] }', /^c\.yml:1:35: mention: "#leads" is no login/],
    [
      '- { after: 3d, channel: C0LEADS00, mention: a }',
      /^c\.yml:1:16: "channel" is no key here\. Did you mean slack-channel\?/,
    ],
  ])('%j is told at its place', (text, expected) =>
    expect(escalations(text).told).toEqual([expect.stringMatching(expected)]),
  );
});

describe('a route with working time of its own', () => {
  const own = 'routes: [{ when: { labels: bug }, working-days: mon-fri, working-hours: "09:00-17:00" }]';

  it("has the inputs' durations by its own working days", () => {
    const [route, rest] = configured(own, { threshold: '2d', 'max-age': '2w' }).routes;
    expect(route?.settings.rules.threshold).toBe(16 * hour);
    expect(route?.settings.maxAge).toBe(80 * hour);
    expect(rest?.settings.rules.threshold).toBe(48 * hour);
    expect(configured(own).routes[0]?.settings.rules.threshold).toBe(8 * hour);
  });

  it('keeps hours, and what it says itself', () => {
    expect(configured(own, { threshold: '30h' }).routes[0]?.settings.rules.threshold).toBe(30 * hour);
    const says = own.replace('working-days', 'threshold: 1d, working-days');
    expect(configured(says, { threshold: '30h' }).routes[0]?.settings.rules.threshold).toBe(8 * hour);
  });

  it('is told where max-age becomes shorter than threshold by that', () =>
    expect(() => configured(own, { threshold: '30h', 'max-age': '2d' })).toThrow(
      'max-age of this route is not longer than its threshold',
    ));

  it('repeats no error of the inputs', () =>
    expect(() => configured(own, { threshold: 'soon' })).toThrow(/^Input threshold: [^\n]*$/));
});
