/** Reads cases.yml: what a row says, in the words that its head explains. Every wrong word is an error. */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { parse } from 'yaml';
import type { Subject } from '../../src/review/explanation.ts';
import { verdicts } from '../../src/review/judge.ts';
import type { Instant } from '../../src/review/pull-request.ts';
import type { HolidaysOf } from '../../src/review/work-schedule.ts';
import { inputNames } from '../../src/settings/declarations.ts';
import { readInputs } from '../../src/settings/inputs.ts';
import type { Regions } from '../../src/settings/regions.ts';
import { readSettings, type Settings } from '../../src/settings/settings.ts';
import { namesRegions } from '../../src/settings/working-time.ts';
import { run } from '../support/samples.ts';
import { pullShape, readPull } from './pull.ts';
import { formatLength, formatTime, parseLength, parseTime } from './times.ts';

const text = v.string();
const settingsShape = v.record(v.picklist(inputNames), text);
const rowShape = v.strictObject({
  why: v.pipe(text, v.minLength(20), v.endsWith('.')),
  settings: v.optional(settingsShape, {}),
  now: v.optional(text),
  pull: v.optional(pullShape, {}),
  expect: v.strictObject({
    verdict: v.picklist([...verdicts, 'not open', 'not watched']),
    waited: v.optional(text),
    since: v.optional(text),
    due: v.optional(text),
    reason: v.optional(text),
    on: v.optional(v.number()),
  }),
});
const fileShape = v.array(
  v.strictObject({
    theme: text,
    settings: v.optional(settingsShape, {}),
    now: v.optional(text),
    pull: v.optional(pullShape, {}),
    rows: v.array(v.looseObject({ why: v.optional(text, 'A row without a why') })),
  }),
);

/** A heading, what it gives to its rows, and these as they stand in the file. */
export type Theme = v.InferOutput<typeof fileShape>[number];
export type Expected = v.InferOutput<typeof rowShape>['expect'];

/** A row, read: a pull request as the action sees it, and what it should say. */
export interface Case {
  readonly why: string;
  readonly settings: Settings;
  readonly now: Instant;
  readonly subject: Subject;
  /** Undefined where the row names no country or region. */
  readonly publicHolidays: HolidaysOf | undefined;
  readonly expected: Expected;
}

export function readThemes(): Theme[] {
  const file: unknown = parse(readFileSync(new URL('./cases.yml', import.meta.url), 'utf8'));
  return v.parse(fileShape, file);
}

/** @throws Error that says what is wrong with the row */
export async function readCase(theme: Omit<Theme, 'rows'>, row: unknown): Promise<Case> {
  const parsed = v.safeParse(rowShape, row);
  if (!parsed.success) throw new Error(`The row is not understood:\n${v.summarize(parsed.issues)}`);
  const { why, expect: expected } = parsed.output;
  if ((expected.verdict === 'in time' || expected.verdict === 'overdue') && !expected.waited)
    throw new Error('A row that is in time or overdue says what was waited.');
  const given = { ...theme.settings, ...parsed.output.settings };
  const holidays = namesRegions(given['holidays'] ?? '')
    ? await import('../../src/holidays/index.ts')
    : undefined;
  const settings = readCaseSettings(given, holidays?.regions());
  const at = (time: string) => parseTime(time, settings.timezone);
  const now = at(parsed.output.now ?? theme.now ?? 'no time of now');
  const subject = readPull({ ...theme.pull, ...parsed.output.pull }, settings, at);
  const { waited, since, due } = expected;
  const written = (time: string) => formatTime(at(time), settings.timezone);
  return {
    why,
    settings,
    now,
    subject,
    publicHolidays: holidays?.publicHolidays,
    expected: {
      ...expected,
      ...(waited && { waited: formatLength(parseLength(waited)) }),
      ...(since && { since: written(since) }),
      ...(due && { due: due === 'never' ? due : written(due) }),
    },
  };
}

function readCaseSettings(given: Readonly<Record<string, string>>, regions?: Regions): Settings {
  const all: Readonly<Record<string, string>> = { 'github-token': 'ghs_0', 'dry-run': 'true', ...given };
  return readSettings(
    readInputs((name) => all[name] ?? '', run),
    regions,
  ).settings;
}
