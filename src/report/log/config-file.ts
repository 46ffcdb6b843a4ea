import { type LogEntry, line } from './entry.ts';

/** The default path could not be looked at, and nobody asked for it. */
export function forbiddenConfigLog(path: string, answer: string, remedy: string): LogEntry[] {
  return [
    line(
      `Whether there is a config file ${path} is not known: the token may not read it (${answer}). The run goes on without. Remedy, if there is one: ${remedy}`,
    ),
  ];
}

/** A message is there that was made with the file, and what this run would do without it is not what the file says. */
export function unreadConfigLog(path: string): LogEntry {
  return {
    kind: 'warning',
    topic: 'config-file-forbidden',
    text: `Nothing was posted or edited: the message in the channel was made with the config file ${path}, and this run's token may not read it. Remedy: add "contents: read" to the permissions of the job.`,
  };
}
