import { expect, it } from 'vitest';
import { formatCount } from '../../src/report/words.ts';

it.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [20_000, '20,000'],
  [1_234_567, '1,234,567'],
])('%d is written %s', (count, text) => expect(formatCount(count)).toBe(text));
