/** What the runner gets of an entry of the log. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { print } from '../../src/runner/printer.ts';
import { hostile } from '../corpus/hostile.ts';
import { readLog } from './log-reader.ts';

let output = '';
beforeEach(() => {
  output = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

it('a line stands out as a whole, and its words are the same', () => {
  vi.stubEnv('NO_COLOR', '');
  print([{ kind: 'line', text: 'Nothing is overdue.', tone: 'good' }]);
  expect(readLog(output).lines).toEqual([{ kind: 'text', text: 'Nothing is overdue.', style: '32' }]);
});

it('a job that wants no colours gets none', () => {
  vi.stubEnv('NO_COLOR', '1');
  print([{ kind: 'line', text: 'Overdue', tone: 'alarm' }]);
  expect(output).toBe('Overdue\n');
});

it('what is for debugging is told only where somebody asked for it', () => {
  vi.stubEnv('RUNNER_DEBUG', '');
  print([{ kind: 'debug', text: 'GitHub: 1 request' }]);
  expect(output).toBe('');
  vi.stubEnv('RUNNER_DEBUG', '1');
  print([{ kind: 'debug', text: 'GitHub: 1 request' }]);
  expect(readLog(output).lines).toEqual([{ kind: 'debug', text: 'GitHub: 1 request' }]);
});

it.each(hostile)('a text that tries %s starts no command in colours or for debugging', (_, text) => {
  vi.stubEnv('RUNNER_DEBUG', '1');
  print([
    { kind: 'line', text, tone: 'alarm' },
    { kind: 'debug', text },
  ]);
  expect(readLog(output).commands.map(({ name }) => name)).toEqual(['debug']);
  expect(output.match(/\u001b/g)).toHaveLength(2);
});
