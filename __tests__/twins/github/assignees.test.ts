import { expect, test } from 'vitest';
import { pull, repository, world } from '../../worlds/builder.ts';
import { asking, web } from './ask.ts';

const { graphql, get } = await asking({
  world: world([
    repository('acme/web', {}, [
      pull({
        number: 1,
        author: { login: 'copilot-swe-agent', type: 'Bot' },
        assignees: [
          { login: 'copilot-swe-agent', type: 'Bot' },
          { login: 'anna', type: 'User' },
          { login: 'ben', type: 'User' },
          { login: 'old', type: 'Mannequin' },
          { login: 'acme', type: 'Organization' },
        ],
      }),
      pull({ number: 2 }),
    ]),
  ]),
});
const ask = async (number: number, fields: string) =>
  (await graphql(web(`pullRequest(number: ${number}) { ${fields} }`))).body;
const answer = (pullRequest: unknown) => ({ data: { repository: { pullRequest } } });
const page = 'totalCount pageInfo { hasNextPage }';

test('who is assigned are users', async () => {
  expect(await ask(1, `assignees(first: 1) { ${page} nodes { __typename login } }`)).toEqual(
    answer({
      assignees: {
        totalCount: 2,
        pageInfo: { hasNextPage: true },
        nodes: [{ __typename: 'User', login: 'anna' }],
      },
    }),
  );
  expect(await ask(2, `assignees(first: 9) { ${page} nodes { login } }`)).toEqual(
    answer({ assignees: { totalCount: 0, pageInfo: { hasNextPage: false }, nodes: [] } }),
  );
});

test('among assigned actors are agents, imported accounts and organizations, too', async () => {
  const login = ['User', 'Bot', 'Mannequin', 'Organization'].map((type) => `... on ${type} { login }`);
  expect(
    await ask(1, `assignedActors(first: 9) { ${page} nodes { __typename ${login.join(' ')} } }`),
  ).toEqual(
    answer({
      assignedActors: {
        totalCount: 5,
        pageInfo: { hasNextPage: false },
        nodes: [
          { __typename: 'Bot', login: 'copilot-swe-agent' },
          { __typename: 'User', login: 'anna' },
          { __typename: 'User', login: 'ben' },
          { __typename: 'Mannequin', login: 'old' },
          { __typename: 'Organization', login: 'acme' },
        ],
      },
    }),
  );
});

test('a union has no login of its own', async () => {
  expect(await ask(1, 'assignedActors(first: 9) { nodes { login } }')).toMatchObject({
    errors: [{ message: "Field 'login' doesn't exist on type 'Assignee'" }],
  });
});

test('REST writes a bot with its suffix', async () => {
  expect((await get('/repos/acme/web/pulls/1')).body).toMatchObject({
    assignees: [{ login: 'copilot-swe-agent[bot]', type: 'Bot' }, { login: 'anna' }, {}, {}, {}],
  });
});
