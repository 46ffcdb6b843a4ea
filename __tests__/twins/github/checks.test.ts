import { describe, expect, test } from 'vitest';
import { pull, repository, review, token, world } from '../../worlds/builder.ts';
import { asking, web } from './ask.ts';
import type { WorldToken } from './world.ts';

const read = { 'pull-requests': 'read' } as const;
const may = (name: string, more: WorldToken['permissions'] = {}, kind: WorldToken['kind'] = 'actions') =>
  token({ token: name, kind, permissions: { ...read, ...more } });
const { graphql } = await asking({
  world: world(
    [
      repository('acme/web', {}, [
        pull({ number: 1, hoursAgo: 9, checks: 'FAILURE', reviews: [review('anna', 'APPROVED', 1)] }),
        pull({ number: 2, hoursAgo: 8 }),
        pull({ number: 3, hoursAgo: 7, checks: 'PENDING' }),
      ]),
    ],
    [
      may('neither'),
      may('contents', { contents: 'read' }),
      may('person', {}, 'pat'),
      may('checks', { checks: 'read' }),
      may('statuses', { statuses: 'read' }),
      may('both', { checks: 'read', statuses: 'read' }),
      may('all', { checks: 'read', statuses: 'read', contents: 'read' }),
    ],
  ),
});
const list = (fields: string, secret: string) =>
  graphql(web(`pullRequests(first: 9) { nodes { number ${fields} } }`), {}, secret);
const nodes = (...pulls: unknown[]) => ({ repository: { pullRequests: { nodes: pulls } } });

describe('what checks and statuses add up to', () => {
  test.each(['checks', 'statuses', 'both', 'all'])('is read with %s', async (secret) => {
    expect((await list('statusCheckRollup { state }', secret)).body).toEqual({
      data: nodes(
        { number: 1, statusCheckRollup: { state: 'FAILURE' } },
        { number: 2, statusCheckRollup: null },
        { number: 3, statusCheckRollup: { state: 'PENDING' } },
      ),
    });
  });

  test.each([
    ['neither', 'Resource not accessible by integration'],
    ['contents', 'Resource not accessible by integration'],
    ['person', 'Resource not accessible by personal access token'],
  ])('is refused where there are any, for %s, beside all else', async (secret, message) => {
    const refused = (index: number) => ({
      type: 'FORBIDDEN',
      path: ['repository', 'pullRequests', 'nodes', index, 'statusCheckRollup'],
      extensions: { saml_failure: false },
      locations: [expect.objectContaining({ line: 1 })],
      message,
    });
    const { status, body } = await list('statusCheckRollup { state }', secret);
    expect(status).toBe(200);
    expect(body).toEqual({
      data: nodes(
        { number: 1, statusCheckRollup: null },
        { number: 2, statusCheckRollup: null },
        { number: 3, statusCheckRollup: null },
      ),
      errors: [refused(0), refused(2)],
    });
  });

  const ofCommit = 'commits(last: 1) { nodes { commit { statusCheckRollup { state } } } }';

  test('is read of the head commit, too', async () => {
    expect((await list(ofCommit, 'all')).body?.data).toMatchObject(
      nodes(
        { commits: { nodes: [{ commit: { statusCheckRollup: { state: 'FAILURE' } } }] } },
        { commits: { nodes: [{ commit: { statusCheckRollup: null } }] } },
        {},
      ),
    );
    expect((await list(ofCommit, 'contents')).body?.errors).toMatchObject([
      { path: [...'repository pullRequests nodes'.split(' '), 0, ...headOfCommits] },
      { path: [...'repository pullRequests nodes'.split(' '), 2, ...headOfCommits] },
    ]);
  });

  test('is refused with the commits, without contents: read', async () => {
    const { body } = await graphql(web(`pullRequest(number: 1) { ${ofCommit} }`), {}, 'both');
    expect(body?.errors).toMatchObject([
      { type: 'FORBIDDEN', path: ['repository', 'pullRequest', 'commits'] },
    ]);
  });

  test("is that of a review's commit while it is the head", async () => {
    const ofReview = 'reviews(first: 1) { nodes { commit { statusCheckRollup { state } } } }';
    const { body } = await graphql(web(`pullRequest(number: 1) { ${ofReview} }`), {}, 'all');
    expect(body?.data).toMatchObject({
      repository: {
        pullRequest: { reviews: { nodes: [{ commit: { statusCheckRollup: { state: 'FAILURE' } } }] } },
      },
    });
  });
});

const headOfCommits = ['commits', 'nodes', 0, 'commit', 'statusCheckRollup'];
