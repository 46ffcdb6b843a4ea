/**
 * Rate limits by method, app and workspace, within any span of so many seconds (docs.slack.dev: rate limits).
 * Slack lets short bursts pass, and does not say how long: here none does. That a refused call does not count is assumed.
 */

export interface RateLimit {
  readonly calls: number;
  readonly seconds: number;
  /** Each channel for itself. */
  readonly byChannel?: boolean;
}

const tier3: RateLimit = { calls: 50, seconds: 60 };

/** As Slack has them; a method that is not here is not limited. */
export const slackLimits: Readonly<Record<string, RateLimit>> = {
  'chat.postMessage': { calls: 1, seconds: 1, byChannel: true },
  'chat.update': tier3,
  'chat.delete': tier3,
  'chat.scheduleMessage': tier3,
  'chat.deleteScheduledMessage': tier3,
  'chat.scheduledMessages.list': tier3,
  'conversations.history': tier3,
  'conversations.open': tier3,
  'users.lookupByEmail': tier3,
};

/** Of apps that are sold outside Slack's Marketplace (since 2025-05-29); ours is made by each user, and exempt. */
export const commercialHistory: RateLimit = { calls: 1, seconds: 60 };

export class RateLimits {
  readonly #limits: Readonly<Record<string, RateLimit>>;
  readonly #now: () => number;
  readonly #taken = new Map<string, readonly number[]>();

  /** @param now in ms */
  constructor(limits: Readonly<Record<string, RateLimit>>, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Seconds to wait, where the call is one too many; else it is counted. */
  take(method: string, app: string, channel: string): number | undefined {
    const limit = this.#limits[method];
    if (!limit) return undefined;
    const key = [method, app, limit.byChannel ? channel : ''].join(' ');
    const now = this.#now();
    const span = limit.seconds * 1000;
    const recent = (this.#taken.get(key) ?? []).filter((at) => at > now - span);
    const first = recent.at(-limit.calls);
    if (first !== undefined) return Math.max(1, Math.ceil((first + span - now) / 1000));
    this.#taken.set(key, [...recent, now]);
    return undefined;
  }
}
