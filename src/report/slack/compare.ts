/** The message that stands in the channel, beside what this run found. Pure. */
import type { Judgement } from '../../review/judge.ts';
import { newsOf } from '../../review/news.ts';
import { type Instant, pullRequestKey } from '../../review/pull-request.ts';
import { type Fate, type Settled, settledBy } from '../../review/settled.ts';
import { isSameName } from '../../values/name.ts';
import { selects } from '../../values/pattern-list.ts';
import { type Audience, levelOf } from '../audience.ts';
import { isAncient, lookedAtCount, type Report, withVerdict } from '../report.ts';
import { type Memory, type PullId, pullId, repositoryId, repositoryOf, type ToldLevel } from './memory.ts';
import type { Remembered } from './remembered.ts';
import type { SettledRow, UncheckedRow } from './row.ts';
import { isPassing, kindOfWords, settledWords } from './settled.ts';

/** The message of ours that is kept true. */
export interface Live {
  /** Slack's name of it. */
  readonly ts: string;
  readonly memory: Memory;
  /** The pull requests that it names. */
  readonly items: readonly Remembered[];
  /** Somebody else has changed what it says. */
  readonly isEdited: boolean;
}

/** What an audience hears of, and what others do. */
type Heard = Pick<Audience, 'report' | 'others'>;

export interface Difference {
  /** Overdue, and no fresh message has told of it. */
  readonly news: readonly Judgement[];
  /** What a fresh message told of each that is counted now. */
  readonly levels: ReadonlyMap<PullId, ToldLevel>;
  /** Named before, and not read now. */
  readonly unchecked: readonly UncheckedRow[];
  /** Counted before and not read now, named or not. */
  readonly uncheckedIds: ReadonlySet<PullId>;
  /** Named before, and not overdue any more. */
  readonly settled: readonly (SettledRow & {
    readonly state: Settled['kind'] | undefined;
    /** The message says so already. */
    readonly isTold: boolean;
  })[];
}

/** Those named that nobody judged and that may have been read: what became of them must be asked. */
export function missingFrom({ report, others }: Heard, live: Live): readonly Remembered[] {
  const { isUnread, judged } = seen(report);
  return live.items.filter(
    (item) =>
      !judged.has(pullRequestKey(item)) &&
      !others.has(pullRequestKey(item)) &&
      !isUnread(item.repository) &&
      (!item.struck || isPassing(kindOfWords(item.facts))),
  );
}

/** @param fates by key of the pull request: what GitHub said of those that are missing */
export function compare(
  audience: Audience,
  live: Live | undefined,
  fates: ReadonlyMap<string, Fate>,
): Difference {
  const { report, style, levels: escalations } = audience;
  const overdue = withVerdict(report, 'overdue');
  if (!live) {
    const news = overdue.filter((judgement) => !isAncient(judgement, style));
    return { news, levels: new Map(), unchecked: [], uncheckedIds: new Set(), settled: [] };
  }
  const { memory } = live;
  const unchecked: UncheckedRow[] = [];
  const settled: Difference['settled'][number][] = [];
  const { judged, isRead, isUnread, isUnreadId } = seen(report);
  for (const item of live.items) {
    const judgement = judged.get(pullRequestKey(item));
    if (judgement?.finding.verdict === 'overdue') continue;
    const fate = fates.get(pullRequestKey(item));
    // Its repository has another name now, and under that it was judged.
    if (fate?.kind === 'open' && judged.has(pullRequestKey({ ...item, repository: fate.repository })))
      continue;
    const now = judgement
      ? settledBy(judgement.finding)
      : audience.others.has(pullRequestKey(item))
        ? ({ kind: 'rerouted' } as const)
        : settledByFate(fate, item, {
            isGone: !isUnread(item.repository) && !isRead(item.repository),
            report,
          });
    if (now) settled.push(settledRow(item, now, report.now));
    else if (item.struck) settled.push(asItStood(item));
    else unchecked.push({ kind: 'unchecked', item, since: item.uncheckedSince ?? memory.asOf });
  }

  const known = new Set(
    [...judged.values()].map(({ pullRequest }) => pullId(pullRequest.repository, pullRequest.number)),
  );
  const gone = new Set(settled.map(({ item }) => pullId(item.repository, item.number)));
  const unread = [...memory.counted.keys()].filter((id) => isUnreadId(id) && !known.has(id) && !gone.has(id));
  const named = unchecked.map(({ item }) => pullId(item.repository, item.number));
  const uncheckedIds = new Set([...unread, ...named]);

  const toldOf = (id: PullId) => memory.counted.get(id) ?? memory.told.get(id);
  const idOf = ({ pullRequest: { repository, number } }: Judgement) => pullId(repository, number);
  const news = newsOf(
    overdue.filter((judgement) => !isAncient(judgement, style)),
    { posted: memory.now, levelOf: (judgement) => toldLevel(memory, idOf(judgement)) },
    (judgement) => levelOf(judgement, escalations),
  );
  const isNews = new Set(news.map(idOf));
  const counted = [...overdue.map(idOf), ...uncheckedIds];
  // Counted by an edit alone, it stays untold, read or not.
  const isUntold = (id: PullId) => isNews.has(id) || memory.counted.has(id);
  const levels = new Map(counted.map((id) => [id, toldOf(id) ?? (isUntold(id) ? undefined : 0)]));
  return { news, levels, unchecked, uncheckedIds, settled };
}

function toldLevel({ counted, told, cut }: Memory, id: PullId): number | undefined | 'not known' {
  const level = counted.get(id) ?? told.get(id);
  return level === undefined && cut && !counted.has(id) ? 'not known' : level;
}

/** What this run has seen, by names in small letters. */
function seen(report: Report) {
  const judged = new Map(report.judgements.map((one) => [pullRequestKey(one.pullRequest), one]));
  const read = new Set(report.repositories.map(({ name }) => name.toLowerCase()));
  const unread = new Set(report.unreachable.map(({ repository }) => repository.toLowerCase()));
  const isUnread = (repository: string) => {
    const name = repository.toLowerCase();
    const [owner = ''] = name.split('/');
    return lookedAtCount(report) === 0 || unread.has(name) || (!read.has(name) && unread.has(`${owner}/*`));
  };
  const [readIds, unreadIds] = [read, unread].map((names) => new Set([...names].map(repositoryId)));
  const ownerUnread = [...unread].some((name) => name.endsWith('/*'));
  const isUnreadId = (id: PullId) => {
    const repository = repositoryOf(id);
    return (
      lookedAtCount(report) === 0 ||
      unreadIds?.has(repository) === true ||
      (ownerUnread && readIds?.has(repository) !== true)
    );
  };
  return { judged, isRead: (repository: string) => read.has(repository.toLowerCase()), isUnread, isUnreadId };
}

/**
 * Of one that nobody judged; undefined where nobody knows, or where it was opened again or moved back while this run
 * read. @param isGone its repository could be read and is not among those that are watched
 */
function settledByFate(
  fate: Fate | undefined,
  { repository, struck }: Remembered,
  { isGone, report }: { readonly isGone: boolean; readonly report: Report },
): Settled | undefined {
  if (!fate) return isGone && !struck ? { kind: 'unwatched' } : undefined;
  if (fate.kind !== 'open') return fate;
  const { repositories, settings } = report;
  const found = repositories.find(({ name }) => isSameName(name, repository));
  if (!found) return { kind: 'unwatched' };
  const isTowards = settings.branch ? selects(settings.branch, fate.base) : fate.base === found.branch;
  return isTowards ? undefined : { kind: 'moved', base: fate.base };
}

function settledRow(item: Remembered, settled: Settled, now: Instant): Difference['settled'][number] {
  const told = settledWords(settled, now);
  const wasSo = item.struck && kindOfWords(item.facts) === settled.kind;
  // Told before: when it was seen first stays.
  const at = wasSo ? (item.settledAt ?? told.at) : told.at;
  return { kind: 'settled', state: settled.kind, isTold: wasSo, item, words: told.words, at };
}

function asItStood(item: Remembered): Difference['settled'][number] {
  return {
    kind: 'settled',
    state: kindOfWords(item.facts),
    isTold: true,
    item,
    words: item.facts,
    at: item.settledAt,
  };
}
