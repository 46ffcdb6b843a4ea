/** Where something wrong stands, as people read it. */
import { expect, it } from 'vitest';
import { placeOf, SettingsError } from '../../src/settings/problem.ts';
import { settings } from '../support/samples.ts';

it.each([
  ['threshold', 'Input threshold'],
  [{ variable: 'GITHUB_API_URL' }, 'Variable GITHUB_API_URL'],
  [{ file: '.github/x.yml', line: 3, column: 7 }, '.github/x.yml:3:7'],
] as const)('%j is %s', (where, words) => expect(placeOf({ where })).toBe(words));

it('a run outside of a repository has to name one', () => {
  expect(() => settings({}, { repository: '' })).toThrow(SettingsError);
  expect(() => settings({}, { repository: '' })).toThrow(
    'Input repositories: names nothing, and GITHUB_REPOSITORY is empty. Allowed: owner/name,',
  );
});
