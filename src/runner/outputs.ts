import { closeSync, mkdtempSync, openSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import { Rows } from '../report/json/json.ts';
import type { Outputs } from '../report/json/outputs.ts';
import { type Written, writeFailedLog } from '../report/log/failed.ts';
import type { Quote } from '../text/server-text.ts';
import { note, print } from './printer.ts';

/**
 * Writes something for the runner. Each write stands for itself: one that fails is a warning, and undoes neither
 * the others nor what stands in Slack.
 */
export async function tryWrite(
  what: Written,
  quote: Quote,
  write: () => void | Promise<void>,
): Promise<void> {
  try {
    await write();
  } catch (error) {
    print([writeFailedLog(what, error, quote)]);
  }
}

/** Sets the outputs of the step. */
export function setOutputs(outputs: Outputs): void {
  for (const [name, value] of Object.entries(outputs)) if (value !== undefined) core.setOutput(name, value);
}

/** Adds the job summary; a runner without one (GitHub Enterprise before 3.6) is told of. */
export async function writeSummary(html: string, environment: NodeJS.ProcessEnv): Promise<void> {
  if (environment['GITHUB_STEP_SUMMARY']) await core.summary.addRaw(html).write();
  else note('This runner has no job summary.');
}

/**
 * Writes the report to a folder of its own, so that two steps of a job don't share one; returns its path. Where
 * the runner's temporary folder is not given or cannot be written to, in the system's.
 */
export function writeReportFile(report: object, temporaryFolder: string): string {
  const path = join(newFolder(temporaryFolder), 'report.json');
  const file = openSync(path, 'w');
  try {
    for (const piece of pieces(report)) writeSync(file, piece);
  } finally {
    closeSync(file);
  }
  return path;
}

function newFolder(temporaryFolder: string): string {
  const make = (folder: string) => mkdtempSync(join(folder, 'pr-status-monitor-'));
  try {
    return make(temporaryFolder || tmpdir());
  } catch (error) {
    if (temporaryFolder) return make(tmpdir());
    throw error;
  }
}

/** Long enough that writing takes no time. */
const pieceLength = 65_536;

/** The JSON of a report, an item of its lists a line, in pieces: as one text a large one fills the memory. */
function* pieces(report: object): Generator<string> {
  let piece = '{';
  for (const token of tokens(report)) {
    piece += token;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}\n}\n`;
}

function* tokens(report: object): Generator<string> {
  for (const [place, [key, value]] of Object.entries(report).entries()) {
    yield `${place > 0 ? ',' : ''}\n  ${JSON.stringify(key)}: `;
    if (!Array.isArray(value) && !(value instanceof Rows)) yield JSON.stringify(value);
    else {
      let before = '[';
      for (const item of value) {
        yield `${before}\n    ${JSON.stringify(item)}`;
        before = ',';
      }
      yield before === '[' ? '[]' : '\n  ]';
    }
  }
}
