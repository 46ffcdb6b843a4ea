import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInstant, formatNow } from '../../src/values/zone.ts';

const now = Date.parse('2026-08-03T07:17:00Z');

describe('an instant', () => {
  it.each([
    ['2026-08-03T07:17:00Z', 'Europe/Berlin', 'Mon 3 Aug 09:17'],
    ['2026-08-03T07:17:00Z', 'Asia/Kolkata', 'Mon 3 Aug 12:47'],
    ['2026-08-03T00:00:00Z', 'UTC', 'Mon 3 Aug 00:00'],
    ['2025-12-31T23:30:00Z', 'UTC', 'Wed 31 Dec 2025 23:30'],
    ['2026-03-29T01:30:00Z', 'Europe/Berlin', 'Sun 29 Mar 03:30'],
  ])('%s in %s is %j', (iso, zone, text) => expect(formatInstant(Date.parse(iso), zone, now)).toBe(text));

  it('of the run names its zone', () => {
    expect(formatNow(now, 'Europe/Berlin')).toBe('Mon 3 Aug 09:17 CEST');
    expect(formatNow(now, 'UTC')).toBe('Mon 3 Aug 07:17 UTC');
    expect(formatNow(now, 'America/New_York')).toBe('Mon 3 Aug 03:17 EDT');
    expect(formatNow(now, 'Australia/Sydney')).toBe('Mon 3 Aug 17:17 AEST');
    expect(formatNow(now, 'Asia/Kathmandu')).toBe('Mon 3 Aug 13:02 GMT+5:45');
  });
});

describe('UTC, which is told without Intl', () => {
  it('reads as another zone without an offset does', () => {
    const instant = fc.date({
      min: new Date('1970-01-01'),
      max: new Date('2200-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instant, (at) => {
        const told = formatInstant(Number(at), 'UTC', now);
        expect(told).toBe(formatInstant(Number(at), 'Etc/GMT', now));
      }),
    );
    expect(formatInstant(Date.parse('2026-09-07T04:05:00Z'), 'UTC', now)).toBe('Mon 7 Sep 04:05');
  });
});
