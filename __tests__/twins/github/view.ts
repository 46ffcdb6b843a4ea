import { type Access, type Located, split } from './access.ts';
import { TypedError } from './error.ts';
import type {
  WorldActor,
  WorldEvent,
  WorldPullRequest,
  WorldRepository,
  WorldReview,
  WorldReviewer,
} from './world.ts';

/** Things of the world as resolvers pass them on; `__typename` names the type of the schema. */
export interface RepositoryView {
  readonly __typename: 'Repository';
  readonly repository: WorldRepository;
}

export interface OwnerView {
  readonly __typename: 'User' | 'Organization';
  readonly login: string;
}

export type PullRequestView = Located & { readonly __typename: 'PullRequest' };

/** `index`: the place among all reviews of the pull request. */
/** `located`: where the commit is the head of that pull request. */
export interface CommitView {
  readonly __typename: 'Commit';
  readonly oid: string;
  readonly committedDate: string | null;
  readonly located: Located | null;
}

export type ReviewView = Located & { readonly review: WorldReview; readonly index: number };

export type EventView = Located & { readonly __typename: WorldEvent['type']; readonly event: WorldEvent };

export const repositoryView = (repository: WorldRepository): RepositoryView => ({
  __typename: 'Repository',
  repository,
});

export const ownerView = ({ nameWithOwner, ownerType = 'Organization' }: WorldRepository): OwnerView => ({
  __typename: ownerType,
  login: split(nameWithOwner).owner,
});

/** What its node holds: an error where no token may read it, which graphql-js takes as that of the node. */
export function pullRequestNode(located: Located): PullRequestView | TypedError {
  const { unreadable } = located.pull;
  return unreadable ? new TypedError(unreadable.type, unreadable.message) : pullRequestView(located);
}

export const pullRequestView = (located: Located): PullRequestView => ({
  __typename: 'PullRequest',
  ...located,
});

/** null: a deleted account. */
export const actorView = (actor: WorldActor | null) =>
  actor && { __typename: actor.type, login: actor.login };

/**
 * A team is silently null to the run's own token, that has no permission for members, and to an app
 * without it (GitHub's answer as seen by users of Kodiak: no error).
 */
export function reviewerView(reviewer: WorldReviewer, { token, may }: Pick<Access, 'token' | 'may'>) {
  if (!('team' in reviewer)) return actorView(reviewer);
  if (token.kind === 'actions' || (token.kind === 'app' && !may('members'))) return null;
  return { __typename: 'Team', team: reviewer.team } as const;
}

export const pullRequestUrl = ({ repository, pull }: Located) =>
  `https://github.com/${repository.nameWithOwner}/pull/${pull.number}`;

export const headName = ({ head, number }: WorldPullRequest) => head ?? `change-${number}`;

/** Newest instant of anything about it, in ms since the epoch. */
export function updatedAt({ createdAt, reviews, events }: WorldPullRequest): number {
  const instants = [
    createdAt,
    ...events.map((one) => one.createdAt),
    ...reviews.map((one) => one.submittedAt),
  ];
  return Math.max(...instants.map((one) => (one === null ? 0 : Date.parse(one))));
}
