import * as core from '@actions/core';
import type { InputName } from '../settings/inputs.ts';
import { shortestSecret } from '../text/server-text.ts';

/** An input as the runner passes it: untrimmed, since a list's newline has a meaning. */
export function readInput(name: InputName): string {
  return core.getInput(name, { trimWhitespace: false });
}

const secrets: readonly InputName[] = ['github-token', 'slack-bot-token', 'slack-webhook-url'];

/** Masks the secrets, also those that came from elsewhere than the repository's secrets. */
export function maskSecrets(): void {
  for (const name of secrets) {
    const value = readInput(name).trim();
    if (value.length >= shortestSecret) core.setSecret(value);
  }
}
