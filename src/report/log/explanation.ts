import type { Explanation } from '../../review/explanation.ts';
import type { Failed } from '../../review/fetch-event.ts';
import type { PullRequestName } from '../../settings/explain.ts';
import type { Quote } from '../../text/server-text.ts';
import { explanationSections, explanationTitle } from '../explanation.ts';
import type { ExplanationContext } from '../explanation-context.ts';
import { type LogEntry, line, toned } from './entry.ts';
import { failedLine } from './fetch.ts';

/** The derivation of one verdict, as a person reads it in the log. */
export function explanationLog(explanation: Explanation, context: ExplanationContext): LogEntry[] {
  const sections = explanationSections(explanation, context).flatMap(({ title, numbered, lines }) => [
    line(''),
    toned('title', title),
    ...lines.flatMap(({ text, below = [] }, index) => [
      line(`  ${numbered ? `${index + 1}. ` : ''}${text}`),
      ...below.map((one) => line(`    ${one}`)),
    ]),
  ]);
  return [
    toned('title', explanationTitle(explanation)),
    ...sections,
    line(''),
    line('Nothing was posted: explain is set.'),
  ];
}

/** It could not be looked at: what came back, and what cures it. */
export function unexplainedLog(
  { repository, number }: PullRequestName,
  failure: Failed,
  quote: Quote,
): LogEntry[] {
  const text = `${repository.full}#${number} could not be explained: ${failedLine(failure, quote)}`;
  return [{ kind: 'error', text, topic: failure.topic }];
}

/** What is private stays so in a public repository's log. */
export function withheldExplanationLog({ repository, number }: PullRequestName): LogEntry[] {
  const text = `${repository.full}#${number} is private, and everybody can read this run: it is not explained here. Remedy: run it in a private repository's workflow.`;
  return [{ kind: 'error', text, topic: 'explain-withheld' }];
}
