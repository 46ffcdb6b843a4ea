import { expect, test } from 'vitest';
import { pull, repository, world } from '../../worlds/builder.ts';
import { asking, web } from './ask.ts';

const { graphql } = await asking({ world: world([repository('acme/web', {}, [pull({ number: 1 })])]) });

test.each([
  ['{ repository(owner: "acme" ', /Syntax Error/],
  [web('nonsense'), /Field 'nonsense' doesn't exist on type 'Repository'/],
  [web('pullRequests(first: 1, nonsense: 1) { totalCount }'), /nonsense/],
  ['query ($first: Int!) { viewer { login repositories(first: $first) { totalCount } } }', /first/],
  ['', /query attribute must be specified/],
])('refuses %s', async (query, message) => {
  const { status, body } = await graphql(query);
  expect(status).toBe(200);
  expect(body).toEqual({ errors: [expect.objectContaining({ message: expect.stringMatching(message) })] });
});

test.each([
  web('pullRequests(first: 1, states: MERGED) { nodes { mergeStateStatus } }'),
  web('pullRequest(number: 1) { statusCheckRollup { state contexts(first: 1) { totalCount } } }'),
  web('pullRequests(first: 1, labels: ["a"]) { totalCount }'),
  web('pullRequests(first: 1, orderBy: { field: COMMENTS, direction: ASC }) { totalCount }'),
  web('pullRequest(number: 1) { timelineItems(last: 1) { totalCount } }'),
  web('pullRequest(number: 1) { timelineItems(last: 1, itemTypes: [CLOSED_EVENT]) { totalCount } }'),
  'mutation { addStar(input: { starrableId: "x" }) { clientMutationId } }',
  '{ search(query: "x", type: ISSUE, first: 1) { issueCount } }',
])('says that it does not model %s', async (query) => {
  const { body } = await graphql(query);
  expect(body).toEqual({ errors: [expect.objectContaining({ type: 'TWIN_DOES_NOT_MODEL' })] });
});
