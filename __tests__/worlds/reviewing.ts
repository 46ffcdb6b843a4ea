import type { WorldActor, WorldPullRequest, WorldReview } from '../twins/github/world.ts';
import type { Random } from './random.ts';

const hour = 3_600_000;
const user = (login: string): WorldActor => ({ login, type: 'User' });
const copilot: WorldActor = { login: 'copilot-pull-request-reviewer', type: 'Bot' };
const linter: WorldActor = { login: 'github-actions', type: 'Bot' };

/** The people who review; the authors have pseudonyms of another form. */
export const reviewers: readonly [WorldActor, ...WorldActor[]] = [
  user('maintainer-01'),
  ...Array.from({ length: 17 }, (_, index) => user(`maintainer-${String(index + 2).padStart(2, '0')}`)),
];

/** A pull request as far as it decides who reviews it, and when. */
export type Unreviewed = Pick<WorldPullRequest, 'author' | 'createdAt'>;

/**
 * The rule of the reviews. Of those older than a day 76 % have one by a person, of the younger 15 %: about 55 %
 * of all. One of 25 of these was dismissed, one of 40 is by a deleted account, a fifth had a bot before.
 * Of the rest, a third have reviews by bots only, a sixth only their author's replies.
 */
export function drawReviews(random: Random, pull: Unreviewed, now: number): WorldReview[] {
  const since = Date.parse(pull.createdAt);
  const age = now - since;
  if (random.chance(age > 24 * hour ? 0.76 : 0.15)) {
    const first = age * random.between(0.1, 0.8);
    const bots = random.chance(0.2) ? [botReview(since + first / 2)] : [];
    const count = random.whole(1, 4);
    const people = Array.from({ length: count }, (_, index): WorldReview => {
      const submittedAt = new Date(since + first + ((age - first) * index) / count).toISOString();
      return { author: random.pick(reviewers), state: drawState(random), submittedAt };
    });
    if (random.chance(1 / 25))
      return [...bots, ...people.map((one) => ({ ...one, state: 'DISMISSED' as const }))];
    if (random.chance(1 / 40)) return [...bots, ...people.map((one) => ({ ...one, author: null }))];
    return [...bots, ...people];
  }
  const kind = random.next();
  if (kind < 1 / 3) {
    return Array.from({ length: random.whole(1, 3) }, (_, index) =>
      botReview(since + (age * (index + 1)) / 5),
    );
  }
  if (kind < 1 / 2 && pull.author) return [reply(pull.author, since + age / 2)];
  return [];
}

/** So many reviews that do not count, by bots and (`replies`) by the author, and only then one that does. */
export function lateReview(count: number, pull: Unreviewed, now: number, replies: boolean): WorldReview[] {
  const since = Date.parse(pull.createdAt);
  const step = (now - since) / (count + 2);
  const { author } = pull;
  const before = Array.from({ length: count }, (_, index) => {
    const at = since + step * (index + 1);
    return replies && author && index % 2 === 1 ? reply(author, at) : botReview(at, index);
  });
  const submittedAt = new Date(since + step * (count + 1)).toISOString();
  return [...before, { author: reviewers[0], state: 'APPROVED', submittedAt }];
}

function drawState(random: Random): WorldReview['state'] {
  const draw = random.next();
  if (draw < 0.55) return 'APPROVED';
  return draw < 0.85 ? 'COMMENTED' : 'CHANGES_REQUESTED';
}

function botReview(at: number, index = 0): WorldReview {
  const author = index % 3 === 2 ? linter : copilot;
  return { author, state: 'COMMENTED', submittedAt: new Date(at).toISOString() };
}

function reply(author: WorldActor, at: number): WorldReview {
  return { author, state: 'COMMENTED', submittedAt: new Date(at).toISOString() };
}
