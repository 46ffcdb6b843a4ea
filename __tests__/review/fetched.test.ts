import { expect, it } from 'vitest';
import { firstOpened } from '../../src/review/fetched.ts';
import { hoursAgo, lookedAt, now, pull } from '../support/samples.ts';

it('the first of all pull requests found is the one that was opened first, wherever it is', () => {
  const repositories = [
    lookedAt([pull({ createdAt: hoursAgo(5) }), pull({ createdAt: hoursAgo(3) })]),
    lookedAt([pull({ createdAt: hoursAgo(9) })], { name: 'acme/api' }),
  ];
  expect(firstOpened({ repositories }, now)).toBe(hoursAgo(9));
  expect(firstOpened({ repositories: [] }, now)).toBe(now);
});
