import type { World } from '../twins/github/world.ts';
import { statements, superseded } from './oracle.ts';
import { memoryOf, read } from './reading.ts';
import { channelId, type Stage } from './stage.ts';
import { overdueOf } from './truth.ts';

/** A channel whose every message is remembered, also those that were deleted. */
export class Watched {
  readonly #stage: Stage;
  readonly #everSeen = new Map<string, string>();

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  #messages() {
    return this.#stage.slack.messages(channelId);
  }

  look(): void {
    for (const message of this.#messages()) {
      const memory = memoryOf(message);
      if (memory && !this.#everSeen.has(message.ts)) this.#everSeen.set(message.ts, memory.run);
    }
  }

  has(ts: string): boolean {
    return this.#messages().some((message) => message.ts === ts);
  }

  live() {
    return this.#messages().filter((message) => memoryOf(message)?.successor === undefined);
  }

  /** Messages that runs posted whose id begins so, whatever became of them. */
  fresh(run: string): string[] {
    return [...this.#everSeen].flatMap(([ts, id]) => (id.startsWith(run) ? [ts] : []));
  }

  /** IDs of the runs that posted. */
  runs(): ReadonlySet<string> {
    return new Set(this.#everSeen.values());
  }

  overdue({ repositories }: World) {
    return repositories.flatMap((one) => overdueOf(one, this.#stage.slack.clock.now));
  }

  /** What is not true of what stands there, after a run that could read all. */
  truth(place: World): string[] {
    const everSeen = new Set(this.#everSeen.keys());
    const overdue = this.overdue(place);
    const all = { now: this.#stage.slack.clock.now, world: place, unread: [], overdue, old: new Map() };
    return this.#messages().flatMap((message) => {
      const successor = memoryOf(message)?.successor;
      return successor === undefined
        ? statements(read(message), { ...all, maxListed: 20 })
        : superseded(message, successor, everSeen);
    });
  }
}
