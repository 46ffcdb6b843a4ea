import { describe, expect, it } from 'vitest';
import type { SlackFault } from '../twins/slack/fault.ts';
import { repository, world } from '../worlds/builder.ts';
import { play, pull } from './stage.ts';

const many = world([
  repository(
    'acme/web',
    {},
    Array.from({ length: 60 }, (_, index) =>
      pull({ number: index + 1, title: '<&>'.repeat(80), hoursAgo: 500 - index }),
    ),
  ),
]);

describe('a message', () => {
  it('of characters that Slack stores as entities is posted at the first try', async () => {
    const played = await play({ world: many, inputs: { 'max-listed': '45' } });
    expect(played.exitCode, played.text).toBe(0);
    expect(played.slackCalls).toEqual(['chat.postMessage']);
  });

  it('that Slack finds too large is sent smaller, and the summary lists exactly the others', async () => {
    const played = await play({ world: many, slackFaults: [{ kind: 'too-large', most: 14 }] });
    expect(played.exitCode, played.text).toBe(0);
    expect(played.outputs).toMatchObject({ delivered: 'posted', count: '60' });
    expect(JSON.stringify(played.messages)).toContain('and 55 more');
    const [, more = ''] = played.summary.split('<h3>55 more, which the message only counts</h3>');
    const [table = ''] = more.split('</table>');
    expect(table.match(/\/pull\/\d+"/g)).toEqual(
      Array.from({ length: 55 }, (_, index) => `/pull/${index + 6}"`),
    );
  });
});

describe('a dry run', () => {
  const faults: SlackFault[] = [
    { kind: 'error', code: 'unknown_method' },
    { kind: 'html-200' },
    { kind: 'error', code: 'constructor' },
    { kind: '429', retryAfter: 3600 },
  ];
  it.each(faults)('is green and shows the preview whatever becomes of its check: %j', async (fault) => {
    const played = await play({ inputs: { 'dry-run': 'true' }, slackFaults: [fault] });
    expect(played.exitCode, played.text).toBe(0);
    expect(played).toMatchObject({ messages: [], outputs: { delivered: 'dry-run', count: '2' } });
    expect(played.text).toContain('2 pull requests have waited longer than 1 d');
    const [notice, ...others] = played.annotations;
    expect(notice).toEqual({ type: 'notice', message: expect.stringContaining('could not be made') });
    for (const other of others)
      expect(other).toEqual({
        type: 'warning',
        message: expect.stringMatching(/^For a run that posts, this does not work: Slack token: .*Remedy: /),
      });
  });

  it('fails where Slack does not accept the token, and shows the preview', async () => {
    const played = await play({
      inputs: { 'dry-run': 'true' },
      slackFaults: [{ kind: 'error', code: 'token_revoked' }],
    });
    expect(played).toMatchObject({ exitCode: 1, outputs: { delivered: 'failed' } });
    expect(played.text).toContain('Dry run: the message that would have been posted');
    expect(played.annotations.at(-1)?.message).toMatch(/^Slack does not accept the bot token: token_revoked/);
    expect(played.text.match(/Nothing was posted.*/g)).toEqual(['Nothing was posted: dry-run is set.']);
  });
});

describe('a page in front of Slack that repeats what it was sent', () => {
  it.each([
    [undefined, 'xoxb-0000000000-good'],
    ['good', 'T0000000001'],
  ])(
    'leaks no secret, and in a public run over others nothing at all (webhook: %s)',
    async (webhook, secret) => {
      for (const others of [false, true]) {
        const played = await play({
          ...(webhook && { webhook }),
          slackFaults: [{ kind: 'echo' }],
          ...(others && { repository: 'acme/other', inputs: { repositories: 'acme/web' } }),
        });
        expect(played).toMatchObject({ exitCode: 1, outputs: { delivered: 'failed' } });
        const shown = JSON.stringify([played.annotations, played.outputs, played.report, played.summary]);
        expect(shown).toContain('HTTP 404');
        expect(shown).not.toContain(secret);
        expect(shown.includes(' here (')).toBe(!others);
        expect(shown).toContain('Remedy: check');
      }
    },
  );
});
