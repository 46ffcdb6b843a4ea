import * as http from 'node:http';

/**
 * Makes fetch, and with it Slack's client, obey HTTPS_PROXY and NO_PROXY as GitHub's client does. Runners
 * before Node 24.14 lack the function: there Slack is reached without the proxy.
 */
export function obeyProxy(): void {
  // Only this one is looked at: spreading the module would load what it holds ready, such as WebSocket.
  const setGlobalProxy: unknown = Reflect.get(http, 'setGlobalProxyFromEnv');
  if (typeof setGlobalProxy === 'function') setGlobalProxy();
}
