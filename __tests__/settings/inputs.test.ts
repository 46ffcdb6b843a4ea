import { describe, expect, it } from 'vitest';
import type { FileInputName } from '../../src/settings/declarations.ts';
import { fillIn, type Placed, readInputs } from '../../src/settings/inputs.ts';
import { placeOf, SettingsError } from '../../src/settings/problem.ts';
import { readSettings, type Settings } from '../../src/settings/settings.ts';
import { namesRegions } from '../../src/settings/working-time.ts';
import { hour, type Inputs, run } from '../support/samples.ts';

type Values = Readonly<Partial<Record<FileInputName, string>>>;

/** The inputs, and values of a file, one a line, for those that are blank. */
function filled(given: Inputs, values: Values) {
  const all: Inputs = { 'github-token': 'ghs_0123456789', 'dry-run': 'true', ...given };
  const names: readonly FileInputName[] = [
    'threshold',
    'repositories',
    'labels',
    'max-listed',
    'max-age',
    'holidays',
  ];
  const placed = names.flatMap((name, index): [FileInputName, Placed][] => {
    const text = values[name];
    return text === undefined ? [] : [[name, { text, where: { file: 'a.yml', line: index + 1, column: 9 } }]];
  });
  return fillIn(
    readInputs((name) => all[name] ?? '', run),
    new Map(placed),
  );
}

function read(given: Inputs, values: Values): Settings {
  return readSettings(filled(given, values)).settings;
}

function problems(given: Inputs, values: Values): string[] {
  try {
    read(given, values);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.problems.map((one) => `${placeOf(one)}: ${one.message}`);
    throw error;
  }
}

describe('a value from elsewhere', () => {
  it('holds where the input is blank, and is shown like any other', () => {
    const settings = read({ threshold: ' \u200b', labels: '# none\n' }, { threshold: '4h', labels: 'bug\n' });
    expect(settings.rules).toMatchObject({ threshold: 4 * hour, labels: { entries: ['bug'] } });
    expect(Object.fromEntries(settings.view)).toMatchObject({ threshold: '4 h', labels: 'bug' });
  });

  it('is overruled by a given input, also where it is wrong itself', () => {
    const { rules } = read({ threshold: '2h' }, { threshold: 'soon' });
    expect(rules.threshold).toBe(2 * hour);
    expect(problems({ threshold: 'later' }, { threshold: '4h' })).toEqual([
      expect.stringMatching(/^Input threshold: "later" is not a duration/),
    ]);
    expect(problems({ threshold: 'x'.repeat(5000) }, { threshold: '4h' })).toEqual([
      expect.stringMatching(/^Input threshold: has 5000 characters/),
    ]);
  });

  it('that says nothing leaves the default', () => {
    expect(read({}, { 'max-listed': ' ', labels: '# none\n' })).toMatchObject({
      maxListed: 20,
      rules: { labels: undefined },
    });
  });

  it('holds where `repositories` has only the default that the runner gives it', () => {
    const chosen = (given: string) =>
      read({ repositories: given }, { repositories: 'acme/api' }).repositories;
    expect(
      ['', 'acme/web', 'acme/web, acme/app'].map((given) => chosen(given).map(({ full }) => full)),
    ).toEqual([['acme/api'], ['acme/api'], ['acme/web', 'acme/app']]);
  });

  it('names countries whose holidays are then needed', () => {
    const { texts } = filled({}, { holidays: 'DE' });
    expect(namesRegions(texts.get('holidays') ?? '')).toBe(true);
  });

  it('that is wrong is told at its place, together with every wrong input', () => {
    const wrong = problems(
      { 'github-token': 'xoxb-0123456789', 'include-drafts': 'yes' },
      { threshold: 'soon', labels: '!', 'max-listed': '46', 'max-age': '0' },
    );
    expect(new Set(wrong)).toEqual(
      new Set([
        expect.stringMatching(/^Input github-token: is a token or an address of Slack/),
        expect.stringMatching(/^Input include-drafts: "yes" is not a boolean/),
        expect.stringMatching(/^a\.yml:1:9: threshold: "soon" is not a duration/),
        expect.stringMatching(/^a\.yml:3:9: labels: "!" alone excludes nothing/),
        expect.stringMatching(/^a\.yml:4:9: max-listed: "46" is not allowed/),
      ]),
    );
    expect(problems({ threshold: '2d' }, { 'max-age': '1d' })).toEqual([
      expect.stringMatching(/^a\.yml:5:9: max-age: "1 d" is not longer than threshold \(2 d\)/),
    ]);
  });

  it('that holds a secret is refused as an input would be, and not shown', () => {
    const secret = 'ghs_0123456789';
    const [problem, ...others] = problems({ 'github-token': secret }, { labels: `a, ${secret}` });
    expect(others).toEqual([]);
    expect(problem).toMatch(/^a\.yml:3:9: labels: is refused.*holds that of github-token/);
    expect(problem).not.toContain(secret);
  });
});

describe('GitHub’s token', () => {
  const inputs = (token: string, changes: Partial<typeof run> = {}) =>
    readInputs((name) => (name === 'github-token' ? token : ''), { ...run, ...changes });

  it('is known before the other settings are, and trimmed', () => {
    expect(inputs(' ghs_0123456789\n').githubToken).toBe('ghs_0123456789');
  });

  it.each<[string, Partial<typeof run>]>([
    ['', {}],
    ['xoxb-0123456789', {}],
    ['ghs_0 1', {}],
    ['ghs_0123456789', { apiUrl: 'http://ghes.acme.test/api/v3' }],
  ])('%j is not given to GitHub where it or an address is wrong (%j)', (token, changes) => {
    const { githubToken, problems: found } = inputs(token, changes);
    expect(githubToken).toBeUndefined();
    expect(found.found).toHaveLength(1);
  });
});
