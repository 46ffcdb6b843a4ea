/**
 * Reads YAML 1.2: a chunk of its own beside the bundle (dist/yaml/), with its own licences. Only a run with a config
 * file reads it. Whatever the file holds, it takes time in proportion to its length, and never throws.
 */
import { Composer, LineCounter, Parser } from 'yaml';
import type { YamlFile, YamlFlaw } from '../values/yaml.ts';
import { isTooDeep } from './depth.ts';
import { Nodes } from './nodes.ts';
import { syntaxFlaw } from './syntax.ts';

/** @param text without a byte order mark */
export function parseYaml(text: string): YamlFile {
  const lines = new LineCounter();
  const placeAt = (offset: number) => {
    const { line, col } = lines.linePos(Math.max(0, Math.min(offset, text.length)));
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const deep = tokens.map(isTooDeep).find((offset) => offset !== undefined);
  if (deep !== undefined)
    return { root: undefined, flaws: [{ at: placeAt(deep), message: 'is nested too deeply to be meant.' }] };

  // Every scalar is its text: `1.10` stays 1.10. Keys are compared by us, in time that grows with their number.
  const composer = new Composer({
    schema: 'failsafe',
    resolveKnownTags: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const [first, second] = withoutTraces(() => [...composer.compose(tokens, true, text.length)]);
  const errors = [...(first?.errors ?? []), ...(second?.errors ?? [])];
  const flaws: YamlFlaw[] = [];
  for (const error of errors.slice(0, syntaxAtMost)) {
    const flaw = syntaxFlaw(error, placeAt);
    // One slip makes others out of the rest of its line.
    if (flaw.at.line !== flaws.at(-1)?.at.line) flaws.push(flaw);
  }
  if (second)
    flaws.push({
      at: placeAt(second.range[0]),
      message: 'begins a second document ("---"), and a file is one. Remove what does not belong to it.',
    });
  if (!first?.contents) return { root: undefined, flaws };
  const broken = errors.reduce(
    (least, { pos: [offset] }) => Math.min(least, offset),
    Number.POSITIVE_INFINITY,
  );
  const nodes = new Nodes(placeAt, broken);
  const root = nodes.readRoot(first.contents);
  return { root: root.kind === 'nothing' ? undefined : root, flaws: [...flaws, ...nodes.flaws] };
}

/** Each flaw is an error to the library, and its trace is what takes time where there are 100,000 of them. */
function withoutTraces<T>(make: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return make();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Most of what follows is made by the first ones. */
const syntaxAtMost = 10;
