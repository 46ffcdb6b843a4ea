/** Whose turn it is, which only `authors-turn` asks: read apart and last, since nothing may be lost for it. */
import type { Deciding } from '../../review/judge.ts';
import type { PullRequest, Turn } from '../../review/pull-request.ts';
import type { Api } from '../client/api.ts';
import { Batcher } from '../graphql/batcher.ts';
import type { Detail } from '../graphql/fragments.ts';
import type { Details } from '../graphql/schema.ts';
import { readAllByIds } from './by-ids.ts';
import type { FetchedPullRequest } from './mapping.ts';
import { detailsOf } from './pages.ts';

/** The sum of the checks of the newest commit (docs: StatusState). Others, such as PENDING, may yet pass. */
const failing = ['FAILURE', 'ERROR'];
/** Asking for conflicts begins their computing; so long it is waited for, once, in ms. */
const computingMs = 2000;

/**
 * Whose turn it is, by id, of those where that must be known. Conflicts were told with the pages, unless GitHub had
 * yet to compute them. What cannot be read is an event, and counts as no.
 */
export async function turnsOf(
  api: Api,
  options: ConstructorParameters<typeof Batcher>[1],
  listed: readonly FetchedPullRequest[],
  deciding: Pick<Deciding, 'turnsOf'>,
): Promise<ReadonlyMap<string, readonly Turn[]>> {
  const all = listed.filter(({ pullRequest }) => deciding.turnsOf(pullRequest).length > 0);
  const [first] = all;
  if (!first) return new Map();
  const wanted = deciding.turnsOf(first.pullRequest);
  const batcher = new Batcher(api.bestEffort(), options);
  const read = async (detail: Detail, turn: Turn, ids: readonly string[]) => {
    const { items, failure } = await readAllByIds(ids, (page) => detailsOf(batcher, detail, page));
    if (failure) api.onEvent({ kind: 'unknown turn', turn, failure });
    return new Map(items.map((one) => [one.id, one]));
  };
  const mergeables = async () => {
    const unknown = all.filter(({ isMergeableUnknown }) => isMergeableUnknown).map(({ id }) => id);
    const first = await read('mergeable', 'conflicts', unknown);
    const late = [...first.values()].filter(({ mergeable }) => mergeable === 'UNKNOWN').map(({ id }) => id);
    if (late.length === 0) return first;
    await api.time.sleep(computingMs);
    return new Map([...first, ...(await read('mergeable', 'conflicts', late))]);
  };
  const checked = wanted.includes('failing-checks') ? all.map(({ id }) => id) : [];
  const [rollups, merging] = await Promise.all([
    read('statusCheckRollup', 'failing-checks', checked),
    mergeables(),
  ]);
  return new Map(
    all.map(({ id, pullRequest }) => [id, turnsFrom(pullRequest, merging.get(id), rollups.get(id))]),
  );
}

function turnsFrom(
  { turns = [] }: PullRequest,
  merging: Details | undefined,
  checked: Details | undefined,
): readonly Turn[] {
  return [
    ...turns,
    ...(merging?.mergeable === 'CONFLICTING' ? (['conflicts'] as const) : []),
    ...(failing.includes(checked?.statusCheckRollup?.state ?? '') ? (['failing-checks'] as const) : []),
  ];
}
