/** What happened to a pull request that a message strikes. */
import type { Instant } from '../../review/pull-request.ts';
import { deeds, leftOut } from '../../review/reason.ts';
import type { Settled } from '../../review/settled.ts';
import { clipWidth, label, sanitize } from '../../text/untrusted.ts';

/** What each begins with: a later run reads from it what had happened. */
const beginnings: Readonly<Record<Settled['kind'], string>> = {
  reviewed: 'reviewed by',
  merged: 'merged',
  closed: 'closed',
  moved: 'now towards',
  unwatched: 'no longer watched',
  rerouted: 'now in another channel',
  draft: 'draft again',
  'in time': 'its wait began anew',
  'left out': 'left out:',
};

/** Columns for untrusted text. */
const columns = { name: 40, reason: 60 };

/** "reviewed by hubot, approved"; what is told without an instant of its own was seen at `now`. */
export function settledWords(
  settled: Settled,
  now: Instant,
): { readonly words: string; readonly at: Instant | undefined } {
  const begin = beginnings[settled.kind];
  switch (settled.kind) {
    case 'reviewed': {
      const { author, state, submittedAt } = settled.review;
      return {
        words: `${begin} ${clipWidth(label(author.login), columns.name)}, ${deeds[state]}`,
        at: submittedAt,
      };
    }
    case 'merged':
    case 'closed':
      return { words: begin, at: settled.at };
    case 'moved':
      return { words: `${begin} ${clipWidth(label(settled.base), columns.name)}, seen`, at: now };
    case 'left out':
      return {
        words: `${begin} ${clipWidth(sanitize(leftOut(settled.exclusion)), columns.reason)}, seen`,
        at: now,
      };
    case 'draft':
    case 'in time':
    case 'unwatched':
    case 'rerouted':
      return { words: `${begin}, seen`, at: now };
  }
}

/** What had happened, by a message's own words; undefined where they are none of ours. */
export function kindOfWords(words: string): Settled['kind'] | undefined {
  const kinds: readonly Settled['kind'][] = [
    'reviewed',
    'merged',
    'closed',
    'moved',
    'unwatched',
    'rerouted',
    'draft',
    'in time',
    'left out',
  ];
  return kinds.find((kind) => words.startsWith(beginnings[kind]));
}

/** What can still turn into something else while nobody looks: the others are how it ended. */
export function isPassing(kind: Settled['kind'] | undefined): boolean {
  return kind === 'draft' || kind === 'in time' || kind === 'left out' || kind === 'rerouted';
}
