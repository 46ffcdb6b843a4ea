/** Warnings of entries that match nothing, and of what is open and not looked at: what there is instead. */

import { unreadableSnoozes } from '../../review/snooze.ts';
import { label } from '../../text/untrusted.ts';
import type { Topic } from '../../values/topic.ts';
import { elsewhereLine, elsewhereRemedy, matchesNothing, meantBranch, nearBranches } from '../elsewhere.ts';
import { mayShow } from '../redact.ts';
import type { Report } from '../report.ts';
import { idleRoutes, routeName } from '../routing.ts';
import { firstOf, formatCount, has, plural, pullRequests } from '../words.ts';
import type { LogEntry } from './entry.ts';

const repositoriesNamed = 5;
const namesShown = 10;

/** @param shown what the run may show */
export function unmatchedLog(shown: Report): LogEntry[] {
  return [
    ...branchWarning(shown),
    ...elsewhereWarning(shown),
    ...leftOutWarning(shown),
    ...routeWarning(shown),
    ...snoozeWarning(shown),
    ...botNotices(shown),
  ];
}

/** Entries of `branch` that no open pull request targets anywhere. */
function branchWarning(shown: Report): LogEntry[] {
  const { unmatched } = shown;
  if (unmatched.branches.length === 0) return [];
  const near = nearBranches(shown);
  const meant = meantBranch(shown);
  const instead =
    (meant === undefined ? '' : ` Did you mean ${label(meant)}?`) +
    (near.length > 0 ? ` ${openOnes(shown)} target: ${list(near)}.` : '');
  return [
    warning(
      'branch-unmatched',
      `No open pull request targets a branch that matches ${list(unmatched.branches)}.${instead} ` +
        'Case counts, * stops at /, and YAML reads 1.10 without quotes as 1.1.',
    ),
  ];
}

/** Counted where all that are open target other branches. */
function openOnes(shown: Report): string {
  const open = shown.repositories.reduce((sum, { elsewhere }) => sum + (elsewhere?.open ?? 0), 0);
  return matchesNothing(shown) && open > 0 ? `The ${pullRequests(open, 'open ')}` : 'Open ones';
}

/** Routes whose `when` matches nothing that is open. */
function routeWarning(shown: Report): LogEntry[] {
  const idle = idleRoutes(shown);
  if (idle.length === 0) return [];
  const names = idle.map(([place, { route }]) => routeName(place, route));
  return [
    warning(
      'route-unmatched',
      `No open pull request matches "when" of ${firstOf(names, namesShown)}, or an earlier route takes what does. Remedy: where that is not meant, compare its entries with the reasons in this log; explain says of one pull request which route takes it, and why.`,
    ),
  ];
}

/** Repositories with open pull requests, but none towards a watched branch. */
function elsewhereWarning(shown: Report): LogEntry[] {
  if (matchesNothing(shown)) return [];
  const idle = shown.repositories.filter(({ elsewhere }) => elsewhere);
  const named = idle.filter(({ name }) => mayShow(shown, name));
  const hidden = shown.unnamed.elsewhere + idle.length - named.length;
  const count = named.length + hidden;
  if (count === 0) return [];
  const lines = named.slice(0, repositoriesNamed).map(elsewhereLine);
  const more = count - lines.length;
  const which = [...lines, ...(more > 0 ? [`${formatCount(more)} more`] : [])].join('. ');
  return [
    warning(
      'branch-elsewhere',
      `${plural(count, 'repository')} ${has(count)} open pull requests, and none of them was looked at, since their branch is not watched. ${which}. Remedy: ${elsewhereRemedy(shown)}`,
    ),
  ];
}

/** Filters leave out all that are open. */
function leftOutWarning({ gap, judgements, settings }: Report): LogEntry[] {
  if (gap?.kind !== 'left out') return [];
  const there = {
    labels: byFrequency(judgements.flatMap(({ pullRequest }) => pullRequest.labels)),
    authors: byFrequency(judgements.map(({ pullRequest }) => pullRequest.author.login)),
  };
  const lines = gap.by.flatMap((input) => {
    // Who snoozes, or waits for the author, means it.
    if (input !== 'labels' && input !== 'authors') return [];
    const given = settings.rules[input]?.entries ?? [];
    const seen = there[input].length > 0 ? `they have ${list(there[input])}` : 'they have none';
    return `${input} is ${list(given)}, and ${seen}`;
  });
  if (lines.length === 0) return [];
  return [
    warning(
      'labels-or-authors-keep-none',
      `${pullRequests(gap.leftOut, 'open ')}, and all are left out: ${lines.join('; ')}.`,
    ),
  ];
}

/** Labels that should snooze until a date, and whose date is none. */
function snoozeWarning({ judgements, settings }: Report): LogEntry[] {
  const { snoozeLabels } = settings;
  const snoozes = byFrequency(
    judgements.flatMap(({ pullRequest }) => unreadableSnoozes(pullRequest.labels, snoozeLabels)),
  );
  if (snoozes.length === 0) return [];
  return [
    warning(
      'snooze-undated',
      `${plural(snoozes.length, 'label')} of snooze-labels ${snoozes.length === 1 ? 'ends' : 'end'} in no date, and ${snoozes.length === 1 ? 'snoozes' : 'snooze'} nothing: ${list(snoozes)}. ` +
        'Allowed: an ISO date behind until-, as in snooze-until-2026-12-01.',
    ),
  ];
}

function botNotices({ unmatched }: Report): LogEntry[] {
  return unmatched.bots.map(({ input, entry, meant }) => ({
    kind: 'notice',
    topic: 'bot-misspelt',
    text: `Input ${input}: ${label(entry)} matches nobody, but ${label(meant)} is there. Write it like that if it is meant.`,
  }));
}

function byFrequency(names: readonly string[]): string[] {
  const counts = Map.groupBy(names, (name) => name);
  return [...counts].sort(([, a], [, b]) => b.length - a.length).map(([name]) => name);
}

function list(names: readonly string[]): string {
  return firstOf(names.map(label), namesShown);
}

function warning(topic: Topic, text: string): LogEntry {
  return { kind: 'warning', text, topic };
}
