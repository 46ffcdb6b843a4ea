import type { Access } from './access.ts';
import { refuseOthers } from './connection.ts';
import { TypedError } from './error.ts';
import { findRepository } from './repository-fields.ts';
import type { Fields } from './resolver.ts';
import { pullRequestNode, repositoryView } from './view.ts';

/** The entry points of the schema that the twin has. */
export const queryFields: Fields<unknown> = {
  repository: (_, args, { access }) => findRepository(access, `${args['owner']}/${args['name']}`, args),
  repositoryOwner: (_, args, { access }) => {
    const login = String(args['login']);
    const { known, ownerType } = access.ofOwner(login);
    return known ? { __typename: ownerType, login } : null;
  },
  user: (_, args, { access }) => {
    const login = String(args['login']);
    const found = access.account(login);
    if (found?.type === 'User')
      return { __typename: 'User', login: found.login, ...(found.busy && { busy: true }) };
    throw new TypedError('NOT_FOUND', `Could not resolve to a User with the login of '${login}'.`);
  },
  node: (_, args, { access }) => node(access, String(args['id'])),
  nodes: (_, args, { access }) =>
    Array.isArray(args['ids'])
      ? args['ids'].map((id) => {
          // One that fails must not hide the others: graphql-js takes an Error in a list as that item's.
          try {
            return node(access, String(id));
          } catch (error) {
            return error;
          }
        })
      : [],
  rateLimit: (_, args, __, info) => {
    refuseOthers(info, args, []);
    return { __typename: 'RateLimit' };
  },
  viewer: (_, __, { access }) => ({
    __typename: 'User',
    login: access.token.kind === 'pat' ? (access.token.login ?? 'octocat') : 'github-actions[bot]',
  }),
};

function node(access: Access, id: string) {
  const found = access.node(id);
  if (!found) throw new TypedError('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'.`);
  if (!('pull' in found)) return repositoryView(access.pass(found));
  access.pass(found.repository);
  access.need('pull-requests');
  return pullRequestNode(found);
}
