import { expect, it } from 'vitest';
import { hour, pull, review } from '../support/samples.ts';
import { type Life, startLife, textOf } from './channel-life.ts';

const opened = (life: Life, repository: string, number: number, hoursAgo: number) =>
  pull({ repository, number, createdAt: life.now - hoursAgo * hour });

it('is not written again because struck ones have changed places', async () => {
  const life = await startLife();
  const first = opened(life, 'acme/docs', 1, 60);
  const second = opened(life, 'acme/web', 2, 50);
  const third = opened(life, 'acme/web', 3, 40);
  const repositories = ['acme/web', 'acme/docs'];
  await life.play({ repositories, pulls: [first, second, third] });
  const reviewed = [first, third].map((one) => ({
    ...one,
    reviews: [review('hubot', 'approved', life.now)],
  }));
  const pulls = [...reviewed, second];
  expect(await life.play({ repositories, pulls, after: hour })).toMatchObject({ delivered: 'updated' });
  expect(await life.play({ repositories, pulls, after: hour })).toMatchObject({ delivered: 'unchanged' });
});

it('is not written again because struck ones gave way to those that wait', async () => {
  const life = await startLife({ inputs: { 'max-listed': '45' } });
  const long = 'A title that is as long as titles ever are, with many words in it '.repeat(3);
  const all = Array.from({ length: 45 }, (_, index) => ({
    ...opened(life, `acme/repository-with-a-long-name-${index}`, index + 1, 100 - index),
    title: long,
  }));
  const repositories = all.map(({ repository }) => repository);
  await life.play({ repositories, pulls: all });
  const pulls = all.map((one, index) =>
    index % 2 ? one : { ...one, reviews: [review('hubot', 'approved', life.now)] },
  );
  expect(await life.play({ repositories, pulls, after: hour })).toMatchObject({ delivered: 'updated' });
  expect(await life.play({ repositories, pulls, after: hour })).toMatchObject({ delivered: 'unchanged' });
});

it('does not say that all have been reviewed where one was only edited in, and made a draft', async () => {
  const life = await startLife();
  const first = opened(life, 'acme/web', 1, 60);
  const second = opened(life, 'acme/web', 2, 23.5);
  await life.play({ pulls: [first, second] });
  const run = { eventName: 'pull_request' };
  expect(await life.play({ pulls: [first, second], run, after: hour })).toMatchObject({ count: 2 });
  const pulls = [
    { ...first, reviews: [review('hubot', 'approved', life.now)] },
    { ...second, draft: true },
  ];
  expect(await life.play({ pulls, run, after: hour })).toMatchObject({ delivered: 'updated' });
  expect(await life.play({ pulls, after: hour })).toMatchObject({ delivered: 'unchanged' });
  expect(textOf(life.live()[0])).not.toContain('have been reviewed');
});
