/** The message that comes where no run does. */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { watchdogLog } from '../../src/report/log/watchdog.ts';
import { messageKey } from '../../src/report/slack/message-key.ts';
import { watchdogKeyOf, watchdogText } from '../../src/report/slack/watchdog-text.ts';
import { renewWatchdog } from '../../src/slack/watchdog.ts';
import { createQuote } from '../../src/text/server-text.ts';
import { hostile } from '../corpus/hostile.ts';
import { day, hour, type Inputs, now, run, settings } from '../support/samples.ts';
import { postingWith } from '../support/slack.ts';
import type { SlackFault } from '../twins/slack/fault.ts';
import { type SlackTwin, type SlackTwinOptions, startSlackTwin } from '../twins/slack/twin.ts';
import { demoTokens, withChannel, withoutScope } from '../twins/slack/workspace.ts';

let twin: SlackTwin;
afterEach(() => twin.close());
const start = async (options: SlackTwinOptions = {}) => {
  twin = await startSlackTwin({ now, ...options });
};

interface Renewal {
  readonly inputs?: Inputs;
  /** When the run began; the twin's present unless said. */
  readonly at?: number;
  readonly token?: string;
}

/** What a run does at its end, in a team that asked for it. */
async function renew({ inputs = {}, at = twin.clock.now, token = demoTokens.good.token }: Renewal = {}) {
  const {
    destination,
    watchdog: length = 0,
    timezone,
    ...own
  } = settings({
    watchdog: '3d',
    'slack-channel': '#reviews',
    'slack-api-url': twin.apiUrl,
    ...inputs,
  });
  if (destination.kind !== 'bot') throw new Error('It needs a bot token.');
  const key = messageKey(own, run, destination.channel ?? '');
  const said: string[] = [];
  const watchdog = await renewWatchdog(
    { text: watchdogText({ run, now: at, timezone, key }), key, now: at, length },
    destination,
    postingWith(token, { note: (text) => said.push(text) }),
  );
  const quote = createQuote({ redact: (text) => text, shown: true });
  return { ...watchdog, said, log: watchdogLog(watchdog, { timezone, now: at, quote }) };
}

const dueTimes = () => twin.scheduled.map(({ postAt }) => postAt * 1000);
const warningsOf = ({ log }: Awaited<ReturnType<typeof renew>>) =>
  log.filter(({ kind }) => kind === 'warning').map((entry) => ('text' in entry ? entry.text : ''));

/** Another program's, or another monitor's. */
async function schedule(text: string, inSeconds = 86_400, token: string = demoTokens.good.token) {
  const answer = await fetch(`${twin.apiUrl}chat.scheduleMessage`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      channel: 'C0123456789',
      text,
      post_at: Math.floor(twin.clock.now / 1000) + inSeconds,
    }),
  });
  expect(await answer.json()).toMatchObject({ ok: true });
}

describe.each(['#reviews', 'C0123456789'])('a watchdog in %s', (channel) => {
  const inputs: Inputs = { 'slack-channel': channel };

  it('is one scheduled message, which each run replaces, and which never comes while there are runs', async () => {
    await start();
    for (let nth = 0; nth < 80; nth++) {
      expect(await renew({ inputs })).toMatchObject({ kind: 'renewed', problem: undefined, late: undefined });
      expect(dueTimes()).toEqual([twin.clock.now + 3 * day]);
      twin.clock.advance(hour);
    }
    expect(twin.messages('reviews')).toEqual([]);
    expect(new Set(twin.calls.slice(-3))).toEqual(
      new Set(['chat.scheduleMessage', 'chat.scheduledMessages.list', 'chat.deleteScheduledMessage']),
    );
  });

  it('comes where runs stop, and says since when, why, and where to look; it pings nobody', async () => {
    await start();
    await renew({ inputs });
    twin.clock.advance(3 * day - 1000);
    expect(twin.messages('reviews')).toEqual([]);
    twin.clock.advance(1000);
    const [message, ...others] = twin.messages('reviews');
    expect(others).toEqual([]);
    expect(message).not.toHaveProperty('metadata');
    expect(message).toMatchObject({ blocks: [], options: { parse: 'none', unfurl_links: 'false' } });
    const key = messageKey(settings(inputs), run, channel);
    expect(message?.text.split('\n')).toEqual([
      `PR Status Monitor: no run of Reviews (acme/web) has got through since <!date^${now / 1000}^{date_short_pretty} {time}|Mon 3 Aug 07:17 UTC>.`,
      'What usually stops it: GitHub switches a schedule off after 60 days without activity in a public repository. ' +
        `Failing runs look like this, too. <https://github.com/acme/web/actions/workflows/reviews.yml#pr-status-monitor-${key}|See the workflow's runs>`,
      expect.stringMatching(/^Nothing is wrong where somebody took the input `watchdog` away/),
    ]);
    expect(twin.pings).toEqual([]);
  });

  it('may become shorter, and longer again', async () => {
    await start();
    for (const watchdog of ['10d', '2d', '120d', '1h']) await renew({ inputs: { ...inputs, watchdog } });
    expect(dueTimes()).toEqual([now + hour]);
  });

  it('is one after two runs at once, also where both schedule before either looks', async () => {
    const bothScheduled = Promise.withResolvers<void>();
    let schedules = 0;
    await start({
      before: (method) => {
        if (method === 'chat.scheduleMessage' && ++schedules === 3) bothScheduled.resolve();
        return method === 'chat.scheduledMessages.list' && schedules >= 2 ? bothScheduled.promise : undefined;
      },
    });
    await renew({ inputs, at: now - hour });
    const both = await Promise.all([renew({ inputs, at: now - 1000 }), renew({ inputs })]);
    expect(both).toMatchObject([{ problem: undefined }, { problem: undefined }]);
    expect(twin.scheduled).toHaveLength(1);
  });
});

it('of several runs at once leaves exactly one, however their requests mix', {
  timeout: 30_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(8), { minLength: 30, maxLength: 60 }), async (delays) => {
      let nth = 0;
      await start({ latencyMs: () => delays[nth++ % delays.length] ?? 0 });
      const runs = await Promise.all([renew(), renew({ at: now - 60_000 }), renew({ at: now + 1000 })]);
      expect(runs.map((one) => one.kind)).toEqual(['renewed', 'renewed', 'renewed']);
      expect(runs.flatMap(warningsOf)).toEqual([]);
      expect(twin.scheduled).toHaveLength(1);
      await twin.close();
    }),
    { numRuns: 12 },
  );
  await start();
});

describe('what others scheduled', () => {
  const link = (key: string) => `<https://github.com/acme/web/actions#pr-status-monitor-${key}|runs>`;

  it('stays: of another app, of another key, without a key, and where a key stands outside of a link', async () => {
    await start();
    const key = messageKey(settings(), run, '#reviews');
    await schedule(`theirs ${link(key)}`, 7200, demoTokens.stranger.token);
    await schedule(`another ${link('AAAAAAAAAAAAAAAA')}`);
    await schedule('Stand-up in five minutes');
    await schedule(`#pr-status-monitor-${key}|x>`);
    await schedule(`&lt;https://github.com#pr-status-monitor-${key}|x&gt;`);
    await renew({ inputs: { branch: 'develop' } });
    await renew({ inputs: { branch: 'develop' } });
    await renew();
    await renew();
    expect(twin.scheduled).toHaveLength(7);
  });

  it('does not hide the own one, on whichever page it stands', async () => {
    await start({ pageAtMost: 2 });
    for (let nth = 0; nth < 9; nth++) await schedule(`reminder ${nth}`, 3600 + nth * 600);
    await renew({ inputs: { watchdog: '5h' } });
    await renew();
    await renew({ inputs: { watchdog: '2h' } });
    expect(twin.scheduled).toHaveLength(10);
    expect(dueTimes()).toContain(now + 2 * hour);
  });

  it('is not read without end: a warning says so', async () => {
    await start({ pageAtMost: 1 });
    for (let nth = 0; nth < 25; nth++) await schedule(`reminder ${nth}`, 3600 + nth * 600);
    const renewed = await renew();
    expect(renewed.kind).toBe('renewed');
    expect(warningsOf(renewed)).toEqual([
      expect.stringMatching(/More than 20 messages of this app are scheduled.* Remedy: /),
    ]);
    expect(twin.calls.filter((method) => method === 'chat.scheduledMessages.list')).toHaveLength(20);
  });
});

describe('the log', () => {
  it('says until when Slack stays silent, on the clocks of the team, with the year where it is another', async () => {
    await start();
    expect((await renew()).log).toEqual([
      {
        kind: 'line',
        text: 'Watchdog: if no run gets through until Thu 6 Aug 07:17 UTC, Slack says so in #reviews',
      },
    ]);
    const inputs: Inputs = { timezone: 'Europe/Berlin', watchdog: '120d' };
    expect((await renew({ inputs })).log).toEqual([
      { kind: 'line', text: expect.stringContaining('until Tue 1 Dec 08:17 CET,') },
    ]);
    const later = Date.parse('2026-12-20T08:00:00Z');
    twin.clock.set(later);
    expect((await renew({ inputs })).log).toEqual([
      { kind: 'line', text: expect.stringContaining('until Mon 19 Apr 2027 10:00 CEST,') },
    ]);
  });

  it('says that one which was due within minutes may come all the same, as Slack was seen to post it', async () => {
    await start();
    await renew({ inputs: { watchdog: '1h' } });
    twin.clock.advance(hour - 30_000);
    const renewed = await renew({ inputs: { watchdog: '1h' } });
    expect(renewed).toMatchObject({ kind: 'renewed', problem: undefined });
    expect(renewed.log).toEqual([
      { kind: 'line', text: expect.stringContaining('Watchdog: ') },
      {
        kind: 'notice',
        topic: 'watchdog-late',
        text: expect.stringMatching(/was due at Mon 3 Aug 08:17, .* at least twice as long/),
      },
    ]);
    expect(twin.scheduled).toHaveLength(2);
    twin.clock.advance(30_000);
    expect(twin.messages('reviews')).toHaveLength(1);
  });
});

describe('where Slack does not schedule, nothing is taken back, and it is a warning', () => {
  const lost = { method: 'chat.scheduleMessage', nth: 2 };
  const cases: [string, SlackFault | undefined, Renewal, RegExp][] = [
    ['restricted_too_many', undefined, {}, /restricted_too_many.*30 scheduled messages/],
    ['time_too_far', undefined, { at: now + 118 * day }, /time_too_far.*119d.*clock/],
    ['time_in_past', undefined, { at: now - 4 * day }, /time_in_past.*clock/],
    ['missing_scope', undefined, {}, /missing_scope.*chat:write/],
    ['not_in_channel', undefined, {}, /not_in_channel.*\/invite @pr_status_monitor in #reviews/],
    ['is_archived', undefined, {}, /is_archived.*unarchive/],
    ['revoked', undefined, { token: demoTokens.revoked.token }, /token_revoked.*install the app again/],
    ['ratelimited', { kind: '429', retryAfter: 90, ...lost }, {}, /takes no more posts.*90 s/],
    ['unknown code', { kind: 'error', code: 'brand_new', ...lost }, {}, /chat\.scheduleMessage#errors/],
    ['stored, then lost', { kind: 'stored-then-reset', ...lost }, {}, /renewed is unknown/],
    ['lost', { kind: 'reset', ...lost }, {}, /renewed is unknown/],
    ['500', { kind: '500', ...lost }, {}, /renewed is unknown/],
    ['fatal_error', { kind: 'stored-error', code: 'fatal_error', ...lost }, {}, /renewed is unknown/],
    ['no Slack', { kind: 'html-200', ...lost }, {}, /is not Slack/],
  ];

  it.each(cases)('%s', async (name, fault, renewal, words) => {
    await start({ faults: fault ? [fault] : [] });
    await renew();
    const [first] = twin.scheduled;
    if (name === 'restricted_too_many')
      for (let nth = 0; nth < 29; nth++) await schedule('other', (3 * day) / 1000);
    if (name === 'missing_scope') twin.change((workspace) => withoutScope(workspace, 'chat:write'));
    if (name === 'not_in_channel')
      twin.change((workspace) => withChannel(workspace, 'reviews', { joined: false }));
    if (name === 'is_archived')
      twin.change((workspace) => withChannel(workspace, 'reviews', { archived: true }));
    const calls = twin.calls.length;
    const failed = await renew(renewal);
    expect(failed.kind).toBe('failed');
    expect(failed.log).toEqual([
      {
        kind: 'warning',
        text: expect.stringMatching(words),
        topic: expect.stringMatching(/^(watchdog|slack)-/),
      },
    ]);
    expect(warningsOf(failed)[0]).toMatch(/Remedy: .*earlier run scheduled stays/);
    expect(twin.scheduled.map(({ id }) => id)).toContain(first?.id);
    expect(twin.calls.slice(calls).filter((method) => method !== 'auth.test')).toEqual([
      'chat.scheduleMessage',
    ]);
  });

  it('and the next run makes it one again', async () => {
    await start({ faults: [{ kind: 'stored-then-reset', ...lost }] });
    await renew();
    await renew();
    expect(twin.scheduled).toHaveLength(2);
    await renew();
    expect(twin.scheduled).toHaveLength(1);
  });

  it('where Slack asks to wait, it waits, and schedules once', async () => {
    await start({ faults: [{ kind: '429', retryAfter: 7, method: 'chat.scheduleMessage', nth: 1 }] });
    expect(await renew()).toMatchObject({
      kind: 'renewed',
      said: ['Slack: too many requests; asking again in 7 s'],
    });
    expect(twin.scheduled).toHaveLength(1);
  });
});

describe('what was scheduled before', () => {
  const list = 'chat.scheduledMessages.list';
  const remove = 'chat.deleteScheduledMessage';

  it.each<SlackFault>([
    { kind: 'reset', method: list, nth: 2 },
    { kind: '429', method: list, nth: 2 },
    { kind: 'reset', method: remove, nth: 1 },
    // Deleted, and the answer lost: asked again, Slack knows no such message.
    { kind: 'stored-then-reset', method: remove, nth: 1 },
    { kind: '500', method: remove, nth: 1 },
  ])('is taken back at the second try after %j', async (fault) => {
    await start({ faults: [fault] });
    await renew();
    const renewed = await renew();
    expect(renewed).toMatchObject({ kind: 'renewed', problem: undefined });
    expect(twin.scheduled).toHaveLength(1);
  });

  it.each<[SlackFault, RegExp]>([
    [{ kind: 'reset', method: list }, /No clear answer came to chat\.scheduledMessages\.list/],
    [
      { kind: 'error', code: 'invalid_channel', method: list },
      /invalid_channel.*scheduledMessages\.list#errors/,
    ],
    [
      { kind: 'stored-odd', answer: { scheduled_messages: 'none' }, method: list },
      /an answer without a list/,
    ],
    [{ kind: '503-html', method: remove }, /No clear answer came to chat\.deleteScheduledMessage/],
    [{ kind: '429', method: remove }, /takes no more requests/],
    [{ kind: 'error', code: 'channel_not_found', method: remove }, /channel_not_found/],
    [{ kind: 'html-200', method: remove }, /is not Slack/],
  ])(
    'stays where Slack does not let it go: %j is a warning, and what is new is there',
    async (fault, words) => {
      await start({ faults: [fault] });
      await renew({ at: now - hour });
      const renewed = await renew();
      expect(renewed.kind).toBe('renewed');
      expect(warningsOf(renewed)).toEqual([expect.stringMatching(words)]);
      expect(warningsOf(renewed)[0]).toMatch(
        /^The watchdog was renewed, but an earlier message of it may still come .* Remedy: /,
      );
      expect(dueTimes()).toEqual([now - hour + 3 * day, now + 3 * day]);
    },
  );

  it('in a channel whose name another one has now is taken back there', async () => {
    await start();
    await renew();
    twin.change((workspace) => {
      const renamed = withChannel(workspace, 'reviews', { name: 'reviews-2025' });
      return withChannel(renamed, 'core', { name: 'reviews' });
    });
    await renew();
    expect(twin.scheduled.map(({ message }) => message.channel)).toEqual(['C0000000006']);
  });

  it('in a conversation with a person is taken back there', async () => {
    await start();
    for (let nth = 0; nth < 3; nth++)
      expect(await renew({ inputs: { 'slack-channel': 'U0123456789' } })).toMatchObject({
        kind: 'renewed',
        problem: undefined,
      });
    expect(twin.scheduled.map(({ message }) => message.channel)).toEqual(['D0123456789']);
  });

  it.each([
    ['no ID of its own', { scheduled_message_id: undefined }],
    ['another ID', { scheduled_message_id: 'Q1' }],
    ['an ID that is none', { scheduled_message_id: 7, channel: '../x' }],
  ])('is taken back where the answer has %s: the newest stays', async (_, answer) => {
    await start({ faults: [{ kind: 'stored-odd', answer, method: 'chat.scheduleMessage' }] });
    await renew({ at: now - hour });
    await renew();
    expect(dueTimes()).toEqual([now + 3 * day]);
  });
});

describe('the text', () => {
  const facts = { run, now, timezone: 'UTC', key: 'abcdefghij-_0123' };

  it('is found again by its key, whatever the key holds', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[\w-]{16}$/), (key) => {
        expect(watchdogKeyOf(watchdogText({ ...facts, key }))).toBe(key);
      }),
    ));

  it.each(hostile)(
    'of a workflow named %s pings nobody, and keeps its key, date and link',
    async (_, name) => {
      await start();
      const text = watchdogText({ ...facts, run: { ...run, workflow: name, repository: name } });
      expect(watchdogKeyOf(text)).toBe(facts.key);
      expect(text.split('\n')).toHaveLength(3);
      expect(text.match(/<[^>]*>/g)).toEqual([
        expect.stringMatching(/^<!date\^/),
        expect.stringMatching(/^<https:\/\/github.com\/acme\/web\//),
      ]);
      // Beside those of our own words.
      expect(text.match(/`/g)).toHaveLength(2);
      expect(text).not.toMatch(/[*~]/);
      expect(text.length).toBeLessThan(3000);
      await schedule(text, 60);
      twin.clock.advance(60_000);
      expect(twin.messages('reviews')).toHaveLength(1);
      expect(twin.pings).toEqual([]);
    },
  );

  it('cannot be given the key of another by a name', () => {
    const workflow = '<https://x#pr-status-monitor-AAAAAAAAAAAAAAAA|x>';
    expect(watchdogKeyOf(watchdogText({ ...facts, run: { ...run, workflow } }))).toBe(facts.key);
  });

  it('names no workflow where there is none, and links to the server', () => {
    const nowhere = { ...run, workflow: '', repository: '', workflowUrl: '' };
    const text = watchdogText({ ...facts, run: nowhere });
    expect(text).toContain('no run of its workflow has got through');
    expect(text).toContain(`<https://github.com#pr-status-monitor-${facts.key}|`);
  });
});
