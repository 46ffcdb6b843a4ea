import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createQuote, createRedact, ServerText } from '../../src/text/server-text.ts';

const token = 'ghs_0123456789abcdefABCDEF0123456789abcd';
const webhook = 'https://hooks.slack.com/services/T00000001/B00000001/abcdefghijklmnopqrstuvwx';
const redact = createRedact([token, webhook, 'http://user:pass%2Fword-long@proxy.test:8080']);
const quote = createQuote({ redact, shown: true });
const withheld = createQuote({ redact, shown: false });
const shown = (raw: string, about = '') => quote(new ServerText(raw, about));

describe('a text of a server', () => {
  it.each([
    ['<html><body><h1>502\r\nBad Gateway</h1></body></html>', '502 Bad Gateway'],
    ['\u001b[31mred\u001b[0m \u202egnp', 'red gnp'],
    ['one\u0085::add-mask::x', 'one ::add-mask::x'],
    ['', 'an empty answer'],
    [' \u200b ', 'an empty answer'],
  ])('%j is shown as %j', (raw, expected) => expect(shown(raw)).toBe(expected));

  it('of any size takes no time and at most 300 characters', () => {
    const started = performance.now();
    for (const filling of ['<', 'x', '<x ', '\u200d', '#', 'a\u0300', token])
      expect(shown(filling.repeat(1_000_000)).length).toBeLessThanOrEqual(300);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('has our own words before it', () => {
    expect(shown('Bad Gateway', 'HTTP 502')).toBe('HTTP 502: Bad Gateway');
    expect(shown('', 'HTTP 502')).toBe('HTTP 502');
  });

  it('is what an error says, or what was thrown in place of one', () => {
    expect(quote(ServerText.ofError(new TypeError('no bytes')))).toBe('TypeError: no bytes');
    expect(quote(ServerText.ofError('no bytes'))).toBe('Error: no bytes');
  });

  it('is left out where a run must not show what it may quote', () => {
    expect(withheld(new ServerText('acme/secret', 'HTTP 502'))).toBe(
      'HTTP 502; what it said is not shown, since it may name private repositories',
    );
  });

  it('shows nothing of itself in a template, in JSON or as properties', () => {
    const text = new ServerText(token);
    expect(`${text}${JSON.stringify({ text })}${Object.values(text)}`).not.toContain('ghs_');
  });
});

describe('secrets', () => {
  it.each([
    [`Bearer ${token}`, 'Bearer ***'],
    [`authorization: ${token.slice(0, 20)}…`, 'authorization: ***…'],
    [`…${token.slice(-15)}"`, '…***"'],
    ['POST /services/T00000001/B00000001/abcdefghijklmnopqrstuvwx', 'POST /services/***/***/***'],
    ['%2Fservices%2FT00000001%2FB00000001%2Fabcdefghijklmnopqrstuvwx', '%2Fservices%2F***%2F***%2F***'],
    ['cut: abcdefghijklmno', 'cut: ***'],
    ['pass/word-long, pass%2Fword-long', '***, ***'],
    [Buffer.from('user:pass%2Fword-long').toString('base64'), '***'],
    ['ghs_01234567', '***'],
  ])('%j becomes %j', (raw, expected) => expect(shown(raw)).toBe(expected));

  it('leave what is not theirs, such as the host of a webhook', () => {
    const text = 'https://hooks.slack.com/services/ said ghs_0 and T0000';
    expect(shown(text)).toBe(text);
  });

  it('of less than eight characters are none', () => {
    expect(createRedact(['abc', 'https://x.test/a/b'])('abc a b x.test')).toBe('abc a b x.test');
  });

  it('show in no text that surrounds, repeats or cuts them', () => {
    const around = fc.string({ unit: 'grapheme', maxLength: 30 });
    fc.assert(
      fc.property(around, around, fc.nat(28), (before, after, start) => {
        const part = token.slice(start, start + 12);
        expect(shown(`${before}${part}${after}`)).not.toContain(part);
      }),
    );
  });
});
