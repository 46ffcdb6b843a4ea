/** Looks at a twin of GitHub as a run does, in time that passes at once. */
import { type Api, createApi } from '../../src/github/client/api.ts';
import { RetryBudget } from '../../src/github/client/retry-budget.ts';
import { type FetchOptions, fetchRepositories } from '../../src/github/fetch.ts';
import { queryOptionsFor } from '../../src/github/graphql/query-options.ts';
import { Network } from '../../src/http/network.ts';
import { fetchLog } from '../../src/report/log/fetch.ts';
import type { Fetched } from '../../src/review/fetched.ts';
import { decidingBy } from '../../src/review/judge.ts';
import type { Quote } from '../../src/text/server-text.ts';
import { type Inputs, run, settings, quote as shownQuote } from '../support/samples.ts';
import type { RecordedRequest } from '../twins/github/exchange.ts';
import type { Fault } from '../twins/github/fault.ts';
import { startGitHubTwin, type TwinOptions } from '../twins/github/twin.ts';
import type { World } from '../twins/github/world.ts';
import { testToken } from '../worlds/builder.ts';

export interface Looked extends Fetched {
  readonly requests: readonly RecordedRequest[];
  /** What the log says while it waits. */
  readonly notes: readonly string[];
  /** ms that were waited, had time not passed at once. */
  readonly slept: number;
}

interface Options extends Inputs {
  faults?: Fault[];
  token?: string;
  attemptTimeout?: number;
  turn?: number;
  /** Of acme/web, as the event says. */
  defaultBranch?: string;
  twin?: Omit<TwinOptions, 'world' | 'faults'>;
  /** What the log shows of servers' texts; all unless said. */
  quote?: Quote;
}

export async function lookAt(world: World, options: Options = {}): Promise<Looked> {
  return withApi(world, {
    ...options,
    use: async (api, wanted, { requests, notes, slept }) => {
      const found = await fetchRepositories(api, wanted);
      return { ...found, requests: [...requests], notes, slept: slept() };
    },
  });
}

/** Starts a twin of the world and uses an `Api` to it as a run does. */
export async function withApi<T>(
  world: World,
  {
    faults = [],
    token = testToken,
    // Only a fault keeps an answer back; a slow machine does not.
    attemptTimeout = faults.length > 0 ? 2000 : 15_000,
    turn = 1,
    defaultBranch,
    twin: options = {},
    quote = shownQuote,
    use,
    ...inputs
  }: Options & {
    use: (
      api: Api,
      wanted: FetchOptions,
      seen: { requests: readonly RecordedRequest[]; notes: readonly string[]; slept: () => number },
    ) => Promise<T>;
  },
): Promise<T> {
  const twin = await startGitHubTwin({ world, faults, ...options });
  const network = new Network();
  try {
    const { repositories, repositoryPatterns, branch, rules, includeStacked } = settings({
      repositories: world.repositories.map(({ nameWithOwner }) => nameWithOwner).join(','),
      ...inputs,
    });
    const notes: string[] = [];
    let slept = 0;
    const time = {
      now: () => Date.now() + slept,
      sleep: async (ms: number) => {
        slept += ms;
      },
    };
    const retryBudget = new RetryBudget(time, (event) => {
      const entry = fetchLog(event, quote);
      notes.push('text' in entry ? entry.text : entry.title);
    });
    const api = createApi(token, {
      apiUrl: twin.apiUrl,
      graphqlUrl: twin.graphqlUrl,
      fetch: network.fetch,
      retryBudget,
      time,
      attemptTimeout,
    });
    const wanted: FetchOptions = {
      repositories,
      patterns: repositoryPatterns,
      branch,
      deciding: decidingBy([rules], Date.now()),
      includeStacked,
      query: queryOptionsFor([rules], includeStacked),
      run: { ...run, number: String(turn), defaultBranch },
      token,
    };
    return await use(api, wanted, { requests: twin.requests, notes, slept: () => slept });
  } finally {
    await network.close();
    await twin.close();
  }
}

export const acmeWeb = { owner: 'acme', name: 'web', full: 'acme/web' };

/** Numbers of the pull requests found in the first repository. */
export function numbers({ repositories: [first] }: Fetched): number[] {
  return (first?.pullRequests ?? []).map(({ number }) => number);
}
