import type { InputName } from '../settings/inputs.ts';
import type { Settings } from '../settings/settings.ts';
import { workingTimeView } from '../settings/working-time.ts';
import { formatDuration } from '../terms/duration.ts';
import type { PatternList } from '../terms/pattern-list.ts';

/** The settings in force under their inputs' names, for people; secrets only as "given" or "not given". */
export function settingsView(settings: Settings): readonly (readonly [InputName, string])[] {
  const { rules, destination, explain } = settings;
  const bot = destination.kind === 'bot' ? destination : undefined;
  return [
    ['github-token', 'given'],
    [
      'repositories',
      [
        ...settings.repositories.map(({ full }) => full),
        ...(settings.repositoryPatterns?.list.entries ?? []),
      ].join(', '),
    ],
    ['branch', list(settings.branch, "each repository's default branch")],
    ['threshold', formatDuration(rules.threshold, settings.units)],
    ['slack-bot-token', bot ? 'given' : 'not given'],
    ['slack-channel', bot?.channel ?? 'not given'],
    ['slack-username', bot?.username ?? "the app's own"],
    ['slack-icon-emoji', bot?.iconEmoji ?? "the app's own"],
    ['slack-webhook-url', destination.kind === 'webhook' ? 'given' : 'not given'],
    ['slack-api-url', bot?.apiUrl ?? 'not used'],
    ['clock-start', rules.clockStart],
    ['counts-as-review', rules.countsAsReview.join(', ')],
    ['bots-that-count', list(rules.botsThatCount, 'none')],
    ['ignore-reviewers', list(rules.ignoreReviewers, 'none')],
    ['include-drafts', String(rules.includeDrafts)],
    ['labels', list(rules.labels, 'no filter')],
    ['authors', list(rules.authors, 'no filter')],
    ['max-listed', String(settings.maxListed)],
    ['max-age', settings.maxAge === undefined ? 'none' : formatDuration(settings.maxAge, settings.units)],
    ['notify-on-failure', String(settings.notifyOnFailure)],
    ['notify-when-clear', String(settings.notifyWhenClear)],
    ['fail-on-overdue', String(settings.failOnOverdue)],
    ['dry-run', String(settings.dryRun)],
    ['timezone', settings.timezone],
    ...workingTimeView(settings.workingTime),
    ['fresh-reviews-only', String(rules.freshReviewsOnly)],
    ['explain', explain ? `${explain.repository.full}#${explain.number}` : 'none'],
  ];
}

function list(patterns: PatternList | undefined, none: string): string {
  return patterns ? patterns.entries.join(', ') : none;
}
