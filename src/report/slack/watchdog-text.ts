/** The message that Slack posts by itself where no run comes to take it back. */
import type { Run } from '../../settings/run.ts';
import { clipWidth, label } from '../../text/untrusted.ts';
import { formatNow } from '../../values/zone.ts';
import { escapeMarkdown, markdownDate, markdownLink } from './blocks.ts';

export interface WatchdogFacts {
  readonly run: Pick<Run, 'workflow' | 'repository' | 'workflowUrl' | 'serverUrl'>;
  /** The run's moment, in ms: if the message is ever read, it was the last run that got through. */
  readonly now: number;
  /** Of the team, for what shows no date in the reader's own. */
  readonly timezone: string;
  /** What the message belongs to. */
  readonly key: string;
}

/** Stands before the key in the link. A browser does not send it to the server. */
const mark = '#pr-status-monitor-';

/**
 * Text alone: of what is scheduled, Slack lists the text, not the blocks; and it never posts what carries metadata
 * (docs.slack.dev: chat.scheduleMessage). So the key by which it is found again is a part of the link.
 */
export function watchdogText({ run, now, timezone, key }: WatchdogFacts): string {
  const since = markdownDate({
    instant: now,
    words: '',
    timed: true,
    fallback: formatNow(now, timezone),
  }).text;
  const link = markdownLink(
    `${run.workflowUrl || run.serverUrl}${mark}${key}`,
    "See the workflow's runs",
  ).text;
  return [
    `PR Status Monitor: no run of ${named(run)} has got through since ${since}.`,
    'What usually stops it: GitHub switches a schedule off after 60 days without activity in a public repository. ' +
      `Failing runs look like this, too. ${link}`,
    'Nothing is wrong where somebody took the input `watchdog` away since then, or changed what is monitored or for ' +
      'which channel: this message was scheduled before, and does not come again.',
  ].join('\n');
}

/** The key of a text that `watchdogText` made; undefined for any other. Only a link can hold it: `<` is escaped. */
export function watchdogKeyOf(text: string): string | undefined {
  return /<[^<>|\s]*#pr-status-monitor-([\w-]+)[|>]/.exec(text)?.[1];
}

/** "Reviews (acme/web)" */
function named({ workflow, repository }: WatchdogFacts['run']): string {
  const names = [workflow, repository].filter((name) => name !== '').map(asText);
  const [first = 'its workflow', second] = names;
  return second === undefined ? first : `${first} (${second})`;
}

/** Within mrkdwn: it can ping nobody, and begin no format that runs on behind it. */
function asText(untrusted: string): string {
  return escapeMarkdown(clipWidth(label(untrusted), 80)).replace(
    /[`*~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu,
    (character) => lookalikes[character] ?? '',
  );
}

/** Nothing escapes these in mrkdwn. */
const lookalikes: Readonly<Record<string, string>> = {
  '`': '\u02cb',
  '*': '\u2217',
  '~': '\u223c',
  _: '\u02cd',
};
