/** Which country or region was meant, among those that the library of holidays knows. */
import { expect, it } from 'vitest';
import { regions } from '../../src/holidays/index.ts';
import { nearRegions } from '../../src/settings/regions.ts';

const known = regions();

it.each([
  ['UK', ['GB (United Kingdom)']],
  ['Germny', []],
  ['Germany', ['DE (Germany)']],
  ['ger', ['DE (Germany)']],
  ['DE-Bayern', ['DE-BY (Bayern)', 'DE (Germany)']],
  ['DE-XX', ['DE (Germany)']],
  ['-', []],
  ['', []],
])('%j may mean %j', (text, meant) => expect(nearRegions(text, known)).toEqual(meant));
