/** What goes over the wire. */
export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

/** For no token, and for one that is not known. */
export const badCredentials: Reply = json(401, {
  message: 'Bad credentials',
  documentation_url: 'https://docs.github.com/rest',
  status: '401',
});
