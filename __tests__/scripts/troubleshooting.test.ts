/** Every error that the code has a remedy for is in docs/troubleshooting.md, in the words of the log. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { meanings } from '../../src/github/client/failure.ts';
import { knownCodes } from '../../src/slack/remedies.ts';
import { knownOfSchedule } from '../../src/slack/watchdog-problem.ts';
import { knownWords } from '../../src/slack/webhook-remedies.ts';

/** First cells of the rows: what somebody sees, and looks for. */
const seen = readFileSync('docs/troubleshooting.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.split(' | ')[0] ?? '');
const wordsOf = (cells: readonly string[]) => new Set(cells.join('\n').match(/[a-z]+(?:_[a-z]+)*/g));
const ofWebhook = (cell: string) => cell.startsWith('| a webhook: ');
const posted = wordsOf(seen.filter((cell) => !ofWebhook(cell)));
const hooked = wordsOf(seen.filter(ofWebhook));

it.each([
  ['of posting', knownCodes, posted, 30],
  ['of a webhook', knownWords, hooked, 15],
  ['of the watchdog', knownOfSchedule, posted, 4],
])("has a row for every error of Slack's %s", (_, codes, words, least) => {
  expect(codes.size).toBeGreaterThanOrEqual(least);
  expect([...codes].filter((code) => !words.has(code))).toEqual([]);
});

it('has a row for every kind of failure of GitHub', () => {
  expect(meanings.length).toBeGreaterThanOrEqual(30);
  expect(meanings.filter((meaning) => !seen.some((cell) => cell.includes(meaning)))).toEqual([]);
});
