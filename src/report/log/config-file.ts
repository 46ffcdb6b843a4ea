import { type LogEntry, line } from './entry.ts';

/** The default path could not be looked at, and nobody asked for it. */
export function forbiddenConfigLog(path: string, answer: string, remedy: string): LogEntry[] {
  return [
    line(
      `Whether there is a config file ${path} is not known: the token may not read it (${answer}). The run goes on without. Remedy, if there is one: ${remedy}`,
    ),
  ];
}
