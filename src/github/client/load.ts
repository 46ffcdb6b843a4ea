/** What packages read of the environment as soon as they are evaluated, and die of where it is odd. */
const hidden = [
  'GITHUB_EVENT_PATH',
  ...['https_proxy', 'http_proxy'].flatMap((name) => [name, name.toUpperCase()]),
];

/**
 * Loads the client of GitHub. `@actions/github` reads the event's file and makes agents for proxies when it is
 * evaluated, and nobody could catch that: so these variables are hidden from it for that moment. This action reads
 * them itself (`runner/context.ts`, `http/proxy.ts`).
 */
export async function loadApi() {
  const kept = hidden.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  for (const [name] of kept) delete process.env[name];
  try {
    return await import(/* webpackMode: "eager" */ './api.ts');
  } finally {
    for (const [name, value] of kept) process.env[name] = value;
  }
}
