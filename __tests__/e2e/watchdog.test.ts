import { describe, expect, it } from 'vitest';
import { repository, world } from '../worlds/builder.ts';
import { play, pull, warnings } from './stage.ts';

const inputs = { watchdog: '3d' };
/** And a minute: the run begins after Slack's clock was set. */
const later = 3 * 86_400_000 + 60_000;
const quiet = world([repository('acme/web', {}, [pull({ number: 1, hoursAgo: 1 })])]);
const renewal = ['chat.scheduleMessage', 'chat.scheduledMessages.list'];

describe('the watchdog', () => {
  it('speaks in the channel, three days after the last run, with the way to the workflow; it pings nobody', async () => {
    const slackNow = Date.now();
    const played = await play({ inputs, slackNow, afterwards: ({ clock }) => clock.advance(later) });
    expect(played.exitCode, played.text).toBe(0);
    expect(played.slackCalls).toEqual(['chat.postMessage', ...renewal]);
    expect(played.text).toMatch(/Watchdog: if no run gets through until .* UTC, Slack says so in #reviews/);
    expect(played.messages.map(({ text }) => text)).toEqual([
      expect.stringContaining('2 pull requests have waited'),
      expect.stringMatching(
        /^PR Status Monitor: no run of Reviews \(acme\/web\) has got through since .*<https:\/\/github\.com\/acme\/web\/actions\/workflows\/reviews\.yml#pr-status-monitor-[\w-]{16}\|/s,
      ),
    ]);
    expect(played.pings).toEqual([]);
  });

  it('is renewed where there is nothing to say', async () => {
    const played = await play({ world: quiet, inputs, slackNow: Date.now() });
    expect(played.exitCode, played.text).toBe(0);
    expect(played).toMatchObject({ outputs: { delivered: 'nothing-to-say' }, slackCalls: renewal });
  });

  it('that Slack refuses is a warning with its remedy: the run is green', async () => {
    const played = await play({
      inputs,
      slackNow: Date.now(),
      slackFaults: [{ kind: 'error', code: 'restricted_too_many', method: 'chat.scheduleMessage' }],
    });
    expect(played.exitCode, played.text).toBe(0);
    expect(played.outputs).toMatchObject({ delivered: 'posted', count: '2' });
    expect(warnings(played)).toEqual([expect.stringMatching(/watchdog was not renewed.*Remedy: /)]);
  });

  it.each([
    ['that posts nothing', { inputs: { ...inputs, 'dry-run': 'true' } }],
    ['with explain', { inputs: { ...inputs, explain: '1' } }],
    ['without the input', {}],
    [
      'whose message was refused',
      { inputs, slackFaults: [{ kind: 'error', code: 'is_archived', method: 'chat.postMessage' }] as const },
    ],
    [
      'whose message is perhaps not there',
      { inputs, slackFaults: [{ kind: 'stored-then-reset', method: 'chat.postMessage' }] as const },
    ],
    ['that saw nothing', { inputs: { ...inputs, repositories: 'acme/gone' } }],
  ])('is not renewed by a run %s', async (_, scene) => {
    const played = await play({ slackNow: Date.now(), ...scene });
    expect(played.slackCalls.filter((method) => /schedule/i.test(method))).toEqual([]);
    expect(played.text).not.toContain('atchdog: if');
  });
});
