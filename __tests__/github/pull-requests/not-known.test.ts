/** Null is "not known", never "none": of each list that GitHub's schema lets be null. */
import { describe, expect, it } from 'vitest';
import { fetchOne } from '../../../src/github/fetch-one.ts';
import type { Inputs } from '../../support/samples.ts';
import type { Fault } from '../../twins/github/fault.ts';
import type { WorldPullRequest } from '../../twins/github/world.ts';
import { event, pull, repository, review, token, world } from '../../worlds/builder.ts';
import { acmeWeb, type Looked, lookAt, numbers, withApi } from '../fetching.ts';

const many = (count: number) =>
  Array.from({ length: count }, (_, index) => pull({ number: index + 1, hoursAgo: 5000 - index }));
const web = (pulls: WorldPullRequest[]) =>
  world(
    [repository('acme/web', {}, pulls)],
    [token({ pointsPerHour: 1e6, permissions: { 'pull-requests': 'read', contents: 'read' } })],
  );

/** What is told of pull requests that are there and were not read. */
const told = ({ repositories, unreachable }: Looked) => ({
  unread: repositories[0]?.unread,
  unreachable: unreachable.map(({ repository: name, partly, unread, reason }) => ({
    name,
    partly,
    unread,
    reason,
  })),
});
const because = (unread: number, reason: string) => ({
  unread,
  unreachable: [{ name: 'acme/web', partly: true, unread, reason }],
});
const unexpected = 'GitHub answered what this action does not understand';
const refused = 'the token may not read pull requests here';

describe('a page of pull requests whose list is null', () => {
  const list = (when: Fault['when'], given: Partial<Fault> = {}): Fault[] => [
    { kind: 'null-list', ...(when && { when }), ...given },
  ];

  it.each([
    ['the only page', 5, undefined, {}, 5, unexpected],
    ['the only page, with an error beside it', 5, undefined, { withError: true }, 5, refused],
    ['the only full page', 100, undefined, {}, 100, unexpected],
    ['the first of several', 250, { nth: 1 }, {}, 100, unexpected],
    ['the last of several', 250, { from: 3 }, {}, 50, unexpected],
    ['every page', 250, undefined, {}, 250, unexpected],
  ] as const)('%s: they are unread, not none', async (_, count, when, given, unread, reason) => {
    const found = await lookAt(web(many(count)), { branch: 'main', faults: list(when, given) });
    expect(told(found)).toEqual(because(unread, reason));
    expect(numbers(found)).toHaveLength(count - unread);
  });

  it('of a long list: they are found by REST and read by their ids', async () => {
    const found = await lookAt(web(many(700)), { branch: 'main', faults: list(undefined) });
    expect(numbers(found)).toHaveLength(700);
    expect(found.unreachable).toEqual([]);
  });

  it('of a long list that REST does not give either is unread', async () => {
    const rest: Fault = {
      kind: 'answer',
      answer: { body: [] },
      when: { matching: { path: '/repos/acme/web/pulls' } },
    };
    const found = await lookAt(web(many(700)), { branch: 'main', faults: [...list(undefined), rest] });
    expect(told(found)).toEqual(because(700, unexpected));
  });

  it('also where the default branch, a pattern or several branches are watched', async () => {
    for (const inputs of [{}, { branch: 'm*' }, { branch: 'main, dev' }, { repositories: 'acme/*' }]) {
      const found = await lookAt(web(many(7)), { ...inputs, faults: list(undefined) });
      expect(told(found)).toEqual(because(7, unexpected));
    }
  });

  it('in the midst of a long list: what can be found otherwise is', async () => {
    for (const nth of [2, 3, 4, 6]) {
      const found = await lookAt(web(many(700)), { branch: 'main', faults: list({ nth }) });
      const { unread = 0, unreachable } = told(found);
      expect(numbers(found).length + unread).toBe(700);
      expect(unreachable).toHaveLength(unread > 0 ? 1 : 0);
    }
  });

  it('in one repository hides no other', async () => {
    const two = world([repository('acme/a', {}, many(2)), repository('acme/b', {}, many(3))]);
    const found = await lookAt(two, {
      branch: 'main',
      faults: list({ matching: { repository: 'acme/a' } }),
    });
    // They share a request, so the list of both is null.
    expect(found.unreachable.map(({ unread }) => unread)).toEqual([2, 3]);
  });

  it.each([
    ['pullRequests', null],
    ['pageInfo', null],
    ['part0', null],
    ['totalCount', null],
  ])('%s null is a failure of the repository', async (key, value) => {
    const found = await lookAt(web(many(3)), {
      branch: 'main',
      faults: [{ kind: 'set', field: { key, value }, when: { matching: { path: '/graphql' } } }],
    });
    expect(found.repositories).toEqual([]);
    expect(found.unreachable).toMatchObject([{ repository: 'acme/web', partly: false, reason: unexpected }]);
  });
});

describe('a list that ends before its count says', () => {
  const set = (key: string, value: unknown, when: Fault['when'] = {}): Fault[] => [
    { kind: 'set', field: { key, value, of: 'pullRequests' }, when },
  ];
  const end = { hasNextPage: false, endCursor: null };

  it('with no item at all is unread as a whole', async () => {
    const found = await lookAt(web(many(5)), { branch: 'main', faults: set('nodes', []) });
    expect(told(found)).toEqual(because(5, unexpected));
  });

  it('after the first page is read to its end by other means', async () => {
    const found = await lookAt(web(many(250)), { branch: 'main', faults: set('pageInfo', end, { nth: 1 }) });
    expect(numbers(found)).toHaveLength(250);
    expect(found.unreachable).toEqual([]);
  });

  it('again and again is unread from there on', async () => {
    const found = await lookAt(web(many(250)), { branch: 'main', faults: set('pageInfo', end) });
    // The other end has 100 more.
    expect(told(found)).toEqual(because(50, unexpected));
  });

  it('for want of a cursor is unread from there on', async () => {
    const faults = set('pageInfo', { hasNextPage: true, endCursor: null });
    expect(told(await lookAt(web(many(250)), { branch: 'main', faults }))).toEqual(because(50, unexpected));
  });

  it('never, under ever new cursors, ends all the same', async () => {
    for (const field of [
      { key: 'pageInfo', value: { hasNextPage: true, endCursor: 'Y3Vyc29yOnYyOjA=' } },
      { key: 'nodes', value: null },
    ]) {
      const found = await lookAt(web(many(3)), {
        branch: 'main',
        faults: [
          { kind: 'set', field: { ...field, of: 'pullRequests' }, when: { matching: { path: '/graphql' } } },
        ],
      });
      expect(found.unreachable).toHaveLength(1);
      expect(found.requests.length).toBeLessThan(15);
    }
  });
});

describe('a list within a pull request that is null', () => {
  const fresh = { 'fresh-reviews-only': 'true' };
  const asking = { 'clock-start': 'review-requested' };
  const requested = [{ login: 'hubot', type: 'User' }] as const;
  const events = [event({ type: 'ReviewRequestedEvent', reviewer: requested[0] }, 3)];
  const reviews = [review('hubot', 'APPROVED', 2)];
  const earlier = [review('hubot', 'APPROVED', 20)];
  const agent = { login: 'agent', type: 'Bot' } as const;
  const waiting: Partial<WorldPullRequest> = { requested: [...requested], events, labels: ['bug', 'wip'] };

  const decides: [string, Inputs, Partial<WorldPullRequest>?][] = [
    // Each could snooze it.
    ['labels', {}],
    ['labels', { labels: 'bug' }],
    ['labels', { labels: '!wip' }],
    ['labels', { labels: 'bug' }, { reviews }],
    ['reviews', {}],
    ['reviews', {}, { reviews }],
    ['comments', { 'counts-as-review': 'approved, conversation' }],
    ['events', {}],
    ['events', asking],
    ['requestEvents', asking],
    ['reviewRequests', asking],
    ['commits', fresh],
    ['forcePushed', { ...fresh, 'clock-start': 'created' }],
    ['assignees', { 'independent-review': 'true' }, { author: agent, reviews }],
    ['requestEvents', { 're-requests': 'true' }, { reviews: earlier }],
    ['reviewRequests', { 're-requests': 'true' }, { reviews: earlier }],
  ];
  describe.each(['nodes', 'connection'] as const)('(its %s)', (missing) => {
    it.each(decides)('%s, where %o lets it decide: unread', async (connection, inputs, changes = {}) => {
      const world = web([pull({ number: 1, ...waiting, ...changes })]);
      const faults: Fault[] = [{ kind: 'null-list', connection, missing }];
      const found = await lookAt(world, { branch: 'main', ...inputs, faults });
      expect(numbers(found)).toEqual([]);
      expect(told(found)).toEqual(because(1, unexpected));
    });
  });

  const one: [string, Inputs, Partial<WorldPullRequest>][] = [
    ['labels', { labels: '!bug' }, waiting],
    ['reviews', {}, { reviews: [review('copilot[bot]', 'COMMENTED', 3)] }],
    ['events', {}, { events: [event({ type: 'ReopenedEvent' }, 3)] }],
    ['requestEvents', asking, waiting],
    ['reviewRequests', asking, waiting],
  ];
  it.each(one)('or one item of %s: unread', async (connection, inputs, changes) => {
    const faults: Fault[] = [{ kind: 'null-list', connection, missing: 'element' }];
    const found = await lookAt(web([pull({ number: 1, ...changes })]), { branch: 'main', ...inputs, faults });
    expect(told(found)).toEqual(because(1, unexpected));
  });

  it('with an error beside it says why', async () => {
    const faults: Fault[] = [{ kind: 'null-list', connection: 'labels', withError: true }];
    const found = await lookAt(web(many(2)), { branch: 'main', labels: 'bug', faults });
    expect(told(found)).toEqual(because(2, refused));
  });

  const matters: [string, Inputs, Partial<WorldPullRequest>?][] = [
    ['labels', { labels: 'bug', authors: '!octocat' }],
    ['labels', { labels: 'bug' }, { isDraft: true }],
    ['reviews', {}, { isDraft: true }],
    ['events', { 'clock-start': 'created' }],
    ['events', {}, { reviews }],
    ['requestEvents', asking, { reviews }],
    ['requestEvents', asking, { requested: [] }],
    ['reviewRequests', {}],
    ['assignees', {}, { author: agent, reviews }],
    ['assignees', { 'independent-review': 'true' }, { author: agent }],
    ['assignees', { 'independent-review': 'true' }, { reviews }],
    ['reviewRequests', { 're-requests': 'true' }],
    ['reviewRequests', asking, { reviews }],
    ['commits', fresh, { reviews }],
  ];
  describe.each(['nodes', 'connection'] as const)('(its %s)', (missing) => {
    it.each(matters)(
      '%s, where %o does not let it decide: judged',
      async (connection, inputs, changes = {}) => {
        const world = web([pull({ number: 1, ...waiting, ...changes })]);
        const faults: Fault[] = [{ kind: 'null-list', connection, missing }];
        const found = await lookAt(world, { branch: 'main', ...inputs, faults });
        expect(numbers(found)).toEqual([1]);
        expect(found.unreachable).toEqual([]);
      },
    );
  });

  it('reviewRequests: not known who was asked, which is not nobody', async () => {
    const faults: Fault[] = [{ kind: 'null-list', connection: 'reviewRequests' }];
    const found = await lookAt(web([pull({ number: 1, ...waiting })]), { branch: 'main', faults });
    expect(found.repositories[0]?.pullRequests[0]?.requested).toBeUndefined();
    const whole = await lookAt(web([pull({ number: 1 })]), { branch: 'main' });
    expect(whole.repositories[0]?.pullRequests[0]?.requested).toEqual([]);
  });

  it('hides no other pull request', async () => {
    const faults: Fault[] = [{ kind: 'null-list', connection: 'events' }];
    const found = await lookAt(web([pull({ number: 1 }), pull({ number: 2, reviews })]), {
      branch: 'main',
      faults,
    });
    expect(numbers(found)).toEqual([2]);
    expect(told(found)).toEqual(because(1, unexpected));
  });

  it('keeps a verdict from being explained', async () => {
    const explained = (connection: string) =>
      withApi(web([pull({ number: 1, ...waiting })]), {
        faults: [{ kind: 'null-list', connection }],
        use: (api, wanted) => fetchOne(api, { repository: acmeWeb, number: 1 }, wanted),
      });
    await expect(explained('events')).rejects.toThrow(/when it was reopened or marked ready left out/);
    await expect(explained('labels')).rejects.toThrow(/labels left out/);
    expect((await explained('reviewRequests')).pullRequest.number).toBe(1);
  });
});

describe('a list longer than its page', () => {
  const labels = Array.from({ length: 120 }, (_, index) => `label-${index}`);

  it('of labels is not known beyond it', async () => {
    const world = web([pull({ number: 1, labels })]);
    expect(told(await lookAt(world, { branch: 'main', labels: 'label-110' }))).toEqual(
      because(1, unexpected),
    );
    for (const inputs of [{}, { labels: 'label-3' }, { labels: '!label-3' }]) {
      const found = await lookAt(world, { branch: 'main', ...inputs });
      expect(numbers(found)).toEqual([1]);
      expect(found.unreachable).toEqual([]);
    }
  });

  it('of requests and their events is not known beyond it', async () => {
    const inputs = { branch: 'main', 'clock-start': 'review-requested' };
    const hubot = { login: 'hubot', type: 'User' } as const;
    const others = Array.from({ length: 120 }, (_, index) =>
      event({ type: 'ReviewRequestedEvent', reviewer: { login: `one-${index}`, type: 'User' } }, 20),
    );
    const first = event({ type: 'ReviewRequestedEvent', reviewer: hubot }, 30);
    const lost = await lookAt(
      web([pull({ number: 1, requested: [hubot], events: [first, ...others] })]),
      inputs,
    );
    expect(told(lost)).toEqual(because(1, unexpected));
    const last = event({ type: 'ReviewRequestedEvent', reviewer: hubot }, 10);
    const seen = await lookAt(
      web([pull({ number: 1, requested: [hubot], events: [...others, last] })]),
      inputs,
    );
    expect(seen.unreachable).toEqual([]);
    const crowd = Array.from(
      { length: 120 },
      (_, index) => ({ login: `one-${index}`, type: 'User' }) as const,
    );
    const asked = web([pull({ number: 1, requested: crowd })]);
    expect(told(await lookAt(asked, inputs))).toEqual(because(1, unexpected));
    const shown = await lookAt(asked, { branch: 'main' });
    expect(shown.repositories[0]?.pullRequests[0]?.requested).toHaveLength(100);
  });
});
