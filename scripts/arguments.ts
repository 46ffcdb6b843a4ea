import { parseArgs } from 'node:util';
import { readActionFile } from '../__tests__/runner/action-file.ts';

/** What was asked for on the command line. */
export interface Asked {
  readonly inputs: Readonly<Record<string, string>>;
  readonly positionals: readonly string[];
  readonly help: boolean;
}

/** Reads `--input name=value` (repeatable), `--help` and the rest. @throws Error that says what is wrong */
export function readArguments(args: readonly string[]): Asked {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      input: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const known = readActionFile('action.yml').inputs.map(({ name }) => name);
  const inputs = Object.fromEntries(
    values.input.map((pair) => {
      const [, name = pair, value] = /^([^=]*)=(.*)$/s.exec(pair) ?? [];
      if (value === undefined) throw new Error(`--input ${pair}: write --input name=value.`);
      if (!known.includes(name))
        throw new Error(`--input ${name}: action.yml has no such input. It has: ${known.join(', ')}.`);
      return [name, value];
    }),
  );
  return { inputs, positionals, help: values.help };
}

/** Runs a script; what it throws becomes one line and exit code 1. */
export async function script(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(`Error: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
