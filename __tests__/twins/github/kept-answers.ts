import type { FieldNode, OperationDefinitionNode, SelectionNode } from 'graphql';
import type { Access } from './access.ts';
import type { Budget } from './budget.ts';
import type { CheckedDocument } from './document.ts';
import { type Body, type Executable, execute } from './graphql.ts';
import type { Reply } from './reply.ts';

/** An answer without errors, but for what `rateLimit` says. */
interface Kept {
  /** JSON of the fields of `data`, without its brackets. */
  readonly data: string;
  /** Asks for the rate limit alone; undefined where the question does not. */
  readonly limits: Executable | undefined;
}

/**
 * Answers of a world that never changes: equal questions of one token get equal answers, made once. So a twin
 * that was asked before takes next to no time, and a measurement is not one of graphql-js.
 */
export class KeptAnswers {
  readonly #answers = new Map<string, Kept | undefined>();
  readonly #replies = new Map<string, Reply>();

  /** The text of an answer of GraphQL; undefined where it cannot be kept. */
  graphql(question: string, asked: Executable, access: Access, budget: Budget): string | undefined {
    const key = `${access.token.token} ${question}`;
    const kept = this.#answers.has(key) ? this.#answers.get(key) : keep(asked, access, budget);
    this.#answers.set(key, kept);
    if (!kept) return undefined;
    const limits = kept.limits ? inner(execute(kept.limits, access, budget).data) : '';
    return `{"data":{${[kept.data, limits].filter(Boolean).join(',')}}}`;
  }

  /** The reply to a GET of REST. */
  rest(path: string, access: Access, make: () => Reply): Reply {
    const key = `${access.token.token} ${path}`;
    const reply = this.#replies.get(key) ?? make();
    this.#replies.set(key, reply);
    return reply;
  }
}

function keep(asked: Executable, access: Access, budget: Budget): Kept | undefined {
  const { selections } = asked.checked.operation.selectionSet;
  if (selections.some(({ kind }) => kind !== 'Field')) return undefined;
  const [limits, others] = [selections.filter(isLimit), selections.filter((one) => !isLimit(one))];
  const { data, errors } = execute(only(asked, others), access, budget);
  if (!data || errors) return undefined;
  return { data: inner(data), limits: limits.length > 0 ? only(asked, limits) : undefined };
}

const isLimit = (one: SelectionNode): one is FieldNode =>
  one.kind === 'Field' && one.name.value === 'rateLimit';

/** The question with so much of its top level; it weighs as the whole does. */
function only(asked: Executable, selections: readonly SelectionNode[]): Executable {
  const { operation: whole, document } = asked.checked;
  const operation: OperationDefinitionNode = {
    ...whole,
    selectionSet: { ...whole.selectionSet, selections },
  };
  const definitions = document.definitions.map((one) => (one === whole ? operation : one));
  const checked: CheckedDocument = { ...asked.checked, operation, document: { ...document, definitions } };
  return { ...asked, checked };
}

/** JSON of an object without its brackets. */
function inner(data: Body['data']): string {
  return JSON.stringify(data ?? {}).slice(1, -1);
}
