import { getOctokit } from '@actions/github';
import * as v from 'valibot';
import type { Spent } from '../review/look.ts';
import { type Answer, httpFailure, networkFailure, readAnswer } from './classify.ts';
import { GitHubFailure } from './failure.ts';
import type { PageSize } from './page-size.ts';
import { type Patience, realTime, type Time } from './patience.ts';

type Variables = Readonly<Record<string, unknown>>;

/** Asking GitHub: each question is repeated within the run's patience, and counted. */
export interface Api {
  /**
   * Asks GraphQL. Data with errors in parts of it is an answer, not a failure.
   * @param size shrinks where an answer was too much; the variables are then asked for anew
   * @throws GitHubFailure
   */
  graphql(query: string, variables: () => Variables, size?: PageSize): Promise<Answer>;
  /** Gets a REST address below the API's base. @throws GitHubFailure */
  get(path: string): Promise<unknown>;
  spent(): Spent;
}

/** GitHub ends a query after 10 s by itself (docs: GraphQL timeouts). In ms. */
const attemptMs = 15_000;

const rateLimit = v.object({ rateLimit: v.object({ cost: v.number(), remaining: v.number() }) });
const answeredError = v.object({
  status: v.number(),
  response: v.object({
    data: v.unknown(),
    headers: v.record(v.string(), v.union([v.string(), v.number(), v.undefined()])),
  }),
});

/** An `Api` with Octokit underneath, so that proxies and GitHub Enterprise work as in every other action. */
export function createApi(
  token: string,
  {
    apiUrl,
    graphqlUrl,
    patience,
    time = realTime,
    attemptTimeout = attemptMs,
  }: {
    readonly apiUrl: string;
    readonly graphqlUrl: string;
    readonly patience: Patience;
    readonly time?: Time;
    /** ms for one attempt. */
    readonly attemptTimeout?: number;
  },
): Api {
  const silent = () => undefined;
  const octokit = getOctokit(token, {
    baseUrl: apiUrl,
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
  let spent: Spent = { requests: 0, points: 0, remaining: undefined };

  async function send(method: 'GET' | 'POST', url: string, body: Variables) {
    spent = { ...spent, requests: spent.requests + 1 };
    try {
      // A fresh signal for each attempt: one shared by all would end every retry at once.
      return await octokit.request({
        method,
        url,
        ...body,
        request: { signal: AbortSignal.timeout(attemptTimeout) },
      });
    } catch (error) {
      const answered = v.safeParse(answeredError, error);
      if (!answered.success) throw networkFailure(error);
      const { status, response } = answered.output;
      throw httpFailure(status, response.data, response.headers, time.now());
    }
  }

  return {
    graphql: (query, variables, size) =>
      patience.persist(
        async () => {
          const { data, headers } = await send('POST', graphqlUrl, { query, variables: variables() });
          const answer = readAnswer(data, headers, time.now());
          const limit = v.safeParse(rateLimit, answer.data);
          if (limit.success) {
            const { cost, remaining } = limit.output.rateLimit;
            spent = { ...spent, points: spent.points + cost, remaining };
          }
          if (answer.stopped && size && !size.smallest)
            throw new GitHubFailure('resource-limits', answer.errors[0]?.message ?? '');
          return answer;
        },
        () => size?.halve() ?? false,
      ),
    get: (path) =>
      patience.persist(async () => {
        const { data } = await send('GET', path, {});
        if (typeof data === 'string')
          throw new GitHubFailure('unavailable', `an answer cut short: ${data.slice(0, 80)}`);
        return data;
      }),
    spent: () => spent,
  };
}
