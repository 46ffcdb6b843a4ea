/**
 * The fields that are asked for. None is a Ref or a commit, but for `fresh-reviews-only`: these need `contents: read`,
 * and `pull-requests: read` must suffice. Each connection within a pull request costs one point per 100 pull requests
 * (docs: "rate limits and query limits for the GraphQL API").
 */
import type { QueryContext, QueryOptions } from './query-options.ts';
import type { SchemaSupport } from './schema-support.ts';

/** The lists of a pull request that are read to the end where the first page does not decide. */
export type Connection = 'reviews' | 'comments';

/** What tells whose turn it is, and is asked for apart. */
export type Detail = 'mergeable' | 'statusCheckRollup';

/** Every fragment by its name, as these options and this server have it. */
export function fragmentsOf(context: QueryContext): ReadonlyMap<string, string> {
  return new Map(
    Object.entries({
      repo: repositoryFragment(context),
      pull: pullRequestFragment(context),
      brief: briefFragment(context),
      availability: availabilityFragment(context),
      ...detailFragments(context.support),
      ...connectionFragments(context.options),
    }),
  );
}

/** Connections within a pull request: each costs a point for 100 pull requests. */
export function connectionsOf(context: QueryContext): number {
  return pullRequestFragment(context).match(/\((?:first|last): \d/g)?.length ?? 0;
}

/** What is told of a repository beside its pull requests. A count is no list, and costs next to nothing. */
function repositoryFragment({ support }: QueryContext): string {
  return `fragment repo on Repository {
  nameWithOwner isPrivate ${support.has('visibility') ? 'visibility' : ''}
  open: pullRequests(states: OPEN) { totalCount }
}`;
}

/** What the rules need to know of a pull request. */
function pullRequestFragment({ options, support }: QueryContext): string {
  const ifKnown = (name: string, text = name) => (support.has(name) ? text : '');
  const login = (type: string) => ifKnown(type, `... on ${type} { login }`);
  const reviewer = `requestedReviewer { __typename ... on User { login } ${login('Mannequin')} ${login('Bot')} ${support.teams ? '... on Team { combinedSlug }' : ''} }`;
  return `fragment pull on PullRequest {
  id number title url createdAt baseRefName state ${ifKnown('isDraft')} ${ifKnown('additions')} ${ifKnown('deletions')}
  author { __typename login }
  labels(first: 100) { pageInfo { hasNextPage } nodes { name } }
  ${connection('reviews', 'first: 20')}
  ${ifKnown('reviewRequests', `reviewRequests(first: 100) { pageInfo { hasNextPage } nodes { ${reviewer} } }`)}
  ${events(support)}
  assignees(first: 100) { pageInfo { hasNextPage } nodes { login } }
  ${options.comments ? connection('comments', 'first: 20') : ''}
  ${options.headBranch ? headNames(support) : ''}
  ${options.mergeable ? ifKnown('mergeable') : ''}
  ${options.association ? ifKnown('authorAssociation') : ''}
  ${
    options.requestEvents
      ? `requestEvents: timelineItems(last: 100, itemTypes: [REVIEW_REQUESTED_EVENT]) {
    pageInfo { hasPreviousPage }
    nodes { ... on ReviewRequestedEvent { createdAt ${reviewer} } }
  }`
      : ''
  }
  ${
    options.head
      ? `headRefOid
  commits(last: 1) { nodes { commit { oid committedDate } } }
  forcePushed: timelineItems(last: 1, itemTypes: [HEAD_REF_FORCE_PUSHED_EVENT]) {
    nodes { ... on HeadRefForcePushedEvent { createdAt } }
  }`
      : ''
  }
}`;
}

/** The source branch: its name, and whether it lies in a fork. No Ref: that needs `contents: read`. */
function headNames(support: SchemaSupport): string {
  return support.has('headRefName') ? 'headRefName isCrossRepository' : '';
}

/** Which one it is, and where it stands. */
function briefFragment({ support }: QueryContext): string {
  return `fragment brief on PullRequest { id number createdAt baseRefName ${headNames(support)} }`;
}

/** What somebody set about himself: "busy" is limited availability (docs: UserStatus). */
function availabilityFragment({ support }: QueryContext): string {
  const status = support.has('indicatesLimitedAvailability') ? 'status { indicatesLimitedAvailability }' : '';
  return `fragment availability on User { login ${status} }`;
}

/** A page of a connection. Submitted reviews only: a pending one is nobody's yet. */
export function connection(name: Connection, given: string): string {
  return name === 'reviews'
    ? `reviews(${given}, states: [APPROVED, CHANGES_REQUESTED, COMMENTED, DISMISSED]) { ...reviewPage }`
    : `comments(${given}) { ...commentPage }`;
}

function connectionFragments({ head }: QueryOptions): Readonly<Record<string, string>> {
  return {
    reviewPage: `fragment reviewPage on PullRequestReviewConnection {
  pageInfo { hasNextPage endCursor }
  nodes { state submittedAt author { __typename login } ${head ? 'commit { oid }' : ''} }
}`,
    commentPage: `fragment commentPage on IssueCommentConnection {
  pageInfo { hasNextPage endCursor }
  nodes { createdAt author { __typename login } }
}`,
  };
}

/** Events that may start the clock, or change the target branch, with their fields. */
const eventFields = {
  ReadyForReviewEvent: 'createdAt',
  ReopenedEvent: 'createdAt',
  BaseRefChangedEvent: 'createdAt previousRefName',
  AutomaticBaseChangeSucceededEvent: 'createdAt oldBase',
} as const;

/** The last ones of all types: one connection costs a point less than one a type. */
function events(support: SchemaSupport): string {
  const types = Object.entries(eventFields).filter(([type]) => support.has(type));
  if (types.length === 0) return '';
  const names = types.map(([type]) => type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase());
  const parts = types.map(([type, fields]) => `... on ${type} { ${fields} }`);
  return `events: timelineItems(last: 100, itemTypes: [${names.join(', ')}]) {
    pageInfo { hasPreviousPage }
    nodes { __typename ${parts.join(' ')} }
  }`;
}

function detailFragments(support: SchemaSupport): Readonly<Record<Detail, string>> {
  const fragment = (detail: Detail, text: string) =>
    `fragment ${detail} on PullRequest { id ${support.has(detail) ? text : ''} }`;
  return {
    mergeable: fragment('mergeable', 'mergeable'),
    statusCheckRollup: fragment('statusCheckRollup', 'statusCheckRollup { state }'),
  };
}
