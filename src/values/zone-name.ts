/** Names of time zones as people write them. */
import { similar } from './nearest.ts';

/** The zone of most runs. What it needs is not asked of Intl, whose first use in a process takes about 30 ms. */
const utc = 'UTC';
/** Longer texts name no zone, in characters. */
const longest = 100;

/**
 * Intl takes names of ICU's own that the IANA database does not have, with meanings that nobody expects: `BST` is
 * Asia/Dhaka to it. All have three letters, as have these that IANA does have (tzdata 2026c); and some old ones.
 */
const threeLetters = /^(?:CET|EET|EST|GMT|HST|MET|MST|PRC|ROC|ROK|UCT|UTC|WET)$/i;
const ofIcu = /^(?:[A-Z]{3}|SystemV\/.*|US\/Pacific-New|Canada\/East-Saskatchewan)$/i;

/** The canonical name of an IANA time zone, or undefined: offsets such as `+02:00` are no zones. */
export function parseZone(text: string): string | undefined {
  const name = text.trim();
  if (name === utc) return utc;
  if (!/^[A-Za-z]/.test(name) || name.length > longest) return undefined;
  if (ofIcu.test(name) && !threeLetters.test(name)) return undefined;
  return canonical(name);
}

function canonical(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: name }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Abbreviations are no names: clocks of several zones share one, and most name half a year only. */
const abbreviations: Readonly<Record<string, string>> = {
  BST: 'Europe/London',
  WEST: 'Europe/Lisbon Atlantic/Canary',
  IST: 'Asia/Kolkata Europe/Dublin Asia/Jerusalem',
  IDT: 'Asia/Jerusalem',
  'CEST MEZ MESZ CES': 'Europe/Berlin Europe/Paris Europe/Madrid',
  EEST: 'Europe/Athens Europe/Helsinki Europe/Kyiv',
  'MSK MSD': 'Europe/Moscow',
  TRT: 'Europe/Istanbul',
  'ET EDT': 'America/New_York America/Toronto',
  'CT CDT CST': 'America/Chicago America/Mexico_City Asia/Shanghai',
  'MT MDT': 'America/Denver America/Edmonton',
  PNT: 'America/Phoenix',
  'PT PDT PST': 'America/Los_Angeles America/Vancouver',
  'AKT AKST AKDT': 'America/Anchorage',
  'HDT HAST': 'Pacific/Honolulu',
  'AST ADT': 'America/Halifax America/Puerto_Rico Asia/Riyadh',
  'NST NDT CNT': 'America/St_Johns',
  IET: 'America/Indiana/Indianapolis',
  PRT: 'America/Puerto_Rico',
  'BET BRT BRST': 'America/Sao_Paulo',
  'ART AGT': 'America/Argentina/Buenos_Aires',
  'CLT CLST': 'America/Santiago',
  COT: 'America/Bogota',
  PET: 'America/Lima',
  ECT: 'America/Guayaquil',
  GST: 'Asia/Dubai',
  NET: 'Asia/Yerevan',
  'PLT PKT': 'Asia/Karachi',
  NPT: 'Asia/Kathmandu',
  BDT: 'Asia/Dhaka',
  ICT: 'Asia/Bangkok',
  VST: 'Asia/Ho_Chi_Minh',
  WIB: 'Asia/Jakarta',
  'SGT MYT': 'Asia/Singapore Asia/Kuala_Lumpur',
  HKT: 'Asia/Hong_Kong',
  PHT: 'Asia/Manila',
  CTT: 'Asia/Shanghai',
  JST: 'Asia/Tokyo',
  KST: 'Asia/Seoul',
  EAT: 'Africa/Nairobi',
  CAT: 'Africa/Harare Africa/Maputo',
  SAST: 'Africa/Johannesburg',
  WAT: 'Africa/Lagos',
  AWST: 'Australia/Perth',
  'ACT ACST ACDT': 'Australia/Adelaide Australia/Darwin',
  'AET AEST AEDT': 'Australia/Sydney Australia/Melbourne Australia/Brisbane',
  SST: 'Pacific/Pago_Pago Pacific/Guadalcanal',
  MIT: 'Pacific/Apia',
  'NZT NZST NZDT': 'Pacific/Auckland',
  Z: utc,
};

/** Zones to think of where only an offset is known: standard time and summer time of each are looked at. */
const ofMany =
  'Europe/London Europe/Berlin Europe/Paris Europe/Madrid Europe/Athens Europe/Helsinki Europe/Kyiv Europe/Istanbul ' +
  'Europe/Moscow America/New_York America/Toronto America/Chicago America/Mexico_City America/Denver America/Phoenix ' +
  'America/Los_Angeles America/Vancouver America/Anchorage Pacific/Honolulu America/Halifax America/St_Johns ' +
  'America/Sao_Paulo America/Argentina/Buenos_Aires America/Santiago America/Bogota America/Lima Africa/Lagos ' +
  'Africa/Johannesburg Africa/Cairo Africa/Nairobi Asia/Jerusalem Asia/Riyadh Asia/Tehran Asia/Dubai Asia/Kabul ' +
  'Asia/Karachi Asia/Kolkata Asia/Kathmandu Asia/Dhaka Asia/Yangon Asia/Bangkok Asia/Jakarta Asia/Ho_Chi_Minh ' +
  'Asia/Shanghai Asia/Singapore Asia/Hong_Kong Asia/Taipei Asia/Manila Australia/Perth Asia/Tokyo Asia/Seoul ' +
  'Australia/Adelaide Australia/Brisbane Australia/Sydney Pacific/Auckland Atlantic/Azores Pacific/Pago_Pago';

/** Why a text is no time zone, and which zones are near; its grammar is that of "CEST …". */
export function nearZones(text: string): string {
  const name = text.trim();
  const such = (zones: readonly string[]) =>
    `Allowed: an IANA name, such as ${[...zones, utc].join(', ').replace(/, UTC$/, ' or UTC')}.`;
  const anywhere = ['Europe/Berlin', 'America/New_York'];
  if (name.length > longest) return `is not a time zone. ${such(anywhere)}`;
  const offset = offsetOf(name);
  if (offset !== undefined) {
    const zones = zonesAt(offset);
    return `is an offset, not a time zone: where clocks are changed it holds for half a year. ${such(zones.length > 0 ? zones : anywhere)}${allYear(offset)}`;
  }
  const short = Object.entries(abbreviations).find(([keys]) => keys.split(' ').includes(name.toUpperCase()));
  if (short)
    return `is an abbreviation, not the name of a time zone. ${such(short[1].split(' ').filter((zone) => zone !== utc))}`;
  const near = alike(name);
  return `is not a time zone. ${such(near.length > 0 ? near : anywhere)}`;
}

/** IANA has zones of whole hours, named with the sign turned round. */
function allYear(offset: number): string {
  const hours = offset / (60 * minute);
  if (!Number.isInteger(hours) || hours === 0 || hours < -12 || hours > 14) return '';
  return ` For this offset all year: Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}, where the sign is turned round.`;
}

const minute = 60_000;

/** ms of `+02:00`, `UTC+2`, `GMT-5:30`. */
function offsetOf(name: string): number | undefined {
  const [, sign, hours, minutes = '0'] =
    /^(?:UTC|GMT|Z)?\s*([+\-−])\s*(\d{1,2})(?::?(\d\d))?$/i.exec(name) ?? [];
  if (hours === undefined) return undefined;
  return (Number(hours) * 60 + Number(minutes)) * minute * (sign === '+' ? 1 : -1);
}

/** Zones whose clocks show this offset all year or in winter, then those that do so in summer. */
function zonesAt(offset: number): string[] {
  const of = (zone: string) => {
    const january = offsetIn(zone, '2026-01-15T12:00:00Z');
    const july = offsetIn(zone, '2026-07-15T12:00:00Z');
    return { zone, standard: Math.min(january, july), summer: Math.max(january, july) };
  };
  const all = ofMany.split(' ').map(of);
  const standard = all.filter((one) => one.standard === offset);
  const summer = all.filter((one) => one.summer === offset && one.standard !== offset);
  return [...standard.slice(0, 3), ...summer.slice(0, 2)].map(({ zone }) => zone);
}

/** What the clocks of a zone show at an instant, less UTC, in ms. */
function offsetIn(zone: string, at: string): number {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(Date.parse(at)).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return offsetOf(name) ?? 0;
}

/** Zones of whose name the text is a part, or from which it is a slip of the keyboard away. */
function alike(name: string): string[] {
  const wanted = name.toLowerCase().replace(/[\s-]+/g, '_');
  if (wanted.length < 3) return [];
  const zones = [...new Set([...ofMany.split(' '), ...Intl.supportedValuesOf('timeZone')])];
  const parts = zones.filter((zone) => {
    const lower = zone.toLowerCase();
    return lower.split('/').includes(wanted) || (wanted.length > 3 && lower.includes(wanted));
  });
  if (parts.length > 0) return parts.slice(0, 3);
  return similar(wanted, zones);
}
