/** The queries to GraphQL: fields with their variables, several of which make one request. */
import { type Connection, connection, type Detail, fragmentsOf } from './fragments.ts';
import type { QueryContext } from './query-options.ts';

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

/** One detail of pull requests by their ids. */
export function detailField(detail: Detail): Field {
  return {
    text: `nodes(ids: $ids) { ...${detail} }`,
    types: { ids: '[ID!]!' },
    what: 'page of pull requests',
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

/** A page of the files that one pull request changes. */
export const filesField: Field = {
  text: `repository(owner: $owner, name: $name) {
  pullRequest(number: $number) { files(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { path } } }
}`,
  types: { owner: 'String!', name: 'String!', number: 'Int!', after: 'String' },
  what: 'page of changed files',
};

/** What became of one pull request. */
export const fateField: Field = {
  text: 'repository(owner: $owner, name: $name) { nameWithOwner pullRequest(number: $number) { state closedAt baseRefName } }',
  types: { owner: 'String!', name: 'String!', number: 'Int!' },
  what: 'pull request',
};

/** Whether somebody is away. */
export const availabilityField: Field = {
  text: 'user(login: $login) { ...availability }',
  types: { login: 'String!' },
  what: 'person',
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
  return withFragments(query, fragmentsOf(context));
}

/** The text with those fragments that it spreads, and those that these spread. */
function withFragments(text: string, fragments: ReadonlyMap<string, string>): string {
  const spread = [...fragments].find(
    ([name]) => text.includes(`...${name}`) && !text.includes(`fragment ${name} `),
  );
  return spread ? withFragments(`${text}\n${spread[1]}`, fragments) : text;
}

/** The target branches of the newest open pull requests, to name them where none is watched. */
export const basesField: Field = {
  text: `repository(owner: $owner, name: $name) {
  pullRequests(states: OPEN, ${inOrder('newest')}, first: 100) { nodes { baseRefName } }
}`,
  types: { owner: 'String!', name: 'String!' },
  what: 'list of branches',
};
