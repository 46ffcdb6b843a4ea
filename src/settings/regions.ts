/** Countries and regions of `holidays`, and which was meant where a code is none. */

/** Codes of the countries and regions whose public holidays are known (`DE`, `US-CA`), with their names. */
export type Regions = ReadonlyMap<string, readonly string[]>;

/** Codes in use that no rule below leads to: the country codes of sports, cars and ISO 3166 alpha-3. */
const otherCodes: ReadonlyMap<string, string> = new Map([
  ['en', 'GB-ENG'],
  ['sco', 'GB-SCT'],
  ['wal', 'GB-WLS'],
  ['che', 'CH'],
  ['sui', 'CH'],
  ['hol', 'NL'],
  ['ned', 'NL'],
  ['gbr', 'GB'],
  ['zaf', 'ZA'],
  ['rsa', 'ZA'],
  ['are', 'AE'],
  ['kor', 'KR'],
  ['rou', 'RO'],
]);

/** The code and the name of those regions that an unknown code or name may mean, the likeliest first. */
export function nearRegions(entry: string, regions: Regions, limit = 3): string[] {
  const [country = '', ...rest] = entry.split(/[-_ ]/);
  const parent = canonicalCountry(country);
  const near = () => {
    if (rest.length === 0 && regions.has(parent)) return [parent];
    // Of regions of the world there are so many that something always begins alike.
    if (!regions.has(parent)) return nearest(entry, regions, (code) => !code.includes('-'));
    return [...nearest(rest.join(' '), within(parent, regions), () => true), parent];
  };
  return near()
    .slice(0, limit)
    .map((code) => `${code} (${regions.get(code)?.at(-1)})`);
}

/** `GB` for `UK`, as CLDR has it; else the code itself. */
function canonicalCountry(country: string): string {
  const code = otherCodes.get(country.toLowerCase()) ?? country.toUpperCase();
  return /^[A-Z]{2}$/.test(code) ? (new Intl.Locale(`und-${code}`).region ?? code) : code;
}

function within(country: string, regions: Regions): Regions {
  return new Map([...regions].filter(([code]) => code.startsWith(`${country}-`)));
}

/** Codes by how their names and last parts are like a text: those alike in one of the best ways. */
function nearest(text: string, regions: Regions, isLoose: (code: string) => boolean): string[] {
  const wanted = fold(text).replaceAll(' ', '');
  const found = [...regions]
    .map(([code, names]) => ({
      code,
      apart: Math.min(...names.map((name) => distance(wanted, code, name, isLoose(code)))),
    }))
    .filter(({ apart }) => apart < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.apart - b.apart || (a.code < b.code ? -1 : 1));
  const best = found[0]?.apart ?? 0;
  const worst = best === 0 ? 0 : best < 3 ? 2 : 3;
  return found.filter(({ apart }) => apart <= worst).map(({ code }) => code);
}

/** 0 for the same; more where less is alike; infinite where nothing is. @param loose whether a part suffices */
function distance(wanted: string, code: string, name: string, loose: boolean): number {
  const words = fold(name).split(' ');
  const last = code.split('-').at(-1)?.toLowerCase() ?? '';
  if (wanted === '') return Number.POSITIVE_INFINITY;
  if (wanted === words.join('') || words.includes(wanted)) return 0;
  if (wanted === last || initialsOf(words).includes(wanted)) return 1;
  if (!loose) return Number.POSITIVE_INFINITY;
  if ([last, words.join(''), ...words].some((text) => text.startsWith(wanted))) return 2;
  return words.some((word) => wanted.length === 3 && inOrder(wanted, word)) ? 3 : Number.POSITIVE_INFINITY;
}

/** With and without the small words. */
function initialsOf(words: readonly string[]): string[] {
  const large = words.filter((word) => !['of', 'the', 'and'].includes(word));
  return [words, large].map((list) => list.map(([first]) => first).join(''));
}

/** Whether the letters stand in the text in this order, the first at its beginning: `deu` in `deutschland`. */
function inOrder(letters: string, text: string): boolean {
  let place = -1;
  return [...letters].every((letter, index) => {
    place = text.indexOf(letter, place + 1);
    return index === 0 ? place === 0 : place > 0;
  });
}

/** Small letters without accents, words apart. */
function fold(name: string): string {
  return name
    .slice(0, 100)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
