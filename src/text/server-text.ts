/**
 * What servers say (errors, headers, pages of proxies) passes one gate before anyone reads it: it may be
 * endless, hostile, private, or repeat a secret that it was sent.
 */
import { sanitize } from './untrusted.ts';

/** Kept of a text at most; nothing reads further. In characters. */
const rawAtMost = 2000;
/** Shown of a text at most, in characters. */
const shownAtMost = 300;

/**
 * A text as a server sent it. It cannot be printed or serialized by accident: only a `Quote` shows it.
 */
export class ServerText {
  /** Our own words for what came: `HTTP 502`. They name no repository. */
  readonly about: string;
  readonly #raw: string;

  constructor(raw: string, about = '') {
    this.about = about;
    this.#raw = raw.slice(0, rawAtMost);
  }

  /** What an error says, under its name. */
  static ofError(error: unknown): ServerText {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return new ServerText(message, name);
  }

  /** Whether it holds only our own words: then the server said nothing. */
  get isOurs(): boolean {
    return this.#raw.trim() === '';
  }

  /** Whether it says something of the kind: to classify it, not to show it. */
  matches(pattern: RegExp): boolean {
    return pattern.test(this.#raw);
  }

  /** Shown by a gate: one line, without HTML, sanitized, redacted and clipped. */
  through(redact: Redact): string {
    const line = sanitize(redact(this.#raw).replace(/<[^<>]*>/g, ' '));
    const clipped = line.length > shownAtMost ? `${line.slice(0, shownAtMost - 1)}…` : line;
    return [this.about, clipped].filter((part) => part !== '').join(': ') || 'an empty answer';
  }
}

/** Removes known secrets. */
export type Redact = (text: string) => string;
/** The gate: a server's text as people may read it. */
export type Quote = (text: ServerText) => string;

/**
 * @param shown whether the run may show what a server's text may quote; if not, only our own words are shown
 */
export function createQuote({ redact, shown }: { readonly redact: Redact; readonly shown: boolean }): Quote {
  if (shown) return (text) => text.through(redact);
  return ({ about, isOurs }) =>
    isOurs
      ? about || 'an empty answer'
      : `${about}${about ? '; ' : ''}what it said is not shown, since it may name private repositories`;
}

/** Shorter values are no secrets, and redacting them would black out every text. */
export const shortestSecret = 8;
/** So many characters of a secret in a row are redacted, also where the rest is missing. */
const longestShown = 12;

/**
 * Removes secrets, whole and in parts: a page may have cut what it repeats, and of an address (a webhook, a
 * proxy) the path and the credentials are secret, whoever writes them in another form.
 */
export function createRedact(secrets: readonly string[]): Redact {
  const windows = new Map<number, Set<string>>();
  for (const part of new Set(secrets.flatMap(partsOf))) {
    const length = Math.min(part.length, longestShown);
    const known = windows.get(length) ?? new Set();
    windows.set(length, known);
    for (let start = 0; start + length <= part.length; start++) known.add(part.slice(start, start + length));
  }
  return (text) => {
    let redacted = '';
    let secretUntil = 0;
    for (let place = 0; place < text.length; place++) {
      const before = secretUntil;
      for (const [length, known] of windows)
        if (known.has(text.slice(place, place + length))) secretUntil = Math.max(secretUntil, place + length);
      if (place < before) continue;
      redacted += place < secretUntil ? '***' : text[place];
    }
    return redacted;
  };
}

function partsOf(secret: string): string[] {
  const parts = URL.canParse(secret) && /^https?:/i.test(secret) ? partsOfAddress(new URL(secret)) : [secret];
  return parts.filter((part) => part.length >= shortestSecret);
}

function partsOfAddress({ pathname, search, username, password }: URL): string[] {
  // `services` stands in the address of every webhook.
  const path = pathname.split('/').filter((part) => part !== 'services');
  const given = [...path, search.slice(1), username, password];
  const encoded = password ? [Buffer.from(`${username}:${password}`).toString('base64')] : [];
  return [...new Set([...given, ...given.map(decoded)]), ...encoded];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray `%`: then it is secret as it stands.
    return text;
  }
}
