import { describe, expect, it } from 'vitest';
import { aroundTheClock } from '../../../src/review/calendar.ts';
import { judge } from '../../../src/review/judge.ts';
import { reasonOf } from '../../../src/review/reason.ts';
import { type Inputs, settings } from '../../support/samples.ts';
import type { WorldPullRequest } from '../../twins/github/world.ts';
import { builderNow, event, hoursAgo, pull, repository, review, token, world } from '../../worlds/builder.ts';
import { lookAt } from '../fetching.ts';

const user = (login: string) => ({ login, type: 'User' }) as const;
const bot = (login: string) => ({ login, type: 'Bot' }) as const;
const contents = token({ permissions: { 'pull-requests': 'read', contents: 'read' } });

/** What a run says of one pull request that was opened 48 h ago, with the threshold of a day. */
async function reason(changes: Partial<WorldPullRequest>, inputs: Inputs, tokens = [token()]) {
  const found = await lookAt(world([repository('acme/web', {}, [pull({ number: 7, ...changes })])], tokens), {
    branch: 'main',
    ...inputs,
  });
  const [one] = found.repositories[0]?.pullRequests ?? [];
  const own = settings(inputs);
  const judged = one && judge(one, own.rules, aroundTheClock(), builderNow);
  return {
    verdict: judged?.finding.verdict,
    reason: judged && reasonOf(judged, { settings: own, now: builderNow }),
    requests: found.requests.length,
    points: found.spent.points,
    unreachable: found.unreachable,
  };
}

describe('clock-start: review-requested', () => {
  const requested = (by: Parameters<typeof user>[0], hours: number) =>
    event({ type: 'ReviewRequestedEvent', reviewer: user(by) }, hours);
  const inputs = { 'clock-start': 'review-requested' };

  it('waits since the earliest request still open, at its latest event', async () => {
    const found = await reason(
      {
        requested: [user('hubot'), user('monalisa')],
        events: [
          requested('gone', 40),
          requested('hubot', 39),
          requested('hubot', 3),
          requested('monalisa', 5),
        ],
      },
      inputs,
    );
    expect(found).toMatchObject({
      verdict: 'in time',
      reason: 'waits since it asked for a review on Tue 1 Sep 07:00: 5 h, allowed 1 d',
      points: 6,
    });
  });

  it('takes teams that the token cannot name for one', async () => {
    const events = [
      event({ type: 'ReviewRequestedEvent', reviewer: { team: 'acme/a' } }, 30),
      event({ type: 'ReviewRequestedEvent', reviewer: { team: 'acme/b' } }, 4),
    ];
    const requestedTeams = { requested: [{ team: 'acme/a' }], events };
    expect((await reason(requestedTeams, inputs)).reason).toContain(': 4 h,');
    const app = token({ kind: 'app', permissions: { 'pull-requests': 'read', members: 'read' } });
    expect((await reason(requestedTeams, inputs, [app])).reason).toContain(': 1 d 6 h,');
  });

  it('ignores requests to bots, and is `ready` where nobody is asked', async () => {
    const events = [event({ type: 'ReviewRequestedEvent', reviewer: bot('copilot') }, 1)];
    expect((await reason({ requested: [bot('copilot')], events }, inputs)).reason).toContain(
      'it was opened on',
    );
    expect((await reason({ events: [event({ type: 'ReopenedEvent' }, 30)] }, inputs)).reason).toContain(
      'it was reopened on',
    );
  });

  it('does not run before the pull request is ready', async () => {
    const events = [requested('hubot', 40), event({ type: 'ReadyForReviewEvent' }, 2)];
    expect((await reason({ requested: [user('hubot')], events }, inputs)).reason).toContain(
      'it left draft on',
    );
  });
});

describe('counts-as-review: conversation', () => {
  const inputs = { 'counts-as-review': 'approved, conversation' };
  const comment = (by: Parameters<typeof review>[0], hours: number) => {
    const { author } = review(by, 'COMMENTED', hours);
    return { author, createdAt: hoursAgo(hours) };
  };

  it('takes a plain comment by another person for a review', async () => {
    const comments = [comment('octocat', 30), comment('ci[bot]', 29), comment('hubot', 3)];
    expect(await reason({ comments }, inputs)).toMatchObject({
      verdict: 'reviewed',
      reason: 'reviewed by hubot, commented in the conversation, 3 h ago',
    });
    expect((await reason({ comments }, {})).verdict).toBe('overdue');
  });

  it('reads all comments, and all reviews, until a person is found', async () => {
    const bots = Array.from({ length: 130 }, (_, index) => comment('ci[bot]', 40 - index / 10));
    expect(await reason({ comments: [...bots, comment('hubot', 1)] }, inputs)).toMatchObject({
      verdict: 'reviewed',
      requests: 3,
    });
    const reviews = Array.from({ length: 130 }, () => review('ci[bot]', 'APPROVED', 20));
    expect(
      await reason({ comments: bots, reviews: [...reviews, review('hubot', 'APPROVED', 1)] }, inputs),
    ).toMatchObject({ verdict: 'reviewed', requests: 3 });
    expect(await reason({ comments: bots, reviews }, inputs)).toMatchObject({
      verdict: 'overdue',
      requests: 3,
    });
  });
});

describe('fresh-reviews-only', () => {
  const inputs = { 'fresh-reviews-only': 'true' };
  const onHead = { headOid: 'f'.repeat(40), committedAt: hoursAgo(30) };

  it('counts a review on the newest commit, and none on an older one', async () => {
    const reviewed = { ...review('hubot', 'APPROVED', 20), commit: 'f'.repeat(40) };
    expect((await reason({ ...onHead, reviews: [reviewed] }, inputs, [contents])).verdict).toBe('reviewed');
    const before = { ...reviewed, commit: 'e'.repeat(40) };
    expect(await reason({ ...onHead, reviews: [before] }, inputs, [contents])).toMatchObject({
      verdict: 'overdue',
      reason:
        'waits since it got its newest commit on Mon 31 Aug 06:00: 1 d 6 h, allowed 1 d; not on the newest commit: hubot approved',
      points: 7,
    });
  });

  it('starts the clock at the last force-push, and at no instant that is still to come', async () => {
    const events = [event({ type: 'HeadRefForcePushedEvent' }, 2)];
    expect((await reason({ ...onHead, events }, inputs, [contents])).reason).toContain(
      'it was force-pushed on Tue 1 Sep 10:00: 2 h',
    );
    const ahead = { headOid: 'f'.repeat(40), committedAt: hoursAgo(-1000) };
    expect((await reason(ahead, inputs, [contents])).reason).toContain('it was opened on');
  });

  it('names the permission that is missing, and reports nothing of the repository', async () => {
    const found = await reason({ ...onHead, reviews: [review('hubot', 'APPROVED', 1)] }, inputs);
    expect(found.verdict).toBeUndefined();
    expect(found.unreachable).toMatchObject([
      {
        reason: 'the token may not read commits here, which fresh-reviews-only needs',
        remedy: expect.stringContaining('"contents: read"'),
      },
    ]);
  });
});
