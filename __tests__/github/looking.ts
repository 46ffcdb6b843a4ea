/** Looks at a twin of GitHub as a run does, in time that passes at once. */
import { createApi } from '../../src/github/api.ts';
import { look } from '../../src/github/look.ts';
import { Patience } from '../../src/github/patience.ts';
import { detailsFor } from '../../src/github/query.ts';
import { Network } from '../../src/http/network.ts';
import { retryLine } from '../../src/report/retry-log.ts';
import { isUndecided } from '../../src/review/judge.ts';
import type { Look } from '../../src/review/look.ts';
import { type Inputs, quote, settings } from '../support/samples.ts';
import type { RecordedRequest } from '../twins/github/exchange.ts';
import type { Fault } from '../twins/github/fault.ts';
import { startGitHubTwin, type TwinOptions } from '../twins/github/twin.ts';
import type { World } from '../twins/github/world.ts';
import { testToken } from '../worlds/builder.ts';

export interface Looked extends Look {
  readonly requests: readonly RecordedRequest[];
  /** What the log says while it waits. */
  readonly notes: readonly string[];
  /** ms that were waited, had time not passed at once. */
  readonly slept: number;
}

export async function lookAt(
  world: World,
  {
    faults = [],
    token = testToken,
    attemptTimeout = 2000,
    turn = 1,
    twin: options = {},
    ...inputs
  }: Inputs & {
    faults?: Fault[];
    token?: string;
    attemptTimeout?: number;
    turn?: number;
    twin?: Omit<TwinOptions, 'world' | 'faults'>;
  } = {},
): Promise<Looked> {
  const twin = await startGitHubTwin({ world, faults, ...options });
  const network = new Network();
  try {
    const { repositories, repositoryPatterns, branch, rules } = settings({
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
    const patience = new Patience(time, {
      note: (text) => notes.push(text),
      retry: (retry) => notes.push(retryLine(retry, quote)),
    });
    const api = createApi(token, {
      apiUrl: twin.apiUrl,
      graphqlUrl: twin.graphqlUrl,
      fetch: network.fetch,
      patience,
      time,
      attemptTimeout,
    });
    const found = await look(api, {
      repositories,
      patterns: repositoryPatterns,
      branch,
      isUndecided: (one) => isUndecided(one, rules),
      details: detailsFor(rules),
      token,
      turn,
      note: (text) => notes.push(text),
    });
    return { ...found, requests: [...twin.requests], notes, slept };
  } finally {
    await network.close();
    await twin.close();
  }
}

/** Numbers of the pull requests found in the first repository. */
export function numbers({ repositories: [first] }: Look): number[] {
  return (first?.pullRequests ?? []).map(({ number }) => number);
}
