/** What a message says of one pull request. */
import { describe, expect, it } from 'vitest';
import { renderMessage } from '../../../src/report/slack/message.ts';
import { audience, type Inputs, pull, report } from '../../support/samples.ts';

const said = (changes: Parameters<typeof pull>[0], inputs: Inputs = {}) =>
  JSON.stringify(renderMessage(audience(report([pull(changes)], { inputs }))).blocks);

describe('a listed pull request', () => {
  it('that is a draft is marked as one, where drafts are looked at', () => {
    expect(said({ draft: true }, { 'include-drafts': 'true' })).toContain('draft');
    expect(said({ draft: false }, { 'include-drafts': 'true' })).not.toContain('draft');
  });

  it.each([
    [{}, 'copilot[bot] (does not count), hubot'],
    [{ 'bots-that-count': 'copilot[bot]' }, 'copilot[bot], hubot'],
  ])('says of a bot that was asked whether it counts (%j)', (inputs, asked) =>
    expect(
      said(
        {
          requested: [
            { name: 'copilot[bot]', kind: 'bot' },
            { name: 'hubot', kind: 'user' },
          ],
        },
        inputs,
      ),
    ).toContain(`asked: ${asked}`),
  );
});
