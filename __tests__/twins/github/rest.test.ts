import { expect, test } from 'vitest';
import { pull, repository, review, world } from '../../worlds/builder.ts';
import { asking } from './ask.ts';

const pulls = Array.from({ length: 70 }, (_, index) => pull({ number: index + 1, hoursAgo: 100 - index }));
const [first] = pulls;
if (first)
  first.reviews = [
    review('copilot[bot]', 'COMMENTED', 3),
    review('anna', 'PENDING', 2),
    review('anna', 'APPROVED', 1),
  ];
const { twin, get } = await asking({
  world: world([
    repository('acme/web', { renamedFrom: ['acme/old'] }, pulls),
    repository('acme/empty', { defaultBranch: null, archived: true }),
  ]),
});

test('gives a repository, and 404 where there is none', async () => {
  const { status, body, headers } = await get('/repos/acme/empty');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    full_name: 'acme/empty',
    private: false,
    default_branch: null,
    archived: true,
    fork: false,
  });
  expect(headers.get('x-ratelimit-resource')).toBe('core');
  expect(await get('/repos/acme/none')).toMatchObject({ status: 404, body: { message: 'Not Found' } });
});

test('a former name is moved to the id, which answers', async () => {
  const { status, headers } = await get('/repos/acme/old/pulls?per_page=1');
  expect(status).toBe(301);
  const location = headers.get('location') ?? '';
  expect(location).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/repositories\/\d+\/pulls\?per_page=1$/);
  const { body } = await get(location.slice(twin.apiUrl.length));
  expect(body).toMatchObject([{ number: 70 }]);
});

test('pages through all pull requests by Link headers, newest first', async () => {
  const seen: number[] = [];
  let next: string | undefined = '/repos/acme/web/pulls?state=open&per_page=30';
  while (next) {
    const { body, headers } = await get(next);
    seen.push(...(body as unknown as { number: number }[]).map(({ number }) => number));
    const link: string | undefined = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    next = link?.slice(twin.apiUrl.length);
  }
  expect(seen).toEqual(pulls.map(({ number }) => number).reverse());
});

test('a review has its bot named with the suffix, and a pending one is not seen', async () => {
  const { body } = await get('/repos/acme/web/pulls/1/reviews');
  expect(body).toMatchObject([
    { user: { login: 'copilot[bot]', type: 'Bot' } },
    { user: { login: 'anna' }, state: 'APPROVED' },
  ]);
  expect(body).toHaveLength(2);
});

test('tells both limits without taking from them', async () => {
  const before = (await get('/rate_limit')).body;
  expect(before).toEqual((await get('/rate_limit')).body);
  expect(before).toMatchObject({ resources: { core: { limit: 1000 }, graphql: { remaining: 1000 } } });
});
