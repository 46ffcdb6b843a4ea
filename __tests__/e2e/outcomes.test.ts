/** One message that is kept true, run by run: what log, summary, outputs and report file say of each outcome. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunOptions, runAction } from '../runner/runner.ts';
import { type GitHubTwin, startGitHubTwin } from '../twins/github/twin.ts';
import type { World } from '../twins/github/world.ts';
import { type SlackTwin, startSlackTwin } from '../twins/slack/twin.ts';
import { demoTokens, withoutScope } from '../twins/slack/workspace.ts';
import { at, repository, testToken, world } from '../worlds/builder.ts';

const hour = 3_600_000;
/** Mon 3 Aug 2026 */
const begin = Date.parse('2026-08-03T09:17:00Z');
const { pull, review } = at(begin);

let slack: SlackTwin;
let github: GitHubTwin;
let given: World;
let runs = 0;

beforeEach(async () => {
  given = world([
    repository('acme/web', {}, [
      pull({ number: 1, title: 'The oldest', hoursAgo: 100 }),
      pull({ number: 2, title: 'The next', hoursAgo: 50 }),
      pull({ number: 3, title: 'The youngest', hoursAgo: 40 }),
    ]),
  ]);
  slack = await startSlackTwin({ now: begin });
  github = await startGitHubTwin({ world: given, now: () => slack.clock.now });
});
afterEach(async () => {
  await Promise.all([github.close(), slack.close()]);
});

/** A run so much later, and what it says of its outcome. */
async function play({
  after = 0,
  inputs = {},
  ...options
}: Omit<RunOptions, 'clock'> & { readonly after?: number } = {}) {
  slack.clock.advance(after);
  const calls = slack.calls.length;
  const run = await runAction({
    token: testToken,
    apiUrl: github.apiUrl,
    clock: slack.clock.now,
    env: { GITHUB_RUN_ID: String(++runs) },
    ...options,
    inputs: {
      delivery: 'update',
      'max-listed': '2',
      'slack-bot-token': demoTokens.historian.token,
      'slack-channel': 'C0123456789',
      'slack-api-url': slack.apiUrl,
      ...inputs,
    },
  });
  const { deliveries }: { deliveries?: unknown } = { ...(run.report ?? {}) };
  return {
    ...run,
    calls: slack.calls.slice(calls),
    deliveries,
    /** The last line of the summary. */
    said: / Slack: .*?(?=<\/p>)/.exec(run.summary.slice(run.summary.lastIndexOf('<p>')))?.[0].trim(),
  };
}

function settle(number: number): void {
  const found = given.repositories[0]?.pullRequests.find((one) => one.number === number);
  found?.reviews.push({
    ...review('hubot', 'APPROVED', 0),
    submittedAt: new Date(slack.clock.now).toISOString(),
  });
}

describe('a run with delivery: update says what it did, and why', () => {
  it('posted, unchanged, updated, and in place that all are done', async () => {
    const posted = await play();
    expect(posted.exitCode, posted.text).toBe(0);
    const ts = posted.outputs['slack-ts'];
    expect(posted.text).toContain(
      `Posted to C0123456789 at ${ts}: 3 pull requests have waited longer than 1 d for a review (no message of ours was in the channel)`,
    );
    expect(posted.said).toBe('Slack: posted: no message of ours was in the channel.');
    expect(posted.outputs['delivered']).toBe('posted');
    expect(posted.summary).toContain('1 more, which the message only counts');

    const unchanged = await play({ after: hour });
    expect(unchanged.text).toContain(
      `Unchanged in C0123456789 at ${ts}: the same 3 as on Mon 3 Aug 09:17; next reminder on Tue`,
    );
    expect(unchanged.said).toBe('Slack: unchanged: the same 3 as on Mon 3 Aug 09:17; next reminder on Tue.');
    expect(unchanged.outputs).toMatchObject({ delivered: 'unchanged', 'slack-ts': ts, count: '3' });
    expect(unchanged.summary).toContain('1 more, which the message only counts');
    expect(unchanged.calls).toEqual(['conversations.history']);

    settle(1);
    const updated = await play({ after: hour });
    expect(updated.text).toContain(
      `Edited the message in C0123456789 at ${ts}: 1 reviewed; 2 pull requests wait`,
    );
    expect(updated.said).toBe('Slack: updated: 1 reviewed; 2 pull requests wait.');
    expect(updated.outputs).toMatchObject({ delivered: 'updated', 'slack-ts': ts, count: '2' });
    expect(JSON.parse(updated.outputs['deliveries'] ?? '')).toEqual([
      { channel: 'C0123456789', ts, delivered: 'updated', count: 2 },
    ]);
    expect(updated.deliveries).toEqual([
      {
        channel: 'C0123456789',
        ts,
        delivered: 'updated',
        count: 2,
        why: '1 reviewed; 2 pull requests wait',
      },
    ]);

    settle(2);
    settle(3);
    const clear = await play({ after: hour });
    expect(clear.said).toBe('Slack: updated: 2 reviewed; nothing waits any more.');
    expect(slack.messages('reviews').map(({ text }) => text)).toEqual([
      expect.stringMatching(/^All 3 have been reviewed/),
    ]);
    const still = await play({ after: hour });
    expect(still.said).toBe('Slack: unchanged: nothing waits, as on Mon 3 Aug 12:17.');
  });

  it('posted anew for news, with how many are new, and what it follows is a line', async () => {
    await play();
    given.repositories[0]?.pullRequests.push(pull({ number: 4, title: 'News', hoursAgo: 23.5 }));
    const news = await play({ after: hour });
    expect(news.said).toBe(
      'Slack: posted: 1 is overdue that the message of Mon 3 Aug 09:17 did not tell of.',
    );
    const [old, fresh] = slack.messages('reviews');
    expect(old?.text).toContain('A newer message has the present list.');
    expect(fresh?.text).toMatch(/^4 pull requests have waited longer than 1 d for a review, 1 of them new, /);
    expect(JSON.stringify(fresh?.blocks)).toContain('and 2 more, 1 of them new, waiting up to');
    expect(news.summary).toContain('2 more, which the message only counts');
  });

  it('edited for news that is not to be posted', async () => {
    await play();
    given.repositories[0]?.pullRequests.push(pull({ number: 4, title: 'News', hoursAgo: 23.5 }));
    const edited = await play({ after: hour, inputs: { news: 'edit' } });
    expect(edited.said).toBe('Slack: updated: 1 became overdue; 4 pull requests wait.');
    expect(JSON.stringify(slack.messages('reviews')[0]?.blocks)).toContain('1 new · ');
  });

  it('nothing to say on an event: no message lists anything, and the summary has all in one', async () => {
    const event = { name: 'pull_request_review' };
    const played = await play({ event });
    expect(played.exitCode, played.text).toBe(0);
    const why = 'no message of ours is in the channel, and on pull_request_review none is posted';
    expect(played.text).toContain(`Nothing was posted or edited in C0123456789: ${why}`);
    expect(played.said).toBe(`Slack: nothing-to-say: ${why}.`);
    expect(played.outputs).toMatchObject({ delivered: 'nothing-to-say', count: '3' });
    expect(played.outputs).not.toHaveProperty('slack-ts');
    expect(played.summary).not.toContain('only counts');
  });

  it('a dry run what it would do', async () => {
    const inputs = { 'dry-run': 'true' };
    const first = await play({ inputs });
    expect(first.said).toBe(
      'Slack: dry-run (the message that would have been posted): no message of ours was in the channel.',
    );
    await play();
    const same = await play({ inputs, after: hour });
    expect(same.text).toContain('Why: the same 3 as on Mon 3 Aug 09:17; next reminder on Tue.');
    expect(same.said).toMatch(/^Slack: dry-run \(the message, which would stay as it is\): the same 3 as /);
    settle(1);
    const edit = await play({ inputs });
    expect(edit.text).toContain('Dry run: the message as it would stand after an edit');
    expect(edit.said).toBe(
      'Slack: dry-run (the message as it would stand after an edit): 1 reviewed; 2 pull requests wait.',
    );
    expect(edit.outputs['delivered']).toBe('dry-run');
    expect(edit.calls).toEqual([
      'conversations.history',
      'blocks.validate',
      'auth.test',
      'conversations.history',
    ]);
  });

  it('a dry run without channels:history that it cannot know, and how that is cured', async () => {
    slack.change((workspace) => withoutScope(workspace, 'channels:history'));
    const played = await play({ inputs: { 'dry-run': 'true' } });
    expect(played.exitCode, played.text).toBe(0);
    expect(played.said).toBe('Slack: dry-run (the message, if none stood in the channel).');
    expect(played.annotations).toEqual([
      expect.objectContaining({
        type: 'warning',
        message: expect.stringMatching(
          /What this run would do is not known.*Remedy: add the scope channels:history/,
        ),
      }),
    ]);
    expect(played.calls).not.toContain('chat.postMessage');
  });
});
