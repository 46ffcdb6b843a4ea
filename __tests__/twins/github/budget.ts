import type { WorldToken } from './world.ts';

const hour = 3_600_000;

/** An hour's allowance of one token for one resource. */
export class Budget {
  readonly resource: 'graphql' | 'core';
  readonly limit: number;
  readonly #now: () => number;
  #used = 0;
  #resetAt = 0;

  constructor(resource: 'graphql' | 'core', { pointsPerHour }: WorldToken, now: () => number) {
    this.resource = resource;
    this.limit = pointsPerHour;
    this.#now = now;
    this.#renew();
  }

  /** Whether it was not used up before; what is left is never negative. */
  spend(points: number): boolean {
    this.#renew();
    if (this.#used >= this.limit) return false;
    this.#used = Math.min(this.limit, this.#used + points);
    return true;
  }

  get used(): number {
    return this.#used;
  }

  get remaining(): number {
    return this.limit - this.#used;
  }

  /** In ms since the epoch, a whole second. */
  get resetAt(): number {
    return this.#resetAt;
  }

  headers(): Record<string, string> {
    return {
      'x-ratelimit-limit': String(this.limit),
      'x-ratelimit-remaining': String(this.remaining),
      'x-ratelimit-used': String(this.used),
      'x-ratelimit-reset': String(this.resetAt / 1000),
      'x-ratelimit-resource': this.resource,
    };
  }

  #renew(): void {
    if (this.#now() < this.#resetAt) return;
    this.#used = 0;
    this.#resetAt = Math.ceil((this.#now() + hour) / 1000) * 1000;
  }
}
