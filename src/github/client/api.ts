import { getOctokit } from '@actions/github';
import * as v from 'valibot';
import { findCause } from '../../http/failure.ts';
import type { Fetch } from '../../http/network.ts';
import type { OnEvent } from '../../review/fetch-event.ts';
import type { Spent } from '../../review/fetched.ts';
import { ServerText } from '../../text/server-text.ts';
import { version } from '../../version.ts';
import { type Answer, httpFailure, networkFailure, readAnswer } from './classify.ts';
import { GitHubFailure } from './failure.ts';
import type { Headers } from './limits.ts';
import { type Next, retry } from './retry.ts';
import { bestEffort, RetryBudget, realTime, type Time } from './retry-budget.ts';
import { Throttle } from './throttle.ts';

type Variables = Readonly<Record<string, unknown>>;

/** What GitHub says of the token's points for GraphQL. */
export interface Limit {
  /** Points left this hour. */
  readonly remaining: number;
  /** When the hour ends, in ms since 1970. */
  readonly resetAt: number;
}

/** A REST answer. */
export interface Got {
  readonly data: unknown;
  /** Number of the last page of a list; 1 where there is but one. */
  readonly lastPage: number;
}

/** Asking GitHub: each request waits for its turn and is counted. */
export interface Api {
  /**
   * Asks GraphQL once. Data with errors in parts of it is an answer, not a failure.
   * @param begins told when its turn has come, in ms since 1970
   * @throws GitHubFailure
   */
  attempt(query: string, variables: Variables, begins: (at: number) => void): Promise<Answer>;
  /** Repeats attempts within the retry budget of the run: see `retry`. @throws GitHubFailure */
  retry<T>(
    attempt: (begins: (at: number) => void) => Promise<T>,
    after: (failure: GitHubFailure) => Next<T>,
  ): Promise<T>;
  /** Gets a REST address below the API's base, again and again within the retry budget of the run. @throws GitHubFailure */
  get(path: string): Promise<Got>;
  /** The same, for what a run can do without: with a small retry budget of its own, after which nothing more is asked. */
  bestEffort(): Api;
  spent(): Spent;
  /** As of the last answer; undefined before the first and where GitHub has no limits. */
  limit(): Limit | undefined;
  readonly onEvent: OnEvent;
  readonly throttle: Throttle;
  readonly time: Time;
}

/** GitHub ends a query after 10 s by itself (docs: GraphQL timeouts). In ms. */
const attemptMs = 15_000;

const headersSchema = v.record(v.string(), v.union([v.string(), v.number(), v.undefined()]));
/** The version of the REST API that this action is written for (docs: "API Versions"). */
const apiVersion = '2022-11-28';

/**
 * Servers of GitHub's own know versions of the API. Without one they answer with headers that Octokit would print;
 * an older GitHub Enterprise Server refuses a version that it does not know.
 */
function versionHeader(apiUrl: string): Record<string, string> {
  const { hostname } = new URL(apiUrl);
  return hostname === 'api.github.com' || hostname.endsWith('.ghe.com')
    ? { 'x-github-api-version': apiVersion }
    : {};
}

/** An `Api` with Octokit underneath. */
export function createApi(
  token: string,
  {
    apiUrl,
    graphqlUrl,
    fetch,
    retryBudget,
    time = realTime,
    attemptTimeout = attemptMs,
  }: {
    readonly apiUrl: string;
    readonly graphqlUrl: string;
    readonly fetch: Fetch;
    readonly retryBudget: RetryBudget;
    readonly time?: Time;
    /** ms for one attempt. */
    readonly attemptTimeout?: number;
  },
): Api {
  const silent = () => undefined;
  const log = { debug: silent, info: silent, warn: silent, error: silent };
  // Octokit's core logs by the first, its requests by the second: both would print what servers say.
  const octokit = getOctokit(token, {
    baseUrl: apiUrl,
    userAgent: `pr-status-monitor/${version}`,
    log,
    request: { fetch: refusing(fetch, time), log },
  });
  const headersSent = versionHeader(apiUrl);
  const graphql = new URL(graphqlUrl);
  const throttle = new Throttle(time, retryBudget);
  let [requests, points]: [number, number] = [0, 0];
  let limit: Limit | undefined;

  async function send(method: 'GET' | 'POST', url: string, body: Variables) {
    if (retryBudget.gaveUp) throw retryBudget.gaveUp;
    requests += 1;
    try {
      const { data, headers } = await octokit.request({
        method,
        // Octokit takes `:name` in a `url` for a parameter, also in an IPv6 address: the host goes apart.
        baseUrl: method === 'POST' ? graphql.origin : apiUrl,
        url,
        headers: headersSent,
        ...body,
        request: {
          // Octokit would look for large integers, which takes its time.
          parseSuccessResponseBody: false,
          // A fresh signal for each attempt: one shared by all would end every retry at once.
          signal: AbortSignal.timeout(attemptTimeout),
        },
      });
      return { data: parseJson(data), headers: v.parse(headersSchema, headers) };
    } catch (error) {
      // Octokit has wrapped what its fetch threw.
      throw findCause(error, GitHubFailure) ?? networkFailure(error);
    }
  }

  const attempt: Api['attempt'] = (query, variables, begins) => {
    const ask = async () => {
      const { data, headers } = await send('POST', graphql.pathname, { query, variables });
      const answer = readAnswer(data, headers, time.now());
      if (answer.rateLimit) {
        const { cost, remaining, resetAt } = answer.rateLimit;
        points += cost;
        // Answers overtake each other: of one hour, the least left is the latest.
        const least = limit?.resetAt === resetAt ? Math.min(limit.remaining, remaining) : remaining;
        limit = { remaining: least, resetAt };
      }
      return answer;
    };
    return throttle.pass('graphql', ask, begins);
  };

  const retrying = { budget: retryBudget, throttle, time };
  const api: Api = {
    attempt,
    retry: (once, after) => retry(retrying, once, after),
    get: (path) => {
      const ask = async () => {
        const { data, headers } = await send('GET', path, {});
        return { data, lastPage: lastPageOf(headers) };
      };
      return retry(retrying, (begins) => throttle.pass('rest', ask, begins));
    },
    bestEffort: () => {
      const budget = new RetryBudget(time, retryBudget.onEvent, bestEffort);
      return {
        ...api,
        attempt: async (...asked) => {
          if (budget.gaveUp) throw budget.gaveUp;
          return attempt(...asked);
        },
        retry: (once, after) => retry({ ...retrying, budget }, once, after),
      };
    },
    spent: () => ({ requests, points, remaining: limit?.remaining }),
    limit: () => limit,
    onEvent: retryBudget.onEvent,
    throttle,
    time,
  };
  return api;
}

/**
 * Throws what is no success before Octokit reads it: it knows GitHub's own errors only, and of another type of content
 * the status is lost.
 */
function refusing(fetch: Fetch, time: Time): Fetch {
  return async (url, asked) => {
    const answer = await fetch(url, asked);
    if (answer.ok) return answer;
    const { status, body, headers } = answer;
    throw httpFailure(status, jsonOr(body), Object.fromEntries(headers), time.now());
  };
}

/** An error's body; a page is text. */
function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A page of something in between, or cut: its words count.
    return text;
  }
}

/** @throws GitHubFailure where the body is no JSON: cut, or of something else than GitHub */
function parseJson(body: unknown): unknown {
  const text = v.parse(v.string(), body);
  try {
    return JSON.parse(text);
  } catch {
    throw new GitHubFailure('unavailable', new ServerText(text, 'an answer cut short'));
  }
}

/** From the header `link`, which names the last page on every page but that (docs: "using pagination in the REST API"). */
function lastPageOf({ link }: Headers): number {
  const [, page] = /[?&]page=(\d+)[^>]*>; rel="last"/.exec(String(link ?? '')) ?? [];
  return page === undefined ? 1 : Number(page);
}
