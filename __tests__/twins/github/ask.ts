import { afterAll } from 'vitest';
import { testToken } from '../../worlds/builder.ts';
import { type GitHubTwin, startGitHubTwin, type TwinOptions } from './twin.ts';

interface Body {
  readonly data?: unknown;
  readonly errors?: readonly unknown[];
}

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; undefined where it is no JSON. */
  readonly body: Body | undefined;
  /** Of the body. */
  readonly data: unknown;
}

/** A twin and short ways to ask it, for the twin's own tests. */
export interface Asking {
  readonly twin: GitHubTwin;
  /** @param token undefined for no token */
  graphql(
    query: string,
    variables?: Readonly<Record<string, unknown>>,
    token?: string | null,
  ): Promise<Answered>;
  get(path: string, token?: string | null): Promise<Answered>;
}

/** Starts a twin that lives as long as the test file. */
export async function asking(options: TwinOptions): Promise<Asking> {
  const twin = await startGitHubTwin(options);
  afterAll(() => twin.close());
  const read = async (url: string, init: RequestInit, token: string | null): Promise<Answered> => {
    const headers = { ...(token !== null && { authorization: `bearer ${token}` }) };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    const text = await response.text();
    const body = parsed(text);
    return { status: response.status, headers: response.headers, text, body, data: body?.data };
  };
  return {
    twin,
    graphql: (query, variables = {}, token = testToken) =>
      read(twin.graphqlUrl, { method: 'POST', body: JSON.stringify({ query, variables }) }, token),
    get: (path, token = testToken) => read(`${twin.apiUrl}${path}`, {}, token),
  };
}

function parsed(text: string): Body | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A query of the repository acme/web. */
export const web = (fields: string) => `{ repository(owner: "acme", name: "web") { ${fields} } }`;
