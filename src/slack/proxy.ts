import * as http from 'node:http';
import * as v from 'valibot';

const withProxy = v.object({ setGlobalProxyFromEnv: v.function() });

/**
 * Makes fetch, and with it Slack's client, obey HTTPS_PROXY and NO_PROXY as GitHub's client does. Runners
 * before Node 24.14 lack the function: there Slack is reached without the proxy.
 */
export function obeyProxy(): void {
  const parsed = v.safeParse(withProxy, { ...http });
  if (parsed.success) parsed.output.setGlobalProxyFromEnv();
}
