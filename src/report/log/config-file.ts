import type { LogEntry } from './entry.ts';

/** A message is there that was made with the file, and what this run would do without it is not what the file says. */
export function unreadConfigLog(path: string): LogEntry {
  return {
    kind: 'warning',
    topic: 'config-file-forbidden',
    text: `Nothing was posted or edited: the message in the channel was made with the config file ${path}, and this run's token may not read it. Remedy: add "contents: read" to the permissions of the job.`,
  };
}
