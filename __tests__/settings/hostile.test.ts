import { describe, expect, it } from 'vitest';
import { problemsLog, settingsLog } from '../../src/report/log/start.ts';
import { declared, type InputName, inputNames, secretNames } from '../../src/settings/declarations.ts';
import { SettingsError } from '../../src/settings/problem.ts';
import { type Inputs, run, settings } from '../support/samples.ts';

/** What a run with these inputs would print of them. */
function printed(given: Inputs): string {
  try {
    return settingsLog(settings(given))
      .flatMap((entry) => ('lines' in entry ? entry.lines : []))
      .join('\n');
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return problemsLog(error.problems)
      .map((entry) => ('text' in entry ? entry.text : ''))
      .join('\n');
  }
}

/** Characters; the square of it would be minutes. */
const many = 120_000;
const huge: readonly (readonly [what: string, value: string])[] = [
  ['digits', '9'.repeat(60_000)],
  ['digits and no unit', `${'9'.repeat(60_000)}x`],
  ['more digits', '9'.repeat(many)],
  ['points', '1.'.repeat(many / 2)],
  ['<', '<'.repeat(many)],
  ['blanks and an end', `${' '.repeat(many)}x`],
  ['a beginning and blanks', `x${' '.repeat(many)}x`],
  ['hashes', '#'.repeat(many)],
  ['stars', '*a'.repeat(many / 2)],
  ['entries', Array.from({ length: 100_000 }, (_, index) => `@e${index}`).join()],
  ['entries between newlines', Array.from({ length: 100_000 }, (_, index) => `x y${index}`).join('\n')],
  ['short entries', Array.from({ length: 20_000 }, (_, index) => `z${index}`).join()],
  ['unknown countries', Array.from({ length: 20_000 }, (_, index) => `GE${index}`).join()],
  ['dashes', 'de-'.repeat(60_000)],
  ['quotes', '"'.repeat(many)],
  ['brackets', '['.repeat(100_000) + ']'.repeat(100_000)],
  ['slashes', '/'.repeat(many)],
  ['schemes', '://a'.repeat(many / 4)],
  ['at signs', `https://${'a:'.repeat(many / 2)}`],
  ['keys without an end', '-----BEGIN PRIVATE KEY-----'.repeat(7000)],
  ['halves of tokens', 'xox-ghp_eyJ'.repeat(100_000)],
  ['letters', 'a'.repeat(many)],
  ['letters and digits', 'a1'.repeat(many / 2)],
  ['control characters', '\u0001\u001b[31m\u202e'.repeat(200_000)],
  ['emoji', '\u{1f468}\u200d'.repeat(300_000)],
];

describe('a huge value', () => {
  it.each(huge)('of %s is read in no time, whichever input holds it, and shown in part', (_, value) => {
    const started = performance.now();
    for (const name of inputNames) {
      const text = printed({ [name]: value });
      if (!secretNames.some((secret) => secret === name) && text.startsWith('Input'))
        expect(Math.max(...text.split('\n').map((line) => line.length)), name).toBeLessThan(1000);
    }
    // Each input, and all others beside it; quadratic time would be minutes.
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it.each(huge)('of %s in all inputs at once is read in seconds', (_, value) => {
    const all = Object.fromEntries(inputNames.map((name) => [name, value]));
    const started = performance.now();
    printed(all);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

/** Made up; each of the form of a real one. */
const secrets: readonly (readonly [what: string, secret: string])[] = [
  ['a bot token', 'xoxb-1111-2222-SecretiveSecretive'],
  ['a rotating token', 'xoxe.xoxb-1-SecretiveSecretive'],
  ['a user token', 'xoxp-1-Secretive'],
  ['an app token', 'xapp-1-A0-1-Secretive'],
  ['a classic token', 'ghp_Secretive0Secretive1Secretive2Secret'],
  ["the run's token", 'ghs_Secretive0Secretive1Secretive2Secret'],
  ['a fine-grained token', 'github_pat_11SECRETIVE0Secretive_Secretive0'],
  ['a webhook', 'https://hooks.slack.com/services/T0SECRETIVE/B0SECRETIVE/Secretive'],
  ['a webhook of another host', 'http://relay.acme.test/services/T0SECRETIVE/B0SECRETIVE/Secretive'],
  ['an address with a password', 'https://secretive:Secretive@acme.test/x'],
  ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nSecretive\n-----END RSA PRIVATE KEY-----'],
  ['a JSON web token', 'eyJhbGciOiJIUzI1NiJ9.eyJTZWNyZXRpdmUiOjF9.Secretive_Secretive'],
];

describe('a secret in the wrong input', () => {
  const open = inputNames.filter((name) => !secretNames.some((secret) => secret === name));

  it.each(secrets)('%s is refused there, and not shown', (_, secret) => {
    for (const name of open) {
      const text = printed({ [name]: secret });
      expect(text, name).toMatch(new RegExp(`^Input ${name}: is refused. The value is not shown`));
      expect(text, name).not.toMatch(/secretive/i);
      expect(printed({ [name]: `a, ${secret}` }), name).not.toMatch(/secretive/i);
    }
  });

  it.each(secrets)('%s is not shown where another secret belongs, either', (_, secret) => {
    for (const name of secretNames) expect(printed({ [name]: secret }), name).not.toMatch(/secretive/i);
  });

  it('is known by the value of the input where it belongs', () => {
    const token = 'plain words that are the token';
    for (const name of open) {
      const text = printed({ 'github-token': token, [name]: `x ${token}` });
      expect(text, name).toContain(
        `Input ${name}: is refused. The value is not shown, since it holds that of github-token`,
      );
      expect(text, name).not.toContain(token);
    }
  });

  it.each<[InputName, string]>([
    ['threshold', 'a3f5c8e1b2d4a6f8c0e2b4d6f8a0c2e4'],
    ['timezone', 'https://acme.test/?token=hidden'],
    ['max-listed', 'ghp_hidden'],
    ['explain', 'xoxb'.concat('-')],
    ['slack-username', 'a3f5c8e1b2d4a6f8c0e2b4d6f8a0c2e4'],
    ['slack-channel', 'a3f5c8e1b2d4a6f8c0e2b4d6f8a0c2e4'],
    ['branch', 'origin/a3f5c8e1b2d4a6f8c0e2b4d6f8a0c2e4'],
  ])('%s %j is not repeated', (name, value) => {
    const text = printed({ [name]: value });
    expect(text).toContain('value is not shown');
    expect(text).not.toContain(value);
  });

  it.each<[InputName, string]>([
    ['branch', 'copilot/fix-2026-11-25-ghs_migration, v1.0.0-rc.1, dependabot/npm_and_yarn/x-1.2.3'],
    ['labels', 'area/services, triggers, workflows, P0: https://acme.test/runbook, kind/a11y'],
    ['authors', 'octocat, xoxo, ghost, *[bot]'],
    ['slack-username', 'Reviews 2026 (team-42)'],
    ['slack-channel', 'team-reviews-2026'],
    ['slack-api-url', 'https://slack-gov.com/api/'],
    ['explain', 'https://github.com/acme/services/pull/12'],
    ['repositories', 'acme/services, acme/a1b2c3'],
  ])('is not seen in %s %j', (name, value) => expect(printed({ [name]: value })).not.toMatch(/^Input/));

  it('is not shown where the address of the server holds it', () => {
    const apiUrl = 'http://secretive:Secretive@ghes.acme.test/api/v3';
    try {
      settings({}, { ...run, apiUrl });
      expect.unreachable();
    } catch (error) {
      expect(String(error)).toMatch(/Variable GITHUB_API_URL: \(the value is not shown/);
      expect(String(error)).not.toMatch(/secretive/i);
    }
  });
});

it('every input is looked at', () => expect(inputNames).toEqual([...declared.keys()]));
