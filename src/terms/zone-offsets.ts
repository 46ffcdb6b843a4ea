import { Temporal } from 'temporal-polyfill';

/** A stretch of time in which the clocks of a zone are not changed. Instants and lengths in ms. */
export interface Stretch {
  readonly from: number;
  /** When the clocks are changed next; infinite where no change is known. */
  readonly to: number;
  /** What the clocks show, less UTC. */
  readonly offset: number;
}

/**
 * The stretches between the clock changes of a zone, from one instant on, found as far as they are asked for.
 * The time zone database is that of the running Node.
 */
export class ZoneOffsets {
  readonly #stretches: Stretch[] = [];
  #next: Temporal.ZonedDateTime | null;

  /** @param from ms since 1970: nothing before it can be asked for */
  constructor(zone: string, from: number) {
    this.#next = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
  }

  /** The stretch of this place in their order; undefined behind the last one. */
  at(index: number): Stretch | undefined {
    while (index >= this.#stretches.length && this.#next) {
      const start = this.#next;
      this.#next = start.getTimeZoneTransition('next');
      this.#stretches.push({
        from: start.epochMilliseconds,
        to: this.#next?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
        offset: start.offsetNanoseconds / 1_000_000,
      });
    }
    return this.#stretches[index];
  }
}
