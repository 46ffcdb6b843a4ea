import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipWidth, widthOf } from '../../src/text/untrusted.ts';

describe('a clipped text', () => {
  it.each([
    ['short', 5, 'short'],
    ['just too long', 12, 'just too lo…'],
    ['cut at a blank', 7, 'cut at…'],
    ['cut at a blank', 4, 'cut…'],
    ['日本語のタイトル', 7, '日本語…'],
    ['👩‍👩‍👧 family of three', 8, '👩‍👩‍👧 fami…'],
    [Array(20).fill('👩').join('\u200d'), 20, '…'],
  ])('%j to %d columns is %j', (text, columns, clipped) => expect(clipWidth(text, columns)).toBe(clipped));

  it('of plain characters is cut where one with others before it is', () => {
    const plain = fc.string({
      unit: fc.oneof(
        fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)),
        fc.constantFrom('·', '–', '…', '→', '−'),
      ),
      maxLength: 60,
    });
    fc.assert(
      fc.property(plain, fc.integer({ min: 3, max: 40 }), (text, columns) => {
        expect(`é${clipWidth(`a${text}`, columns).slice(1)}`).toBe(clipWidth(`é${text}`, columns));
        expect(widthOf(`🔴${text}`) + 1).toBe(widthOf(`é🔴${text}`));
        expect(widthOf(text) + 1).toBe(widthOf(`é${text}`));
        expect(widthOf(clipWidth(text, columns))).toBeLessThanOrEqual(columns);
      }),
    );
  });
});
