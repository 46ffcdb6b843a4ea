import type {
  SubmittedState,
  World,
  WorldActor,
  WorldEvent,
  WorldPullRequest,
  WorldRepository,
  WorldReview,
  WorldReviewer,
  WorldToken,
} from '../twins/github/world.ts';

/** The instant that the helpers exported below count back from: a Tuesday, 12:00 UTC. */
export const builderNow = Date.parse('2026-09-01T12:00:00Z');

/** A token that a world made here knows. It is nobody's. */
export const testToken = 'ghs_test0000000000000000000000000000';

/** An account by its login; `name[bot]` is a bot, which GraphQL names without the suffix. */
function actor(login: string): WorldActor & { readonly type: 'Bot' | 'User' } {
  const bot = login.endsWith('[bot]');
  return { login: bot ? login.slice(0, -'[bot]'.length) : login, type: bot ? 'Bot' : 'User' };
}

/** A coding agent's pull request: assigned to itself, and to those who commissioned it (logins). */
export function byAgent(...people: string[]): Pick<WorldPullRequest, 'author' | 'assignees'> {
  const author = actor('copilot-swe-agent[bot]');
  return { author, assignees: [author, ...people.map(actor)] };
}

/** Plain distribution over unions, so that each kind of event keeps its own fields. */
type Timeless<Event> = Event extends unknown ? Omit<Event, 'createdAt'> : never;

/** Helpers that count hours back from `now`. */
export interface Builder {
  /** ISO 8601. */
  hoursAgo(hours: number): string;
  /** An open pull request towards `main` by `octocat`, opened 48 hours ago, small, unreviewed. */
  pull(given: Partial<WorldPullRequest> & { number: number; hoursAgo?: number }): WorldPullRequest;
  /** @param by login, `name[bot]`, or null for a deleted account */
  review(by: string | WorldActor | null, state: SubmittedState | 'PENDING', hoursAgo: number): WorldReview;
  event(given: Timeless<WorldEvent>, hoursAgo: number): WorldEvent;
  /** Asked for a review so long ago, and still asked: after a review of his, asked again. By login, or as it is. */
  asked(reviewer: string | WorldReviewer, hoursAgo: number): Pick<WorldPullRequest, 'requested' | 'events'>;
}

/** @param now ms since the epoch */
export function at(now: number): Builder {
  const hoursAgo = (hours: number) => new Date(now - hours * 3_600_000).toISOString();
  return {
    hoursAgo,
    pull: ({ hoursAgo: hours = 48, ...given }) => ({
      title: `Change ${given.number}`,
      author: actor('octocat'),
      base: 'main',
      isDraft: false,
      state: 'OPEN',
      createdAt: hoursAgo(hours),
      additions: 10,
      deletions: 2,
      changedFiles: 1,
      labels: [],
      reviews: [],
      requested: [],
      events: [],
      ...given,
    }),
    review: (by, state, hours) => ({
      author: typeof by === 'string' ? actor(by) : by,
      state,
      submittedAt: state === 'PENDING' ? null : hoursAgo(hours),
    }),
    event: (given, hours) => ({ ...given, createdAt: hoursAgo(hours) }),
    asked: (by, hours) => {
      const reviewer = typeof by === 'string' ? actor(by) : by;
      const createdAt = hoursAgo(hours);
      return { requested: [reviewer], events: [{ type: 'ReviewRequestedEvent', reviewer, createdAt }] };
    },
  };
}

export const { hoursAgo, pull, review, event, asked } = at(builderNow);

/** A public repository with the default branch `main`. */
export function repository(
  nameWithOwner: string,
  given: Partial<Omit<WorldRepository, 'nameWithOwner' | 'pullRequests'>> = {},
  pullRequests: WorldPullRequest[] = [],
): WorldRepository {
  return { nameWithOwner, isPrivate: false, defaultBranch: 'main', pullRequests, ...given };
}

/** The run's own token with `pull-requests: read`, that sees no private repository. */
export function token(given: Partial<WorldToken> = {}): WorldToken {
  return {
    token: testToken,
    kind: 'actions',
    permissions: { 'pull-requests': 'read' },
    sees: [],
    pointsPerHour: 1000,
    ...given,
  };
}

/** A world of these repositories, with `token()` unless said. */
export function world(repositories: WorldRepository[], tokens: WorldToken[] = [token()]): World {
  return { repositories, tokens };
}
