import { describe, expect, it } from 'vitest';
import { readArguments } from '../../scripts/arguments.ts';

const help = 'npm run demo -- --input threshold=5d';

describe('the command line of a script', () => {
  it('holds inputs, and nothing else unless said', () => {
    expect(readArguments(['--input', 'threshold=5d', '--input', 'branch='], help)).toEqual({
      inputs: { threshold: '5d', branch: '' },
      positionals: [],
      help: false,
    });
    expect(readArguments(['acme/web'], help, { positionals: true }).positionals).toEqual(['acme/web']);
  });

  it.each([
    [['threshold=5d'], 'threshold=5d: write it behind "--", as an input: -- --input threshold=5d'],
    [['5d'], '5d means nothing here'],
    [['--threshold', '5d'], "Unknown option '--threshold'"],
    [['--input'], "Option '--input <value>' argument missing"],
    [['--input', 'threshold'], '--input threshold: write --input name=value'],
    [['--input', 'treshold=5d'], '--input treshold: action.yml has no such input'],
  ])('%j is an error with the right form', (args, message) => {
    expect(() => readArguments(args, help)).toThrow(message);
  });

  it.each([[['threshold=5d']], [['5d']], [['--threshold', '5d']], [['--input']]])(
    'and %j shows how it is meant',
    (args) => {
      expect(() => readArguments(args, help)).toThrow(help);
    },
  );
});
