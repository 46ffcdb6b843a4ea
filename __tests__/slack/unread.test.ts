import { expect, it } from 'vitest';
import { hour, pull } from '../support/samples.ts';
import { startLife } from './channel-life.ts';

it('an edit does not end news, nor does one while its repository cannot be read', async () => {
  const life = await startLife();
  const opened = (repository: string, number: number, hoursAgo: number) =>
    pull({ repository, number, createdAt: life.now - hoursAgo * hour });
  const repositories = ['acme/web', 'acme/api'];
  const told = opened('acme/web', 1, 48);
  const news = opened('acme/api', 2, 23.5);
  await life.play({ repositories, pulls: [told, news] });
  const onEvent = await life.play({
    repositories,
    pulls: [told, news],
    run: { eventName: 'pull_request' },
    after: hour,
  });
  expect(onEvent).toMatchObject({ delivered: 'updated', count: 2 });
  const blind = await life.play({ repositories, pulls: [told], failed: ['acme/api'], after: hour });
  expect(blind).toMatchObject({ delivered: 'updated', count: 1 });
  const seeing = await life.play({ repositories, pulls: [told, news], after: hour });
  expect(seeing).toMatchObject({ delivered: 'posted', count: 2 });
});
