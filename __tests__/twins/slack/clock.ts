/** Slack's own clock. It stands still until a test moves it, back too: then later messages get lower timestamps. */
export class Clock {
  #now: number;

  /** @param start in ms since 1970, or ISO 8601 */
  constructor(start: number | string = 1_785_741_421_000) {
    this.#now = instant(start);
  }

  /** In ms since 1970. */
  get now(): number {
    return this.#now;
  }

  set(at: number | string): void {
    this.#now = instant(at);
  }

  advance(ms: number): void {
    this.#now += ms;
  }
}

function instant(at: number | string): number {
  const ms = typeof at === 'number' ? at : Date.parse(at);
  if (!Number.isFinite(ms)) throw new Error(`No instant: ${at}`);
  return ms;
}
