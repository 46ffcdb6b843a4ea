import * as core from '@actions/core';
import { type InputName, inputNames, secretNames } from '../settings/declarations.ts';
import { secretsIn } from '../text/secret.ts';
import { shortestSecret } from '../text/server-text.ts';
import { trimBlank } from '../values/blank.ts';

/** An input as the runner passes it: untrimmed, since a list's newline has a meaning. */
export function readInput(name: InputName): string {
  return core.getInput(name, { trimWhitespace: false });
}

/** Longer values are refused later on, in characters. */
const readAtMost = 200_000;

/**
 * Masks the secrets, also those that came from elsewhere than the repository's secrets, or into a wrong input;
 * returns them.
 */
export function maskSecrets(): string[] {
  const given = secretNames.map((name) => trimBlank(readInput(name)));
  const misplaced = inputNames.flatMap((name) => secretsIn(readInput(name).slice(0, readAtMost)));
  const secrets = [...new Set([...given, ...misplaced])].filter((value) => value.length >= shortestSecret);
  for (const value of secrets) core.setSecret(value);
  return secrets;
}

/** Addresses of proxies, which may hold credentials (docs: "Using a proxy server with a runner"). */
export function proxyAddresses(environment: NodeJS.ProcessEnv): string[] {
  return ['https_proxy', 'http_proxy', 'all_proxy'].flatMap((name) =>
    [environment[name], environment[name.toUpperCase()]].filter((value) => value !== undefined),
  );
}
