import * as core from '@actions/core';
import type { LogEntry } from '../report/log/entry.ts';
import type { Topic } from '../values/topic.ts';

/** Prints entries of the log. All that this action writes to it goes through here. */
export function print(entries: readonly LogEntry[]): void {
  for (const entry of entries) {
    switch (entry.kind) {
      case 'line':
        core.info(inert(entry.text));
        break;
      case 'group':
        core.startGroup(inert(entry.title));
        for (const line of entry.lines) core.info(inert(line));
        core.endGroup();
        break;
      case 'notice':
      case 'warning':
      case 'error':
        annotate[entry.kind](inert(`${entry.text}${moreOf(entry.topic)}`));
        break;
    }
  }
}

const annotate = { notice: core.notice, warning: core.warning, error: core.error } as const;

const linked = new Set<Topic>();

/** Where docs/troubleshooting.md has more, once for each topic of a run. */
function moreOf(topic: Topic): string {
  if (linked.has(topic)) return '';
  linked.add(topic);
  return ` More: ${troubleshooting(process.env)}#${topic}`;
}

/** The page, of the version that runs. The runner says where the action is from; for one of the job's own checkout nothing. */
function troubleshooting(environment: NodeJS.ProcessEnv): string {
  const page = 'docs/troubleshooting.md';
  const repository = environment['GITHUB_ACTION_REPOSITORY'] ?? '';
  const ref = environment['GITHUB_ACTION_REF'] ?? '';
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || ref === '') return page;
  // Another server may have the action from github.com, and the runner does not tell.
  if ((environment['GITHUB_SERVER_URL'] ?? home) !== home) return `${repository}@${ref}: ${page}`;
  return `${home}/${repository}/blob/${ref.split('/').map(encodeURIComponent).join('/')}/${page}`;
}

const home = 'https://github.com';

/** A line of the log. */
export function note(text: string): void {
  print([{ kind: 'line', text }]);
}

/**
 * A line that starts no workflow command and moves no cursor: the runner reads `::name::` at a line's start, after
 * what .NET trims as blank (U+0085, too), and `##[name]` anywhere in it (actions/runner: ActionCommand). A
 * zero-width space breaks both; control characters become blanks.
 */
export function inert(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll('##[', '##\u200b[')
    .replace(/^(\s*)::/, '$1\u200b::');
}
