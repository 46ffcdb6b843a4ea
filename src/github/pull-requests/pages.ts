/** Pages of a repository's open pull requests, as they are asked for and as they come. */

import * as v from 'valibot';
import type { Visibility } from '../../review/fetched.ts';
import type { RepositoryName } from '../../values/repository-name.ts';
import { failureOf, hiddenAuthors, hiddenCommits } from '../client/classify.ts';
import { GitHubFailure } from '../client/failure.ts';
import { errorsAt, type GraphqlError } from '../client/graphql-error.ts';
import { parseAnswer } from '../client/parse.ts';
import type { Batcher, QueryResult } from '../graphql/batcher.ts';
import { maxPageSize } from '../graphql/page-size.ts';
import { countField, type End, nodesField, pageField } from '../graphql/query.ts';
import {
  briefSchema,
  countSchema,
  nodesSchema,
  pageSchema,
  pullRequestSchema,
  visibilityOf,
} from '../graphql/schema.ts';
import { type FetchedPullRequest, toFetchedPullRequest } from './mapping.ts';

/** The open pull requests of a repository, or of one of its branches. */
export interface List {
  readonly repository: RepositoryName;
  /** Exact name of the target branch; null for every branch. */
  readonly base: string | null;
}

/** What can be put in order: by `createdAt`, of two alike by number. */
export interface Entry {
  readonly number: number;
  readonly createdAt: number;
}

export interface Page<T> {
  readonly nameWithOwner: string;
  readonly visibility: Visibility;
  /** Open pull requests towards any branch; undefined where GitHub did not tell. */
  readonly open: number | undefined;
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
export interface Brief {
  readonly id: string;
}

/** Pull requests with all that the rules need. @throws GitHubFailure */
export async function fullPageOf(batcher: Batcher, list: List, place: Place): Promise<Page<Full>> {
  const reply = await batcher.ask(pageQuestion(list, place, pageField(place.end)));
  refuseHidden(reply);
  return toPage(reply, place, pullRequestSchema, (node, repository, errors) => {
    if (hiddenAuthors(errors)) return undefined;
    const { serverUrl } = batcher;
    const listed = toFetchedPullRequest(node, { repository, serverUrl, failure: failureOf(errors) });
    return { number: node.number, createdAt: node.createdAt, listed };
  });
}

/** Only which pull requests there are. @throws GitHubFailure */
export async function briefPageOf(batcher: Batcher, list: List, place: Place): Promise<Page<Brief>> {
  const reply = await batcher.ask(pageQuestion(list, place, pageField(place.end, { brief: true })));
  return toPage(reply, place, briefSchema, (node) => node);
}

/** What counting tells. */
export interface Counted {
  readonly nameWithOwner: string;
  readonly visibility: Visibility;
  /** Open pull requests towards any branch; undefined where GitHub did not tell. */
  readonly open: number | undefined;
  /** Open pull requests of the list. */
  readonly total: number;
}

/** How many open pull requests there are. @throws GitHubFailure */
export async function countOf(batcher: Batcher, { repository, base }: List): Promise<Counted> {
  const { owner, name } = repository;
  const reply = await batcher.ask({
    field: countField,
    variables: () => ({ owner, name, base }),
    weight: 1,
  });
  const counted = parseAnswer(v.nullable(countSchema), reply.value, 'a page');
  if (!counted?.pullRequests) throw missing(reply);
  const { nameWithOwner, open, pullRequests } = counted;
  return {
    nameWithOwner,
    visibility: visibilityOf(counted),
    open: open?.totalCount,
    total: pullRequests.totalCount,
  };
}

/** Pull requests by their ids, with how many of them GitHub left out, and why. */
export async function pullRequestsOf(
  batcher: Batcher,
  repository: string,
  ids: readonly string[],
): Promise<{ items: FetchedPullRequest[]; missing: number; failure: GitHubFailure | undefined }> {
  const items: FetchedPullRequest[] = [];
  let [missingInAll, failure]: [number, GitHubFailure?] = [0];
  for (let start = 0; start < ids.length; ) {
    const rest = ids.slice(start, start + maxPageSize);
    const reply = await batcher.ask({
      field: nodesField,
      variables: (size) => ({ ids: rest.slice(0, size) }),
      weight: rest.length,
    });
    refuseHidden(reply);
    const nodes = parseAnswer(nodesSchema, reply.value, 'a page');
    if (!nodes) throw missing(reply);
    const { serverUrl } = batcher;
    const read = readNodes(nodes.slice(0, reply.size), pullRequestSchema, (node, index) => {
      const errors = errorsAt(reply.errors, [index]);
      if (hiddenAuthors(errors)) return undefined;
      return toFetchedPullRequest(node, { repository, serverUrl, failure: failureOf(errors) });
    });
    items.push(...read.items);
    missingInAll += reply.size - read.items.length;
    if (read.items.length < reply.size) failure ??= failureOf(reply.errors) ?? read.wrong ?? emptyPlaces();
    start += reply.size;
  }
  return { items, missing: missingInAll, failure };
}

function pageQuestion(
  { repository: { owner, name }, base }: List,
  { after, first }: Place,
  field: ReturnType<typeof pageField>,
) {
  return {
    field,
    variables: (size: number) => ({ owner, name, base, first: size, after }),
    weight: Math.max(1, Math.min(first, maxPageSize)),
  };
}

/** @throws GitHubFailure where there is no list, or none that can be understood */
function toPage<Node, T>(
  reply: QueryResult,
  { after }: Place,
  schema: Schema<Node>,
  toItem: (node: Node, nameWithOwner: string, errors: readonly GraphqlError[]) => (Entry & T) | undefined,
): Page<T> {
  const answered = parseAnswer(pageSchema, reply.value, 'a page');
  if (!answered?.pullRequests) throw missing(reply);
  const { nameWithOwner, open, pullRequests } = answered;
  const { nodes, pageInfo, totalCount } = pullRequests;
  const { items, wrong } = readNodes(nodes ?? [], schema, (node, index) =>
    toItem(node, nameWithOwner, errorsAt(reply.errors, ['pullRequests', 'nodes', index])),
  );
  // A first page is as long as it can be. Behind it others may have closed; a page that is null holds something.
  const due = nodes === null || after === null ? Math.min(reply.size, totalCount) : nodes.length;
  const gaps = Math.max(due, nodes?.length ?? 0) - items.length;
  const { hasNextPage, endCursor } = pageInfo;
  const lost =
    hasNextPage && endCursor === null
      ? new GitHubFailure('unexpected', 'a further page without a cursor')
      : undefined;
  return {
    nameWithOwner,
    visibility: visibilityOf(answered),
    open: open?.totalCount,
    items,
    missing: gaps,
    failure: gaps > 0 ? (failureOf(reply.errors) ?? wrong ?? emptyPlaces()) : lost,
    total: totalCount,
    next: hasNextPage ? (endCursor ?? undefined) : undefined,
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

/** @throws GitHubFailure where commits were asked for, and the token may not read them */
function refuseHidden({ errors }: QueryResult): void {
  const hidden = hiddenCommits(errors);
  if (hidden) throw hidden;
}

function missing({ errors }: QueryResult): GitHubFailure {
  return failureOf(errors) ?? new GitHubFailure('unexpected', 'no pull requests, and no error that says why');
}

/** The list's count says more than the list holds. */
export function emptyPlaces(): GitHubFailure {
  return new GitHubFailure('unexpected', 'a list with empty places, and no error that says why');
}
