/** The life of one message that is kept true, in five states: two days of runs on real titles, for the pictures. */
import type { World, WorldPullRequest } from '../__tests__/twins/github/world.ts';
import type { StoredMessage } from '../__tests__/twins/slack/methods.ts';
import { realWorld } from '../__tests__/worlds/real.ts';
import { changePulls, openHours } from './stage.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** By repository, for how many days its pull requests wait at the beginning, and who was asked. */
const cast: Readonly<Record<string, readonly (readonly [days: number, asked?: string])[]>> = {
  'vitejs/vite': [[16.3, 'maintainer-17'], [5.2, 'maintainer-12'], [2.4], [1.02]],
  'argoproj/argo-cd': [[4.1, 'maintainer-04'], [3.3]],
};

/** What a picture shows. */
export interface State {
  readonly name: string;
  readonly caption: string;
  readonly message: StoredMessage;
  /** When somebody looks at it, in ms since 1970. */
  readonly now: number;
}

/**
 * Plays it: the first message, the fresh one a day later, and what happens to that until it says that all is done.
 * @param begin in ms since 1970
 */
export async function playLife(begin: number): Promise<readonly State[]> {
  const world = worldAt(begin);
  const names = world.repositories.flatMap(({ nameWithOwner, pullRequests }) =>
    pullRequests.map(({ number }) => `${nameWithOwner}#${number}`),
  );
  const inputs = { threshold: '2d', timezone: 'Europe/Berlin', delivery: 'update' };
  const hours = await openHours({ world, begin, inputs });
  const play = async (): Promise<{ readonly fresh: StoredMessage; readonly first: StoredMessage }> => {
    const { run, messages } = await hours.play();
    const [first, fresh = first] = messages;
    if (!first || !fresh || !['posted', 'updated'].includes(run.outputs['delivered'] ?? ''))
      throw new Error(`the run went wrong:\n${run.text}`);
    return { first, fresh };
  };
  const happens = (index: number, how: (at: string) => Partial<WorldPullRequest>) =>
    changePulls(world, names.slice(index, index + 1), how(new Date(hours.now).toISOString()));
  const reviewed = (index: number, login: string, state: 'APPROVED' | 'COMMENTED' | 'CHANGES_REQUESTED') =>
    happens(index, (submittedAt) => ({
      reviews: [{ author: { login, type: 'User' }, state, submittedAt }],
    }));
  try {
    await play();
    hours.pass(day);
    const { first, fresh } = await play();
    const posted = { now: hours.now };

    hours.pass(0.6 * hour);
    reviewed(1, 'maintainer-12', 'APPROVED');
    happens(4, (closedAt) => ({ state: 'MERGED', closedAt }));
    hours.pass(0.4 * hour);
    const edited = { message: (await play()).fresh, now: hours.now };

    hours.pass(hour);
    const [, closed] = world.repositories;
    if (closed) closed.saml = true;
    const unchecked = { message: (await play()).fresh, now: hours.now };

    if (closed) closed.saml = false;
    hours.pass(hour);
    for (const index of [0, 2, 3, 5])
      reviewed(index, 'maintainer-02', index === 0 ? 'CHANGES_REQUESTED' : 'APPROVED');
    hours.pass(0.2 * hour);
    const clear = { message: (await play()).fresh, now: hours.now };

    return [
      { name: 'posted', caption: 'Posted, for there is news', message: fresh, ...posted },
      { name: 'edited', caption: 'An hour later: one was approved, one merged', ...edited },
      { name: 'unchecked', caption: 'A repository cannot be read: its part stays as it stood', ...unchecked },
      { name: 'clear', caption: 'All reviewed or merged', ...clear },
      { name: 'superseded', caption: 'What is left of the message before it', message: first, ...posted },
    ];
  } finally {
    await hours.close();
  }
}

/** Few pull requests of the real ones, each with a wait of its own. */
function worldAt(begin: number): World {
  const { repositories, tokens } = realWorld({ now: begin });
  return {
    tokens,
    repositories: repositories.map((repository) => {
      const waits = cast[repository.nameWithOwner] ?? [];
      const titled = repository.pullRequests.filter(
        ({ base, author }) => base === repository.defaultBranch && author?.type === 'User',
      );
      const pullRequests = waits.map(([days, login], index): WorldPullRequest => {
        const pull = titled.at(20 + 3 * index);
        if (!pull) throw new Error('There are too few real pull requests');
        return {
          ...pull,
          isDraft: false,
          createdAt: new Date(begin - days * day).toISOString(),
          events: [],
          reviews: [],
          requested: login === undefined ? [] : [{ login, type: 'User' }],
        };
      });
      return { ...repository, pullRequests };
    }),
  };
}
