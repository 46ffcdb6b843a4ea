import { expect, test } from 'vitest';
import { realWorld } from './real.ts';

const now = Date.parse('2026-09-01T12:00:00Z');
const pullsOf = (world: ReturnType<typeof realWorld>) =>
  world.repositories.flatMap((one) => one.pullRequests);

test('is the same for the same seed, and moves with now', () => {
  expect(realWorld({ now })).toEqual(realWorld({ now: new Date(now) }));
  expect(realWorld({ now, seed: 2 })).not.toEqual(realWorld({ now }));
  const later = pullsOf(realWorld({ now: now + 1000 }));
  expect(later.map(({ createdAt }) => Date.parse(createdAt) - 1000)).toEqual(
    pullsOf(realWorld({ now })).map(({ createdAt }) => Date.parse(createdAt)),
  );
});

test('has every kind of base, and about half of all reviewed by a person', () => {
  const pulls = pullsOf(realWorld({ now }));
  expect(pulls).toHaveLength(300);
  const bases = new Set(pulls.map(({ base }) => base));
  for (const base of ['main', 'master', 'v7', 'release-3.5']) expect(bases).toContain(base);
  const reviewed = pulls.filter(({ author, reviews }) =>
    reviews.some((one) => one.author?.type !== 'Bot' && one.author?.login !== author?.login),
  );
  expect(reviewed.length / pulls.length).toBeGreaterThan(0.45);
  expect(reviewed.length / pulls.length).toBeLessThan(0.65);
  expect(pulls.map(({ reviews }) => reviews.length)).toContain(151);
});

test.each([1, 2, 3])('has 8 to 40 that wait for more than %i days on the default branches', (days) => {
  const overdue = realWorld({ now }).repositories.flatMap(({ defaultBranch, pullRequests }) =>
    pullRequests.filter(({ base, isDraft, author, reviews, createdAt, events }) => {
      const reviewed = reviews.some(
        (one) => one.author?.type !== 'Bot' && one.author?.login !== author?.login,
      );
      const starts = events.filter(({ type }) => type === 'ReadyForReviewEvent' || type === 'ReopenedEvent');
      const since = Math.max(
        ...[createdAt, ...starts.map((one) => one.createdAt)].map((one) => Date.parse(one)),
      );
      return base === defaultBranch && !isDraft && !reviewed && now - since > days * 86_400_000;
    }),
  );
  expect(overdue.length).toBeGreaterThanOrEqual(8);
  expect(overdue.length).toBeLessThanOrEqual(40);
});

test('grows beyond the real ones, each with a number of its own', () => {
  const { repositories } = realWorld({ now, size: 5000 });
  for (const { pullRequests } of repositories) {
    expect(new Set(pullRequests.map(({ number }) => number)).size).toBe(pullRequests.length);
    expect(pullRequests.every(({ createdAt }) => Date.parse(createdAt) < now)).toBe(true);
  }
});

test('nothing happens in it after now, or before its pull request', () => {
  for (const { createdAt, reviews, events } of pullsOf(realWorld({ now }))) {
    const instants = [...reviews.map((one) => one.submittedAt), ...events.map((one) => one.createdAt)];
    for (const at of instants) {
      expect(Date.parse(at ?? '')).toBeGreaterThanOrEqual(Date.parse(createdAt));
      expect(Date.parse(at ?? '')).toBeLessThanOrEqual(now);
    }
  }
});
