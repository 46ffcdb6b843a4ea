import type { WorldPullRequest } from './world.ts';

/**
 * Whether pull requests can be merged, computed when it is asked for. GitHub answers UNKNOWN until it is done (schema:
 * "still being calculated"; seen in apache/airflow#63317), or waits for it (langchain-ai/open-swe#2901). What is
 * merged or closed stays UNKNOWN (strands-labs/robots#3232).
 */
export class Mergeability {
  readonly #answers = new WeakMap<WorldPullRequest, number>();

  of(pull: WorldPullRequest): 'MERGEABLE' | 'CONFLICTING' | 'UNKNOWN' {
    const before = this.#answers.get(pull) ?? 0;
    this.#answers.set(pull, before + 1);
    const known = pull.state === 'OPEN' && before >= (pull.mergeableAfter ?? 0);
    return known ? (pull.mergeable ?? 'MERGEABLE') : 'UNKNOWN';
  }
}
