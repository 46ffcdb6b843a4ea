/**
 * What is true of pull requests at an instant, computed from the world alone: the contract's rules in their simplest
 * settings (threshold 1 d, working days Mon to Fri, UTC), and none of the action's code.
 */
import type { World, WorldPullRequest, WorldRepository, WorldReview } from '../twins/github/world.ts';

const day = 86_400_000;
/** ms of working time that may pass. */
const threshold = day;

export interface Waiting {
  /** `owner/name#12` */
  readonly name: string;
  readonly title: string;
  /** ms since 1970 */
  readonly since: number;
}

const nameOf = (repository: string, number: number) => `${repository}#${number}`;

/** The overdue of one repository, the longest wait first. */
export function overdueOf(
  { nameWithOwner, pullRequests, defaultBranch }: WorldRepository,
  now: number,
): Waiting[] {
  return pullRequests
    .filter((pull) => pull.state === 'OPEN' && pull.base === defaultBranch && !pull.isDraft)
    .filter((pull) => countingReviews(pull, now).length === 0)
    .map((pull) => ({
      name: nameOf(nameWithOwner, pull.number),
      title: pull.title,
      since: waitingSince(pull),
    }))
    .filter(({ since }) => workedBetween(since, now) > threshold)
    .sort((one, other) => one.since - other.since);
}

/** Those of people but the author. */
export function countingReviews(pull: WorldPullRequest, now: number): WorldReview[] {
  return pull.reviews.filter(
    ({ author, state, submittedAt }) =>
      state !== 'PENDING' &&
      author?.type !== 'Bot' &&
      author?.login !== pull.author?.login &&
      Date.parse(submittedAt ?? '') <= now,
  );
}

/** The latest of opened, reopened, made ready. */
export function waitingSince({ createdAt, events }: WorldPullRequest): number {
  const starts = events.filter(({ type }) => type === 'ReadyForReviewEvent' || type === 'ReopenedEvent');
  return Math.max(...[createdAt, ...starts.map((event) => event.createdAt)].map((iso) => Date.parse(iso)));
}

/** ms between two instants that lie on Mon to Fri. */
function workedBetween(from: number, to: number): number {
  let sum = 0;
  for (let start = Math.floor(from / day) * day; start < to; start += day)
    if (isWorkingDay(start)) sum += Math.min(to, start + day) - Math.max(from, start);
  return sum;
}

export function isWorkingDay(instant: number): boolean {
  return ![0, 6].includes(new Date(instant).getUTCDay());
}

export function findPull({ repositories }: World, name: string): WorldPullRequest | undefined {
  const [repository = '', number = ''] = name.split('#');
  return repositories
    .find(({ nameWithOwner }) => nameWithOwner === repository)
    ?.pullRequests.find((pull) => pull.number === Number(number));
}
