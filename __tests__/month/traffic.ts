/** What happens to pull requests, minute by minute, drawn by a seed: a team of eight and four repositories. */
import type { World, WorldActor, WorldPullRequest, WorldRepository } from '../twins/github/world.ts';
import { at, repository, token, world } from '../worlds/builder.ts';
import { Random } from '../worlds/random.ts';
import { isWorkingDay } from './truth.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const people = ['ada', 'barbara', 'edsger', 'grace', 'hedy', 'ken', 'margaret', 'radia'].map(
  (login): WorldActor => ({ login, type: 'User' }),
);
const bot: WorldActor = { login: 'copilot-pull-request-reviewer', type: 'Bot' };
const words = ['Reduce', 'Fix', 'Rename', 'Split', 'Test', 'Cache', 'Drop', 'Document'] as const;
const things = [
  'the worker',
  'a <flaky> test',
  'login & logout',
  'the *parser*',
  'old flags',
  '`retry`',
] as const;

/** A GitHub event that a workflow may run on. */
export interface Happened {
  readonly at: number;
  readonly eventName: 'pull_request' | 'pull_request_review';
  readonly what: string;
}

const deeds = {
  open: 26,
  review: 34,
  'bot review': 12,
  'own reply': 4,
  merge: 22,
  close: 4,
  reopen: 3,
  draft: 4,
  ready: 6,
  retarget: 4,
  'target back': 4,
  retitle: 4,
  dismiss: 2,
} as const;
type Deed = keyof typeof deeds;

export class Traffic {
  readonly world: World;
  readonly #random: Random;
  #now: number;
  #next = 1;
  /** Reviews come rarely in some weeks. */
  #pace: number;

  /** @param start ms since 1970 */
  constructor(seed: number, start: number, pace = 0.3) {
    this.#random = new Random(seed);
    this.#now = start - 10 * day;
    this.#pace = pace;
    const names = ['acme/web', 'acme/api', 'acme/infra', 'acme/docs'];
    this.world = world(
      names.map((name) => repository(name)),
      [token({ kind: 'app', sees: 'all', granted: names, pointsPerHour: 1_000_000 })],
    );
    Array.from(this.until(start));
  }

  /** Lets happen what happens until then, one after the other, as it is asked for. */
  *until(end: number): Generator<Happened> {
    for (; this.#now < end; this.#now += minute) {
      const hourOfDay = new Date(this.#now).getUTCHours();
      const isBusy = isWorkingDay(this.#now) && hourOfDay >= 8 && hourOfDay < 18;
      if (!this.#random.chance(isBusy ? 0.11 : 0.004)) continue;
      // Whole seconds, as GitHub tells them.
      const then = this.#now + 1000 * this.#random.whole(0, 59);
      if (this.#random.chance(0.002)) this.#pace = this.#random.between(0.1, 1);
      const deed = this.#drawDeed();
      const done = this.#do(deed, then);
      if (done !== undefined)
        yield {
          at: then,
          eventName: /review|dismiss|reply/.test(deed) ? 'pull_request_review' : 'pull_request',
          what: `${deed} ${done}`,
        };
    }
  }

  #drawDeed(): Deed {
    const weights = Object.entries(deeds).map(
      ([deed, weight]) => [deed, deed === 'review' ? weight * this.#pace : weight] as const,
    );
    let left = this.#random.next() * weights.reduce((sum, [, weight]) => sum + weight, 0);
    for (const deed of Object.keys(deeds) as Deed[]) {
      left -= weights.find(([name]) => name === deed)?.[1] ?? 0;
      if (left < 0) return deed;
    }
    return 'open';
  }

  #do(deed: Deed, then: number): string | undefined {
    const iso = new Date(then).toISOString();
    if (deed === 'open') return this.#open(then);
    const open = ({ state }: WorldPullRequest) => state === 'OPEN';
    const suits: Readonly<Record<Exclude<Deed, 'open'>, (pull: WorldPullRequest) => boolean>> = {
      review: (pull) => open(pull) && !pull.isDraft,
      'bot review': open,
      'own reply': (pull) => open(pull),
      merge: (pull) => open(pull) && !pull.isDraft && (pull.reviews.length > 0 || this.#random.chance(0.1)),
      close: open,
      reopen: ({ state, createdAt }) => state === 'CLOSED' && then - Date.parse(createdAt) < 6 * day,
      draft: (pull) => open(pull) && !pull.isDraft,
      ready: (pull) => open(pull) && pull.isDraft,
      retarget: (pull) => open(pull) && pull.base === 'main',
      'target back': (pull) => open(pull) && pull.base !== 'main',
      retitle: open,
      dismiss: (pull) => open(pull) && pull.reviews.some(({ state }) => state === 'APPROVED'),
    };
    const found = this.#pick(suits[deed]);
    if (!found) return undefined;
    const [place, pull] = found;
    const other = this.#random.pick([bot, ...people.filter(({ login }) => login !== pull.author?.login)]);
    switch (deed) {
      case 'review':
        if (other.type === 'Bot') return undefined;
        pull.reviews.push({
          author: other,
          state: this.#random.pick(['APPROVED', 'APPROVED', 'CHANGES_REQUESTED', 'COMMENTED']),
          submittedAt: iso,
        });
        break;
      case 'bot review':
        pull.reviews.push({ author: bot, state: 'COMMENTED', submittedAt: iso });
        break;
      case 'own reply':
        pull.reviews.push({ author: pull.author, state: 'COMMENTED', submittedAt: iso });
        break;
      case 'merge':
      case 'close':
        pull.state = deed === 'merge' ? 'MERGED' : 'CLOSED';
        pull.closedAt = iso;
        break;
      case 'reopen':
        pull.state = 'OPEN';
        delete pull.closedAt;
        pull.events.push({ type: 'ReopenedEvent', createdAt: iso });
        break;
      case 'draft':
      case 'ready':
        pull.isDraft = deed === 'draft';
        pull.events.push({
          type: deed === 'draft' ? 'ConvertToDraftEvent' : 'ReadyForReviewEvent',
          createdAt: iso,
        });
        break;
      case 'retarget':
      case 'target back': {
        const previousRefName = pull.base;
        pull.base = deed === 'retarget' ? this.#random.pick(['develop', 'release-2']) : 'main';
        pull.events.push({
          type: 'BaseRefChangedEvent',
          createdAt: iso,
          previousRefName,
          currentRefName: pull.base,
        });
        break;
      }
      case 'retitle':
        pull.title = this.#title();
        break;
      case 'dismiss': {
        const approved = pull.reviews.find(({ state }) => state === 'APPROVED');
        if (approved) approved.state = 'DISMISSED';
        pull.events.push({ type: 'ReviewDismissedEvent', createdAt: iso, previousReviewState: 'APPROVED' });
      }
    }
    return `${place.nameWithOwner}#${pull.number}`;
  }

  #open(then: number): string {
    const place = this.#random.pick([...this.world.repositories] as [WorldRepository, ...WorldRepository[]]);
    const number = this.#next++;
    const { pull } = at(then);
    place.pullRequests.push(
      pull({
        number,
        hoursAgo: 0,
        title: this.#title(),
        author: this.#random.pick(people as [WorldActor, ...WorldActor[]]),
        isDraft: this.#random.chance(0.2),
        base: this.#random.chance(0.1) ? 'develop' : 'main',
        requested: this.#random.chance(0.5)
          ? [this.#random.pick(people as [WorldActor, ...WorldActor[]])]
          : [],
      }),
    );
    return `${place.nameWithOwner}#${number}`;
  }

  #title(): string {
    return `${this.#random.pick(words)} ${this.#random.pick(things)}`;
  }

  #pick(
    suits: (pull: WorldPullRequest) => boolean,
  ): readonly [WorldRepository, WorldPullRequest] | undefined {
    const all = this.world.repositories.flatMap((place) =>
      place.pullRequests.filter(suits).map((pull) => [place, pull] as const),
    );
    const [first, ...others] = all;
    return first && this.#random.pick([first, ...others]);
  }
}
