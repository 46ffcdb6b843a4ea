import { describe, expect, it } from 'vitest';
import { declared, inputNames, secretNames } from '../../src/settings/declarations.ts';
import { readInputs } from '../../src/settings/inputs.ts';
import { readSettings } from '../../src/settings/settings.ts';
import { run } from '../support/samples.ts';

/** A value of each secret input that nobody else has. */
const secrets: Readonly<Record<string, string>> = {
  'github-token': 'ghs_Aa0Bb1Cc2Dd3Ee4Ff5',
  'slack-bot-token': 'xoxb-1234567890-Aa0Bb1Cc2Dd3',
  'slack-channel': 'C0123456789',
};

describe('a declaration', () => {
  it('of every input says what holds without it', () => {
    for (const [name, { default: value, none }] of declared)
      expect((value === undefined) !== (none === undefined), name).toBe(true);
  });

  it('of every input is a row of the view, and none of a secret shows it', () => {
    const { settings } = readSettings(readInputs((name) => secrets[name] ?? '', run));
    expect(settings.view.map(([name]) => name)).toEqual(inputNames);
    for (const [name, value] of settings.view) expect(value, name).not.toBe('');
    const shown = JSON.stringify(settings);
    expect(shown).not.toMatch(/Aa0Bb1/);
    expect(Object.fromEntries(settings.view)).toMatchObject({
      'github-token': 'given',
      'slack-bot-token': 'given',
      'slack-webhook-url': 'not given',
    });
  });

  it('of a token or a webhook is that of a secret', () => {
    expect(secretNames).toEqual(inputNames.filter((name) => /token|webhook/.test(name)));
  });
});
