import * as core from '@actions/core';
import type { InputName } from '../settings/inputs.ts';
import { shortestSecret } from '../text/server-text.ts';

/** An input as the runner passes it: untrimmed, since a list's newline has a meaning. */
export function readInput(name: InputName): string {
  return core.getInput(name, { trimWhitespace: false });
}

const secrets: readonly InputName[] = ['github-token', 'slack-bot-token', 'slack-webhook-url'];

/** Masks the secrets, also those that came from elsewhere than the repository's secrets; returns them. */
export function maskSecrets(): string[] {
  const values = secrets.map((name) => readInput(name).trim());
  const long = values.filter((value) => value.length >= shortestSecret);
  for (const value of long) core.setSecret(value);
  return long;
}

/** Addresses of proxies, which may hold credentials (docs: "Using a proxy server with a runner"). */
export function proxyAddresses(environment: NodeJS.ProcessEnv): string[] {
  return ['https_proxy', 'http_proxy', 'all_proxy'].flatMap((name) =>
    [environment[name], environment[name.toUpperCase()]].filter((value) => value !== undefined),
  );
}
