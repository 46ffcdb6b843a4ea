import { Temporal } from 'temporal-polyfill';
import { countBelow } from './sorted.ts';

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
  /** Where each of them begins. */
  readonly #begins: number[] = [];
  #next: Temporal.ZonedDateTime | null;

  /** @param from ms since 1970: nothing before it can be asked for */
  constructor(zone: string, from: number) {
    this.#next = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
  }

  /** The stretch of this place in their order; undefined behind the last one. */
  at(index: number): Stretch | undefined {
    while (index >= this.#stretches.length && this.#next) this.#find(this.#next);
    return this.#stretches[index];
  }

  /** The place of the stretch that an instant stands in. */
  indexAt(instant: number): number {
    while (this.#next && this.#next.epochMilliseconds <= instant) this.#find(this.#next);
    return Math.max(0, countBelow(this.#begins, instant + 1) - 1);
  }

  #find(start: Temporal.ZonedDateTime): void {
    this.#next = start.getTimeZoneTransition('next');
    this.#begins.push(start.epochMilliseconds);
    this.#stretches.push({
      from: start.epochMilliseconds,
      to: this.#next?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
      offset: start.offsetNanoseconds / 1_000_000,
    });
  }
}
