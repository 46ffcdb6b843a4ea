/** What is to be done about the message in the channel, and why (docs/slack.md). Pure. */
import { isTimeToRemind } from '../../review/reminder.ts';
import type { Settled } from '../../review/settled.ts';
import { formatInstant } from '../../values/zone.ts';
import type { Audience } from '../audience.ts';
import { isAncient, lookedAtCount, type Report, withVerdict } from '../report.ts';
import { formatCount, pullRequests } from '../words.ts';
import type { Difference, Live } from './compare.ts';
import type { Content } from './content.ts';

export interface Outcome {
  /** Post a fresh message, edit the one that is there, leave it, or say nothing. */
  readonly kind: 'post' | 'edit' | 'unchanged' | 'nothing';
  /** In words: counts and instants only. */
  readonly why: string;
}

/** Events on which a message is only edited: reminders come by the schedule. */
const editingEvents = /^(?:pull_request(?:_.*)?|issue_comment)$/;

export function mayPost({ eventName }: Report['run']): boolean {
  return !editingEvents.test(eventName);
}

/** What is to be done where no message of ours is there. */
export function outcomeWithout({ report, style }: Audience, { count }: Pick<Content, 'count'>): Outcome {
  if (!mayPost(report.run))
    return {
      kind: 'nothing',
      why: `no message of ours is in the channel, and on ${report.run.eventName} none is posted`,
    };
  if (lookedAtCount(report) === 0)
    return { kind: 'nothing', why: 'nothing could be looked at, and no message of ours is in the channel' };
  if (count > 0) return { kind: 'post', why: 'no message of ours was in the channel' };
  return style.notifyWhenClear
    ? { kind: 'post', why: 'notify-when-clear, and no message of ours was in the channel' }
    : { kind: 'nothing', why: 'nothing is overdue, and no message of ours is in the channel' };
}

/** The first that applies, in the order of the contract. */
export function outcomeFor(audience: Audience, live: Live, difference: Difference, edited: Content): Outcome {
  const { report } = audience;
  const isSame =
    !live.isEdited &&
    edited.memory.content === live.memory.content &&
    difference.settled.every(({ isTold }) => isTold);
  const isClear = edited.count === 0 && report.unreachable.length === 0;
  if (!isClear && mayPost(report.run) && lookedAtCount(report) > 0) {
    const why = reasonToPost(audience, live, difference);
    if (why !== undefined) return { kind: 'post', why };
  }
  return isSame
    ? { kind: 'unchanged', why: unchangedWords(report, live, edited) }
    : { kind: 'edit', why: changeWords(live, difference, edited) };
}

/** News, or time to remind; undefined where neither. */
function reasonToPost(
  { report, style }: Audience,
  { memory }: Live,
  { news }: Difference,
): string | undefined {
  const before = formatInstant(memory.now, report.settings.timezone, report.now);
  if (news.length > 0 && style.news === 'post')
    return `${formatCount(news.length)} ${news.length === 1 ? 'is' : 'are'} overdue that the message of ${before} did not tell of`;
  const remains = withVerdict(report, 'overdue').some((judgement) => !isAncient(judgement, style));
  return remains && isTimeToRemind(style.remindEvery, memory.now, report.now, report.calendar)
    ? `it is time to remind: the last message is of ${before}`
    : undefined;
}

/** "the same 3 as on Mon 3 Aug 09:17; next reminder on Thu" */
function unchangedWords({ settings, now }: Report, { memory }: Live, { count, reminder }: Content): string {
  const same = count > 0 ? `the same ${formatCount(count)}` : 'nothing waits,';
  const next = reminder ? `; next reminder ${reminder}` : '';
  return `${same} as on ${formatInstant(memory.asOf, settings.timezone, now)}${next}`;
}

const happened: Readonly<Record<Settled['kind'], string>> = {
  reviewed: 'reviewed',
  merged: 'merged',
  closed: 'closed',
  moved: 'moved to another branch',
  unwatched: 'no longer watched',
  rerouted: 'now in another channel',
  draft: 'draft again',
  'in time': 'in time again',
  'left out': 'left out',
};

/** "1 reviewed, 2 merged; 3 pull requests wait" */
function changeWords(live: Live, { levels, settled, unchecked }: Difference, { count }: Content): string {
  const struck = new Set(live.items.filter((item) => item.struck).map(({ url }) => url));
  const newly = settled.filter(({ item }) => !struck.has(item.url));
  const kinds = Map.groupBy(newly, ({ state }) => state);
  const changes = [...kinds].flatMap(([state, all]) =>
    state ? [`${formatCount(all.length)} ${happened[state]}`] : [],
  );
  const { counted, cut } = live.memory;
  const added = cut ? 0 : [...levels.keys()].filter((id) => !counted.has(id)).length;
  if (added > 0) changes.push(`${formatCount(added)} became overdue`);
  if (unchecked.length > 0) changes.push(`${formatCount(unchecked.length)} not checked`);
  const waits =
    count > 0 ? `${pullRequests(count)} ${count === 1 ? 'waits' : 'wait'}` : 'nothing waits any more';
  return [changes.join(', '), waits].filter((part) => part !== '').join('; ');
}
