import { readFileSync } from 'node:fs';
import { data, Evaluator, Lexer, Parser, wellKnownFunctions } from '@actions/expressions';
import { NoOperationTraceWriter } from '@actions/workflow-parser';
import { convertActionTemplate, parseAction } from '@actions/workflow-parser/actions/index';

/** An input as action.yml declares it. */
interface DeclaredInput {
  readonly name: string;
  /** The default for a context `github`; '' where there is none. */
  readonly defaultFor: (github: Readonly<Record<string, string>>) => string;
}

export interface ActionFile {
  readonly name: string;
  readonly inputs: readonly DeclaredInput[];
  readonly outputs: readonly string[];
  readonly using: string;
  readonly main: string;
}

/** By content: each of some hundred runs reads the same one. */
const parsed = new Map<string, ActionFile>();

/** Reads an action.yml with GitHub's own parser. @throws Error with what the parser says */
export function readActionFile(path: string): ActionFile {
  const content = readFileSync(path, 'utf8');
  const known = parsed.get(content) ?? parse(path, content);
  parsed.set(content, known);
  return known;
}

function parse(path: string, content: string): ActionFile {
  const { context, value } = parseAction({ name: path, content }, new NoOperationTraceWriter());
  const errors = context.errors.getErrors();
  if (errors.length > 0 || !value)
    throw new Error(errors.map(({ message }) => message).join('\n') || 'no action');
  const { name, inputs = [], outputs = [], runs } = convertActionTemplate(context, value);
  if (!('main' in runs) || !runs.main) throw new Error('not a JavaScript action');
  return {
    name,
    using: runs.using,
    main: runs.main,
    outputs: outputs.map(({ id }) => id),
    inputs: inputs.map(({ id, default: given }) => ({
      name: id,
      defaultFor: (github) =>
        given && 'expression' in given && typeof given.expression === 'string'
          ? evaluate(given.expression, github)
          : (given?.toString() ?? ''),
    })),
  };
}

function evaluate(expression: string, github: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(github).map(([key, value]) => ({ key, value: new data.StringData(value) }));
  const contexts = new data.Dictionary({ key: 'github', value: new data.Dictionary(...pairs) });
  const tree = new Parser(
    new Lexer(expression).lex().tokens,
    ['github'],
    Object.values(wellKnownFunctions),
  ).parse();
  return new Evaluator(tree, contexts).evaluate().coerceString();
}
