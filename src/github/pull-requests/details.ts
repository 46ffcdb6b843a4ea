/** Whose turn it is, which only `authors-turn` asks: read apart, by ids. */
import type * as v from 'valibot';
import type { Turn } from '../../review/pull-request.ts';
import { failureOf } from '../client/classify.ts';
import { GitHubFailure } from '../client/failure.ts';
import { parseAnswer } from '../client/parse.ts';
import type { Batcher } from '../graphql/batcher.ts';
import { maxPageSize } from '../graphql/page-size.ts';
import { type Detail, detailField } from '../graphql/query.ts';
import { detailsSchema, nodesSchema } from '../graphql/schema.ts';
import type { FetchedPullRequest } from './mapping.ts';

type Details = v.InferOutput<typeof detailsSchema>;

/** The sum of the checks of the newest commit (docs: StatusState). Others, such as PENDING, may yet pass. */
const failing = ['FAILURE', 'ERROR'];

/** Told why something is not known. */
export type OnUnknown = (turn: Turn, failure: GitHubFailure) => void;

/**
 * Adds whose turn it is. Conflicts were told with the pages, unless GitHub had yet to compute them.
 * @param wanted what makes it its author's turn
 * @param onUnknown told why it is not known whether something makes it its author's turn
 */
export async function withTurns(
  batcher: Batcher,
  all: readonly FetchedPullRequest[],
  wanted: readonly Turn[],
  onUnknown: OnUnknown,
): Promise<FetchedPullRequest[]> {
  const checks = wanted.includes('failing-checks') ? all : [];
  const unknown = all.filter(({ isMergeableUnknown }) => isMergeableUnknown);
  const [rollups, mergeables] = await Promise.all([
    readDetails(batcher, 'statusCheckRollup', checks, (failure) => onUnknown('failing-checks', failure)),
    // Asking has begun the computing: the second answer mostly knows. What stays unknown counts as no.
    readDetails(batcher, 'mergeable', unknown, (failure) => onUnknown('conflicts', failure)),
  ]);
  return all.map((one) => {
    const turns: Turn[] = [...(one.pullRequest.turns ?? [])];
    if (mergeables.get(one.id)?.mergeable === 'CONFLICTING') turns.push('conflicts');
    if (failing.includes(rollups.get(one.id)?.statusCheckRollup?.state ?? '')) turns.push('failing-checks');
    return turns.length > 0 ? { ...one, pullRequest: { ...one.pullRequest, turns } } : one;
  });
}

/** By id. What fails, as a whole or in parts, is not known. */
async function readDetails(
  batcher: Batcher,
  detail: Detail,
  all: readonly FetchedPullRequest[],
  onUnknown: (failure: GitHubFailure) => void,
): Promise<ReadonlyMap<string, Details>> {
  const found = new Map<string, Details>();
  const pages = Array.from({ length: Math.ceil(all.length / maxPageSize) }, (_, page) =>
    all.slice(page * maxPageSize, (page + 1) * maxPageSize).map(({ id }) => id),
  );
  await Promise.all(
    pages.map(async (ids) => {
      try {
        for await (const one of detailsOf(batcher, detail, ids, onUnknown)) found.set(one.id, one);
      } catch (error) {
        if (!(error instanceof GitHubFailure)) throw error;
        onUnknown(error);
      }
    }),
  );
  return found;
}

/** @throws GitHubFailure */
async function* detailsOf(
  batcher: Batcher,
  detail: Detail,
  ids: readonly string[],
  onUnknown: (failure: GitHubFailure) => void,
): AsyncGenerator<Details> {
  for (let start = 0; start < ids.length; ) {
    const rest = ids.slice(start);
    const variables = (size: number) => ({ ids: rest.slice(0, size) });
    const query = { field: detailField(detail), variables, weight: rest.length };
    const { value, errors, size } = await batcher.ask(query, nodesSchema);
    for (const node of value) if (node !== null) yield parseAnswer(detailsSchema, node, 'a pull request');
    const hidden = failureOf(errors);
    if (hidden) onUnknown(hidden);
    start += size;
  }
}
