import { type Access, databaseId, pullRequestOf, split, writeId } from './access.ts';
import { type Args, compare, connection, type Position, refuseOthers, viewed } from './connection.ts';
import { TypedError, UnmodelledError } from './error.ts';
import type { Fields } from './resolver.ts';
import {
  headName,
  type OwnerView,
  ownerView,
  pullRequestNode,
  type RepositoryView,
  repositoryView,
  updatedAt,
} from './view.ts';
import { visibilityOf, type WorldPullRequest } from './world.ts';

export const repositoryFields: Fields<RepositoryView> = {
  id: ({ repository }) => writeId('R', repository.nameWithOwner),
  databaseId: ({ repository }) => databaseId(repository),
  name: ({ repository }) => split(repository.nameWithOwner).name,
  nameWithOwner: ({ repository }) => repository.nameWithOwner,
  url: ({ repository }) => `https://github.com/${repository.nameWithOwner}`,
  isPrivate: ({ repository }) => repository.isPrivate,
  visibility: ({ repository }) => visibilityOf(repository).toUpperCase(),
  isArchived: ({ repository }) => repository.archived ?? false,
  isFork: ({ repository }) => repository.fork ?? false,
  isEmpty: ({ repository }) => repository.defaultBranch === null,
  owner: ({ repository }) => ownerView(repository),
  defaultBranchRef: ({ repository }, _, { access }) => {
    access.need('contents');
    return repository.defaultBranch === null ? null : { __typename: 'Ref', name: repository.defaultBranch };
  },
  ref: (_, __, { access }) => {
    access.need('contents');
    throw new UnmodelledError('Repository.ref for a token with contents: read');
  },
  pullRequests: ({ repository }, args, { access }, info) => {
    access.need('pull-requests');
    const states = Array.isArray(args['states']) ? args['states'] : undefined;
    const base = args['baseRefName'] ?? undefined;
    // By name alone: a fork's branch of that name is found, too.
    const head = args['headRefName'] ?? undefined;
    const chosen = ordered(repository.pullRequests, args).filter(
      ({ pull }) =>
        (!states || states.includes(pull.state)) &&
        (base === undefined || pull.base === base) &&
        (head === undefined || headName(pull) === head),
    );
    const filters = ['states', 'baseRefName', 'headRefName', 'orderBy'];
    const page = connection(info, args, chosen, { filters, position: ({ at }) => at });
    return viewed(page, ({ pull }) => pullRequestNode({ repository, pull }));
  },
  pullRequest: ({ repository }, args, { access }) => {
    access.need('pull-requests');
    const pull = pullRequestOf(repository, args['number']);
    if (pull) return pullRequestNode({ repository, pull });
    const message = `Could not resolve to a PullRequest with the number of ${args['number']}.`;
    throw new TypedError('NOT_FOUND', message);
  },
};

/** A pull request and where it stands in a list. */
interface Placed {
  readonly pull: WorldPullRequest;
  readonly at: Position;
}

/** Sorted lists, as long as nothing was added or removed: sorting 5,000 for each page would be felt. */
const cache = new WeakMap<readonly WorldPullRequest[], Map<string, readonly Placed[]>>();

/** The oldest first, or the newest. */
export function byCreation(
  pulls: readonly WorldPullRequest[],
  direction: 'ASC' | 'DESC',
): readonly WorldPullRequest[] {
  return ordered(pulls, { orderBy: { field: 'CREATED_AT', direction } }).map(({ pull }) => pull);
}

function ordered(pulls: readonly WorldPullRequest[], args: Args): readonly Placed[] {
  const given = args['orderBy'];
  const { field = 'CREATED_AT', direction = 'ASC' } =
    typeof given === 'object' && given !== null ? (given as { field?: string; direction?: string }) : {};
  const instants: Readonly<Record<string, (pull: WorldPullRequest) => number>> = {
    CREATED_AT: (pull) => Date.parse(pull.createdAt),
    UPDATED_AT: updatedAt,
  };
  const instantOf = instants[field];
  if (!instantOf) throw new UnmodelledError(`the order by ${field}`);
  const sign = direction === 'DESC' ? -1 : 1;
  // The number parts those of the same instant, so that no page repeats or skips one.
  const sort = () =>
    pulls
      .map((pull): Placed => ({ pull, at: [sign * instantOf(pull), sign * pull.number] }))
      .sort((a, b) => compare(a.at, b.at));
  if (field !== 'CREATED_AT') return sort();
  const lists = cache.get(pulls) ?? new Map<string, readonly Placed[]>();
  cache.set(pulls, lists);
  const key = `${direction} ${pulls.length}`;
  const sorted = lists.get(key) ?? sort();
  lists.set(key, sorted);
  return sorted;
}

export const ownerFields: Fields<OwnerView> = {
  login: ({ login }) => login,
  url: ({ login }) => `https://github.com/${login}`,
  repositories: ({ login }, args, { access }, info) => {
    const chosen = access
      .ofOwner(login)
      .visible.filter(
        (one) =>
          matches(args['isArchived'], one.archived ?? false) &&
          matches(args['isFork'], one.fork ?? false) &&
          matches(args['privacy'], one.isPrivate ? 'PRIVATE' : 'PUBLIC') &&
          matches(args['visibility'], visibilityOf(one).toUpperCase()),
      );
    // Whatever the affiliation, an owner's own repositories are all that the world knows of him.
    const filters = ['isArchived', 'isFork', 'privacy', 'visibility', 'ownerAffiliations', 'affiliations'];
    const page = connection(info, args, chosen, { filters });
    return viewed(page, repositoryView);
  },
  repository: ({ login }, args, { access }, info) => {
    refuseOthers(info, args, ['name', 'followRenames']);
    return findRepository(access, `${login}/${args['name']}`, args);
  },
};

const matches = (wanted: unknown, present: unknown) =>
  wanted === undefined || wanted === null || wanted === present;

/** @throws TypedError NOT_FOUND: an absent repository and one that the token does not see look the same */
export function findRepository(access: Access, name: string, args: Args): RepositoryView {
  const found = access.find(name, { followRenames: args['followRenames'] !== false });
  if (!found) throw new TypedError('NOT_FOUND', `Could not resolve to a Repository with the name '${name}'.`);
  return repositoryView(access.pass(found));
}
