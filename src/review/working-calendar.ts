import { civilDay } from '../values/civil-day.ts';
import type { Units } from '../values/duration.ts';
import { dayIn } from '../values/zone.ts';
import { type Stretch, ZoneOffsets } from '../values/zone-offsets.ts';
import type { Calendar, Span } from './calendar.ts';
import type { Instant } from './pull-request.ts';
import { type HolidaysOf, WorkSchedule } from './work-schedule.ts';
import { unitsOf, type WorkingTime } from './working-time.ts';

/**
 * A calendar of working days, hours and holidays in a zone. An instant is working time when the team's clocks
 * show working hours of a working day: where clocks are put forward or back, the hours are as long as they
 * really are.
 *
 * Between two changes of the clocks local time runs evenly, so the working time of such a stretch is plain
 * arithmetic: the cost grows with the changes and the holidays, not with the length of a wait.
 */
export class WorkingCalendar implements Calendar {
  readonly units: Units;
  readonly #length: number;
  readonly #timezone: string;
  /** How far the hours of a day run into the next one, in ms. */
  readonly #overhang: number;
  readonly #offsets: ZoneOffsets;
  readonly #schedule: WorkSchedule;
  /** Working time from the start to the beginning of each stretch. */
  readonly #before: number[] = [0];

  /** @param start ms since 1970: nothing before it can be asked for */
  constructor(time: WorkingTime, start: Instant, holidaysOf: HolidaysOf) {
    this.units = unitsOf(time);
    this.#length = time.length;
    this.#timezone = time.timezone;
    this.#overhang = Math.max(0, time.begins + time.length - civilDay);
    this.#offsets = new ZoneOffsets(time.timezone, start);
    this.#schedule = new WorkSchedule(time, start + (this.#offsets.at(0)?.offset ?? 0), holidaysOf);
  }

  workedBetween(from: Instant, to: Instant): number {
    return from < to ? this.#workedUntil(to) - this.#workedUntil(from) : 0;
  }

  lastInstantWithin(from: Instant, length: number): Instant | undefined {
    let rest = length;
    for (const stretch of this.#stretches(from)) {
      const begin = stretch.from + stretch.offset;
      const local = this.#schedule.firstBeyond(begin, this.#schedule.workedUntil(begin) + rest);
      if (local === undefined) return undefined;
      if (local - stretch.offset < stretch.to) return local - stretch.offset;
      rest -= this.#workedIn(stretch);
    }
    return undefined;
  }

  *spans(from: Instant, to: Instant): Generator<Span> {
    let open: Span | undefined;
    for (const piece of this.#pieces(from, to)) {
      if (open && open.to === piece.from) open = { from: open.from, to: piece.to };
      else {
        if (open) yield open;
        open = piece;
      }
    }
    if (open) yield open;
  }

  dayOf(instant: Instant): number {
    return dayIn(instant - this.#overhang, this.#timezone);
  }

  isWorkingDay(day: number): boolean {
    return this.#schedule.isWorking(day);
  }

  /** Spans of one working day each, cut where clocks are changed. */
  *#pieces(from: Instant, to: Instant): Generator<Span> {
    for (const stretch of this.#stretches(from)) {
      const end = Math.min(stretch.to, to);
      if (stretch.from >= end) return;
      const last = this.#schedule.dayOf(end + stretch.offset);
      for (let day = this.#schedule.dayOf(stretch.from + stretch.offset); day <= last; day++) {
        if (!this.#schedule.isWorking(day)) continue;
        const begin = this.#schedule.beginOf(day) - stretch.offset;
        const piece = { from: Math.max(begin, stretch.from), to: Math.min(begin + this.#length, end) };
        if (piece.from < piece.to) yield piece;
      }
    }
  }

  /** Working time from the start to an instant. */
  #workedUntil(instant: Instant): number {
    const index = this.#offsets.indexAt(instant);
    for (let known = this.#before.length; known <= index; known++) {
      const stretch = this.#offsets.at(known - 1);
      this.#before.push((this.#before[known - 1] ?? 0) + (stretch ? this.#workedIn(stretch) : 0));
    }
    const stretch = this.#offsets.at(index);
    return (this.#before[index] ?? 0) + (stretch ? this.#workedIn({ ...stretch, to: instant }) : 0);
  }

  #workedIn({ from, to, offset }: Stretch): number {
    return this.#schedule.workedUntil(to + offset) - this.#schedule.workedUntil(from + offset);
  }

  /** The stretches from an instant on, the first one cut at it. */
  *#stretches(from: Instant): Generator<Stretch> {
    const first = this.#offsets.indexAt(from);
    for (let index = first, stretch = this.#offsets.at(first); stretch; stretch = this.#offsets.at(++index))
      yield { ...stretch, from: Math.max(stretch.from, from) };
  }
}
