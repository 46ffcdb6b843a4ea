import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { writeReportFile } from '../../src/runner/outputs.ts';

const folder = mkdtempSync(join(tmpdir(), 'handover-'));
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  [
    'a small report',
    { schemaVersion: 1, run: { url: '', 'a "key"': [1, 2] }, none: null, list: [], items: [{ a: 1 }, 'é\n'] },
  ],
  [
    'a large one',
    {
      before: 1,
      items: Array.from({ length: 20_000 }, (_, number) => ({ number, title: `Täst ${number}` })),
      after: [1],
    },
  ],
])('%s is read as it was written', (_, report) => {
  const text = readFileSync(writeReportFile(report, folder), 'utf8');
  expect(JSON.parse(text)).toEqual(report);
  expect(text).toMatch(/^\{\n {2}".*\n\}\n$/s);
});
