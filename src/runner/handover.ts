import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import type { Outputs } from '../report/outputs.ts';

/** Sets the outputs of the step. */
export function setOutputs(outputs: Outputs): void {
  for (const [name, value] of Object.entries(outputs)) if (value !== undefined) core.setOutput(name, value);
}

/** Adds the job summary; a runner without one (GitHub Enterprise before 3.6) is told of. */
export async function writeSummary(html: string, environment: NodeJS.ProcessEnv): Promise<void> {
  if (environment['GITHUB_STEP_SUMMARY']) await core.summary.addRaw(html).write();
  else core.info('This runner has no job summary.');
}

/** Writes the report to a folder of its own, so that two steps of a job don't share one; returns its path. */
export function writeReportFile(report: unknown, temporaryFolder: string): string {
  const path = join(mkdtempSync(join(temporaryFolder || tmpdir(), 'pr-status-monitor-')), 'report.json');
  writeFileSync(path, `${JSON.stringify(report, null, 2)}\n`);
  return path;
}
