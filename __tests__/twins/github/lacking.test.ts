import { describe, expect, test } from 'vitest';
import { pull, repository, world } from '../../worlds/builder.ts';
import { asking, web } from './ask.ts';
import { publishedSchema } from './schema.ts';

const given = world([repository('acme/web', {}, [pull({ number: 1, checks: 'SUCCESS' })])]);
const fields: Readonly<Record<string, string>> = {
  headRepository: 'headRepository { nameWithOwner }',
  isCrossRepository: 'isCrossRepository',
  mergeable: 'mergeable',
  statusCheckRollup: 'statusCheckRollup { state }',
  assignees: 'assignees(first: 1) { totalCount }',
  assignedActors: 'assignedActors(first: 1) { totalCount }',
};
const refused = (name: string) => ({
  message: `Field '${name}' doesn't exist on type 'PullRequest'`,
  extensions: { code: 'undefinedField', typeName: 'PullRequest', fieldName: name },
  locations: [expect.objectContaining({ line: 1 })],
});

describe('a server that lacks a field', () => {
  test.each(Object.entries(fields))('refuses all of the query that asks for %s', async (name, text) => {
    const { graphql } = await asking({ world: given, without: [`PullRequest.${name}`] });
    const { status, body } = await graphql(web(`pullRequests(first: 1) { nodes { number ${text} } }`));
    expect(status).toBe(200);
    expect(body).toEqual({ errors: [refused(name)] });
    const others = Object.entries(fields).flatMap(([other, its]) => (other === name ? [] : [its]));
    const { body: rest } = await graphql(
      web(`pullRequest(number: 1) { ${others.filter((its) => !its.startsWith('status')).join(' ')} }`),
    );
    expect(rest?.errors).toBeUndefined();
  });

  test('names each that it lacks', async () => {
    const without = Object.keys(fields).map((name) => `PullRequest.${name}`);
    const { graphql } = await asking({ world: given, without });
    const { body } = await graphql(web(`pullRequest(number: 1) { ${Object.values(fields).join(' ')} }`));
    expect(body).toEqual({ errors: Object.keys(fields).map(refused) });
  });

  test('may be an older one, that lacks two of them anyway', async () => {
    const { graphql } = await asking({
      world: given,
      schema: 'older',
      without: ['PullRequest.isCrossRepository'],
    });
    const { body } = await graphql(web(`pullRequest(number: 1) { ${Object.values(fields).join(' ')} }`));
    expect(body).toEqual({
      errors: ['isCrossRepository', 'statusCheckRollup', 'assignedActors'].map(refused),
    });
  });

  test('is not one that lacks what no server has', () => {
    expect(() => publishedSchema('older', ['PullRequest.statusCheckRollup'])).toThrow(
      'The schema has no PullRequest.statusCheckRollup',
    );
  });
});
