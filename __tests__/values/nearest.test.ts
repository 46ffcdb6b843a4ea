import { expect, it } from 'vitest';
import { nearest, similar } from '../../src/values/nearest.ts';

it.each([
  ['mian', ['develop', 'main', 'release-1'], 'main'],
  ['MAIN', ['develop', 'main'], 'main'],
  ['Berlin', ['Asia/Tokyo', 'Europe/Berlin', 'UTC'], 'Europe/Berlin'],
  ['main', ['maid', 'mail', 'mais'], 'maid'],
  ['main', ['mais', 'mail', 'maid'], 'maid'],
  ['relase-3', ['main', 'release-2.8', 'release-3'], 'release-3'],
])('%j is nearest of %j to %j', (name, candidates, expected) =>
  expect(nearest(name, candidates)[0]).toBe(expected),
);

it.each([
  ['mian', ['main'], ['main']],
  ['retsam', ['master'], []],
  ['mastre', ['master', 'mister'], ['master']],
  ['develpo', ['develop'], ['develop']],
  ['trunk', ['main'], []],
])('%j is a slip of the keyboard away from %j: %j', (name, candidates, expected) =>
  expect(similar(name, candidates)).toEqual(expected),
);
