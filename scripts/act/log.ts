/** What act says as JSON, as the runner would show it: each step's log by job, and its summary. */
import * as v from 'valibot';
import { readLog, type StepLog } from '../../__tests__/runner/log-reader.ts';

export interface Step {
  readonly name: string;
  readonly log: StepLog;
  readonly summary: string;
}

export interface Job {
  readonly name: string;
  readonly result: string;
  readonly steps: readonly Step[];
}

const Line = v.object({
  job: v.string(),
  msg: v.optional(v.string(), ''),
  step: v.optional(v.string()),
  raw: v.optional(v.string()),
  raw_output: v.optional(v.boolean()),
  command: v.optional(v.string()),
  content: v.optional(v.string(), ''),
  jobResult: v.optional(v.string()),
});

export function readJobs(text: string): readonly Job[] {
  const jobs = new Map<string, { result: string; steps: Map<string, { output: string; summary: string }> }>();
  for (const one of text.split('\n').filter((line) => line.startsWith('{'))) {
    const read = v.safeParse(Line, JSON.parse(one));
    if (!read.success) continue; // a word of act's own, of no job
    const { job, msg, step, raw, raw_output: isOutput, command, content, jobResult } = read.output;
    const { steps } = jobs.get(job) ?? { steps: new Map() };
    jobs.set(job, { result: jobResult ?? jobs.get(job)?.result ?? '', steps });
    if (step === undefined) continue;
    const before = steps.get(step) ?? { output: '', summary: '' };
    const output = raw ?? (isOutput ? msg : '');
    const summary = command === 'summary' ? content : '';
    steps.set(step, { output: before.output + output, summary: before.summary + summary });
  }
  return [...jobs].map(([name, { result, steps }]) => ({
    name: name.trim(),
    result,
    steps: [...steps].map(([step, { output, summary }]) => ({ name: step, log: readLog(output), summary })),
  }));
}
