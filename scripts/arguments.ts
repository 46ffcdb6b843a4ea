import { parseArgs } from 'node:util';
import { readActionFile } from '../__tests__/runner/action-file.ts';

/** What was asked for on the command line. */
export interface Asked {
  readonly inputs: Readonly<Record<string, string>>;
  readonly positionals: readonly string[];
  readonly help: boolean;
}

/**
 * Reads `--input name=value` (repeatable), `--help` and the rest.
 * @param help what is allowed, for errors
 * @param positionals whether words that belong to no option mean something
 * @throws Error that says what is wrong, and the right form
 */
export function readArguments(
  args: readonly string[],
  help: string,
  { positionals: allowed = false }: { readonly positionals?: boolean } = {},
): Asked {
  const { values, positionals } = parse(args, help);
  const [word] = positionals;
  // npm keeps an option for itself that stands before `--`, and passes its value on.
  const meant = positionals.find((one) => one.includes('=')) ?? (allowed ? undefined : word);
  if (meant !== undefined)
    throw new Error(
      meant.includes('=')
        ? `${meant}: write it behind "--", as an input: -- --input ${meant}\n${help}`
        : `${meant} means nothing here.\n${help}`,
    );
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

function parse(args: readonly string[], help: string) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        input: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message.split('. ')[0] : error}.\n${help}`);
  }
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
