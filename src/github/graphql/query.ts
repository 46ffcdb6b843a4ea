/**
 * The queries to GraphQL. None asks for a Ref or a commit: these need `contents: read`, and
 * `pull-requests: read` must suffice. Each connection within a pull request costs one point per 100
 * pull requests (docs: "rate limits and query limits for the GraphQL API").
 */
import type { Rules } from '../../review/rules.ts';
import type { SchemaSupport } from './schema-support.ts';

/** What is asked for only where a setting needs it: each costs a point per 100 pull requests, or a permission. */
export interface QueryOptions {
  /** `clock-start: review-requested`, `re-requests` */
  readonly requestEvents: boolean;
  /** `counts-as-review: conversation` */
  readonly comments: boolean;
  /** `fresh-reviews-only`: commits, which need `contents: read`. */
  readonly head: boolean;
  /** `include-stacked`: names of source branches, which cost nothing. */
  readonly headBranch: boolean;
  /** `authors-turn: conflicts`: costs no points, but GitHub has to compute it. */
  readonly mergeable: boolean;
}

export function queryOptionsFor(rules: Rules, includeStacked: boolean): QueryOptions {
  const { clockStart, countsAsReview, freshReviewsOnly } = rules;
  return {
    requestEvents: clockStart === 'review-requested' || rules.reRequests,
    comments: countsAsReview.includes('conversation'),
    head: freshReviewsOnly,
    headBranch: includeStacked,
    mergeable: rules.authorsTurn?.includes('conflicts') === true,
  };
}

/** How a query is put: the options, and what the server and the token know. */
export interface QueryContext {
  readonly options: QueryOptions;
  readonly support: SchemaSupport;
}

/** The lists of a pull request that are read to the end where the first page does not decide. */
export type Connection = 'reviews' | 'comments';

/**
 * One field of a request that holds several, each under an alias of its own. A `$name` in the text is
 * this field's own variable, a `...name` a fragment.
 */
export interface Field {
  readonly text: string;
  /** GraphQL types of the variables. */
  readonly types: Readonly<Record<string, string>>;
  /** What its answer should be, for people: "page of pull requests". */
  readonly what: string;
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

/** A page of a connection. Submitted reviews only: a pending one is nobody's yet. */
function connection(name: Connection, given: string): string {
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

/** A state that a pull request is in, as GraphQL names it. */
export type PullRequestState = 'OPEN' | 'CLOSED' | 'MERGED';

/** Which end of a repository's pull requests to read from. */
export type End = 'oldest' | 'newest';

const pullRequests = 'pullRequests(states: $states, baseRefName: $base';
const inOrder = (end: End) =>
  `orderBy: { field: CREATED_AT, direction: ${end === 'oldest' ? 'ASC' : 'DESC'} }`;
const repositoryTypes = { owner: 'String!', name: 'String!', states: '[PullRequestState!]', base: 'String' };

/** A page of a repository's pull requests in some states, from one end: with all that the rules need, or `brief`. */
export function pageField(end: End, { brief = false }: { readonly brief?: boolean } = {}): Field {
  return {
    text: `repository(owner: $owner, name: $name) {
  ...repo
  ${pullRequests}, ${inOrder(end)}, first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { ${brief ? '...brief' : '...pull'} }
  }
}`,
    types: { ...repositoryTypes, first: 'Int!', after: 'String' },
    what: 'page of pull requests',
  };
}

/** How many pull requests a repository has in some states. */
export const countField: Field = {
  text: `repository(owner: $owner, name: $name) { ...repo ${pullRequests}) { totalCount } }`,
  types: repositoryTypes,
  what: 'count of pull requests',
};

/** Pull requests by their ids. */
export const nodesField: Field = {
  text: 'nodes(ids: $ids) { ...pull }',
  types: { ids: '[ID!]!' },
  what: 'page of pull requests',
};

/** What tells whose turn it is, and is asked for apart. */
export type Detail = 'mergeable' | 'statusCheckRollup';

/** One detail of pull requests by their ids. */
export function detailField(detail: Detail): Field {
  return {
    text: `nodes(ids: $ids) { ...${detail} }`,
    types: { ids: '[ID!]!' },
    what: 'page of pull requests',
  };
}

function detailFragments(support: SchemaSupport): Readonly<Record<Detail, string>> {
  const fragment = (detail: Detail, text: string) =>
    `fragment ${detail} on PullRequest { id ${support.has(detail) ? text : ''} }`;
  return {
    mergeable: fragment('mergeable', 'mergeable'),
    statusCheckRollup: fragment('statusCheckRollup', 'statusCheckRollup { state }'),
  };
}

/** Further pages of those connections of one pull request that go on: variables `id`, `reviews`, `comments`. */
export function furtherField(connections: readonly Connection[]): Field {
  const pages = connections.map((name) => connection(name, `first: 100, after: $${name}`));
  return {
    text: `node(id: $id) { ... on PullRequest { ${pages.join(' ')} } }`,
    types: { id: 'ID!', ...Object.fromEntries(connections.map((name) => [name, 'String'])) },
    what: 'page of reviews',
  };
}

/** One pull request by its number, whatever its state. */
export const oneField: Field = {
  text: 'repository(owner: $owner, name: $name) { ...repo pullRequest(number: $number) { closedAt ...pull } }',
  types: { owner: 'String!', name: 'String!', number: 'Int!' },
  what: 'pull request',
};

/** The name under which a field's answer comes. */
export const aliasOf = (index: number) => `part${index}`;

/** One request of several fields; the variables of each end in its index. */
export function compose(fields: readonly Field[], context: QueryContext): string {
  const variables = fields.flatMap(({ types }, index) =>
    Object.entries(types).map(([name, type]) => `$${name}${index}: ${type}`),
  );
  const parts = fields.map(
    ({ text }, index) => `${aliasOf(index)}: ${text.replaceAll(/\$\w+/g, (name) => name + index)}`,
  );
  const query = `query (${variables.join(', ')}) {
${parts.join('\n')}
rateLimit { cost remaining resetAt }
}`;
  const fragments = {
    repo: repositoryFragment(context),
    pull: pullRequestFragment(context),
    brief: briefFragment(context),
    ...detailFragments(context.support),
    ...connectionFragments(context.options),
  };
  return withFragments(query, new Map(Object.entries(fragments)));
}

/** The text with those fragments that it spreads, and those that these spread. */
function withFragments(text: string, fragments: ReadonlyMap<string, string>): string {
  const spread = [...fragments].find(
    ([name]) => text.includes(`...${name}`) && !text.includes(`fragment ${name} `),
  );
  return spread ? withFragments(`${text}\n${spread[1]}`, fragments) : text;
}

/** Connections within a pull request: each costs a point for 100 pull requests. */
export function connectionsOf(context: QueryContext): number {
  return pullRequestFragment(context).match(/\((?:first|last): \d/g)?.length ?? 0;
}

/** The target branches of the newest open pull requests, to name them where none is watched. */
export const basesField: Field = {
  text: `repository(owner: $owner, name: $name) {
  pullRequests(states: OPEN, ${inOrder('newest')}, first: 100) { nodes { baseRefName } }
}`,
  types: { owner: 'String!', name: 'String!' },
  what: 'list of branches',
};
