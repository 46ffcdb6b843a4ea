import type { GraphQLFieldResolver } from 'graphql';
import { instant } from './access.ts';
import { UnmodelledError } from './error.ts';
import { eventFields } from './event-fields.ts';
import {
  commentFields,
  commitFields,
  pullRequestCommitFields,
  pullRequestFields,
  reviewFields,
} from './pull-request-fields.ts';
import { queryFields } from './query-fields.ts';
import { ownerFields, repositoryFields } from './repository-fields.ts';
import type { Context, Fields } from './resolver.ts';
import { reviewerView } from './view.ts';
import type { WorldRequested } from './world.ts';

/** Fields that are read from the object as it is. */
const plain = (...names: readonly string[]): Fields<Readonly<Record<string, unknown>>> =>
  Object.fromEntries(names.map((name) => [name, (view: Readonly<Record<string, unknown>>) => view[name]]));

const connectionFields = plain('nodes', 'edges', 'pageInfo', 'totalCount');
const edgeFields = plain('cursor', 'node');
const actorFields: Fields<{ login: string }> = {
  ...plain('login'),
  url: ({ login }) => `https://github.com/${login}`,
};

/** Null where somebody set none. */
const statusFields: Fields<{ login: string; busy?: boolean }> = {
  status: ({ busy }) => (busy ? { __typename: 'UserStatus', indicatesLimitedAvailability: true } : null),
};

const requestFields: Fields<{ requested: WorldRequested }> = {
  asCodeOwner: ({ requested }) => requested.asCodeOwner ?? false,
  requestedReviewer: ({ requested }, _, { access }) => reviewerView(requested, access),
};

const teamFields: Fields<{ team: string }> = {
  name: ({ team }) => team.slice(team.indexOf('/') + 1),
  slug: ({ team }) => team.slice(team.indexOf('/') + 1),
  combinedSlug: ({ team }) => team,
  organization: ({ team }) => ({ __typename: 'Organization', login: team.slice(0, team.indexOf('/')) }),
};

const rateLimitFields: Fields<unknown> = {
  limit: (_, __, { budget }) => budget.limit,
  cost: (_, __, { analysis }) => analysis.points,
  remaining: (_, __, { budget }) => budget.remaining,
  used: (_, __, { budget }) => budget.used,
  resetAt: (_, __, { budget }) => instant(new Date(budget.resetAt).toISOString()),
  nodeCount: (_, __, { analysis }) => analysis.nodes,
};

/** A type of the schema and the view that its fields are read from: resolvers return no other for it. */
function type<View>(name: string, fields: Fields<View>): readonly [string, Fields<unknown>] {
  return [name, fields as Fields<unknown>];
}

const connections = [
  'PullRequest',
  'PullRequestReview',
  'PullRequestCommit',
  'PullRequestChangedFile',
  'IssueComment',
  'Label',
  'ReviewRequest',
  'Repository',
  'User',
  'Assignee',
];
const actors = ['Bot', 'Mannequin', 'EnterpriseUserAccount'];

/** Everything that the twin knows of the published schema. */
const modelled: ReadonlyMap<string, Fields<unknown>> = new Map([
  type('Query', queryFields),
  type('RateLimit', rateLimitFields),
  type('Repository', repositoryFields),
  type('PullRequest', pullRequestFields),
  type('PullRequestReview', reviewFields),
  type('ReviewRequest', requestFields),
  type('Team', teamFields),
  type('Label', plain('name')),
  type('PullRequestChangedFile', plain('path')),
  type('Ref', plain('name')),
  type('Commit', commitFields),
  type('PullRequestCommit', pullRequestCommitFields),
  type('StatusCheckRollup', plain('id', 'state')),
  type('IssueComment', commentFields),
  type('PageInfo', plain('hasNextPage', 'hasPreviousPage', 'startCursor', 'endCursor')),
  type('User', { ...actorFields, ...ownerFields, ...statusFields }),
  type('UserStatus', plain('indicatesLimitedAvailability')),
  type('Organization', { ...actorFields, ...ownerFields }),
  ...actors.map((name) => type(name, actorFields)),
  ...connections.flatMap((name) => [
    type(`${name}Connection`, connectionFields),
    type(`${name}Edge`, edgeFields),
  ]),
  type('PullRequestTimelineItemsConnection', { ...connectionFields, ...plain('filteredCount', 'pageCount') }),
  type('PullRequestTimelineItemsEdge', edgeFields),
  ...Object.entries(eventFields).map(([name, fields]) => type(name, fields)),
]);

export function isModelled(typeName: string, field: string): boolean {
  return modelled.get(typeName)?.[field] !== undefined;
}

/** The resolver of every field; what is not modelled is an error, never null. */
export const resolveField: GraphQLFieldResolver<unknown, Context> = (view, args, context, info) => {
  const resolver = modelled.get(info.parentType.name)?.[info.fieldName];
  if (!resolver) throw new UnmodelledError(`${info.parentType.name}.${info.fieldName}`);
  return resolver(view, args, context, info);
};
