import { describe, expect, it } from 'vitest';
import { nearZones, parseZone } from '../../src/values/zone-name.ts';

/** What ICU 78 takes and tzdata 2026c does not have. */
const ofIcu =
  'ACT AET AGT ART AST BET BST CAT CNT CST CTT EAT ECT IET IST JST MIT NET NST PLT PNT PRT PST SST VST'.split(
    ' ',
  );

describe('a time zone', () => {
  it.each([
    'UTC',
    'Europe/Berlin',
    'america/new_york',
    'Asia/Kolkata',
    ' Asia/Tokyo ',
    'Etc/GMT+1',
    ...'CET EET EST GMT HST MET MST PRC ROC ROK UCT WET GB NZ Cuba Eire Zulu W-SU EST5EDT PST8PDT US/Eastern'.split(
      ' ',
    ),
  ])('%j is one', (text) => expect(parseZone(text)).toBeDefined());

  it.each([
    '+02:00',
    '-05',
    'GMT+1',
    'Berlin',
    'Europe/Atlantis',
    '5',
    '',
    'UTC; DROP',
    'x'.repeat(1_000_000),
    ...ofIcu,
    'bst',
    'SystemV/PST8PDT',
    'US/Pacific-New',
  ])('%j is none', (text) => expect(parseZone(text)).toBeUndefined());

  it('is every one that this Node knows by IANA', () =>
    expect(Intl.supportedValuesOf('timeZone').filter((name) => !parseZone(name))).toEqual([]));
});

describe('what is no time zone', () => {
  it.each([
    ['BST', 'an abbreviation', 'Europe/London'],
    ['IST', 'an abbreviation', 'Asia/Kolkata, Europe/Dublin, Asia/Jerusalem'],
    ['CEST', 'an abbreviation', 'Europe/Berlin'],
    ['ET', 'an abbreviation', 'America/New_York'],
    ['edt', 'an abbreviation', 'America/New_York'],
    ['PT', 'an abbreviation', 'America/Los_Angeles'],
    ['GMT+1', 'an offset', 'Europe/Berlin'],
    ['GMT+1', 'an offset', 'For this offset all year: Etc/GMT-1'],
    ['UTC+2', 'an offset', 'Europe/Berlin'],
    ['+02:00', 'an offset', 'Europe/Athens'],
    ['UTC-8', 'an offset', 'America/Los_Angeles'],
    ['UTC+05:30', 'an offset', 'Asia/Kolkata'],
    ['GMT+99', 'an offset', 'Europe/Berlin'],
    ['Z', 'an abbreviation', 'such as UTC.'],
    ['Berlin', 'not a time zone', 'such as Europe/Berlin or UTC.'],
    ['New York', 'not a time zone', 'such as America/New_York or UTC.'],
    ['America/NewYork', 'not a time zone', 'such as America/New_York or UTC.'],
    ['Europe/Berln', 'not a time zone', 'such as Europe/Berlin or UTC.'],
    ['Mars', 'not a time zone', 'such as Europe/Berlin, America/New_York or UTC.'],
    ['Xy', 'not a time zone', 'such as Europe/Berlin, America/New_York or UTC.'],
    ['XYZ', 'not a time zone', 'such as Europe/Berlin, America/New_York or UTC.'],
    ['x'.repeat(1_000_000), 'not a time zone', 'such as Europe/Berlin, America/New_York or UTC.'],
  ])('%j is told to be %s, and what is near: %s', (text, what, near) => {
    expect(nearZones(text)).toContain(`is ${what}`);
    expect(nearZones(text)).toContain(near);
  });

  it('is answered with zones that are some', () => {
    for (const text of [...ofIcu, 'CEST', 'WEST', 'NZDT', 'UTC-11', 'UTC+13', '+0545'])
      for (const [zone] of nearZones(text).matchAll(/[A-Z]\w+\/[\w/+-]+/g))
        expect(parseZone(zone), zone).toBeDefined();
  });
});
