/** Bounds of what a server may send: beyond them it is a mistake, or hostile, and is not believed. */
import * as v from 'valibot';
import { parseRepository } from '../../values/repository-name.ts';

/** GitHub gives no more of a list at once. */
const listedAtMost = 100;
/** No repository has more open pull requests; a token's points for an hour would not suffice for them. */
const openAtMost = 100_000;
/** GitHub's numbers are 32 bits wide. */
const numberAtMost = 2 ** 31 - 1;
/** What is only shown is cut there; GitHub's own titles end at 256 characters. */
const shownAtMost = 1000;
/** A pull request may be imported, but is not older than its kind, nor from a far future. */
const years = { from: Date.UTC(1990), to: Date.UTC(2100) };

const whole = (from: number, to: number) => v.pipe(v.number(), v.integer(), v.minValue(from), v.maxValue(to));

/** Open pull requests, or repositories. */
export const total = whole(0, openAtMost);
/** Points, lines, issues. */
export const amount = whole(0, numberAtMost);
/** Number of a pull request. */
export const ordinal = whole(1, numberAtMost);
/** Seconds since 1970. */
export const seconds = whole(years.from / 1000, years.to / 1000);

/** ms since 1970, from ISO 8601. */
export const instant = v.pipe(
  v.string(),
  v.maxLength(40),
  v.isoTimestamp(),
  v.transform(Date.parse),
  v.minValue(years.from),
  v.maxValue(years.to),
);

/** A login, a label, an id, a commit. */
export const name = v.pipe(v.string(), v.maxLength(1000));
/** A branch; also a cursor. */
export const longName = v.pipe(v.string(), v.maxLength(2000));
/** Shown only. */
export const shown = v.pipe(
  v.string(),
  v.transform((text) => text.slice(0, shownAtMost)),
);
/** `owner/name`: it becomes part of addresses. */
export const repositoryName = v.pipe(
  v.string(),
  v.check((text) => parseRepository(text) !== undefined, 'no name of a repository'),
);

/** An address that may become a link; undefined for what is none. */
export const link = v.pipe(
  v.string(),
  v.transform((text) => (isLink(text) ? text : undefined)),
);

function isLink(text: string): boolean {
  return /^https?:\/\/[^\s\p{Cc}<>"|\\^`{}]{1,2000}$/u.test(text) && URL.canParse(text);
}

/** A page of a list, whatever its items are. */
export const items = v.pipe(v.array(v.unknown()), v.maxLength(listedAtMost));
