/**
 * What goes to GitHub at once. Its secondary limits (docs: "rate limits for the REST API"): 100 requests at
 * the same time; a minute, 2,000 points of GraphQL and 900 of REST, where a request is one; and 60 s of
 * processor time a minute for GraphQL, which the time of answers estimates.
 */
import type { RetryBudget, Time } from './retry-budget.ts';

type Kind = 'graphql' | 'rest';

/** So many requests of GraphQL at once as long as nobody knows how long an answer takes. */
const initialConcurrent = 10;
/** And at most of each kind, where answers take little: GitHub allows 100 to all who use the token together. */
const maxConcurrent = 20;
/** Requests a minute, with a reserve. */
const perMinute: Readonly<Record<Kind, number>> = { graphql: 1800, rest: 800 };
const minuteMs = 60_000;
/** Processor time of GraphQL to use within a minute, with a reserve; what is under way counts, too. In ms. */
const processorMs = 40_000;

/** Shorter waits are no event. In ms. */
const worthLoggingMs = 2000;

interface Sent {
  readonly at: number;
  readonly ms: number;
}

/** Lets requests pass: as many at once as GitHub allows, and none while a limit holds. */
export class Throttle {
  #concurrency = maxConcurrent;
  readonly #active: Record<Kind, number> = { graphql: 0, rest: 0 };
  #loggedUntil = 0;
  #reducedAt = -1;
  #quickest = Number.POSITIVE_INFINITY;
  readonly #waiting: Record<Kind, (() => void)[]> = { graphql: [], rest: [] };
  readonly #sent: Record<Kind, Sent[]> = { graphql: [], rest: [] };
  readonly #time: Time;
  readonly #retryBudget: RetryBudget;

  constructor(time: Time, retryBudget: RetryBudget) {
    this.#time = time;
    this.#retryBudget = retryBudget;
  }

  /**
   * How many requests of GraphQL may be under way at once: what they will take, as the last ones show, and what was taken
   * in the last minute together stay within the processor time.
   */
  get concurrency(): number {
    const sent = this.#recent('graphql');
    const taken = this.#taken(sent);
    const most =
      sent.length < initialConcurrent ? Math.min(initialConcurrent, this.#concurrency) : this.#concurrency;
    const each = Math.max(1, taken / Math.max(1, sent.length));
    return Math.max(1, Math.min(most, Math.floor((processorMs - taken) / each)));
  }

  /**
   * Sends when there is room.
   * @param begins told when that is, in ms since 1970
   */
  async pass<T>(kind: Kind, send: () => Promise<T>, begins: (at: number) => void): Promise<T> {
    await this.#enter(kind);
    const started = this.#time.now();
    begins(started);
    try {
      return await send();
    } finally {
      this.#leave(kind, started);
    }
  }

  /**
   * For the rest of the run, half as many at once: GitHub said that it was too much. To requests side by side
   * it says so once.
   * @param started when the request was sent that met the limit
   */
  reduceConcurrency(started: number): void {
    if (started <= this.#reducedAt) return;
    this.#reducedAt = this.#time.now();
    this.#concurrency = Math.max(1, Math.floor(this.concurrency / 2));
  }

  /** REST's answers are quick: only the number of its requests is bounded. */
  #concurrencyOf(kind: Kind): number {
    return kind === 'graphql' ? this.concurrency : this.#concurrency;
  }

  async #enter(kind: Kind): Promise<void> {
    for (;;) {
      const wait = this.#mustWait(kind);
      if (wait > 0) {
        this.#logWait(wait);
        await this.#time.sleep(wait);
      } else if (this.#active[kind] >= this.#concurrencyOf(kind))
        await new Promise<void>((resolve) => {
          this.#waiting[kind].push(resolve);
        });
      else break;
    }
    this.#active[kind] += 1;
  }

  /** Says once what requests side by side wait for; a pause that GitHub asked for was told of already. */
  #logWait(wait: number): void {
    const now = this.#time.now();
    if (wait < worthLoggingMs || now < Math.max(this.#loggedUntil, this.#retryBudget.pausedUntil)) return;
    this.#loggedUntil = now + wait;
    this.#retryBudget.onEvent({ kind: 'throttled', waitMs: wait });
  }

  #leave(kind: Kind, started: number): void {
    const ms = this.#time.now() - started;
    this.#quickest = Math.min(this.#quickest, ms);
    this.#sent[kind].push({ at: started, ms });
    this.#active[kind] -= 1;
    for (let free = this.#concurrencyOf(kind) - this.#active[kind]; free > 0; free--)
      this.#waiting[kind].shift()?.();
  }

  /** ms until a limit ends, or a minute's allowance is there again. */
  #mustWait(kind: Kind): number {
    const now = this.#time.now();
    const sent = this.#recent(kind);
    const used = kind === 'graphql' && this.#taken(sent) > processorMs;
    const oldest = used ? sent[0] : sent[sent.length - perMinute[kind]];
    return Math.max(this.#retryBudget.pausedUntil - now, oldest ? oldest.at + minuteMs - now : 0);
  }

  /** What answers took beyond the way there and back, which the quickest shows. */
  #taken(sent: readonly Sent[]): number {
    return sent.reduce((sum, { ms }) => sum + ms - this.#quickest, 0);
  }

  #recent(kind: Kind): readonly Sent[] {
    const sent = this.#sent[kind];
    const since = this.#time.now() - minuteMs;
    const outdated = sent.findIndex(({ at }) => at >= since);
    if (outdated !== 0) sent.splice(0, outdated < 0 ? sent.length : outdated);
    return sent;
  }
}
