/** Pagination: pages of a repository's pull requests, as they are asked for and as they come. */

import type * as v from 'valibot';
import type { Layer } from '../../review/stack.ts';
import type { RepositoryName } from '../../values/repository-name.ts';
import { failureOf, hiddenAuthors } from '../client/classify.ts';
import { GitHubFailure } from '../client/failure.ts';
import { errorsAt, type GraphqlError } from '../client/graphql-error.ts';
import { parseAnswer } from '../client/parse.ts';
import type { QueryResult } from '../graphql/batch.ts';
import type { Batcher } from '../graphql/batcher.ts';
import type { Detail } from '../graphql/fragments.ts';
import { maxPageSize } from '../graphql/page-size.ts';
import {
  countField,
  detailField,
  type End,
  type Field,
  nodesField,
  type PullRequestState,
  pageField,
} from '../graphql/query.ts';
import {
  type About,
  briefSchema,
  countSchema,
  type Details,
  detailsSchema,
  nodesSchema,
  pageSchema,
  pullRequestSchema,
  visibilityOf,
} from '../graphql/schema.ts';
import { type FetchedPullRequest, headBranchOf, toFetchedPullRequest } from './mapping.ts';
import type { AboutRepository, Entry } from './partial-list.ts';

/** The pull requests of a repository, or of one of its branches, that are in some state. */
export interface List {
  readonly repository: RepositoryName;
  readonly states: readonly PullRequestState[];
  /** Exact name of the target branch; null for every branch. */
  readonly base: string | null;
}

export interface Page<T> {
  readonly about: AboutRepository;
  readonly items: readonly (Entry & T)[];
  /** Places that GitHub left empty, and why. */
  readonly missing: number;
  readonly failure: GitHubFailure | undefined;
  /** Open pull requests in all. */
  readonly total: number;
  /** The cursor of the next page; undefined at the end. */
  readonly next: string | undefined;
}

/** Where a page begins and how large it may be. */
export interface Place {
  readonly end: End;
  readonly after: string | null;
  readonly first: number;
}

export interface Full {
  readonly listed: FetchedPullRequest;
}
export interface Brief extends Layer {
  readonly id: string;
}

/** Pull requests with all that the rules need. @throws GitHubFailure */
export async function fullPageOf(batcher: Batcher, list: List, place: Place): Promise<Page<Full>> {
  const result = await batcher.ask(pageQuery(list, place, pageField(place.end)), pageSchema);
  return toPage(result, place, pullRequestSchema, (node, repository, errors) => {
    if (hiddenAuthors(errors)) return undefined;
    const { serverUrl } = batcher;
    const listed = toFetchedPullRequest(node, { repository, serverUrl, failure: failureOf(errors) });
    return { number: node.number, createdAt: node.createdAt, listed };
  });
}

/** Only which pull requests there are. @throws GitHubFailure */
export async function briefPageOf(batcher: Batcher, list: List, place: Place): Promise<Page<Brief>> {
  const result = await batcher.ask(pageQuery(list, place, pageField(place.end, { brief: true })), pageSchema);
  return toPage(result, place, briefSchema, (node) => ({
    id: node.id,
    number: node.number,
    createdAt: node.createdAt,
    base: node.baseRefName,
    head: headBranchOf(node),
  }));
}

/** What counting tells. */
export interface Counted {
  readonly about: AboutRepository;
  /** Open pull requests of the list. */
  readonly total: number;
}

/** How many open pull requests there are. @throws GitHubFailure */
export async function countOf(batcher: Batcher, { repository, states, base }: List): Promise<Counted> {
  const { owner, name } = repository;
  const query = { field: countField, variables: () => ({ owner, name, states, base }), weight: 1 };
  const { value } = await batcher.ask(query, countSchema);
  return { about: aboutOf(value), total: value.pullRequests.totalCount };
}

/** What was read by ids. */
export interface ReadByIds<T> {
  readonly items: readonly T[];
  /** How many of them GitHub left out; and why. */
  readonly missing: number;
  readonly failure: GitHubFailure | undefined;
}

/** Pull requests by their ids. @throws GitHubFailure */
export function pullRequestsOf(
  batcher: Batcher,
  repository: string,
  ids: readonly string[],
): Promise<ReadByIds<FetchedPullRequest>> {
  const { serverUrl } = batcher;
  return readNodesOf(batcher, { field: nodesField, ids, schema: pullRequestSchema }, (node, errors) =>
    hiddenAuthors(errors)
      ? undefined
      : toFetchedPullRequest(node, { repository, serverUrl, failure: failureOf(errors) }),
  );
}

/** One detail of pull requests by their ids. @throws GitHubFailure */
export function detailsOf(
  batcher: Batcher,
  detail: Detail,
  ids: readonly string[],
): Promise<ReadByIds<Details>> {
  const isHidden = ({ path }: GraphqlError) => path?.at(-1) === detail;
  return readNodesOf(batcher, { field: detailField(detail), ids, schema: detailsSchema }, (node, errors) =>
    errors.some(isHidden) ? undefined : node,
  );
}

/** Reads nodes by their ids, as many at once as a page may hold. @throws GitHubFailure */
async function readNodesOf<Node, T>(
  batcher: Batcher,
  {
    field,
    ids,
    schema,
  }: { readonly field: Field; readonly ids: readonly string[]; readonly schema: Schema<Node> },
  toItem: (node: Node, errors: readonly GraphqlError[]) => T | undefined,
): Promise<ReadByIds<T>> {
  const items: T[] = [];
  let [missing, failure]: [number, GitHubFailure?] = [0];
  for (let start = 0; start < ids.length; ) {
    const rest = ids.slice(start, start + maxPageSize);
    const variables = (size: number) => ({ ids: rest.slice(0, size) });
    const { value, errors, size } = await batcher.ask({ field, variables, weight: rest.length }, nodesSchema);
    const read = readNodes(value.slice(0, size), schema, (node, index) =>
      toItem(node, errorsAt(errors, [index])),
    );
    items.push(...read.items);
    missing += size - read.items.length;
    if (read.items.length < size) failure ??= failureOf(errors) ?? read.wrong ?? emptyPlaces();
    start += size;
  }
  return { items, missing, failure };
}

function pageQuery(
  { repository: { owner, name }, states, base }: List,
  { after, first }: Place,
  field: ReturnType<typeof pageField>,
) {
  return {
    field,
    variables: (size: number) => ({ owner, name, states, base, first: size, after }),
    weight: Math.max(1, Math.min(first, maxPageSize)),
  };
}

function toPage<Node, T>(
  { value, errors, size }: QueryResult<v.InferOutput<typeof pageSchema> & object>,
  { after }: Place,
  schema: Schema<Node>,
  toItem: (node: Node, nameWithOwner: string, errors: readonly GraphqlError[]) => (Entry & T) | undefined,
): Page<T> {
  const { nodes, pageInfo, totalCount } = value.pullRequests;
  const { items, wrong } = readNodes(nodes ?? [], schema, (node, index) =>
    toItem(node, value.nameWithOwner, errorsAt(errors, ['pullRequests', 'nodes', index])),
  );
  // A first page is as long as it can be. Behind it others may have closed; a page that is null holds something.
  const due = nodes === null || after === null ? Math.min(size, totalCount) : nodes.length;
  const gaps = Math.max(due, nodes?.length ?? 0) - items.length;
  const { hasNextPage, endCursor } = pageInfo;
  const lost =
    hasNextPage && endCursor === null
      ? new GitHubFailure('unexpected', 'a further page without a cursor')
      : undefined;
  return {
    about: aboutOf(value),
    items,
    missing: gaps,
    failure: gaps > 0 ? (failureOf(errors) ?? wrong ?? emptyPlaces()) : lost,
    total: totalCount,
    next: hasNextPage ? (endCursor ?? undefined) : undefined,
  };
}

function aboutOf(value: About & { readonly nameWithOwner: string }): AboutRepository {
  return {
    nameWithOwner: value.nameWithOwner,
    visibility: visibilityOf(value),
    open: value.open?.totalCount,
  };
}

type Schema<Node> = v.GenericSchema<unknown, Node>;

/** The nodes that are there and of their shape, made into items where they can be. What is wrong with one hides no other. */
function readNodes<Node, T>(
  nodes: readonly unknown[],
  schema: Schema<Node>,
  toItem: (node: Node, index: number) => T | undefined,
): { items: T[]; wrong: GitHubFailure | undefined } {
  let wrong: GitHubFailure | undefined;
  const items = nodes.flatMap((node, index) => {
    if (node === null) return [];
    try {
      return toItem(parseAnswer(schema, node, 'a pull request'), index) ?? [];
    } catch (error) {
      if (!(error instanceof GitHubFailure)) throw error;
      wrong ??= error;
      return [];
    }
  });
  return { items, wrong };
}

/** The list's count says more than the list holds. */
export function emptyPlaces(): GitHubFailure {
  return new GitHubFailure('unexpected', 'a list with empty places, and no error that says why');
}
